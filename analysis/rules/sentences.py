"""Says in sentences what differs: the same change on many resources is one sentence."""

from collections.abc import Iterable, Sequence

from analysis.comparison import Difference, Operation
from analysis.rules.places import exchanged, is_item, item_name, place_phrase, place_text
from analysis.rules.words import (
    coded,
    counted,
    named,
    value_pair,
    value_phrase,
    value_text,
)

_SENTENCES = 6
_VALUES = 3


def issue_of(differences: Sequence[Difference]) -> str:
    """Return what the candidate has or lacks, as sentences."""
    told = [_stated(group) for group in _groups(differences)]
    more = len(told) - _SENTENCES
    return " ".join(told[:_SENTENCES] + [f"{_more(more)} of this kind."] * (more > 0))


def suggestion_of(differences: Sequence[Difference]) -> str:
    """Return what to do to mean what the reference means, as sentences."""
    told = [_advised(group) for group in _groups(differences)]
    more = len(told) - _SENTENCES
    rest = [f"Follow the reference in the {counted(more, 'other place')} too."] * (more > 0)
    return " ".join(told[:_SENTENCES] + rest)


def _more(number: int) -> str:
    return f"{counted(number, 'further difference')} {'is' if number == 1 else 'are'}"


def ids_of(differences: Iterable[Difference]) -> list[str]:
    """Return the logical IDs in which differences stand, each once, in order."""
    return list(dict.fromkeys(one.logical_id for one in differences if one.logical_id))


def _groups(differences: Sequence[Difference]) -> list[list[Difference]]:
    lists = exchanged(differences)
    taken = {id(one) for held in lists.values() for one in held}
    groups: dict[tuple[str, ...], list[Difference]] = {}
    for one in differences:
        if id(one) in taken:
            continue
        key: tuple[str, ...] = (one.operation, one.section)
        if not one.is_whole_entity:
            values = (value_text(one.candidate), value_text(one.reference))
            key = (*key, place_text(one.path), *values)
        groups.setdefault(key, []).append(one)
    return sorted([*groups.values(), *lists.values()], key=len, reverse=True)


def _is_exchange(differences: Sequence[Difference]) -> bool:
    return len({one.operation for one in differences}) > 1


def _kind(differences: Sequence[Difference]) -> str:
    one = differences[0]
    if one.section == "Resources":
        types = list(dict.fromkeys(each.type for each in differences if each.type))
        return f" ({named(types, 3)})" if types else ""
    return ""


def _noun(differences: Sequence[Difference]) -> str:
    section = differences[0].section
    if section == "Resources":
        return ""
    one = section.removesuffix("s").lower()
    return f"{one if len(ids_of(differences)) == 1 else one + 's'} "


def _stated(differences: Sequence[Difference]) -> str:
    one, ids = differences[0], ids_of(differences)
    if _is_exchange(differences):
        return _exchange_stated(differences)
    if not one.logical_id:
        return _section_stated(one)
    names = coded(ids, 6)
    match one.operation:
        case Operation.ADD if one.is_whole_entity:
            return f"The candidate has no {_noun(differences)}{names}{_kind(differences)}."
        case Operation.REMOVE if one.is_whole_entity:
            return f"The candidate alone has {_noun(differences)}{names}{_kind(differences)}."
    return _part_stated(one, names, is_plural=len(ids) > 1)


def _part_stated(one: Difference, names: str, *, is_plural: bool) -> str:
    place = place_phrase(one.path) if one.path else "another definition"
    has, lacks = ("have", "lack") if is_plural else ("has", "lacks")
    match one.operation:
        case Operation.ADD if is_item(one):
            what = place if item_name(one) else f"an entry of {place}"
            return f"{names} {lacks} {what} that the reference has: {value_phrase(one.reference)}."
        case Operation.ADD:
            value = value_phrase(one.reference)
            return f"{names} {has} no {place}; the reference sets it to {value}."
        case Operation.REMOVE:
            what = place if item_name(one) or not is_item(one) else f"an entry of {place}"
            ours = value_phrase(one.candidate)
            return f"{names} {has} {what} ({ours}), which the reference leaves out."
    ours, theirs = value_pair(one.candidate, one.reference)
    if not one.path:
        return f"{names} {'are' if is_plural else 'is'} {ours}, in the reference {theirs}."
    if is_item(one):
        return f"{names} {has} {ours} in {place}, the reference {theirs}."
    sets = "set" if is_plural else "sets"
    return f"{names} {sets} {place} to {ours}, the reference to {theirs}."


