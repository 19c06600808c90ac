"""Parameters as causes: what a parameter of the reference explains elsewhere."""

from collections.abc import Iterator, Sequence

from analysis.comparison import Comparison, Difference, Operation
from analysis.rules.families import named_by, names_below
from analysis.rules.places import exchanged, list_of
from analysis.rules.tables import table
from analysis.syntax import IntrinsicNode, Node


def explained(comparison: Comparison) -> Iterator[tuple[Difference, list[Difference]]]:
    """Yield each parameter that only the reference has with the differences that name it."""
    added = {
        one.reference_id or "": one
        for one in comparison.differences
        if one.section == "Parameters" and one.is_whole_entity and one.operation is Operation.ADD
    }
    names = names_below(comparison.reference_uses)
    naming: dict[str, list[Difference]] = {}
    lists = exchanged(comparison.differences)
    for one in comparison.differences:
        for name in named_by(names, one) if not one.is_whole_entity else ():
            # What stands in its stead goes with it: alone it would read as one too many.
            key = list_of(one)
            others = lists.get(key, []) if key is not None else []
            naming.setdefault(name, []).extend([one, *_replaced(one, others)])
    for known, parameter in added.items():
        yield parameter, naming.get(known, [])


def _replaced(added: Difference, held: Sequence[Difference]) -> list[Difference]:
    """Return what a list has in the stead of an item that it lacks, where that is one only."""
    ours = [one for one in held if one.operation is Operation.REMOVE]
    theirs = [one for one in held if one.operation is Operation.ADD]
    return ours if theirs == [added] and len(ours) == 1 else []


def conditions_on(comparison: Comparison, parameter: str) -> list[str]:
    """Return the reference's conditions that ask for the value of one of its parameters."""
    uses = comparison.reference_uses
    owners = (one.owner for one in uses if one.section == "Conditions" and one.target == parameter)
    return list(dict.fromkeys(owners))


def deciding(
    comparison: Comparison, parameter: str, conditions: Sequence[str]
) -> tuple[Difference, ...]:
    """Return what differs of a parameter, of the conditions on it, and of what hangs on those."""
    names = names_below(comparison.reference_uses)
    return tuple(
        one
        for one in comparison.differences
        if (one.section == "Parameters" and one.reference_id == parameter)
        or (one.section == "Conditions" and one.reference_id in conditions)
        or (
            one.section in ("Resources", "Outputs")
            and not one.is_whole_entity
            and named_by(names, one).intersection(conditions)
        )
    )


def is_name(difference: Difference) -> bool:
    """Whether the physical name of a resource differs: by which AWS tells it from others."""
    if difference.section != "Resources" or len(difference.path) != 2:  # noqa: PLR2004
        return False
    kind = difference.type.rpartition("::")[2]
    known = table("physical_names").get(difference.type, f"{kind}Name")
    sides = (difference.candidate, difference.reference)
    return difference.property_name == known and not any(map(_is_attribute, sides))


def _is_attribute(node: Node | None) -> bool:
    """Whether a value is another resource's attribute and no name of one's own."""
    return isinstance(node, IntrinsicNode) and node.name == "Fn::GetAtt"
