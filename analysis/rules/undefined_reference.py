"""What is referred to is defined.

CloudFormation resolves every `Ref`, `Fn::GetAtt`, `Fn::Sub`, `DependsOn`, condition and mapping
before it creates anything, and refuses a template that names what it does not define.
"""

import re
from collections.abc import Iterator, Sequence

from analysis.comparison import Comparison, Difference
from analysis.findings import Fix, Impact, Link, Severity
from analysis.fixing.lint_fixes import lint_fixes
from analysis.lint import LintMatch
from analysis.rules.evidence import at_path, of_entity, of_reference
from analysis.rules.lint_words import first_name, is_reference
from analysis.rules.places import place_phrase
from analysis.rules.rule import Context, Draft, Evidence, Example, Rule
from analysis.rules.sentences import suggestion_of
from analysis.rules.words import coded, named, verb
from analysis.syntax import Path
from analysis.template import Entity
from analysis.uses import TARGET_SECTIONS, Use, UseKind, dangling

_PLACES = 3
_IN_ENTITY = 2
_LOGICAL_ID = re.compile(r"[A-Z][A-Za-z0-9]*")
_KINDS = {
    UseKind.CONDITION: "Condition",
    UseKind.IF: "Condition",
    UseKind.FIND_IN_MAP: "Mapping",
}


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for all names without an entity, one for conditions, one for mappings."""
    undefined = dangling(context.candidate, context.candidate_uses)
    comparison = context.comparison
    if comparison:
        shared = {one.target for one in dangling(comparison.reference, comparison.reference_uses)}
        undefined = tuple(one for one in undefined if one.target not in shared)
    by_kind: dict[str, list[Use]] = {}
    for use in undefined:
        by_kind.setdefault(_KINDS.get(use.kind, "Reference"), []).append(use)
    for kind, uses in by_kind.items():
        yield _draft(context, kind, uses)


def _draft(context: Context, kind: str, uses: Sequence[Use]) -> Draft:
    names = list(dict.fromkeys(use.target for use in uses))
    owners = list(dict.fromkeys(use.owner for use in uses))
    comparison = context.comparison
    covers = _covered(comparison, uses) if comparison else []
    known = _defined(comparison, uses) if comparison else []
    matches = [
        one for one in context.candidate_lint if is_reference(one) and first_name(one) in names
    ]
    return Draft(
        key=kind,
        severity=Severity.CRITICAL,
        title=f"Unresolved {kind}{'s' if len(names) > 1 else ''} {named(names, 2)} "
        f"in {named(owners, 2)}",
        issue=_issue(uses, known),
        suggestion=_suggestion(names, covers, known),
        root_cause=f"The candidate refers to {coded(names)} and defines nothing of that name that "
        "can be referred to so.",
        impact=Impact(deployment=_failure(uses)),
        candidate=tuple(one for use in uses for one in _evidence(context, use)),
        reference=(*(of_entity(one) for one in known), *of_reference(covers)),
        covers=tuple(covers),
        fixes=_fixes(context, matches, is_covered=bool(covers)),
        fix_title=f"Write {named(owners, 3)} as the reference does there",
        prior=0.26,
        logical_ids=tuple(owners),
        properties=tuple(dict.fromkeys(filter(None, map(_property, uses)))),
        suppressed_by=next((one.suppressed_by for one in matches if one.suppressed_by), None),
    )


def _fixes(context: Context, matches: Sequence[LintMatch], *, is_covered: bool) -> tuple[Fix, ...]:
    if is_covered:
        # What the reference has there is adopted anyway.
        return lint_fixes(context.candidate, matches)
    return lint_fixes(context.candidate, matches, context.comparison, context.adopter)


def _issue(uses: Sequence[Use], known: Sequence[Entity]) -> str:
    by_name: dict[str, list[Use]] = {}
    for use in uses:
        by_name.setdefault(use.target, []).append(use)
    told = []
    for name, some in by_name.items():
        owners = list(dict.fromkeys(use.owner for use in some))
        places = list(dict.fromkeys(filter(None, map(_place, some))))
        where = f" in {named(places, _PLACES)}" if places else ""
        told.append(
            f"{coded(owners)} {verb(owners, 'refers', 'refer')} to `{name}`{where}, but the "
            f"template defines no {_wanted(some)} of that name."
        )
    told += [f"The reference defines `{one.logical_id}`{_as_type(one)}." for one in known]
    return " ".join(told)


def _wanted(uses: Sequence[Use]) -> str:
    sections = dict.fromkeys(section for use in uses for section in TARGET_SECTIONS[use.kind])
    return " or ".join(section.removesuffix("s").lower() for section in sections)


def _as_type(entity: Entity) -> str:
    kind = getattr(entity, "type", "")
    return f" ({kind})" if kind else ""


def _suggestion(names: Sequence[str], covers: Sequence[Difference], known: Sequence[Entity]) -> str:
    if covers:
        return suggestion_of(covers)
    if len(known) == len(names):
        return f"Define {coded(names)} as the reference does."
    if not any(_LOGICAL_ID.fullmatch(name) for name in names):
        kept = named([f"`${{!{name}}}`" for name in names])
        return f"Write {kept} where the text itself is meant to read so."
    return f"Define {coded(names)}, or refer to what the template does define."


def _failure(uses: Sequence[Use]) -> str:
    section = uses[0].section
    if uses[0].kind in _KINDS or section not in {"Resources", "Outputs"}:
        return "CloudFormation refuses the template before it creates anything."
    names = ", ".join(dict.fromkeys(use.target for use in uses if use.section == section))
    return (
        f'Validation of the template fails: "Unresolved resource dependencies [{names}] in the '
        f'{section} block of the template".'
    )


def _place(use: Use) -> str:
    below = [step for step in use.path[_IN_ENTITY:] if not _is_function(step)]
    return place_phrase(tuple(below)) if any(isinstance(step, str) for step in below) else ""


def _property(use: Use) -> str:
    steps = use.path[_IN_ENTITY:]
    names = [step for step in steps if isinstance(step, str) and not _is_function(step)]
    return next((name for name in names if name != "Properties"), "")


def _is_function(step: str | int) -> bool:
    return step in {"Ref", "Condition"} or str(step).startswith("Fn::")


def _evidence(context: Context, use: Use) -> Iterator[Evidence]:
    for one in at_path(context.candidate, use.path):
        yield Evidence(one.path, one.node, (use.span.start, use.span.end))


def _covered(comparison: Comparison, uses: Sequence[Use]) -> list[Difference]:
    """Return the differences of the places that name what is not defined."""
    paths = [use.path for use in uses]
    return [
        one
        for one in comparison.differences
        if not one.is_whole_entity
        and one.candidate is not None
        and any(_are_one(one.candidate_path, path) for path in paths)
    ]


def _are_one(path: Path, other: Path) -> bool:
    depth = min(len(path), len(other))
    return depth > _IN_ENTITY and path[:depth] == other[:depth]


def _defined(comparison: Comparison, uses: Sequence[Use]) -> list[Entity]:
    """Return what the reference defines under the names, where it may be named so."""
    found = {
        use.target: entity
        for use in uses
        for section in TARGET_SECTIONS[use.kind]
        if (entity := comparison.reference.section(section).get(use.target))
    }
    return list(found.values())


UNDEFINED = """
    Resources:
      Busy:
        Type: AWS::CloudWatch::Alarm
        Properties:
          AlarmActions: [!Ref Alerts]
"""
DEFINED = (
    UNDEFINED
    + """
      Alerts:
        Type: AWS::SNS::Topic
"""
)
CHOSEN = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
        Condition: IsProduction
"""
SILENT = """
    Resources:
      Busy:
        Type: AWS::CloudWatch::Alarm
        Properties:
          AlarmActions: []
"""
EXAMPLES = (
    Example("nothing is called so", UNDEFINED, SILENT, fixed=SILENT),
    Example("the reference defines it", UNDEFINED, DEFINED),
    Example("a condition that is not there", CHOSEN),
    Example("the reference names it too", UNDEFINED, UNDEFINED, reported=False),
    Example("it is defined", DEFINED, reported=False),
)
RULE = Rule(
    "undefined-reference",
    "Template errors",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Ref",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/"
            "intrinsic-function-reference-ref.html",
        ),
    ),
    residual=True,
)
