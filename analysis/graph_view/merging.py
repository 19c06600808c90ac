"""Both templates in one: every part with its name on either side and what changed."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from analysis.comparison import Comparison
from analysis.comparison.impact import impact
from analysis.dependencies import (
    EXPORTS,
    IMPORTS,
    Graph,
    Key,
    Part,
    cycles,
    dependencies,
    dependency_graph,
    parts,
)
from analysis.layout import EdgeUse
from analysis.template import Template
from analysis.uses import Use

Ends = tuple[str, str]


@dataclass(frozen=True, slots=True)
class MergedPart:
    """A part of one side or of both; at least one of the two is there."""

    id: str
    change: str
    candidate: Part | None
    reference: Part | None

    def on(self, side: str) -> Part | None:
        """Return the part as a side has it; of the difference, the candidate's first."""
        if side == "difference":
            return self.candidate or self.reference
        return self.candidate if side == "candidate" else self.reference


@dataclass(frozen=True, slots=True)
class MergedLink:
    """A link between merged parts; `uses` are those of each side."""

    source: str
    target: str
    candidate: tuple[EdgeUse, ...]
    reference: tuple[EdgeUse, ...]

    def on(self, side: str) -> tuple[EdgeUse, ...]:
        """Return the uses of a side; of the difference, the candidate's first."""
        if side == "difference":
            return self.candidate or self.reference
        return self.candidate if side == "candidate" else self.reference

    @property
    def change(self) -> str:
        """What becomes of the dependency itself: `same`, `add` or `remove`."""
        if self.candidate and self.reference:
            return "same"
        return "remove" if self.candidate else "add"


@dataclass(frozen=True, slots=True)
class MergedCycle:
    """A circular dependency of one side: the ids of its parts, and the shortest way round."""

    side: str
    parts: frozenset[str]
    way: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """The parts, links and cycles of both sides; of one alone there are no changes.

    Each template is searched for cycles alone: a circle through both of them is none.
    """

    parts: tuple[MergedPart, ...]
    links: tuple[MergedLink, ...]
    cycles: tuple[MergedCycle, ...]
    is_compared: bool

    def on(self, side: str) -> tuple[MergedPart, ...]:
        """Return the parts that a side has."""
        return tuple(part for part in self.parts if part.on(side))

    def cycles_on(self, side: str) -> tuple[MergedCycle, ...]:
        """Return the cycles of a side; of the difference, those of both."""
        return tuple(one for one in self.cycles if side in (one.side, "difference"))


def alone(template: Template, uses: Sequence[Use]) -> Merged:
    """Return the parts of a template that is compared with none."""
    graph = dependency_graph(template, uses)
    ids = _ids(parts(graph), set())
    return Merged(
        tuple(MergedPart(ids[part.key], "", part, None) for part in parts(graph)),
        tuple(MergedLink(*ends, own, ()) for ends, own in _uses(graph, ids).items()),
        tuple(_cycles(graph, ids, "candidate")),
        is_compared=False,
    )


def merged(comparison: Comparison) -> Merged:
    """Return the parts of both templates, aligned ones as one."""
    mine = dependency_graph(comparison.candidate, comparison.candidate_uses)
    known = dependency_graph(comparison.reference, comparison.reference_uses)
    partners = _partners(comparison, mine, known)
    ids = _ids(parts(mine), set())
    theirs = {key: ids[partner] for key, partner in partners.items()}
    without = [part for part in parts(known) if part.key not in partners]
    theirs |= _ids(without, set(ids.values()))
    reference = {theirs[part.key]: part for part in parts(known)}
    changed = _changed(comparison)
    return Merged(
        (
            *(_both(ids[part.key], part, reference, changed) for part in parts(mine)),
            *(MergedPart(theirs[part.key], "add", None, part) for part in without),
        ),
        tuple(_links(_uses(mine, ids), _uses(known, theirs))),
        (*_cycles(mine, ids, "candidate"), *_cycles(known, theirs, "reference")),
        is_compared=True,
    )


def _both(
    name: str,
    part: Part,
    reference: Mapping[str, Part],
    changed: Mapping[Key, str],
) -> MergedPart:
    partner = reference.get(name)
    return MergedPart(name, _change(part, partner, changed), part, partner)


def _ids(parts: Sequence[Part], taken: AbstractSet[str]) -> dict[Key, str]:
    """Return an id for each part: the name of resources and parameters, else with its section."""
    ids: dict[Key, str] = {}
    used = set(taken)
    for part in parts:
        section, name = part.key
        chosen = name if section in ("Resources", "Parameters") else f"{section}/{name}"
        while chosen in used:
            # The other template, or a broken one, uses the name for something else.
            chosen = f"{section}/{chosen}"
        used.add(chosen)
        ids[part.key] = chosen
    return ids


def _partners(comparison: Comparison, mine: Graph, known: Graph) -> Mapping[Key, Key]:
    """Return the candidate's key for each of the reference's keys that has one."""
    pairs = {
        (section, reference): (section, candidate)
        for section, aligned in comparison.alignment.pairs.items()
        for candidate, reference in aligned.items()
    }
    exports = {part.owner: part.key for part in parts(mine) if part.key[0] == EXPORTS}
    for part in parts(known):
        section, _ = part.key
        if section == IMPORTS:
            pairs[part.key] = part.key
        elif section == EXPORTS:
            _, output = pairs.get(("Outputs", part.owner), ("", ""))
            pairs[part.key] = exports.get(output, part.key)
    taken: set[Key] = set()
    partners: dict[Key, Key] = {}
    for part in parts(known):
        partner = pairs.get(part.key)
        if partner and partner in mine and partner not in taken:
            taken.add(partner)
            partners[part.key] = partner
    return partners


def _changed(comparison: Comparison) -> Mapping[Key, str]:
    """Return for each changed entity `replace` where deploying replaces it, else `change`."""
    found: dict[Key, str] = {}
    for one in comparison.differences:
        key = (one.section, one.candidate_id or "")
        if found.get(key) != "replace":
            is_replaced = impact(one, comparison) == "replace"
            found[key] = "replace" if is_replaced else "change"
    return found


def _change(part: Part, partner: Part | None, changed: Mapping[Key, str]) -> str:
    if partner is None:
        return "remove"
    if part.key in changed:
        return changed[part.key]
    return "same" if part.key == partner.key else "rename"


def _uses(graph: Graph, ids: Mapping[Key, str]) -> Mapping[Ends, tuple[EdgeUse, ...]]:
    found: dict[Ends, list[EdgeUse]] = {}
    for one in dependencies(graph):
        use = EdgeUse(one.kind, one.path, one.line, one.start)
        found.setdefault((ids[one.source], ids[one.target]), []).append(use)
    return {ends: tuple(uses) for ends, uses in found.items()}


def _links(
    candidate: Mapping[Ends, tuple[EdgeUse, ...]],
    reference: Mapping[Ends, tuple[EdgeUse, ...]],
) -> Iterator[MergedLink]:
    for ends in {**candidate, **reference}:
        yield MergedLink(*ends, candidate.get(ends, ()), reference.get(ends, ()))


def _cycles(graph: Graph, ids: Mapping[Key, str], side: str) -> Iterator[MergedCycle]:
    for cycle in cycles(graph):
        members = frozenset(ids[key] for key in cycle.nodes)
        yield MergedCycle(side, members, tuple(ids[key] for key in cycle.way))
