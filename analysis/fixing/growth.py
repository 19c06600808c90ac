"""Grows a fix that left something undone by what the reference has for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from analysis.adoption import Adopter
from analysis.comparison import Comparison, Difference, Operation
from analysis.findings import Finding, Fix
from analysis.fixing.unused import DEFINITIONS, definition_users
from analysis.syntax import Path, path_text

_MOST_ENTITIES = 8
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

    The levels are tried from the smallest on; what would touch too many entities is passed over.
    """
    have = set(fix.adopts)
    if not have:
        return None
    for found in _levels(concern, before, after):
        more = [number for number in found if number not in have]
        larger = _with_more(fix, before, have.union(more)) if more else None
        if larger:
            return larger
    return None


def _levels(concern: Concern, before: Comparison, after: Comparison) -> Iterator[list[int]]:
    """Yield more and more differences, by their numbers.

    First what the findings cover, with all places that use the definitions that they name, or
    with one for each; then what the concern's properties, and its entities, have; last, such
    entities themselves where the candidate alone has them.
    """
    covered = list(_covered(concern, before, after))
    users = list(_users(concern, before))
    yield [*covered, *(number for found in users for number in found)]
    yield [*covered, *(number for found in users for number in found[:1])]
    named = list(_named(concern, before))
    kept = [number for number in named if not _is_removal(before.differences[number])]
    properties = _properties(concern)
    yield [number for number in kept if before.differences[number].property_name in properties]
    yield kept
    yield named


def _is_removal(difference: Difference) -> bool:
    return difference.is_whole_entity and difference.operation is Operation.REMOVE


def _covered(concern: Concern, before: Comparison, after: Comparison) -> Iterator[int]:
    wanted = {
        identity(after.differences[number])
        for finding in concern.findings
        for number in finding.covers
    }
    return (n for n, one in enumerate(before.differences) if identity(one) in wanted)


def _users(concern: Concern, before: Comparison) -> Iterator[list[int]]:
    """Yield, for each definition that the findings name, the places where the reference uses it."""
    numbers = {id(one): number for number, one in enumerate(before.differences)}
    names = dict.fromkeys(name for finding in concern.findings for name in finding.logical_ids)
    for name in names:
        yield [numbers[id(one)] for one in definition_users(before, (name,))]


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
    entities = {(one.section, one.logical_id) for one in further if not _is_lost(one)} - ours
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


def _is_lost(difference: Difference) -> bool:
    """Whether a definition goes, which changes nothing that is deployed."""
    return difference.section in DEFINITIONS and _is_removal(difference)


def further(small: Fix, large: Fix, comparison: Comparison) -> tuple[Difference, ...]:
    """Return the differences that a grown fix adopts beyond the small one."""
    numbers = (number for number in large.adopts if number not in small.adopts)
    return tuple(comparison.differences[number] for number in numbers)
