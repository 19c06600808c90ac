"""Values of a broken JSON text: block scalars, tags, single quotes, bare words, faulty strings."""

import re
from collections.abc import Callable

from analysis.edits import Edit
from analysis.intrinsics import LONG_BY_TAG
from analysis.reading.block_scalar import HEADER, block_in_json, decode
from analysis.reading.json_state import State
from analysis.reading.json_structure import resynchronise
from analysis.reading.json_tokens import (
    BARE_TEXT,
    BARE_WORD,
    LINE_STRING,
    LOOSE_STRING,
    NOT_JSON,
    SINGLE_STRING,
    STRING,
    TAG,
    WORDS,
    decoded,
    decoded_loosely,
    encoded,
)
from analysis.source import Span
from analysis.syntax import ScalarKind, ScalarNode, ScalarStyle

_ENDS = re.compile(r"[ \t]*(?:[,}\]:\r\n]|\Z|//|#|/\*)")
_VALUE_GARBAGE = re.compile(r"[^,}\]\r\n\"]+")


def read_odd_value(state: State) -> None:
    """Read a value that is none of strict JSON's; brackets and commas were dealt with."""
    if not any(read(state) for read in _READERS):
        _give_up(state)


def read_string(state: State) -> ScalarNode | None:
    """Read a double-quoted string, mending it where its end is certain."""
    strict = STRING.match(state.text, state.at)
    if strict:
        return ScalarNode(Span(*strict.span()), decoded(strict[0]))
    line = LINE_STRING.match(state.text, state.at)
    found = line or LOOSE_STRING.match(state.text, state.at)
    if not found or not _ENDS.match(state.text, found.end()):
        return None
    span = Span(*found.span())
    text = decoded_loosely(found[1])
    message = (
        "An escape or a control character stands here that JSON does not allow in a string."
        if line
        else "A string runs over several lines; JSON needs \\n for a line break."
    )
    state.report(message, span, Edit(span, encoded(text)))
    return ScalarNode(span, text)


def read_single_quoted(state: State) -> ScalarNode | None:
    """Read a string in single quotes."""
    found = SINGLE_STRING.match(state.text, state.at)
    if not found:
        return None
    span = Span(*found.span())
    inner = found[1].replace("''", "'").replace('"', '\\"').replace('\\\\"', '\\"')
    text = decoded_loosely(inner)
    message = "A string stands in single quotes; JSON needs double quotes."
    state.report(message, span, Edit(span, encoded(text)))
    return ScalarNode(span, text, style=ScalarStyle.SINGLE)


def _double_quoted(state: State) -> bool:
    if state.text[state.at] != '"':
        return False
    node = read_string(state)
    if node:
        state.put(node)
    return node is not None


def _single_quoted(state: State) -> bool:
    if state.text[state.at] != "'":
        return False
    node = read_single_quoted(state)
    if node:
        state.put(node)
    return node is not None


def _block_scalar(state: State) -> bool:
    found = HEADER.match(state.text, state.at)
    if not found:
        return False
    block = block_in_json(state.text, state.at, found.end(), found[1] + found[2])
    text = decode(block)
    message = "A YAML block scalar stands where JSON needs a quoted string."
    state.report(message, block.span, Edit(block.span, encoded(text)))
    state.is_mixed = True
    style = ScalarStyle.FOLDED if block.is_folded else ScalarStyle.LITERAL
    state.put(ScalarNode(block.span, text, style=style))
    return True


def _tag(state: State) -> bool:
    found = TAG.match(state.text, state.at)
    if not found or found[0] not in LONG_BY_TAG:
        return False
    state.is_mixed = True
    state.open_tag(found[0], Span(*found.span()))
    return True


def _word(state: State) -> bool:
    found = BARE_WORD.match(state.text, state.at)
    if not found or NOT_JSON.match(found[0]):
        return False
    span = Span(*found.span())
    word = WORDS.get(found[0])
    if word:
        kind = ScalarKind.NULL if word == "null" else ScalarKind.BOOLEAN
        message = f"JSON writes “{found[0]}” as “{word}”."
        state.report(message, span, Edit(span, word))
        state.put(ScalarNode(span, found[0], kind, ScalarStyle.PLAIN))
    else:
        _put_bare(state, span)
    return True


def _bare_text(state: State) -> bool:
    found = BARE_TEXT.match(state.text, state.at)
    if not found or NOT_JSON.match(found[0]):
        return False
    _put_bare(state, Span(state.at, state.at + len(found[0].rstrip(" \t,"))))
    return True


def _put_bare(state: State, span: Span) -> None:
    text = state.text[span.start : span.end]
    message = "A text stands without quotes; JSON needs double quotes."
    state.report(message, span, Edit(span, encoded(text)))
    state.put(ScalarNode(span, text, style=ScalarStyle.PLAIN))


def _give_up(state: State) -> None:
    unclosed = state.text[state.at] == '"'
    if unclosed:
        _give_up_string(state)
        return
    found = _VALUE_GARBAGE.match(state.text, state.at)
    if not found or _ENDS.match(state.text, found.end()) is None:
        resynchronise(state, "What stands here is no JSON value.")
        return
    span = Span(state.at, state.at + len(found[0].rstrip()))
    state.report(f"“{_cut(found[0].strip())}” is no JSON value.", span, unread=span)
    state.give_up_value(span)


def _give_up_string(state: State) -> None:
    # The quote is open to the end of its line: reading goes on with the next line.
    line_end = re.compile(r"[\r\n]|\Z").search(state.text, state.at)
    assert line_end, "the pattern matches the end"
    span = Span(state.at, line_end.start())
    is_last = not state.text[span.end :].strip()
    message = (
        "The text ends inside a string."
        if is_last
        else "A string has no closing quote in its line."
    )
    state.report(message, span, unread=span)
    state.give_up_value(span)


def _cut(text: str, limit: int = 40) -> str:
    return text if len(text) <= limit else f"{text[:limit]}…"


_READERS: tuple[Callable[[State], bool], ...] = (
    _double_quoted,
    _single_quoted,
    _block_scalar,
    _tag,
    _word,
    _bare_text,
)
