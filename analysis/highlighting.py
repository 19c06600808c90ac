"""Colours of a template's text, line by line, so that typing renews one line at once.

A whole-text lexer would have to start over at every key, and knows no JSON with YAML's block
scalars in it; here a line needs only the state in which the line before it ended.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pygments.lexer import Lexer

Token: TypeAlias = tuple[int, int, str]
"""Start, end (code points of the line) and a kind of `Kind`."""


class Kind(StrEnum):
    """What a stretch of a line is."""

    KEY = "key"
    STRING = "string"
    NUMBER = "number"
    INTRINSIC = "intrinsic"
    COMMENT = "comment"
    KEYWORD = "keyword"
    TYPE = "type"


@dataclass(frozen=True, slots=True)
class State:
    """What a line begins in: nothing, a block scalar below an indentation, or an open quote."""

    inside: str = ""
    indentation: int = -1
    language: str = ""


START = State()

_HEADER = re.compile(r"(?:^|[\s:])[|>][-+0-9]{0,2}[ \t]*(?:#.*)?$")
_BEFORE_VALUE = re.compile(r"^(?P<indent>[ \t]*)(?P<dashes>(?:-[ \t]+)*)(?P<rest>.?)")
_OPEN_QUOTE = {
    '"': re.compile(r'(?:^[ \t]*|[:\-,\[{][ \t]+)"(?:[^"\\]|\\.)*$'),
    "'": re.compile(r"(?:^[ \t]*|[:\-,\[{][ \t]+)'(?:[^']|'')*$"),
}
_END_QUOTE = {
    '"': re.compile(r'^(?:[^"\\]|\\.)*"'),
    "'": re.compile(r"^(?:[^']|'')*'(?!')"),
}
_LANGUAGES = (
    ("python", re.compile(r"^\s*(?:import\s+\w|from\s+[\w.]+\s+import\b|def\s+\w+\(|@\w+)")),
    (
        "javascript",
        re.compile(r"^\s*(?:(?:const|let|var)\s+[\w{]|exports\.|import\s*\{|'use strict')"),
    ),
    ("bash", re.compile(r"^\s*#!.*\b(?:ba|z|da)?sh\b")),
)
_PIECE = re.compile(
    r"""(?P<comment>(?:(?<=\s)|^)\#.*)
    |(?P<quoted>"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?)(?P<colon>[ \t]*:(?=[\s\[{"']|$))?
    |(?P<tag>![\w:.]*)
    |(?P<anchor>[&*][^\s,\[\]{}]+)
    |(?P<plain>
        (?:\$\{[^}{$\s]*\}|[^\s,\[\]{}"'!&*|>#:\-]|[:\-](?=\S))
        (?:\$\{[^}{$\s]*\}|[^\s,\[\]{}:#]|:(?=[^\s,\[\]{}])|(?<=\S)\#|[ \t]+(?=[^\s#,\[\]{}]))*)
     (?P<after>[ \t]*:(?=\s|$))?""",
    re.VERBOSE,
)
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?")
_TYPE = re.compile(r"(?:AWS|Alexa|Custom)::[\w:@-]+")
_KEYWORDS = frozenset({"true", "false", "null", "True", "False", "~"})
_VARIABLE = re.compile(r"\$\{[^}{$\s]*\}")


def starts_as_json(text: str) -> bool:
    """Whether a text is JSON, perhaps with YAML in it: a quote left open ends with its line."""
    return text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[")


def language_of(text: str) -> str:
    """Return the language of code, by how its lines begin; empty for other text."""
    lines = text.splitlines()
    return next((name for line in lines for name, begins in _LANGUAGES if begins.match(line)), "")


def state_after(line: str, state: State, *, json: bool) -> State:
    """Return the state in which the next line begins."""
    if state.inside == "block":
        return _inside_block(line, state, json=json)
    if state.inside:
        ending = _END_QUOTE[state.inside].match(line)
        return START if ending else state
    if line and ("|" in line or ">" in line) and _HEADER.search(line):
        return State("block", _indentation_of_value(line))
    if not json:
        for quote, opening in _OPEN_QUOTE.items():
            if line.count(quote) % 2 and opening.search(line):
                return State(quote)
    return START


def tokens(line: str, state: State, *, json: bool) -> list[Token]:
    """Return the coloured stretches of a line that begins in a state, in order."""
    if state.inside == "block":
        inside = _inside_block(line, state, json=json)
        if _is_in_block(line, state):
            return list(_block_tokens(line, inside.language))
        state = START
    if state.inside:
        ending = _END_QUOTE[state.inside].match(line)
        if ending is None:
            return list(_string(line, 0, len(line)))
        at = ending.end()
        return [*_string(line, 0, at), *_pieces(line, at)]
    return list(_pieces(line, 0))


def _is_in_block(line: str, state: State) -> bool:
    body = line.lstrip(" \t")
    return not body or len(line) - len(body) > state.indentation


def _inside_block(line: str, state: State, *, json: bool) -> State:
    if not _is_in_block(line, state):
        return state_after(line, START, json=json)
    if state.language or not line.strip():
        return state
    language = next((name for name, begins in _LANGUAGES if begins.match(line)), "text")
    return State("block", state.indentation, language)


def _indentation_of_value(line: str) -> int:
    found = _BEFORE_VALUE.match(line)
    if found is None:
        return -1
    if found["rest"] in ("|", ">", "!") and found["dashes"]:
        return found.start("dashes") + found["dashes"].rindex("-")
    return found.end("dashes") if found["indent"] or found["dashes"] else 0


def _block_tokens(line: str, language: str) -> Iterator[Token]:
    if language in ("", "text"):
        yield from _string(line, 0, len(line))
        return
    at = 0
    for kind, text in _lexer(language).get_tokens(line):
        token = _code_kind(str(kind))
        if token and text.strip():
            yield at, min(at + len(text), len(line)), token
        at += len(text)


@cache
def _lexer(language: str) -> "Lexer":
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415 (only where code is shown)

    return get_lexer_by_name(language, stripnl=False, ensurenl=False)


def _code_kind(kind: str) -> Kind | None:
    for start, token in (
        ("Token.Comment", Kind.COMMENT),
        ("Token.Literal.String", Kind.STRING),
        ("Token.Literal.Number", Kind.NUMBER),
        ("Token.Keyword", Kind.KEYWORD),
        ("Token.Operator.Word", Kind.KEYWORD),
        ("Token.Name.Function", Kind.KEY),
        ("Token.Name.Class", Kind.KEY),
        ("Token.Name.Builtin", Kind.TYPE),
        ("Token.Name.Exception", Kind.TYPE),
        ("Token.Name.Decorator", Kind.INTRINSIC),
    ):
        if kind.startswith(start):
            return token
    return None


def _pieces(line: str, start: int) -> Iterator[Token]:
    for piece in _PIECE.finditer(line, start):
        match piece.lastgroup:
            case "comment":
                yield piece.start(), piece.end(), Kind.COMMENT
            case "tag" | "anchor":
                yield piece.start(), piece.end(), Kind.INTRINSIC
            case "colon" | "after":
                name = piece["quoted"] or piece["plain"]
                end = piece.start() + len(name)
                yield piece.start(), end, _key_kind(name.strip("\"'"))
            case "quoted":
                text = piece["quoted"].strip("\"'")
                if _TYPE.fullmatch(text):
                    yield piece.start(), piece.end(), Kind.TYPE
                else:
                    yield from _string(line, piece.start(), piece.end())
            case "plain":
                yield from _plain(line, piece.start(), piece.end())


def _key_kind(name: str) -> Kind:
    return Kind.INTRINSIC if name == "Ref" or name.startswith("Fn::") else Kind.KEY


def _plain(line: str, start: int, end: int) -> Iterator[Token]:
    text = line[start:end]
    if text in _KEYWORDS:
        yield start, end, Kind.KEYWORD
    elif _NUMBER.fullmatch(text):
        yield start, end, Kind.NUMBER
    elif _TYPE.fullmatch(text):
        yield start, end, Kind.TYPE
    else:
        yield from _string(line, start, end)


def _string(line: str, start: int, end: int) -> Iterator[Token]:
    at = start
    for variable in _VARIABLE.finditer(line, start, end):
        if variable.start() > at:
            yield at, variable.start(), Kind.STRING
        yield variable.start(), variable.end(), Kind.INTRINSIC
        at = variable.end()
    if at < end:
        yield at, end, Kind.STRING
