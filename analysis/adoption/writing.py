"""Writes a node in the syntax and style of a template: JSON, YAML block or YAML flow."""

import json
import re

import yaml

from analysis.adoption.style import Style
from analysis.intrinsics import short_form
from analysis.syntax import (
    ArrayNode,
    IntrinsicNode,
    Node,
    ObjectNode,
    ScalarKind,
    ScalarNode,
    ScalarStyle,
    UnreadableNode,
)

_INLINE_WIDTH = 100
_SHORT_OBJECT = 2
_JSON_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?")
_PLAIN = re.compile(
    r"[A-Za-z0-9_./$(^<=~+\\]([^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]*[^\s:\x00-\x1f])?"
)
_NOT_PLAIN = re.compile(r":\s|\s#|[\ud800-\udfff\ufffe\uffff\u0085]")
_BLOCK_UNSAFE = re.compile(
    r"[^\n\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_RESOLVER = yaml.resolver.Resolver()


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
            members = [(f"{_quoted(entry.key.text)}: ", entry.value) for entry in node.entries]
            inline = is_item and style.inline_objects and _is_short_object(node)
            return _json_members("{}", members, style, indent, inline=inline)
        case ArrayNode():
            items = [("", item) for item in node.items]
            inline = style.inline_arrays and all(not isinstance(i, ObjectNode) for i in node.items)
            return _json_members("[]", items, style, indent, inline=inline)
        case UnreadableNode():
            raise NotWritableError


def json_scalar(node: ScalarNode) -> str:
    """Return a scalar as JSON has it."""
    match node.kind:
        case ScalarKind.NULL:
            return "null"
        case ScalarKind.BOOLEAN:
            return node.text.lower()
        case ScalarKind.NUMBER if _JSON_NUMBER.fullmatch(node.text):
            return node.text
        case _:
            return _quoted(node.text)


def flow(node: Node, style: Style) -> str:
    """Return a node on one line, as JSON and flow YAML both read it."""
    match node:
        case ScalarNode():
            return json_scalar(node) if style.is_json else _flow_scalar(node)
        case IntrinsicNode():
            return f"{{{_quoted(node.name)}: {flow(_long_argument(node), style)}}}"
        case ObjectNode():
            quoted = _quoted if style.is_json else _yaml_quoted
            inner = (f"{quoted(e.key.text)}: {flow(e.value, style)}" for e in node.entries)
            return f"{{{', '.join(inner)}}}"
        case ArrayNode():
            return f"[{', '.join(flow(item, style) for item in node.items)}]"
        case UnreadableNode():
            raise NotWritableError


def _quoted(text: str) -> str:
    # Lone surrogates have no UTF-8 form, so such a text is written in escapes throughout.
    has_surrogate = any("\ud800" <= character <= "\udfff" for character in text)
    return json.dumps(text, ensure_ascii=has_surrogate)


def _flow_scalar(node: ScalarNode) -> str:
    # A number that JSON lacks is one in YAML only without quotes.
    if node.kind is ScalarKind.NUMBER:
        return node.text
    return _yaml_quoted(node.text) if node.kind is ScalarKind.STRING else json_scalar(node)


def _json_intrinsic(node: IntrinsicNode, style: Style, indent: int) -> str:
    argument = _long_argument(node)
    one_line = flow(IntrinsicNode(node.span, node.name, argument, node.name_span), style)
    if style.inline_intrinsics and len(one_line) + indent <= _INLINE_WIDTH:
        return one_line
    members = [(f"{_quoted(node.name)}: ", argument)]
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
        inside = ", ".join(before + flow(value, style) for before, value in members)
        one_line = f"{brackets[0]}{inside}{brackets[1]}"
        if len(one_line) + indent <= _INLINE_WIDTH:
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
            deeper = indent + style.width if style.indents_items else indent
            return f"\n{_yaml_items(node, style, deeper)}"
        case IntrinsicNode():
            return _yaml_intrinsic(node, style, indent)
        case UnreadableNode():
            raise NotWritableError


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
    return f"{_yaml_text(key, style)}:{write_yaml(value, style, indent)}"


def yaml_scalar(node: ScalarNode, style: Style, indent: int) -> str:
    """Return a scalar as block YAML has it; texts of several lines as a literal block."""
    match node.kind:
        case ScalarKind.NULL:
            return "null"
        case ScalarKind.BOOLEAN:
            return node.text.lower()
        case ScalarKind.NUMBER:
            return node.text
        case ScalarKind.STRING:
            if "\n" in node.text.rstrip("\n") or node.style is ScalarStyle.LITERAL:
                block = _literal(node.text, style, indent)
                if block is not None:
                    return block
            return _yaml_text(node.text, style)


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
    argument = _short_argument(node)
    return f" {short_form(node.name)}{write_yaml(argument, style, indent)}"


def _yaml_long(node: IntrinsicNode, style: Style, indent: int) -> str:
    return f"{node.name}:{write_yaml(_long_argument(node), style, indent)}"


def _short_argument(node: IntrinsicNode) -> Node:
    argument = node.argument
    if node.name == "Fn::GetAtt" and isinstance(argument, ArrayNode):
        parts = [item.text for item in argument.items if isinstance(item, ScalarNode)]
        if len(parts) == len(argument.items):
            return ScalarNode(argument.span, ".".join(parts))
    return argument


def _yaml_text(text: str, style: Style) -> str:
    if _is_plain(text):
        return text
    if style.quote == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return _yaml_quoted(text)


def _yaml_quoted(text: str) -> str:
    # A JSON string is a YAML one, but for what JSON leaves as it is and YAML does not allow, and
    # for what JSON escapes in two halves.
    if text.isascii() and "\x7f" not in text:
        return json.dumps(text)
    return f'"{"".join(map(_yaml_character, text))}"'


def _yaml_character(character: str) -> str:
    if character.isprintable() and character not in '"\\':
        return character
    code = ord(character)
    if code < 0x80 and code != 0x7F:  # noqa: PLR2004 (ASCII without DEL: JSON's escapes)
        return json.dumps(character)[1:-1]
    width, letter = (2, "x") if code < 0x100 else (4, "u") if code < 0x10000 else (8, "U")  # noqa: PLR2004
    return f"\\{letter}{code:0{width}x}"


def _is_plain(text: str) -> bool:
    return (
        _PLAIN.fullmatch(text) is not None
        and _NOT_PLAIN.search(text) is None
        and _resolved(text) == "tag:yaml.org,2002:str"
    )


def _resolved(text: str) -> str:
    # cfn-lint and CloudFormation's own reader take dates, `no` and octals for what YAML 1.1 says.
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return tag


def _literal(text: str, style: Style, indent: int) -> str | None:
    """Return a literal block of the text, None where YAML would read another one back.

    `indent` is the column of the key. Texts that end in several newlines are no blocks: blank
    lines that follow in the file would join them.
    """
    body = text.rstrip("\n")
    trailing = len(text) - len(body)
    if not body or trailing > 1 or _BLOCK_UNSAFE.search(text):
        return None
    first = next(line for line in body.split("\n") if line)
    if first.startswith("\t") or first.isspace():
        return None
    indicator = str(style.width) if first.startswith(" ") else ""
    margin = " " * (indent + style.width)
    lines = (margin + line if line else "" for line in body.split("\n"))
    chomping = "" if trailing else "-"
    return f"|{indicator}{chomping}\n" + "\n".join(lines)
