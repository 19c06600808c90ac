"""What YAML scalars are for CloudFormation, and where they stand."""

import re
from collections.abc import Sequence

from analysis.reading.json_tokens import encoded
from analysis.source import Span
from analysis.syntax import Entry, ScalarKind, ScalarNode, ScalarStyle

_BOOLEANS = frozenset({"true", "True", "TRUE", "false", "False", "FALSE"})
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+(?:[eE][-+][0-9]+)?)?\Z", re.ASCII)
_LINE_END = re.compile(r"[\r\n]")
_STYLES = {
    "'": ScalarStyle.SINGLE,
    '"': ScalarStyle.DOUBLE,
    "|": ScalarStyle.LITERAL,
    ">": ScalarStyle.FOLDED,
}
_STANDARD = "tag:yaml.org,2002:"
_KINDS_BY_TAG = {
    "!": ScalarKind.STRING,
    f"{_STANDARD}str": ScalarKind.STRING,
    f"{_STANDARD}null": ScalarKind.NULL,
}
_RESOLVED_TAGS = frozenset({f"{_STANDARD}{name}" for name in ("int", "float", "bool")})
STANDARD_TAGS = frozenset(
    {*_KINDS_BY_TAG, *_RESOLVED_TAGS, f"{_STANDARD}map", f"{_STANDARD}seq"},
)
"""The tags that change nothing, or only what a scalar is."""


def scalar_node(text: str, value: str, span: Span, style: str, tag: str | None) -> ScalarNode:
    """Return the node of a scalar; the span is that of its own text, without tag and anchor."""
    kind = _KINDS_BY_TAG.get(tag) if tag else None
    if tag in _RESOLVED_TAGS:
        kind = plain_kind(value)
    found = _STYLES.get(style)
    if found is None:
        return ScalarNode(span, value, kind or plain_kind(value), ScalarStyle.PLAIN)
    if style in "|>":
        span = Span(span.start, _block_end(text, span))
    return ScalarNode(span, value, kind or ScalarKind.STRING, found)


def plain_kind(value: str) -> ScalarKind:
    """Return what a scalar without quotes is; dates, `yes`, octals and 1:30 are strings."""
    first = value[:1]
    if first in "-0123456789" and first and _NUMBER.match(value):
        return ScalarKind.NUMBER
    if value in _BOOLEANS:
        return ScalarKind.BOOLEAN
    if value in _NULLS:
        return ScalarKind.NULL
    return ScalarKind.STRING


def _block_end(text: str, span: Span) -> int:
    # libyaml's end is where the next token may begin: blank lines before it are not the scalar's.
    ink = span.start + len(text[span.start : span.end].rstrip())
    line_end = _LINE_END.search(text, ink)
    return min(line_end.start(), span.end) if line_end else span.end


def quoted(value: str) -> str:
    """Return a text of one line as a quoted YAML scalar."""
    if value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return encoded(value)


def merge(inherited: Sequence[Entry], own: Sequence[Entry]) -> Sequence[Entry]:
    """Return the entries of an object with those that `<<` brings: its own win, then the first."""
    if not inherited:
        return own
    names = {entry.key.text for entry in own}
    merged: list[Entry] = []
    for entry in inherited:
        if entry.key.text not in names:
            names.add(entry.key.text)
            merged.append(entry)
    return (*merged, *own)
