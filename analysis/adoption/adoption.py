"""Writes pieces of the reference into the candidate's text, with what they need."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from analysis.adoption.closure import Closing, Closure
from analysis.adoption.naming import (
    Names,
    attribute_with_names,
    entity_with_names,
    label_name,
    metadata_with_names,
    with_names,
)
from analysis.adoption.plan import Piece
from analysis.adoption.plans import Plans, anchor, child_index, object_of
from analysis.adoption.style import Style, style_of
from analysis.adoption.telling import consequences, told
from analysis.adoption.writing import NotWritableError
from analysis.comparison import Comparison, Difference, Operation
from analysis.edits import Edit, overlapping
from analysis.findings import Fix, Safety
from analysis.source import Span
from analysis.syntax import (
    ArrayNode,
    Node,
    ObjectNode,
    Path,
    follow,
    path_text,
)
from analysis.template import ENTITY_SECTIONS, SECTIONS

_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Adoption:
    """The edits that make differences vanish, and what they bring along.

    `also_adds` are paths of entities that were not asked for; `left` are the differences that no
    edit could be written for; `dangling` names what even the reference does not define.
    """

    edits: tuple[Edit, ...]
    also_adds: tuple[str, ...] = ()
    left: tuple[Difference, ...] = ()
    dangling: tuple[str, ...] = ()


# A hundred times what real templates come to.
_MOST_SEEN = 500_000


class Adopter:
    """Writes edits for a comparison; one serves all its findings."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._closing = Closing(comparison)
        self._style = style_of(comparison.candidate.reading)
        self._numbers = {id(one): number for number, one in enumerate(comparison.differences)}

    @property
    def comparison(self) -> Comparison:
        """All differences, also those that other findings cover."""
        return self._comparison

    def adopt(self, differences: Iterable[Difference]) -> Adoption:
        """Return the edits of the candidate's text that make the differences vanish."""
        closure = self._closing.close(differences)
        return _Writer(self._comparison, closure, self._style).adoption()

    def fix(self, differences: Iterable[Difference], title: str) -> Fix | None:
        """Return a fix that makes all the differences vanish, None where none can be written.

        Where hundreds of resources all name each other, each fix takes all of them along: only the
        first findings get theirs.
        """
        if self._closing.seen > _MOST_SEEN:
            return None
        wanted = tuple(differences)
        closure = self._closing.close(wanted)
        adoption = _Writer(self._comparison, closure, self._style).adoption()
        if not adoption.edits or adoption.left:
            return None
        safety = Safety.SAFE if all(map(_is_safe, closure.differences)) else Safety.REVIEW
        numbers = (self._numbers.get(id(one)) for one in wanted)
        adopts = tuple(sorted(number for number in numbers if number is not None))
        return Fix(
            title,
            safety,
            adoption.edits,
            adoption.also_adds,
            why=" ".join(self._reasons(closure)),
            adopts=adopts,
        )

    def _reasons(self, closure: Closure) -> Iterator[str]:
        """Yield what there is to know of a fix before it is applied, as sentences."""
        others = told(one for one in closure.added if one.operation is not Operation.ADD)
        if others:
            yield f"It also {others}."
        taken = consequences(closure.differences, self._comparison)
        if taken:
            yield f"Deployed over a stack of the candidate, it {taken}."
        if closure.dangling:
            yield f"The reference itself does not define {', '.join(closure.dangling)}."
        if closure.bereft:
            yield f"What it removes is still used by {', '.join(closure.bereft)}."


def _is_safe(difference: Difference) -> bool:
    # SEMANTICS S10: texts that only people read change nothing that is deployed.
    if difference.section in ("Description", "Metadata"):
        return True
    return difference.section in ("Parameters", "Outputs") and difference.path == ("Description",)


