"""Writes scalars as JSON, as block YAML and inside YAML's brackets."""

import json
import re

from analysis.adoption.plain import is_plain, is_plain_in_brackets
from analysis.adoption.style import Style
from analysis.syntax import ScalarKind, ScalarNode, ScalarStyle

_JSON_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?")
_BLOCK_UNSAFE = re.compile(
    r"[^\n\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def json_text(text: str) -> str:
    """Return a text as a JSON string."""
    # Lone surrogates have no UTF-8 form, so such a text is written in escapes throughout.
    has_surrogate = any("\ud800" <= character <= "\udfff" for character in text)
    return json.dumps(text, ensure_ascii=has_surrogate)


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
            return json_text(node.text)


def flow_scalar(node: ScalarNode, style: Style) -> str:
    """Return a scalar as it stands inside YAML's brackets."""
    # A number that JSON lacks is one in YAML only without quotes.
    if node.kind is ScalarKind.NUMBER:
        return node.text
    if node.kind is not ScalarKind.STRING:
        return json_scalar(node)
    if is_plain_in_brackets(node.text) and not style.quotes:
        return node.text
    return _in_quotes(node.text, style)


def flow_key(text: str, style: Style) -> str:
    """Return a key as it stands inside YAML's brackets."""
    return text if is_plain_in_brackets(text) else _in_quotes(text, style)


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
            if is_plain(node.text) and not style.quotes:
                return node.text
            return _in_quotes(node.text, style)


def yaml_key(text: str, style: Style) -> str:
    """Return a key as block YAML has it."""
    return text if is_plain(text) else _in_quotes(text, style)


def _in_quotes(text: str, style: Style) -> str:
    if style.quote == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return yaml_quoted(text)


def yaml_quoted(text: str) -> str:
    """Return a text in double quotes, with YAML's escapes."""
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
