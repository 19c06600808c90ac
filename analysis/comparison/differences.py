"""Finds every difference in meaning."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.comparison.alignment import align
from analysis.comparison.comparison import Comparison, Difference, Operation
from analysis.comparison.entity_forms import entity_form, is_empty, section_form
from analysis.comparison.forms import Form, Kind, Member
from analysis.comparison.gaps import Gaps, gaps_of
from analysis.comparison.items import item_label, matched
from analysis.comparison.names import AS_WRITTEN, Names, candidate_names
from analysis.comparison.texts import is_same_python
from analysis.syntax import Node, ObjectNode, Path, ScalarKind, ScalarNode
from analysis.template import ENTITY_SECTIONS, Entity, Resource, Template
from analysis.uses import find_uses


@dataclass(frozen=True, slots=True)
class _Unread:
    """What could not be read of either template."""

    candidate: Gaps
    reference: Gaps


@dataclass(frozen=True, slots=True)
class _Place:
    """Where two forms stand: in which entity, and where in each template."""

    section: str
    candidate_id: str
    reference_id: str
    type: str
    path: Path
    candidate_path: Path
    reference_path: Path
    unread: _Unread

    def below(self, step: str | int, mine: Path = (), known: Path = ()) -> "_Place":
        return _Place(
            self.section,
            self.candidate_id,
            self.reference_id,
            self.type,
            (*self.path, step),
            self.candidate_path + mine,
            self.reference_path + known,
            self.unread,
        )

    def difference(self, mine: Node | None, known: Node | None) -> Difference:
        operation = Operation.CHANGE
        if mine is None:
            operation = Operation.ADD
        elif known is None:
            operation = Operation.REMOVE
        return Difference(
            operation,
            self.section,
            self.candidate_id,
            self.reference_id,
            self.type,
            self.path,
            mine,
            known,
            self.candidate_path,
            self.reference_path,
        )


def compare(
    candidate: Template,
    reference: Template,
    pairings: Sequence[tuple[str, str, str]] = (),
) -> Comparison:
    """Return who is who and what differs; pairings are (section, candidate's ID, reference's)."""
    candidate_uses, reference_uses = find_uses(candidate), find_uses(reference)
    alignment = align((candidate, candidate_uses), (reference, reference_uses), pairings)
    comparison = Comparison(candidate, reference, alignment, (), candidate_uses, reference_uses)
    return Comparison(
        candidate,
        reference,
        alignment,
        tuple(_differences(comparison)),
        candidate_uses,
        reference_uses,
    )


def _differences(comparison: Comparison) -> Iterator[Difference]:
    names = candidate_names(comparison.alignment.pairs)
    mine, known = comparison.candidate.root, comparison.reference.root
    unread = _Unread(gaps_of(comparison.candidate), gaps_of(comparison.reference))
    for section in dict.fromkeys((*known.names, *mine.names)):
        here, there = mine.child(section), known.child(section)
        if section in ENTITY_SECTIONS and _may_hold_entities(here) and _may_hold_entities(there):
            yield from _section_differences(comparison, section, names, unread)
        else:
            yield from _whole_section(comparison, section, names, unread)


def _may_hold_entities(section: Node | None) -> bool:
    return section is None or isinstance(section, ObjectNode)


def _whole_section(
    comparison: Comparison, section: str, names: Names, unread: _Unread
) -> Iterator[Difference]:
    here = comparison.candidate.root.child(section)
    there = comparison.reference.root.child(section)
    place = _Place(
        section,
        "",
        "",
        "",
        (),
        (section,) if here else (),
        (section,) if there else (),
        unread,
    )
    if is_empty(here) and is_empty(there):
        return
    if here and there:
        mine, known = section_form(section, here, names), section_form(section, there, AS_WRITTEN)
        yield from _form_differences(mine, known, place)
        return
    gaps = unread.candidate if there else unread.reference
    if not gaps.may_hold(None, section):
        yield place.difference(here, there)


def _section_differences(
    comparison: Comparison, section: str, names: Names, unread: _Unread
) -> Iterator[Difference]:
    mine, known = comparison.candidate.section(section), comparison.reference.section(section)
    partners = {other: one for one, other in comparison.alignment.pairs[section].items()}
    here = comparison.candidate.root.child(section)
    there = comparison.reference.root.child(section)
    for name, entity in known.items():
        if name in partners:
            yield from _entity_differences(mine[partners[name]], entity, names, unread)
        elif not unread.candidate.may_hold(here, name):
            yield _whole_entity(None, entity, (section,) if here else (), entity.path)
    for name, entity in mine.items():
        is_paired = name in comparison.alignment.pairs[section]
        if not is_paired and not unread.reference.may_hold(there, name):
            yield _whole_entity(entity, None, entity.path, (section,) if there else ())


def _whole_entity(mine: Entity | None, known: Entity | None, here: Path, there: Path) -> Difference:
    entity = mine or known
    assert entity is not None
    return Difference(
        Operation.ADD if known else Operation.REMOVE,
        entity.section,
        mine.logical_id if mine else None,
        known.logical_id if known else None,
        _type(entity),
        (),
        mine.node if mine else None,
        known.node if known else None,
        here,
        there,
    )


def _type(entity: Entity) -> str:
    return entity.type if isinstance(entity, Resource) else ""


def _entity_differences(
    mine: Entity, known: Entity, names: Names, unread: _Unread
) -> Iterator[Difference]:
    place = _Place(
        known.section,
        mine.logical_id,
        known.logical_id,
        _type(known),
        (),
        mine.path,
        known.path,
        unread,
    )
    if _type(mine) != _type(known):
        # Two types have no property in common but by chance: the body as a whole is another.
        yield place.difference(mine.node, known.node)
        return
    here, there = entity_form(mine, names), entity_form(known, AS_WRITTEN)
    yield from _form_differences(here, there, place)


def _form_differences(mine: Form, known: Form, place: _Place) -> Iterator[Difference]:
    if mine.key == known.key or _is_unreadable(mine) or _is_unreadable(known):
        return
    match mine.kind, known.kind:
        case Kind.OBJECT, Kind.OBJECT:
            yield from _object_differences(mine, known, place)
        case Kind.CHOICE, Kind.CHOICE if mine.condition == known.condition:
            for one, other in zip(mine.members, known.members, strict=True):
                below = place.below(one.steps[0]).below(one.steps[1], one.steps, other.steps)
                yield from _form_differences(one.form, other.form, below)
        case Kind.LIST, Kind.LIST if not (mine.is_wrapped or known.is_wrapped):
            yield from _list_differences(mine, known, place)
        case _ if not _is_same_value(mine, known):
            yield place.difference(mine.node, known.node)


def _is_unreadable(form: Form) -> bool:
    """Whether a value, or a part of one that is compared as a whole, could not be read."""
    return form.kind is Kind.UNREADABLE or (form.kind is Kind.VALUE and form.has_gap)


def _is_same_value(mine: Form, known: Form) -> bool:
    if mine.code and known.code:
        return is_same_python(mine.code, known.code)
    match mine.node, known.node:
        case ScalarNode(kind=ScalarKind.NUMBER), ScalarNode(kind=ScalarKind.NUMBER):
            return _is_same_number(mine.node.text, known.node.text)
    return False


def _is_same_number(one: str, other: str) -> bool:
    try:
        return float(one) == float(other)
    except ValueError:
        return False


def _object_differences(mine: Form, known: Form, place: _Place) -> Iterator[Difference]:
    here = {member.name: member for member in mine.members}
    there = {member.name: member for member in known.members}
    for name, member in there.items():
        partner = here.get(name)
        if partner or not place.unread.candidate.may_hold(mine.node, name):
            yield from _member_differences(partner, member, name, place)
    for name, member in here.items():
        if name not in there and not place.unread.reference.may_hold(known.node, name):
            yield from _member_differences(member, None, name, place)


def _member_differences(
    mine: Member | None, known: Member | None, step: str | int, place: _Place
) -> Iterator[Difference]:
    below = place.below(step, mine.steps if mine else (), known.steps if known else ())
    if mine and known:
        yield from _form_differences(mine.form, known.form, below)
        return
    only = mine or known
    if only and not _is_unreadable(only.form):
        yield below.difference(mine.form.node if mine else None, known.form.node if known else None)


def _list_differences(mine: Form, known: Form, place: _Place) -> Iterator[Difference]:
    pairs = matched(mine, known)
    if pairs is None:
        yield place.difference(mine.node, known.node)
        return
    has_gap = any(_is_unreadable(item.form) for item in (*mine.members, *known.members))
    for pair in pairs:
        only = pair.known or pair.mine
        if only is None or (has_gap and not (pair.known and pair.mine)):
            # What one list seems to lack may stand in the stretch that could not be read.
            continue
        step = item_label(only) or int(only.name)
        yield from _member_differences(pair.mine, pair.known, step, place)
