"""What a difference asks for when one template is deployed over a stack that runs the other.

The decisions are those of cdk diff, over the schemas that ship with cfn-lint. Renaming alone counts
as no change here, as everywhere: the question is what the properties ask for.
"""

from collections.abc import Iterable

from analysis.comparison.comparison import Comparison, Difference, Operation
from analysis.schemas import conditional_create_only, create_only, has_update_handler, shape
from analysis.substitution import as_text
from analysis.syntax import ArrayNode, IntrinsicNode, Node, ObjectNode, Path, follow, walk

_KEEPS = frozenset({"Retain", "RetainExceptOnCreate"})
_PROPERTIES = "Properties"

RANKS = ("none", "update", "create", "orphan", "may replace", "replace", "delete")
"""From harmless to grave."""


def impact(difference: Difference, comparison: Comparison, deployed: str = "candidate") -> str:
    """Return `none`, `update`, `may replace`, `replace`, `delete`, `orphan` or `create`.

    `deployed` is `candidate` or `reference`; the stack runs the other one.
    """
    if difference.section != "Resources":
        return "none"
    if difference.is_whole_entity:
        return _entity_impact(difference, comparison, deployed)
    if not difference.path or difference.path == ("Type",):
        return "replace"
    if difference.path[0] != _PROPERTIES:
        return "update"
    return _property_impact(difference)


def grade(kind: str, path: Path) -> str:
    """Return what a changed value at a path below Properties asks for, whatever the value is."""
    return _grade(kind, path, None, None)


def _entity_impact(difference: Difference, comparison: Comparison, deployed: str) -> str:
    is_new = difference.operation is (
        Operation.REMOVE if deployed == "candidate" else Operation.ADD
    )
    if is_new:
        return "create"
    running = comparison.reference if deployed == "candidate" else comparison.candidate
    resource = running.resources.get(difference.logical_id)
    policy = resource.attribute("DeletionPolicy") if resource else None
    return "orphan" if as_text(policy) in _KEEPS else "delete"


def _property_impact(difference: Difference) -> str:
    mine, known = difference.candidate, difference.reference
    path = difference.path[1:]
    if path:
        return _grade(difference.type, path, mine, known)
    names = {name for node in (mine, known) if isinstance(node, ObjectNode) for name in node.names}
    grades = [
        _grade(difference.type, (name,), follow(mine, (name,)), follow(known, (name,)))
        for name in names
    ]
    return max(grades, key=RANKS.index, default="none")


def _grade(kind: str, path: Path, mine: Node | None, known: Node | None) -> str:
    if kind.startswith("Custom::"):
        return "update"
    properties = shape(kind)
    if properties is None or properties.below(str(path[0])) is None:
        return "none"
    names = tuple(step for step in path if isinstance(step, str) and "=" not in step)

    def touches(pointers: Iterable[tuple[str, ...]]) -> bool:
        return any(_touches(names, pointer, (mine, known)) for pointer in pointers)

    if touches(create_only(kind)):
        return "may replace" if _is_computed(mine) or _is_computed(known) else "replace"
    if not has_update_handler(kind):
        return "replace"
    return "may replace" if touches(conditional_create_only(kind)) else "update"


def _touches(
    names: tuple[str, ...],
    pointer: tuple[str, ...],
    values: Iterable[Node | None],
) -> bool:
    """Return whether a change at a path changes what a pointer of the schema leads to."""
    steps = tuple(step for step in pointer if step != "*")
    if names[: len(steps)] == steps:
        return True
    if steps[: len(names)] != names:
        return False
    return any(value is not None and _holds(value, steps[len(names) :]) for value in values)


def _holds(value: Node, steps: tuple[str, ...]) -> bool:
    match value:
        case ObjectNode() if steps:
            child = value.child(steps[0])
            return child is not None and _holds(child, steps[1:])
        case ArrayNode():
            return any(_holds(item, steps) for item in value.items)
    # A function may give anything.
    return not steps or isinstance(value, IntrinsicNode)


def _is_computed(value: Node | None) -> bool:
    return value is not None and any(isinstance(node, IntrinsicNode) for _, node in walk(value))
