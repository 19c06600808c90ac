"""The text of a file, and places in it: offsets, spans, lines and columns."""

import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points of a text."""

    start: int
    end: int

    def __contains__(self, other: "Span") -> bool:
        """Whether the other span lies inside this one, borders included."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> "Span":
        """Return the span moved by so many code points."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A line and a column, both counted from 1; columns are code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded text with the facts that writing it back needs.

    `text` holds no byte order mark. LF, CRLF and a lone CR end a line, nothing else does. A text
    that is not exact stands for bytes that are no text: it can be looked at, not written back.
    """

    path: str
    text: str
    encoding: str = "utf-8"
    has_bom: bool = False
    is_exact: bool = True
    _known_starts: tuple[int, ...] = field(init=False, default=(), repr=False, compare=False)

    @property
    def line_count(self) -> int:
        """How many lines there are; a text that ends in a newline has an empty last line."""
        return len(self._line_starts)

    @property
    def newline(self) -> str:
        """The line ending that the text uses first, LF where it has none."""
        found = _LINE_END.search(self.text)
        return found.group() if found else "\n"

    @property
    def sha256(self) -> str:
        """The hexadecimal digest of the text as UTF-8; edits made for another text are refused."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def position(self, offset: int) -> Position:
        """Return where a code point stands; offsets outside are drawn to the nearest end."""
        inside = min(max(offset, 0), len(self.text))
        line = bisect_right(self._line_starts, inside)
        return Position(line, inside - self._line_starts[line - 1] + 1)

    def line(self, offset: int) -> int:
        """Return the number of the line in which a code point stands, from 1."""
        return self.position(offset).line

    def line_span(self, line: int) -> Span:
        """Return the span of a line without its ending; lines outside are empty ones at the end."""
        if not 1 <= line <= self.line_count:
            return Span(len(self.text), len(self.text))
        start = self._line_starts[line - 1]
        end = self._line_starts[line] if line < self.line_count else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def line_text(self, line: int) -> str:
        """Return the text of a line without its ending."""
        return self.slice(self.line_span(line))

    def offset(self, position: Position) -> int:
        """Return the code point of a position; a column past the end gives the line's end."""
        span = self.line_span(position.line)
        return min(span.start + position.column - 1, span.end)

    @property
    def _line_starts(self) -> tuple[int, ...]:
        # Found once, when somebody asks: each key typed makes a source that nobody may ask.
        if not self._known_starts:
            object.__setattr__(self, "_known_starts", _find_line_starts(self.text))
        return self._known_starts

    def slice(self, span: Span) -> str:
        """Return the text of a span."""
        return self.text[span.start : span.end]


def _find_line_starts(text: str) -> tuple[int, ...]:
    if "\r" in text:
        return (0, *(end.end() for end in _LINE_END.finditer(text)))
    # Half the time that finding the ends takes.
    lines = text.split("\n")
    lines.pop()
    return tuple(accumulate(map((1).__add__, map(len, lines)), initial=0))
