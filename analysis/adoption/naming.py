"""Puts the candidate's names into a piece of the reference."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from analysis.syntax import (
    ArrayNode,
    Entry,
    IntrinsicNode,
    Node,
    ObjectNode,
    Path,
    ScalarNode,
)

_SUB_NAME = re.compile(r"\$\{(\s*)([A-Za-z0-9]+)((?:\.[^}]*)?\s*)\}")


@dataclass(frozen=True, slots=True)
class Names:
    """The candidate's logical ID for each of the reference's, where the two are unlike.

    Parameters and resources share one name space (`values`), as they do for `Ref`.
    """

    values: Mapping[str, str]
    conditions: Mapping[str, str]
    mappings: Mapping[str, str]


def with_names(node: Node, names: Names) -> Node:
    """Return the node with every name in it replaced; spans keep pointing into the reference."""
    match node:
        case IntrinsicNode():
            return _intrinsic(node, names)
        case ObjectNode():
            # Of a repeated key CloudFormation takes the last: that one alone is adopted.
            last = {entry.name: entry for entry in node.entries}
            return replace(
                node,
                entries=tuple(_replaced(e, with_names(e.value, names)) for e in last.values()),
            )
        case ArrayNode():
            return replace(node, items=tuple(with_names(item, names) for item in node.items))
        case _:
            return node


def entity_with_names(body: Node, names: Names) -> Node:
    """Return an entity's body with its names replaced, in DependsOn and Condition too."""
    renamed = with_names(body, names)
    if not isinstance(renamed, ObjectNode):
        return renamed
    return replace(
        renamed,
        entries=tuple(
            _replaced(e, attribute_with_names(e.name, e.value, names)) for e in renamed.entries
        ),
    )


def attribute_with_names(attribute: str, value: Node, names: Names) -> Node:
    """Return the value of an entity's attribute with its names replaced."""
    renamed = with_names(value, names)
    if attribute == "DependsOn":
        return _list_of_names(renamed, names.values)
    if attribute == "Condition" and isinstance(renamed, ScalarNode):
        return _renamed(renamed, names.conditions)
    return renamed


def metadata_with_names(path: Path, node: Node, names: Names) -> Node:
    """Return a piece of the Metadata section with the names that the console's form lists.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-interface.html
    """
    if path[1:2] and path[1] != "AWS::CloudFormation::Interface":
        return node
    match node:
        case ScalarNode() if "Parameters" in path:
            return _renamed(node, names.values)
        case ArrayNode():
            items = (
                metadata_with_names((*path, i), one, names) for i, one in enumerate(node.items)
            )
            return replace(node, items=tuple(items))
        case ObjectNode():
            return replace(
                node,
                entries=tuple(
                    replace(
                        entry,
                        key=replace(entry.key, text=label_name(path, entry.name, names)),
                        value=metadata_with_names((*path, entry.name), entry.value, names),
                    )
                    for entry in node.entries
                ),
            )
        case _:
            return node


def label_name(path: Path, key: str, names: Names) -> str:
    """Return the candidate's key for one of the reference's in the object at a path."""
    return names.values.get(key, key) if path[-1:] == ("ParameterLabels",) else key


def _replaced(entry: Entry, value: Node) -> Entry:
    return entry if value is entry.value else replace(entry, value=value)


def _intrinsic(node: IntrinsicNode, names: Names) -> IntrinsicNode:
    return replace(node, argument=_argument(node.name, node.argument, names))


def _argument(function: str, argument: Node, names: Names) -> Node:
    match function:
        case "Ref":
            renamed = _renamed(argument, names.values)
        case "Condition":
            renamed = _renamed(argument, names.conditions)
        case "Fn::GetAtt" if isinstance(argument, ScalarNode):
            name, dot, attribute = argument.text.partition(".")
            renamed = replace(argument, text=names.values.get(name, name) + dot + attribute)
        case "Fn::GetAtt":
            renamed = _first_renamed(with_names(argument, names), names.values)
        case "Fn::If":
            renamed = _first_renamed(with_names(argument, names), names.conditions)
        case "Fn::FindInMap":
            renamed = _first_renamed(with_names(argument, names), names.mappings)
        case "Fn::Sub":
            renamed = _sub(argument, names)
        case _:
            renamed = with_names(argument, names)
    return renamed


def _renamed(node: Node, names: Mapping[str, str]) -> Node:
    if isinstance(node, ScalarNode) and node.text in names:
        return replace(node, text=names[node.text])
    return node


def _list_of_names(node: Node, names: Mapping[str, str]) -> Node:
    if isinstance(node, ArrayNode):
        return replace(node, items=tuple(_renamed(item, names) for item in node.items))
    return _renamed(node, names)


def _first_renamed(node: Node, names: Mapping[str, str]) -> Node:
    if isinstance(node, ArrayNode) and node.items:
        first, *rest = node.items
        return replace(node, items=(_renamed(first, names), *rest))
    return node


def _sub(argument: Node, names: Names) -> Node:
    if isinstance(argument, ScalarNode):
        return _sub_text(argument, names.values)
    if isinstance(argument, ArrayNode) and len(argument.items) > 1:
        text, variables, *rest = argument.items
        own = variables.names if isinstance(variables, ObjectNode) else ()
        outer = {name: mine for name, mine in names.values.items() if name not in own}
        if isinstance(text, ScalarNode):
            text = _sub_text(text, outer)
        return replace(argument, items=(text, with_names(variables, names), *rest))
    return argument


def _sub_text(node: ScalarNode, names: Mapping[str, str]) -> ScalarNode:
    def put(found: re.Match[str]) -> str:
        space, name, rest = found.groups()
        return f"${{{space}{names.get(name, name)}{rest}}}"

    return replace(node, text=_SUB_NAME.sub(put, node.text))
