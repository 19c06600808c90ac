"""What the two values of a difference say: predicates by which a theme chooses its words."""

import re
from collections.abc import Callable, Collection, Mapping

from analysis.comparison import Difference, Operation
from analysis.rules.places import place_text
from analysis.rules.tables import table
from analysis.substitution import attribute_arguments
from analysis.syntax import IntrinsicNode, Node, ObjectNode, text_of

When = Callable[[Difference], bool]
_SECRET = re.compile(r"(?i)passw|secret|token|credential|api_?key")
_DELETED = frozenset({"DeletionPolicy", "UpdateReplacePolicy"})
_EITHER_NAME = re.compile(r"(?i)(kms(master)?key(id|arn)?|kmskeyidentifier|FunctionName)$")
_OWN_ARN = frozenset({"Arn"})
# The attributes that are what `Ref` gives.
_SAME_AS_REF = frozenset(
    {"GroupId", "ListenerArn", "LoadBalancerArn", "TargetGroupArn", "TopicArn"}
)
_SNAPSHOT_TYPES = ("AWS::RDS::DBCluster", "AWS::RDS::DBInstance")


def always(difference: Difference) -> bool:
    """Hold for every difference."""
    del difference
    return True


def is_whole(difference: Difference) -> bool:
    """Whether an entity as a whole is on one side only."""
    return difference.is_whole_entity


def is_part(difference: Difference) -> bool:
    """Whether something within an entity differs."""
    return not difference.is_whole_entity


def whole_of(pattern: str) -> When:
    """Hold for whole entities whose type begins so."""
    matches = re.compile(pattern).match
    return lambda one: one.is_whole_entity and bool(matches(one.type))


def part_at(pattern: str, types: str = "") -> When:
    """Hold for what differs at such a path within an entity of such a type."""
    at, of_type = re.compile(pattern).search, re.compile(types).match
    return lambda one: (
        not one.is_whole_entity and bool(of_type(one.type)) and bool(at(place_text(one.path)))
    )


def both(*conditions: When) -> When:
    """Hold where all of these do."""
    return lambda one: all(holds(one) for holds in conditions)


def either(*conditions: When) -> When:
    """Hold where one of these does."""
    return lambda one: any(holds(one) for holds in conditions)


def theirs_is(*texts: str) -> When:
    """Hold where the reference has one of these values, in lower case."""
    return lambda one: _text(one.reference) in texts


def ours_is(*texts: str) -> When:
    """Hold where the candidate has one of these values, in lower case."""
    return lambda one: _text(one.candidate) in texts


def theirs_says(pattern: str) -> When:
    """Hold where such a text is found at or below the reference's value."""
    found = re.compile(pattern).search
    return lambda one: one.reference is not None and says(one.reference, found)


def ours_says(pattern: str) -> When:
    """Hold where such a text is found at or below the candidate's value."""
    found = re.compile(pattern).search
    return lambda one: one.candidate is not None and says(one.candidate, found)


def says(node: Node, found: Callable[[str], object]) -> bool:
    """Whether a key or a scalar at or below a node is found."""
    match node:
        case ObjectNode():
            return any(found(one.key.text) or says(one.value, found) for one in node.entries)
        case IntrinsicNode():
            return says(node.argument, found)
    if hasattr(node, "items"):
        return any(says(item, found) for item in node.items)
    return bool(found(text_of(node) or ""))


def is_less(difference: Difference) -> bool:
    """Whether the candidate's number is smaller than the reference's."""
    ours, theirs = number_of(difference.candidate), number_of(difference.reference)
    return ours is not None and theirs is not None and ours < theirs


def is_more(difference: Difference) -> bool:
    """Whether the candidate's number is larger than the reference's."""
    ours, theirs = number_of(difference.candidate), number_of(difference.reference)
    return ours is not None and theirs is not None and ours > theirs


def number_of(node: Node | None) -> float | None:
    """Return the number that a scalar is, None for anything else."""
    text = text_of(node) or ""
    return float(text) if re.fullmatch(r"-?\d{1,15}(\.\d{1,9})?", text) else None


def is_default(difference: Difference) -> bool:
    """Whether one side only states what the other leaves to the same default."""
    if not difference.path or difference.operation is Operation.CHANGE:
        return False
    node = difference.reference or difference.candidate
    if difference.path in {(name,) for name in _DELETED}:
        return _text(node) == "delete" and (
            difference.path == ("UpdateReplacePolicy",) or difference.type not in _SNAPSHOT_TYPES
        )
    known: Mapping[str, str] = table("defaults").get(difference.type, {})
    return bool(known) and _all_default(node, place_text(difference.path), known)


def is_same_resource(difference: Difference, partners: Mapping[str, str]) -> bool:
    """Whether both sides name one resource, by its Ref or by an attribute that does as well.

    `partners` are the reference's names of the candidate's resources.
    """
    is_either = _EITHER_NAME.search(place_text(difference.path))
    allowed = _OWN_ARN if is_either else _SAME_AS_REF
    ours, theirs = (
        _resource_named(node, allowed) for node in (difference.candidate, difference.reference)
    )
    return bool(ours) and partners.get(ours, ours) == theirs


def _resource_named(node: Node | None, attributes: Collection[str]) -> str:
    """Return the resource whose Ref, or one of these attributes, a value is; else nothing."""
    match node:
        case IntrinsicNode(name="Ref", argument=argument):
            return text_of(argument) or ""
        case IntrinsicNode(name="Fn::GetAtt", argument=argument):
            name, attribute = attribute_arguments(argument)
            return name if attribute in attributes else ""
    return ""


def _all_default(node: Node | None, path: str, known: Mapping[str, str]) -> bool:
    if isinstance(node, ObjectNode):
        inside = [_all_default(one.value, f"{path}.{one.name}", known) for one in node.entries]
        return bool(inside) and all(inside)
    return path in known and _text(node) == known[path].lower()


def _text(node: Node | None) -> str:
    return (text_of(node) or "").lower()


def is_secret_default(difference: Difference) -> bool:
    """Whether the default of a parameter differs that takes what must not stand in a template."""
    return (
        difference.section == "Parameters"
        and difference.path == ("Default",)
        and bool(_SECRET.search(difference.logical_id))
    )


def has_key(node: Node | None, names: Collection[str]) -> bool:
    """Whether an object has one of these keys."""
    return isinstance(node, ObjectNode) and any(name in names for name in node.names)
