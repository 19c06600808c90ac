"""Says what a set of differences does to the candidate's entities."""

from collections.abc import Iterable, Sequence

from analysis.comparison import Comparison, Difference, Operation
from analysis.comparison.impact import RANKS, impact

_NAMED = 3
THIRD_PERSON = ("changes", "adds", "removes")
IMPERATIVE = ("change", "add", "remove")
_CONSEQUENCES = {
    "delete": "deletes",
    "replace": "replaces",
    "may replace": "may replace",
    "orphan": "leaves behind",
}


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


def consequences(differences: Iterable[Difference], comparison: Comparison) -> str:
    """Return what deploying the reference's side of differences over the candidate's takes away.

    Empty where no resource is deleted or replaced: `deletes A, replaces B and may replace C`.
    """
    worst: dict[str, str] = {}
    for one in differences:
        found = impact(one, comparison, deployed="reference")
        if RANKS.index(found) > RANKS.index(worst.get(one.logical_id, "none")):
            worst[one.logical_id] = found
    groups = {
        verb: [name for name, found in worst.items() if found == kind]
        for kind, verb in _CONSEQUENCES.items()
    }
    return _joined([f"{verb} {_names(names)}" for verb, names in groups.items() if names])


def _names(places: Sequence[str]) -> str:
    known = list(dict.fromkeys(places))
    if len(known) > _NAMED + 1:
        return f"{', '.join(known[:_NAMED])} and {len(known) - _NAMED} more"
    return _joined(known)


def _joined(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
