"""Parameters as causes: what a parameter of the reference explains elsewhere."""

import re
from collections.abc import Iterator

from analysis.comparison import Comparison, Difference, Operation
from analysis.rules.families import named_by, names_below

NAME_PROPERTY = re.compile(
    r"(?<!Domain)(?<!Host)(?<!Class)(?<!Group)Name$|Identifier$|^Name$|ReplicationGroupId$|GroupName$"
)


def explained(comparison: Comparison) -> Iterator[tuple[Difference, list[Difference]]]:
    """Yield each parameter that only the reference has with the differences that name it."""
    added = {
        one.reference_id or "": one
        for one in comparison.differences
        if one.section == "Parameters" and one.is_whole_entity and one.operation is Operation.ADD
    }
    names = names_below(comparison.reference_uses)
    naming: dict[str, list[Difference]] = {}
    for one in comparison.differences:
        for name in named_by(names, one) if not one.is_whole_entity else ():
            naming.setdefault(name, []).append(one)
    for known, parameter in added.items():
        yield parameter, naming.get(known, [])


def is_name(difference: Difference) -> bool:
    """Whether a physical name differs."""
    return (
        difference.section == "Resources"
        and len(difference.path) > 1
        and difference.path[0] == "Properties"
        and bool(NAME_PROPERTY.search(str(difference.path[1])))
    )
