"""Finds the fenced code blocks of a Markdown text."""

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from analysis.source import Source, Span

_FENCE_LINE = re.compile(r"(?:(?<=\n)|(?<=\r)|\A)[ \t>*+.)\d-]*(?:`{3}|~{3})")
_QUOTED_LINE = re.compile(r"[ \t]*(?:>[ \t]?)+")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block: the span of its content, the heading above it, whether it is closed."""

    span: Span
    opening: Span
    heading: str
    is_closed: bool


def first_fence(text: str) -> int | None:
    """Return the offset of the first line that may open a fence."""
    if "```" not in text and "~~~" not in text:
        return None
    found = _FENCE_LINE.search(text)
    return found.start() if found else None


def fences(source: Source) -> tuple[Fence, ...]:
    """Return the fenced blocks in the text's order."""
    # Fences stand in blocks alone: without the inline rules, hostile text stays linear.
    parser = MarkdownIt("commonmark")
    parser.core.ruler.enableOnly(["normalize", "block"])
    found: list[Fence] = []
    heading = ""
    is_heading = False
    for token in parser.parse(source.text):
        if token.type == "fence":
            found.append(_fence(source, token, heading))
        elif token.type == "inline" and is_heading:
            heading = token.content
        is_heading = token.type == "heading_open"
    return tuple(found)


def unquoted(text: str, region: Span) -> str:
    """Return the text of a region, with `>` at the start of each line turned into a space."""
    inside = text[region.start : region.end]
    lines = _LINE.findall(inside)
    if not all(_QUOTED_LINE.match(line) for line in lines if line.strip()):
        return inside
    return "".join(map(_unquoted_line, lines))


def _unquoted_line(line: str) -> str:
    mark = _QUOTED_LINE.match(line)
    return " " * mark.end() + line[mark.end() :] if mark else line


def _fence(source: Source, token: Token, heading: str) -> Fence:
    assert token.map, "a block has lines"
    first, behind = token.map
    opening = source.line_span(first + 1)
    start = source.line_span(first + 2).start
    is_closed = _closes(source.line_text(behind), token.markup) and behind > first + 1
    end = source.line_span(behind if is_closed else behind + 1).start
    return Fence(Span(start, max(start, end)), opening, heading, is_closed)


def _closes(line: str, markup: str) -> bool:
    ink = line.strip(" \t>")
    return len(ink) >= len(markup) and set(ink) == set(markup)
