"""A stack does not import what nobody exports.

`Fn::ImportValue` ties a stack to another one of the same account and region. Where no such stack
exports the name, creation stops. A reference that creates these resources itself needs no other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.comparison import Comparison, Difference
from analysis.edits import Edit
from analysis.findings import Fix, Impact, Link, Severity
from analysis.rules.evidence import at_path, of_entity
from analysis.rules.families import added_resources, connected, mentions, named_by, names_below
from analysis.rules.rule import Context, Draft, Evidence, Example, Rule
from analysis.rules.words import coded, counted, named
from analysis.syntax import text_of
from analysis.template import Template
from analysis.uses import Use, UseKind

_IMPORT = "Fn::ImportValue"
_FIX_TITLE = "Create what is imported, as the reference does"


def check(context: Context) -> Iterator[Draft]:
    """Yield one finding for all imports that neither this nor a known template provides."""
    known = {name for one in (context.candidate, *context.exporters) for name in _exports(one)}
    imports = [use for use in _imports(context.candidate_uses) if use.target not in known]
    comparison = context.comparison
    if comparison:
        shared = {use.target for use in _imports(comparison.reference_uses)}
        imports = [use for use in imports if use.target not in shared]
    if imports:
        yield _draft(context, imports)


def _imports(uses: Sequence[Use]) -> list[Use]:
    return [use for use in uses if use.kind is UseKind.IMPORT]


def _exports(template: Template) -> Iterator[str]:
    for output in template.section("Outputs").values():
        name = text_of(output.at("Export", "Name"))
        if name:
            yield name


def _draft(context: Context, imports: Sequence[Use]) -> Draft:
    comparison = context.comparison
    replaced = [*_replaced(comparison)] if comparison else []
    created = _created(comparison, replaced) if comparison else []
    names = list(dict.fromkeys(use.target for use in imports))
    owners = list(dict.fromkeys(use.owner for use in imports))
    what = _what(comparison, created)
    covers = (*replaced, *_added(comparison, created)) if comparison else ()
    return Draft(
        key="imports",
        severity=Severity.CRITICAL if created or comparison is None else Severity.HIGH,
        title=f"Missing {what}" if created else "Dependence on Exports of Another Stack",
        issue=f"{counted(len(imports), 'place')} in {named(owners)} "
        f"{'imports' if len(imports) == 1 else 'import'} {counted(len(names), 'export')} of other "
        f"stacks with `Fn::ImportValue` ({coded(names)}); no template at hand provides "
        f"{'it' if len(names) == 1 else 'them'}.",
        suggestion=_suggestion(created),
        root_cause="The candidate assumes that another stack exports "
        f"{coded(names)} rather than creating what it needs.",
        impact=Impact(
            deployment=f'Stack creation fails with "No export named {names[0]} found" unless '
            "another stack of the account and region exports it.",
            security="What the imported values stand for is outside this template and cannot be "
            "reviewed with it.",
        ),
        candidate=tuple(_evidence(context.candidate, imports)),
        reference=tuple(of_entity(comparison.reference.resources[one]) for one in created)
        if comparison
        else (),
        covers=covers,
        fixes=tuple(_fix(context, imports, covers)),
        adopts=False,
        prior=0.7,
        logical_ids=tuple(owners),
        properties=(_IMPORT,),
    )


def _suggestion(created: Sequence[str]) -> str:
    if not created:
        return "Define these resources in the template, or take them as parameters."
    return (
        f"Create the resources in the template, as the reference does ({named(created, 8)}), and "
        "refer to them instead of importing."
    )


def _what(comparison: Comparison | None, created: Sequence[str]) -> str:
    if comparison is None or not created:
        return ""
    types = [comparison.reference.resources[name].type for name in created]
    if "AWS::EC2::VPC" in types:
        return "VPC Infrastructure"
    return f"Imported Resources ({named([type_.rpartition('::')[2] for type_ in types], 2)})"


def _evidence(template: Template, imports: Sequence[Use]) -> Iterator[Evidence]:
    for use in imports:
        path = use.path
        while path and not _is_import(template, path):
            path = path[:-1]
        yield from at_path(template, path or use.path)


def _is_import(template: Template, path: tuple[str | int, ...]) -> bool:
    return any(getattr(one.node, "name", "") == _IMPORT for one in at_path(template, path))


def _replaced(comparison: Comparison) -> Iterator[Difference]:
    """Yield the differences where the candidate imports and the reference does not."""
    for one in comparison.differences:
        imports = any(mentions(one.candidate, _IMPORT))
        if imports and not one.is_whole_entity and not any(mentions(one.reference, _IMPORT)):
            yield one


def _fix(context: Context, imports: Sequence[Use], covers: Sequence[Difference]) -> Iterator[Fix]:
    """Yield the fix that adopts, and replaces the same imports in what the reference lacks."""
    fix = context.adopter.fix(covers, _FIX_TITLE) if context.adopter and covers else None
    if fix is None:
        return
    spans = {one.node.span: use for use, one in _nodes(context.candidate, imports)}
    instead = {spans[edit.span].target: edit.text for edit in fix.edits if edit.span in spans}
    taken = [edit.span for edit in fix.edits]
    also = tuple(
        Edit(span, instead[use.target])
        for span, use in spans.items()
        if "\n" not in instead.get(use.target, "\n") and not any(span in one for one in taken)
    )
    yield replace(fix, edits=(*fix.edits, *also))


def _nodes(template: Template, imports: Sequence[Use]) -> Iterator[tuple[Use, Evidence]]:
    for use in imports:
        yield from ((use, one) for one in _evidence(template, [use]))


def _created(comparison: Comparison, replaced: Sequence[Difference]) -> list[str]:
    names = names_below(comparison.reference_uses)
    start = {name for one in replaced for name in named_by(names, one)}
    return connected(comparison, sorted(start))


def _added(comparison: Comparison, created: Sequence[str]) -> list[Difference]:
    added = added_resources(comparison)
    return [added[name] for name in created]


IMPORTING = """
    Resources:
      Group:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: Workers
          VpcId: !ImportValue shared-network
"""
OWN = """
    Resources:
      Group:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: Workers
          VpcId: !Ref Network
      Network:
        Type: AWS::EC2::VPC
        Properties:
          CidrBlock: 10.1.0.0/16
"""
EXAMPLES = (
    Example("nobody exports the VPC", candidate=IMPORTING, reference=OWN, fixed=OWN),
    Example("no reference to compare with", candidate=IMPORTING),
    Example("the reference imports it too", IMPORTING, IMPORTING, reported=False),
    Example("nothing is imported", candidate=OWN, reported=False),
)
RULE = Rule(
    "external-import",
    "External dependency",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Fn::ImportValue",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/"
            "intrinsic-function-reference-importvalue.html",
        ),
    ),
)
