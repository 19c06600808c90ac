"""Makes the candidate mean what the reference means: all differences, to the last one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from analysis.adoption.adoption import Adopter
from analysis.comparison import Comparison, Difference, Operation, compare
from analysis.edits import apply_edits
from analysis.reading.reader import read
from analysis.source import Source
from analysis.syntax import Path, follow
from analysis.template import Template, build_template

_ROUNDS = 8
_PROPERTY_DEPTH = 4
_ENTITY_DEPTH = 2
_Pairings: TypeAlias = Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Everything:
    """The candidate's text after all adoptions, and the differences that stayed."""

    text: str
    left: tuple[Difference, ...]


def adopt_everything(
    source: Source,
    reference: Template,
    *,
    choice: int = 0,
    pairings: _Pairings = (),
) -> Everything:
    """Return the candidate's text changed until nothing differs, as SEMANTICS S10 asks.

    A resource that has a parameter's name, which CloudFormation refuses, cannot be told from it
    where it is used: if that keeps a difference, the reference's own resource takes its place.
    """
    done = _adopted(source, reference, choice, pairings)
    partings = _partings(source, reference, choice, pairings) if done.left else ()
    if partings:
        apart = _adopted(source, reference, choice, (*pairings, *partings))
        other = _adopted(replace(source, text=apart.text), reference, choice, pairings)
        if len(other.left) < len(done.left):
            return other
    return done


def _partings(
    source: Source, reference: Template, choice: int, pairings: _Pairings
) -> tuple[tuple[str, str, str], ...]:
    """Return what parts resources that have a parameter's name from renamed ones."""
    comparison = _compared(source, reference, choice, pairings)
    parameters = comparison.candidate.section("Parameters")
    pairs = comparison.alignment.pairs.get("Resources", {})
    clashing = (mine for mine, known in pairs.items() if mine in parameters and mine != known)
    return tuple(("Resources", mine, "") for mine in clashing)


def _adopted(source: Source, reference: Template, choice: int, pairings: _Pairings) -> Everything:
    """Change the text in rounds; each reads and compares anew.

    What a round of small edits leaves is taken in larger pieces by the next: the whole property,
    then the whole entity.
    """
    depth: int | None = None
    comparison = _compared(source, reference, choice, pairings)
    for _ in range(_ROUNDS):
        differences = comparison.differences
        if not differences:
            break
        wanted = differences if depth is None else _coarser(comparison, depth)
        edits = Adopter(comparison).adopt(wanted).edits
        changed = replace(source, text=apply_edits(source.text, edits))
        following = _compared(changed, reference, choice, pairings) if edits else comparison
        if len(following.differences) < len(differences):
            source, comparison = changed, following
        elif depth == _ENTITY_DEPTH:
            break
        else:
            depth = _PROPERTY_DEPTH if depth is None else _ENTITY_DEPTH
    return Everything(source.text, comparison.differences)


def _compared(
    source: Source,
    reference: Template,
    choice: int,
    pairings: _Pairings,
) -> Comparison:
    return compare(build_template(read(source, choice=choice)), reference, pairings)


def _coarser(comparison: Comparison, depth: int) -> tuple[Difference, ...]:
    found: dict[tuple[Path, Path], Difference] = {}
    for difference in comparison.differences:
        coarse = _at_depth(comparison, difference, depth)
        found[coarse.candidate_path, coarse.reference_path] = coarse
    return tuple(found.values())


def _at_depth(comparison: Comparison, difference: Difference, depth: int) -> Difference:
    if difference.is_whole_entity:
        return difference
    for length in range(depth, 0, -1):
        mine, theirs = difference.candidate_path[:length], difference.reference_path[:length]
        old = follow(comparison.candidate.root, mine)
        new = follow(comparison.reference.root, theirs)
        if len(mine) == len(theirs) == length and old is not None and new is not None:
            return replace(
                difference,
                operation=Operation.CHANGE,
                path=difference.path[: max(0, length - 2)],
                candidate=old,
                reference=new,
                candidate_path=mine,
                reference_path=theirs,
            )
    return difference
