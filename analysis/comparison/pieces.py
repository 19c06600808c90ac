"""Splits a template's lines into the pieces that its syntax tree gives them."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from analysis.source import Source, Span
from analysis.syntax import ArrayNode, IntrinsicNode, Node, ObjectNode

HEAD = ("head",)
TAIL = ("tail",)


@dataclass(frozen=True, slots=True)
class Piece:
    """The whole lines `start` to `end`, half-open, from 1, of one node and what belongs to it.

    Lines that belong to no node (an opening line, closing brackets, unreadable text) make pieces
    without one.
    """

    key: Hashable
    start: int
    end: int
    node: Node | None = None

    @property
    def count(self) -> int:
        """How many lines it has."""
        return self.end - self.start


def split(source: Source, piece: Piece) -> tuple[Piece, ...]:
    """Return the pieces of a piece, covering its lines in order; none where lines are shared."""
    inner: list[tuple[Hashable, int, int, Node]] = []
    for key, span, node in _parts(piece.node):
        first, last = source.line(span.start), source.line(_last_offset(source.text, span))
        if first < (inner[-1][2] + 1 if inner else piece.start) or last >= piece.end:
            return ()
        inner.append((key, first, last, node))
    return tuple(_covered(source, piece, inner)) if inner else ()


def _parts(node: Node | None) -> Iterable[tuple[Hashable, Span, Node]]:
    match node:
        case ObjectNode():
            seen: dict[str, int] = {}
            for entry in node.entries:
                seen[entry.name] = seen.get(entry.name, -1) + 1
                yield (entry.name, seen[entry.name]), entry.span, entry.value
        case ArrayNode():
            for item in node.items:
                yield None, item.span, item
        case IntrinsicNode():
            span = Span(
                min(node.name_span.start, node.argument.span.start),
                max(node.name_span.end, node.argument.span.end),
            )
            yield (node.name, 0), span, node.argument


def _last_offset(text: str, span: Span) -> int:
    # The span of a block scalar runs past the blank lines behind it.
    end = min(span.end, len(text))
    while end > span.start and text[end - 1].isspace():
        end -= 1
    return max(end - 1, span.start)


def _covered(
    source: Source,
    piece: Piece,
    inner: Sequence[tuple[Hashable, int, int, Node]],
) -> Iterable[Piece]:
    at = piece.start
    last_key: Hashable = HEAD
    for key, first, last, node in inner:
        start = _with_comments(source, at, first)
        if at < start:
            yield Piece(HEAD if last_key is HEAD else ("after", last_key), at, start)
        at = _after_blank_lines(source, last + 1, piece.end)
        yield Piece(key, start, at, node)
        last_key = key
    if at < piece.end:
        yield Piece(TAIL, at, piece.end)


def _with_comments(source: Source, lowest: int, line: int) -> int:
    """Return where the comment lines right above a line begin."""
    while line > lowest and source.line_text(line - 1).lstrip().startswith("#"):
        line -= 1
    return line


def _after_blank_lines(source: Source, line: int, end: int) -> int:
    while line < end and not source.line_text(line).strip():
        line += 1
    return line
