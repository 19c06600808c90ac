"""Grows a fix that left something undone by what the reference has for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from analysis.adoption import Adopter
from analysis.comparison import Comparison, Difference, Operation
from analysis.findings import Finding, Fix
from analysis.syntax import Path, path_text

_MOST_ENTITIES = 8
_DEFINITIONS = frozenset({"Parameters", "Mappings", "Conditions"})
Identity = tuple[Operation, str, str | None, str | None, Path]


@dataclass(frozen=True, slots=True)
class Concern:
    """What trying a fix brought up: findings of the fixed text, and where there are new errors.

    `places` are the paths of new errors.
    """

    findings: tuple[Finding, ...] = ()
    places: tuple[Path, ...] = ()


def identity(difference: Difference) -> Identity:
    """Return what a difference has in common with itself after other things have changed."""
    one = difference
    return one.operation, one.section, one.candidate_id, one.reference_id, one.path


def grown(fix: Fix, concern: Concern, before: Comparison, after: Comparison) -> Fix | None:
    """Return the fix with the differences that a concern is about, None where there are no more.

    First those that the findings cover, and the places that use what the fix defines; where the
    fix has them all, those of the properties that the concern names; then every difference of
    its entities; last, such entities themselves where the candidate alone has them.
    """
    have = set(fix.adopts)
    if not have:
        return None
    named = list(_named(concern, before))
    kept = [number for number in named if not _is_removal(before.differences[number])]
    properties = _properties(concern)
    told = [number for number in kept if before.differences[number].property_name in properties]
    for found in (_covered(fix, concern, before, after), told, kept, named):
        more = [number for number in found if number not in have]
        if more:
            return _with_more(fix, before, have.union(more))
    return None


def _is_removal(difference: Difference) -> bool:
    return difference.is_whole_entity and difference.operation is Operation.REMOVE


def _covered(fix: Fix, concern: Concern, before: Comparison, after: Comparison) -> Iterator[int]:
    wanted = {
        identity(after.differences[number])
        for finding in concern.findings
        for number in finding.covers
    }
    defined = _defined(fix, before).intersection(
        name for finding in concern.findings for name in finding.logical_ids
    )
    users = {use.path for use in before.reference_uses if use.target in defined}
    for number, one in enumerate(before.differences):
        holds_use = one.reference is not None and any(
            path[: len(one.reference_path)] == one.reference_path for path in users
        )
        if identity(one) in wanted or holds_use:
            yield number


def _defined(fix: Fix, before: Comparison) -> set[str]:
    """Return the parameters, mappings and conditions that a fix adds."""
    adopted = (before.differences[number] for number in fix.adopts)
    names = {
        one.reference_id or ""
        for one in adopted
        if one.operation is Operation.ADD and one.is_whole_entity and one.section in _DEFINITIONS
    }
    brought = (path.split("/") for path in fix.also_adds)
    return names | {steps[1] for steps in brought if steps[0] in _DEFINITIONS and len(steps) > 1}


def _properties(concern: Concern) -> set[str]:
    told = {name for finding in concern.findings for name in finding.properties}
    return told | {str(path[3]) for path in concern.places if len(path) > 3}  # noqa: PLR2004


def _named(concern: Concern, before: Comparison) -> Iterator[int]:
    names = {name for finding in concern.findings for name in finding.logical_ids}
    names |= {str(path[1]) for path in concern.places if len(path) > 1}
    for number, one in enumerate(before.differences):
        if {one.candidate_id, one.reference_id} & names:
            yield number


def _with_more(fix: Fix, comparison: Comparison, numbers: Iterable[int]) -> Fix | None:
    wanted = [comparison.differences[number] for number in sorted(numbers)]
    own = [comparison.differences[number] for number in fix.adopts]
    further = [one for one in wanted if one not in own]
    ours = {(one.section, one.logical_id) for one in own}
    entities = {(one.section, one.logical_id) for one in further} - ours
    if len(entities) > _MOST_ENTITIES:
        return None
    found = Adopter(comparison).fix(wanted, fix.title)
    if found is None:
        return None
    added = [
        path_text((one.section, one.reference_id or ""))
        for one in further
        if one.is_whole_entity and one.operation is Operation.ADD
    ]
    return replace(found, also_adds=tuple(dict.fromkeys((*added, *found.also_adds))))


def further(small: Fix, large: Fix, comparison: Comparison) -> tuple[Difference, ...]:
    """Return the differences that a grown fix adopts beyond the small one."""
    numbers = (number for number in large.adopts if number not in small.adopts)
    return tuple(comparison.differences[number] for number in numbers)
