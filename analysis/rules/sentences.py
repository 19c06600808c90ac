"""Says in sentences what differs: the same change on many resources is one sentence."""

from collections.abc import Iterable, Sequence

from analysis.comparison import Difference, Operation
from analysis.rules.words import coded, counted, named, value_text, verb
from analysis.syntax import Path

_SENTENCES = 6


def issue_of(differences: Sequence[Difference]) -> str:
    """Return what the candidate has or lacks, as sentences."""
    return _told([_stated(group) for group in _groups(differences)])


def suggestion_of(differences: Sequence[Difference]) -> str:
    """Return what to do to mean what the reference means, as sentences."""
    return _told([_advised(group) for group in _groups(differences)])


def place_text(path: Path) -> str:
    """Return a path as prose shows it: `VpcConfig.SubnetIds`, list positions left out."""
    steps = [str(step) for step in path if isinstance(step, str)]
    shown = steps[1:] if steps[:1] == ["Properties"] and len(steps) > 1 else steps
    return ".".join(shown) if shown else "body"


def ids_of(differences: Iterable[Difference]) -> list[str]:
    """Return the logical IDs in which differences stand, each once, in order."""
    return list(dict.fromkeys(one.logical_id for one in differences if one.logical_id))


def _groups(differences: Sequence[Difference]) -> list[list[Difference]]:
    groups: dict[tuple[str, ...], list[Difference]] = {}
    for one in differences:
        key: tuple[str, ...] = (one.operation, one.section)
        if not one.is_whole_entity:
            values = (value_text(one.candidate), value_text(one.reference))
            key = (*key, place_text(one.path), *values)
        groups.setdefault(key, []).append(one)
    return sorted(groups.values(), key=len, reverse=True)


def _told(sentences: Sequence[str]) -> str:
    told = list(sentences[:_SENTENCES])
    if len(sentences) > _SENTENCES:
        told.append(f"{counted(len(sentences) - _SENTENCES, 'further place')} of this kind.")
    return " ".join(told)


def _kind(differences: Sequence[Difference]) -> str:
    one = differences[0]
    if one.section == "Resources":
        types = list(dict.fromkeys(each.type for each in differences if each.type))
        return f" ({named(types, 3)})" if types else ""
    return ""


def _stated(differences: Sequence[Difference]) -> str:
    one, ids = differences[0], ids_of(differences)
    names, place = coded(ids, 6) or one.section, place_text(one.path)
    noun = "" if one.section == "Resources" else f"{one.section.removesuffix('s').lower()} "
    theirs, ours = value_text(one.reference), value_text(one.candidate)
    match one.operation:
        case Operation.ADD if one.is_whole_entity:
            return f"The candidate has no {noun}{names}{_kind(differences)}."
        case Operation.REMOVE if one.is_whole_entity:
            return f"The candidate alone has {noun}{names}{_kind(differences)}."
        case Operation.ADD:
            lacks = verb(ids, "lacks", "lack")
            return f"{names} {lacks} `{place}`, which the reference sets to `{theirs}`."
        case Operation.REMOVE:
            has = verb(ids, "has", "have")
            return f"{names} {has} `{place}` (`{ours}`), which the reference leaves out."
        case _:
            sets = verb(ids, "sets", "set")
            return f"{names} {sets} `{place}` to `{ours}`, the reference to `{theirs}`."


def _advised(differences: Sequence[Difference]) -> str:
    one, ids = differences[0], ids_of(differences)
    names, place = coded(ids, 6) or one.section, place_text(one.path)
    match one.operation:
        case Operation.ADD if one.is_whole_entity:
            return f"Add {names}{_kind(differences)} as the reference defines {_them(ids)}."
        case Operation.REMOVE if one.is_whole_entity:
            return f"Remove {names}{_kind(differences)}; the reference does without."
        case Operation.REMOVE:
            return f"Remove `{place}` from {names}."
        case _:
            return f"Set `{place}` of {names} to `{value_text(one.reference)}`."


def _them(ids: Sequence[str]) -> str:
    return "it" if len(ids) == 1 else "them"
