"""Writes a node in the syntax and style of a template: JSON, YAML block or YAML flow."""

from analysis.adoption.scalars import (
    flow_key,
    flow_scalar,
    json_scalar,
    json_text,
    yaml_key,
    yaml_quoted,
    yaml_scalar,
)
from analysis.adoption.style import Style
from analysis.intrinsics import short_form
from analysis.syntax import ArrayNode, IntrinsicNode, Node, ObjectNode, ScalarNode, UnreadableNode

INLINE_WIDTH = 100
_SHORT_OBJECT = 2


class NotWritableError(ValueError):
    """The piece holds a stretch that could not be read, so it cannot be written either."""


def write_json(node: Node, style: Style, indent: int, *, is_item: bool = False) -> str:
    """Return a node as JSON whose first line goes on where the caller stands.

    `indent` is the indentation of the line in which it begins; short objects in lists may stand
    on one line where others do not. Raises NotWritableError.
    """
    match node:
        case ScalarNode():
            return json_scalar(node)
        case IntrinsicNode():
            return _json_intrinsic(node, style, indent)
        case ObjectNode():
            members = [(f"{json_text(entry.key.text)}: ", entry.value) for entry in node.entries]
            inline = is_item and style.inline_objects and _is_short_object(node)
            return _json_members("{}", members, style, indent, inline=inline)
        case ArrayNode():
            items = [("", item) for item in node.items]
            inline = style.inline_arrays and all(not isinstance(i, ObjectNode) for i in node.items)
            return _json_members("[]", items, style, indent, inline=inline)
        case UnreadableNode():
            raise NotWritableError


def flow(node: Node, style: Style) -> str:
    """Return a node on one line, as JSON and flow YAML both read it."""
    return _flow_json(node, style) if style.is_json else _flow_yaml(node, style)


def _flow_json(node: Node, style: Style) -> str:
    match node:
        case ScalarNode():
            return json_scalar(node)
        case IntrinsicNode():
            inner = f"{json_text(node.name)}: {_flow_json(_long_argument(node), style)}"
            return _bracketed("{}", [inner], style.object_gap)
        case ObjectNode():
            members = [
                f"{json_text(e.key.text)}: {_flow_json(e.value, style)}" for e in node.entries
            ]
            return _bracketed("{}", members, style.object_gap)
        case ArrayNode():
            items = [_flow_json(item, style) for item in node.items]
            return _bracketed("[]", items, style.array_gap)
        case UnreadableNode():
            raise NotWritableError


def _flow_yaml(node: Node, style: Style) -> str:
    match node:
        case ScalarNode():
            return flow_scalar(node, style)
        case IntrinsicNode() if _is_short(node, style):
            inner = _flow_yaml(_short_argument(node), style.under(node.name))
            return f"{short_form(node.name)} {inner}"
        case IntrinsicNode():
            argument = _flow_yaml(_long_argument(node), style.under(node.name))
            inner = f"{yaml_quoted(node.name)}: {argument}"
            return _bracketed("{}", [inner], style.object_gap)
        case ObjectNode():
            members = [
                f"{flow_key(e.key.text, style)}: {_flow_yaml(e.value, style.under(e.key.text))}"
                for e in node.entries
            ]
            return _bracketed("{}", members, style.object_gap)
        case ArrayNode():
            items = [_flow_yaml(item, style) for item in node.items]
            return _bracketed("[]", items, style.array_gap)
        case UnreadableNode():
            raise NotWritableError


def _bracketed(brackets: str, members: list[str], gap: str) -> str:
    if not members:
        return brackets
    return f"{brackets[0]}{gap}{', '.join(members)}{gap}{brackets[1]}"


def _json_intrinsic(node: IntrinsicNode, style: Style, indent: int) -> str:
    argument = _long_argument(node)
    one_line = flow(IntrinsicNode(node.span, node.name, argument, node.name_span), style)
    if style.inline_intrinsics and len(one_line) + indent <= INLINE_WIDTH:
        return one_line
    members = [(f"{json_text(node.name)}: ", argument)]
    return _json_members("{}", members, style, indent, inline=False)


def _json_members(
    brackets: str,
    members: list[tuple[str, Node]],
    style: Style,
    indent: int,
    *,
    inline: bool,
) -> str:
    if not members:
        return brackets
    if inline:
        gap = style.object_gap if brackets == "{}" else style.array_gap
        one_line = _bracketed(brackets, [one + flow(value, style) for one, value in members], gap)
        if len(one_line) + indent <= INLINE_WIDTH:
            return one_line
    deeper = indent + style.width
    lines = ",\n".join(
        f"{' ' * deeper}{before}{write_json(value, style, deeper, is_item=not before)}"
        for before, value in members
    )
    return f"{brackets[0]}\n{lines}\n{' ' * indent}{brackets[1]}"


def _is_short_object(node: ObjectNode) -> bool:
    return len(node.entries) <= _SHORT_OBJECT and not any(
        isinstance(entry.value, ObjectNode | ArrayNode) for entry in node.entries
    )


