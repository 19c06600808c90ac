"""One side's lines as they are compared: what only looks otherwise is the same in them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from analysis.comparison.pieces import Piece
from analysis.source import Source, Span

_NAME = re.compile(r"[A-Za-z0-9]+")
_PUNCTUATION = re.compile(r"^[\s{}\[\],]*$")
_WRITING = re.compile(r"[\"'{}\[\],]|^\s*- ")
_INTRINSIC = re.compile(r"!(?=\w)|\bFn::(\w+):?|\b(Ref):")


@dataclass(frozen=True, slots=True)
class ComparedText:
    """A source, its lines as they are and as they are compared, and how many of them differ."""

    source: Source
    lines: Sequence[str]
    compared: Sequence[str]
    differing: Sequence[int]

    def lines_of(self, start: int, end: int) -> Sequence[str]:
        """Return lines, half-open and from 1, as they are."""
        return self.lines[start - 1 : end - 1]

    def compared_lines(self, piece: Piece) -> Sequence[str]:
        """Return the lines of a piece as they are compared."""
        return self.compared[piece.start - 1 : piece.end - 1]

    def compared_text(self, piece: Piece) -> str:
        """Return a piece as it is compared, without lines that hold brackets only."""
        return "\n".join(line for line in self.compared_lines(piece) if line)

    def indented_lines(self, piece: Piece) -> list[str]:
        """Return the lines as compared, but with the indentation they have among themselves."""
        rest = self.lines_of(piece.start + 1, piece.end)
        compared = self.compared_lines(piece)
        widths = [len(line) - len(line.lstrip()) for line in rest]
        least = min(
            (width for width, line in zip(widths, rest, strict=True) if line.strip()),
            default=0,
        )
        return [
            compared[0],
            *(
                " " * (width - least) + line
                for width, line in zip(widths, compared[1:], strict=True)
            ),
        ]

    def is_one_line(self, piece: Piece) -> bool:
        """Whether nothing but blank lines follows the first line of a piece."""
        return not any(map(str.strip, self.lines_of(piece.start + 1, piece.end)))

    def differs(self, start: int, end: int) -> bool:
        """Whether a difference in meaning stands in these lines."""
        return end > start and self.differing[end - 1] > self.differing[start - 1]


def compared_text(
    source: Source,
    names: Mapping[str, str],
    differing: Iterable[Span],
    *,
    across_syntaxes: bool,
) -> ComparedText:
    """Return a source for comparing, with names as the other side has them.

    `across_syntaxes` leaves out what JSON writes otherwise than YAML.
    """
    lines = [source.line_text(line) for line in range(1, source.line_count + 1)]
    compared = [line.strip().removesuffix(",") for line in lines]
    if across_syntaxes:
        compared = [_INTRINSIC.sub(r"\1\2", _WRITING.sub("", line)).strip() for line in compared]
    if names:
        compared = [
            _NAME.sub(lambda found: names.get(found[0], found[0]), line) for line in compared
        ]
    return ComparedText(source, lines, compared, _counted(source, differing))


def is_punctuation(lines: Iterable[str]) -> bool:
    """Whether lines hold nothing but the brackets and commas that a syntax needs."""
    return all(map(_PUNCTUATION.match, lines))


def _counted(source: Source, spans: Iterable[Span]) -> list[int]:
    """Return, for each line, how many of the lines down to it have a part of a span."""
    marked = [0] * (source.line_count + 1)
    for span in spans:
        first, last = source.line(span.start), source.line(max(span.end - 1, span.start))
        marked[first : last + 1] = [1] * (last + 1 - first)
    return list(accumulate(marked))
