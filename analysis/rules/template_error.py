"""CloudFormation accepts every resource as it is written.

A property that does not exist, one that is required and absent, or a value that is not allowed
stops the creation of the stack. cfn-lint knows them from the schemas of the resources.
"""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from analysis.comparison import Comparison, Difference, Operation
from analysis.findings import Fix, Impact, Link, Severity
from analysis.fixing.lint_fixes import lint_fixes
from analysis.lint import LintMatch
from analysis.rules.evidence import at_path, of_reference
from analysis.rules.lint_words import (
    REFUSING_WARNINGS,
    first_name,
    is_reference,
    is_unexpected,
    is_unsaid,
    kind_of,
    message_of,
    owner_of,
    partial_version,
    property_of,
    title_of,
)
from analysis.rules.places import list_of
from analysis.rules.rule import Context, Draft, Evidence, Example, Rule
from analysis.rules.sentences import issue_of, suggestion_of
from analysis.rules.words import counted, named
from analysis.syntax import Path
from analysis.uses import dangling

_ALIKE = 0.8
_TOLD = 3
# The gravest first: what a finding about several errors is named after.
_ORDER = ("E3006", "E3017", "E3002", "E3003", "E3030")


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for each resource with errors that the reference does not have.

    One for all that name the same thing in vain; undefined-reference tells what is not defined.
    """
    known = {(match.rule, match.message) for match in context.reference_lint}
    undefined = {one.target for one in dangling(context.candidate, context.candidate_uses)}
    groups: dict[str, list[LintMatch]] = {}
    for match in context.candidate_lint:
        if (
            is_refused(match)
            and not match.suppressed_by
            and (match.rule, match.message) not in known
            and not (is_reference(match) and first_name(match) in undefined)
        ):
            groups.setdefault(_cause(match), []).append(match)
    for matches in _alike(groups.values()):
        yield _draft(context, sorted(matches, key=_gravity))


def _cause(match: LintMatch) -> str:
    if is_reference(match):
        return f"{first_name(match)} of"
    # A version that is no longer offered has nothing to do with what else is wrong there.
    return f"{owner_of(match) or match.rule}{_version(match)}"


def _version(match: LintMatch) -> str:
    return " version" if match.rule in REFUSING_WARNINGS else ""


def is_refused(match: LintMatch) -> bool:
    """Whether a match says that the stack cannot be created so."""
    is_grave = match.is_error or match.rule in REFUSING_WARNINGS
    return is_grave and not is_unsaid(match) and not partial_version(match)


def _gravity(match: LintMatch) -> int:
    return _ORDER.index(match.rule) if match.rule in _ORDER else len(_ORDER)


def _alike(groups: Iterable[list[LintMatch]]) -> list[list[LintMatch]]:
    """Join the entities of which the same is wrong."""
    joined: dict[frozenset[tuple[str, str, str]], list[LintMatch]] = {}
    for matches in groups:
        shape = frozenset(
            (one.rule, property_of(one), one.message.replace(owner_of(one), "")) for one in matches
        )
        joined.setdefault(shape, []).extend(matches)
    return list(joined.values())


def _draft(context: Context, matches: Sequence[LintMatch]) -> Draft:
    owners = list(dict.fromkeys(filter(None, map(owner_of, matches))))
    covers = _covered(context.comparison, matches) if context.comparison else []
    messages = list(dict.fromkeys(map(message_of, matches)))
    rules = named(sorted({match.rule for match in matches}))
    return Draft(
        key=f"{' '.join(owners) or matches[0].rule}{_version(matches[0])}",
        severity=Severity.CRITICAL,
        title=_title(matches, owners, covers),
        issue=f"{issue_of(covers)} cfn-lint reports {rules} in "
        f"{counted(len(matches), 'place')}: {'; '.join(messages[:_TOLD])}.".strip(),
        suggestion=_suggestion(matches, owners, covers),
        root_cause="The candidate fixes a version that can no longer be created."
        if matches[0].rule in REFUSING_WARNINGS
        else "The candidate departs from the resource's schema, or names what does not exist.",
        impact=Impact(deployment=_failure(matches[0])),
        candidate=tuple(one for match in matches for one in _evidence(context, match)),
        reference=of_reference(covers),
        covers=tuple(covers),
        fixes=_fixes(context, matches, is_covered=bool(covers)),
        fix_title=f"Correct {named(owners, 3)} as the reference has it",
        prior=0.26,
        logical_ids=tuple(owners),
        properties=tuple(dict.fromkeys(filter(None, map(property_of, matches)))),
    )


def _suggestion(
    matches: Sequence[LintMatch], owners: Sequence[str], covers: Sequence[Difference]
) -> str:
    """Return what to do: as the reference does, and by the message what it says nothing of."""
    alone = [
        one
        for one in matches
        if is_refused(one) and not any(_is_at(each, one) or _is_meant(each, one) for each in covers)
    ]
    if not covers:
        return _advice(matches[0], owners)
    told = suggestion_of(covers)
    places = named(list(dict.fromkeys(filter(None, map(property_of, alone)))))
    return f"{told} Correct {places} as the message says." if places else told


def _advice(match: LintMatch, owners: Sequence[str]) -> str:
    if match.rule in REFUSING_WARNINGS:
        return f"State a version with which {named(owners)} can still be created."
    if match.rule == "E3006":
        return f"Use a resource type that exists, or do without {named(owners)}."
    return "Correct the value as the message says."


def _fixes(context: Context, matches: Sequence[LintMatch], *, is_covered: bool) -> tuple[Fix, ...]:
    if is_covered:
        # What the reference has there is adopted anyway.
        return lint_fixes(context.candidate, matches)
    comparison = context.adopter.comparison if context.adopter else None
    return lint_fixes(context.candidate, matches, comparison, context.adopter)


def _title(
    matches: Sequence[LintMatch], owners: Sequence[str], covers: Sequence[Difference]
) -> str:
    first = matches[0]
    meant = [
        str(one.path[-1])
        for one in covers
        if one.operation is Operation.ADD and one.path and not isinstance(one.path[-1], int)
    ]
    name = first_name(first)
    likely = [one for one in meant if _likeness(one, name) >= _ALIKE]
    if is_unexpected(first) and likely:
        return f"{kind_of(first)} Instead of {likely[0]} in {named(owners, 2)}"
    return title_of(first, owners)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.lower(), other.lower()).ratio()


def _failure(match: LintMatch) -> str:
    name = first_name(match)
    match match.rule:
        case "E3002" if is_unexpected(match):
            error = f'"extraneous key [{name}] is not permitted"'
        case "E3003":
            error = f'"required key [{name}] not found"'
        case "E3006":
            error = f'"Unrecognized resource types: [{name}]"'
        case _:
            return "CloudFormation or the service refuses this when the stack is created."
    return f"Creation of the stack fails: {error}."


def _covered(comparison: Comparison, matches: Sequence[LintMatch]) -> list[Difference]:
    """Return the differences that are these errors, and what the reference has instead."""
    owners = {owner_of(match) for match in matches}
    own = [
        one
        for one in comparison.differences
        if one.candidate_id in owners and not one.is_whole_entity
    ]
    wrong = [one for one in own if any(_is_at(one, match) for match in matches)]
    lists = {list_of(one) for one in wrong} - {None}
    return [
        one
        for one in own
        if one in wrong
        or list_of(one) in lists
        or (one.operation is Operation.ADD and any(_is_meant(one, match) for match in matches))
    ]


def _is_at(difference: Difference, match: LintMatch) -> bool:
    """Whether a difference holds the place of a match: an entity as a whole is no such place."""
    if match.rule in REFUSING_WARNINGS:
        return difference.property_name == "EngineVersion"
    if difference.candidate is None:
        return match.rule == "E3003" and _lacks(difference, match.path, first_name(match))
    path = difference.candidate_path
    return len(path) > 3 and match.path[: len(path)] == path  # noqa: PLR2004 (section, name, Properties)


def _lacks(difference: Difference, holder: Path, name: str) -> bool:
    return difference.candidate_path == holder and difference.path[-1:] == (name,)


def _is_meant(difference: Difference, match: LintMatch) -> bool:
    """Whether a property of the reference is what one of the wrong name stands for."""
    if not is_unexpected(match) or difference.candidate_path != match.path[:-1]:
        return False
    return _likeness(str(difference.path[-1]), first_name(match)) >= _ALIKE


def _evidence(context: Context, match: LintMatch) -> tuple[Evidence, ...]:
    if match.rule in REFUSING_WARNINGS:
        # cfn-lint points to what the version stands in.
        stated = at_path(context.candidate, (*match.path, property_of(match)))
        if stated:
            return tuple(stated)
    for length in range(len(match.path), 1, -1):
        # A `!GetAtt` in one text has no parts of its own.
        found = at_path(context.candidate, match.path[:length])
        if found:
            span = (match.span.start, match.span.end)
            return (Evidence(match.path[:length], found[0].node, span),)
    return ()


PLAIN = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
"""
EXAMPLES = (Example("cfn-lint was not asked", PLAIN, reported=False),)
RULE = Rule(
    "template-error",
    "Template errors",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Resource and property types",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/"
            "aws-template-resource-type-ref.html",
        ),
    ),
    residual=True,
)