def _section_stated(one: Difference) -> str:
    """Say what differs in a section without entities: Metadata, Description, Transform."""
    place = place_phrase((one.section, *one.path))
    ours, theirs = value_pair(one.candidate, one.reference)
    what = place if item_name(one) or not is_item(one) else f"an entry of {place}"
    match one.operation:
        case Operation.ADD if is_item(one):
            return f"The candidate lacks {what} that the reference has: {theirs}."
        case Operation.ADD:
            return f"The candidate has no {place}; the reference has {theirs}."
        case Operation.REMOVE:
            return f"The candidate alone has {what} ({ours})."
        case _ if is_item(one):
            return f"{place} has {ours}, in the reference {theirs}."
    return f"{place} reads {ours}, in the reference {theirs}."


def _exchange_stated(differences: Sequence[Difference]) -> str:
    one = differences[0]
    ours, theirs = _exchange_values(differences)
    owner = f"`{one.logical_id}`" if one.logical_id else f"`{one.section}`"
    return f"{owner} has {ours} in {place_phrase(one.path[:-1])}, the reference {theirs}."


def _exchange_values(differences: Sequence[Difference]) -> tuple[str, str]:
    mine = [one for one in differences if one.operation is Operation.REMOVE]
    known = [one for one in differences if one.operation is Operation.ADD]
    if all(map(item_name, differences)):
        return coded([*map(item_name, mine)]), coded([*map(item_name, known)])
    if len(mine) == len(known) == 1:
        return value_pair(mine[0].candidate, known[0].reference)
    return (
        named([value_phrase(one.candidate) for one in mine], _VALUES),
        named([value_phrase(one.reference) for one in known], _VALUES),
    )


def _advised(differences: Sequence[Difference]) -> str:
    one, ids = differences[0], ids_of(differences)
    if _is_exchange(differences):
        ours, theirs = _exchange_values(differences)
        owner = f" of `{one.logical_id}`" if one.logical_id else ""
        return f"In {place_phrase(one.path[:-1])}{owner}, put {theirs} for {ours}."
    if not one.logical_id:
        return _section_advised(one)
    names = coded(ids, 6)
    match one.operation:
        case Operation.ADD if one.is_whole_entity:
            them = "it" if len(ids) == 1 else "them"
            return f"Add {names}{_kind(differences)} as the reference defines {them}."
        case Operation.REMOVE if one.is_whole_entity:
            return f"Remove {names}{_kind(differences)}; the reference does without."
    return _part_advised(one, names)


def _part_advised(one: Difference, names: str) -> str:
    if not one.path:
        return f"Define {names} as the reference does."
    place = place_phrase(one.path)
    match one.operation:
        case Operation.ADD if item_name(one):
            told = f"Add {place} to {names}."
        case Operation.ADD if is_item(one):
            told = f"Add {value_phrase(one.reference)} to {place} of {names}."
        case Operation.REMOVE if is_item(one) and not item_name(one):
            told = f"Remove {value_phrase(one.candidate)} from {place} of {names}."
        case Operation.REMOVE:
            told = f"Remove {place} from {names}."
        case _:
            ours, theirs = value_pair(one.candidate, one.reference)
            told = f"Set {place} of {names} to {theirs}."
            if is_item(one):
                told = f"In {place} of {names}, put {theirs} for {ours}."
    return told


def _section_advised(one: Difference) -> str:
    place = place_phrase((one.section, *one.path))
    ours, theirs = value_pair(one.candidate, one.reference)
    is_unnamed = is_item(one) and not item_name(one)
    match one.operation:
        case Operation.ADD:
            return f"Add {theirs} to {place}." if is_unnamed else _adopted(place)
        case Operation.REMOVE:
            return f"Remove {ours} from {place}." if is_unnamed else f"Remove {place}."
    return f"In {place}, put {theirs} for {ours}." if is_unnamed else f"Let {place} read {theirs}."


def _adopted(place: str) -> str:
    return f"Add {place} as the reference has it."