def _long_argument(node: IntrinsicNode) -> Node:
    """Return the argument as the long form takes it: JSON's GetAtt wants a list."""
    argument = node.argument
    if node.name == "Fn::GetAtt" and isinstance(argument, ScalarNode) and "." in argument.text:
        name, attribute = argument.text.split(".", 1)
        return ArrayNode(
            argument.span,
            (ScalarNode(argument.span, name), ScalarNode(argument.span, attribute)),
        )
    return argument


def write_yaml(node: Node, style: Style, indent: int) -> str:
    """Return what follows `Key:` in block YAML: ` value`, or a block on the lines below.

    `indent` is the column of the key. Raises NotWritableError.
    """
    match node:
        case ScalarNode():
            return " " + yaml_scalar(node, style, indent)
        case ObjectNode(entries=()):
            return " {}"
        case ArrayNode(items=()):
            return " []"
        case ObjectNode():
            return f"\n{_yaml_entries(node, style, indent + style.width)}"
        case ArrayNode():
            return _yaml_list(node, style, indent)
        case IntrinsicNode():
            return _yaml_intrinsic(node, style, indent)
        case UnreadableNode():
            raise NotWritableError


def _yaml_list(node: ArrayNode, style: Style, indent: int) -> str:
    if style.flow_lists and _is_list_of_texts(node) and (text := _one_line(node, style, indent)):
        return f" {text}"
    deeper = indent + style.width if style.indents_items else indent
    return f"\n{_yaml_items(node, style, deeper)}"


def write_yaml_item(node: Node, style: Style, dash: int) -> str:
    """Return what follows the `-` of a block list whose dashes stand in that column."""
    inner = dash + 2
    match node:
        case ObjectNode(entries=(_, *_)):
            return " " + _yaml_entries(node, style, inner).lstrip(" ")
        case ArrayNode(items=(_, *_)):
            return " " + _yaml_items(node, style, inner).lstrip(" ")
        case IntrinsicNode() if not _is_short(node, style):
            return " " + _yaml_long(node, style, inner)
        case _:
            return write_yaml(node, style, dash)


def write_yaml_entry(key: str, value: Node, style: Style, indent: int) -> str:
    """Return `Key: value` for a block mapping whose keys stand in that column."""
    return f"{yaml_key(key, style)}:{write_yaml(value, style.under(key), indent)}"


def _yaml_entries(node: ObjectNode, style: Style, indent: int) -> str:
    return "\n".join(
        " " * indent + write_yaml_entry(entry.key.text, entry.value, style, indent)
        for entry in node.entries
    )


def _yaml_items(node: ArrayNode, style: Style, dash: int) -> str:
    return "\n".join(f"{' ' * dash}-{write_yaml_item(item, style, dash)}" for item in node.items)


def _is_short(node: IntrinsicNode, style: Style) -> bool:
    # YAML allows one tag a node, so the outer of two functions takes its long form.
    return style.short_intrinsics and not isinstance(node.argument, IntrinsicNode)


def _yaml_intrinsic(node: IntrinsicNode, style: Style, indent: int) -> str:
    if not _is_short(node, style):
        deeper = indent + style.width
        return f"\n{' ' * deeper}{_yaml_long(node, style, deeper)}"
    argument, inner = _short_argument(node), style.under(node.name)
    tag = short_form(node.name)
    if isinstance(argument, ArrayNode) and _goes_in_brackets(argument, style):
        one_line = _one_line(argument, inner, indent + len(tag))
        if one_line:
            return f" {tag} {one_line}"
    return f" {tag}{write_yaml(argument, inner, indent)}"


def _goes_in_brackets(argument: ArrayNode, style: Style) -> bool:
    habit = argument.flow if style.flow_arguments is None else style.flow_arguments
    return habit and not _holds_block(argument)


def _one_line(node: Node, style: Style, indent: int) -> str:
    """Return a node on one line, empty where that is too long."""
    text = flow(node, style)
    return text if len(text) + indent <= INLINE_WIDTH else ""


def _is_list_of_texts(node: ArrayNode) -> bool:
    return all(isinstance(item, ScalarNode) and "\n" not in item.text for item in node.items)


def _holds_block(node: Node) -> bool:
    """Whether an object, or a text of several lines, stands in a node."""
    match node:
        case ScalarNode():
            return "\n" in node.text
        case ArrayNode():
            return any(_holds_block(item) for item in node.items)
        case IntrinsicNode():
            return _holds_block(node.argument)
        case _:
            return True


def _yaml_long(node: IntrinsicNode, style: Style, indent: int) -> str:
    return f"{node.name}:{write_yaml(_long_argument(node), style.under(node.name), indent)}"


def _short_argument(node: IntrinsicNode) -> Node:
    argument = node.argument
    if node.name == "Fn::GetAtt" and isinstance(argument, ArrayNode):
        parts = [item.text for item in argument.items if isinstance(item, ScalarNode)]
        if len(parts) == len(argument.items):
            return ScalarNode(argument.span, ".".join(parts))
    return argument
