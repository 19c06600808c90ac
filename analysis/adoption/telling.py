"""Says what a set of differences does to the candidate's entities."""

from collections.abc import Iterable, Sequence

from analysis.comparison import Difference, Operation

_NAMED = 3
THIRD_PERSON = ("changes", "adds", "removes")
IMPERATIVE = ("change", "add", "remove")


def told(differences: Iterable[Difference], verbs: tuple[str, str, str] = THIRD_PERSON) -> str:
    """Return which entities change, come and go: `changes A, adds B and C and removes D`."""
    changed, added, removed = [], [], []
    for one in differences:
        place = one.logical_id or one.section
        if not one.is_whole_entity:
            changed.append(place)
        elif one.operation is Operation.ADD:
            added.append(place)
        else:
            removed.append(place)
    groups = zip(verbs, (changed, added, removed), strict=True)
    return _joined([f"{verb} {_names(places)}" for verb, places in groups if places])


def _names(places: Sequence[str]) -> str:
    known = list(dict.fromkeys(places))
    if len(known) > _NAMED + 1:
        return f"{', '.join(known[:_NAMED])} and {len(known) - _NAMED} more"
    return _joined(known)


def _joined(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