class _Writer:
    """Gathers what happens to each container of the candidate, then writes the edits."""

    def __init__(self, comparison: Comparison, closure: Closure, style: Style) -> None:
        self._comparison = comparison
        self._closure = closure
        self._style = style
        self._names = _names(comparison, closure.differences)
        self._plans = Plans(comparison.candidate, style)
        self._left: list[Difference] = []
        self._new_sections: dict[str, list[Piece]] = {}

    def adoption(self) -> Adoption:
        for difference in sorted(self._closure.differences, key=_order):
            try:
                is_placed = self._place(difference)
            except NotWritableError:
                is_placed = False
            if not is_placed:
                self._left.append(difference)
        self._place_sections()
        edits, unwritable = self._plans.edits()
        for path in unwritable:
            self._left += [one for one in self._closure.differences if _touches(one, path)]
        if overlapping(edits):
            return Adoption((), left=self._closure.differences)
        added = (one for one in self._closure.added if one.operation is Operation.ADD)
        also = tuple(path_text(_entity_path(one, self._names)) for one in added)
        return Adoption(
            edits, tuple(dict.fromkeys(also)), tuple(self._left), self._closure.dangling
        )

    def _place(self, difference: Difference) -> bool:
        match difference.operation:
            case Operation.REMOVE:
                return self._plans.delete(difference.candidate_path)
            case Operation.CHANGE:
                return self._plans.replace(difference.candidate_path, self._adopted(difference))
            case Operation.ADD if difference.is_whole_entity:
                return self._add_entity(difference)
            case _:
                return self._add(difference)

    # What is written: the reference's node with the candidate's names.

    def _adopted(self, difference: Difference) -> Node:
        return self._renamed(difference.reference_path)

    def _renamed(self, path: Path) -> Node:
        node = follow(self._comparison.reference.root, path)
        if node is None:
            raise NotWritableError
        if path[:1] == ("Metadata",):
            return metadata_with_names(path, node, self._names)
        if len(path) == 2 and path[0] in ENTITY_SECTIONS:  # noqa: PLR2004 (section, logical ID)
            return entity_with_names(node, self._names)
        if len(path) == 3 and path[0] in ENTITY_SECTIONS:  # noqa: PLR2004 (… and attribute)
            return attribute_with_names(str(path[2]), node, self._names)
        if len(path) > 3 and path[2] == "DependsOn":  # noqa: PLR2004
            return attribute_with_names("DependsOn", node, self._names)
        return with_names(node, self._names)

    # Where it goes.

    def _add(self, difference: Difference) -> bool:
        reference_path, path = difference.reference_path, difference.candidate_path
        depth = len(path)
        if len(reference_path) <= depth:
            return False
        plan = self._plans.at(path)
        if plan is None:
            return self._plans.replace(path, self._renamed(reference_path[:depth]))
        step = reference_path[depth]
        if isinstance(step, str):
            step = label_name(reference_path[:depth], step, self._names)
        piece_path = reference_path[: depth + 1]
        if isinstance(plan.container, ObjectNode) and isinstance(step, str):
            if child_index(plan, step) is not None:
                return self._plans.replace((*path, step), self._renamed(piece_path))
            parent = follow(self._comparison.reference.root, reference_path[:depth])
            order = parent.names if isinstance(parent, ObjectNode) else ()
            at = anchor(plan, order, step, {})
            return self._plans.insert(path, at, Piece(step, self._renamed(piece_path)))
        if isinstance(plan.container, ArrayNode) and isinstance(step, int):
            at = min(step, len(plan.container.items)) - 1
            return self._plans.insert(path, at, Piece("", self._renamed(piece_path)))
        return self._plans.replace(path, self._renamed(reference_path[:depth]))

    def _add_entity(self, difference: Difference) -> bool:
        section, known = difference.section, difference.reference_id or ""
        body = self._renamed((section, known))
        piece = Piece(self._name_of(section, known), body)
        plan = self._plans.at((section,))
        if plan is None:
            self._new_sections.setdefault(section, []).append(piece)
            return True
        mine = {
            theirs: ours
            for ours, theirs in self._comparison.alignment.pairs.get(section, {}).items()
        }
        order = tuple(self._comparison.reference.section(section))
        return self._plans.insert((section,), anchor(plan, order, known, mine), piece)

    def _name_of(self, section: str, known: str) -> str:
        table = {"Conditions": self._names.conditions, "Mappings": self._names.mappings}
        return table.get(section, self._names.values).get(known, known)

    def _place_sections(self) -> None:
        for section, pieces in self._new_sections.items():
            body = object_of(pieces)
            if self._plans.replace((section,), body):
                continue
            plan = self._plans.at(())
            if plan is not None:
                at = anchor(plan, SECTIONS, section, {})
                self._plans.insert((), at, Piece(section, body))


def _order(difference: Difference) -> tuple[int, ...]:
    """Sort list items by their index in the reference, so that insertions keep its order."""
    steps = (step for step in difference.reference_path if isinstance(step, int))
    return (len(difference.reference_path) > 1, *steps) if difference.reference else (0,)


def _touches(difference: Difference, path: Path) -> bool:
    return difference.candidate_path[: len(path)] == path


def _entity_path(difference: Difference, names: Names) -> Path:
    if difference.is_whole_entity and difference.reference_id:
        table = {"Conditions": names.conditions, "Mappings": names.mappings}
        mine = table.get(difference.section, names.values)
        return (difference.section, mine.get(difference.reference_id, difference.reference_id))
    return difference.candidate_path


def _names(comparison: Comparison, differences: Iterable[Difference]) -> Names:
    """Return the candidate's names of aligned entities, and free names for those to come."""
    names = Names({}, {}, {})
    tables = {
        "Parameters": dict(names.values),
        "Resources": dict(names.values),
        "Conditions": dict(names.conditions),
        "Mappings": dict(names.mappings),
    }
    for section, table in tables.items():
        pairs = comparison.alignment.pairs.get(section, {})
        table.update({known: mine for mine, known in pairs.items() if known != mine})
    values = {**tables["Parameters"], **tables["Resources"]}
    tables["Parameters"] = tables["Resources"] = values
    wanted = tuple(differences)
    leaving = {
        difference.candidate_id
        for difference in wanted
        if difference.operation is Operation.REMOVE and difference.is_whole_entity
    }
    for difference in wanted:
        if difference.operation is Operation.ADD and difference.is_whole_entity:
            known = difference.reference_id or ""
            taken = _taken(comparison, difference.section) - leaving
            if difference.section in tables and known in taken:
                table = tables[difference.section]
                table[known] = _free(known, taken | set(table.values()))
    return replace(
        names,
        values=values,
        conditions=tables["Conditions"],
        mappings=tables["Mappings"],
    )


def _taken(comparison: Comparison, section: str) -> set[str]:
    shared = ("Parameters", "Resources")
    sections = shared if section in shared else (section,)
    return {name for one in sections for name in comparison.candidate.section(one)}


def _free(name: str, taken: set[str]) -> str:
    number = 2
    while f"{name}{number}" in taken:
        number += 1
    return f"{name}{number}"
