"""The lines of a YAML text and what their indentation says, whether the text parses or not."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analysis.reading.verdict import SECTIONS
from analysis.source import Span

_LINE = re.compile(r"([ \t]*)([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_ENTRY = re.compile(
    r"(?:-[ \t]+)*"
    r"(?:\"[^\"]*\"[ \t]*|'[^']*'[ \t]*|[^\s#'\"{}\[\],&*!|>%@`?][^#:]*(?::[^\s#][^#:]*)*)"
    r":(?:[ \t]+|\Z)",
)
_DASH = re.compile(r"(?:-[ \t]+)+")
_KEY = re.compile(r"(?:-[ \t]+)*(?:\"[^\"]*\"|'[^']*'|[\w.:/${}-]*\w)[ \t]*:(?:[ \t]|\Z)")
_AHEAD = 2_000  # No resource is that long; a text that is has other troubles.
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'")
_SECTION = re.compile(rf"""["']?(?:{"|".join(SECTIONS)})["']?[ \t]*:""")


@dataclass(frozen=True, slots=True)
class Line:
    """A line: where it starts, its indentation, and its text behind that."""

    start: int
    indent: str
    ink: str

    @property
    def indentation(self) -> int:
        """How many characters it is indented."""
        return len(self.indent)

    @property
    def is_blank(self) -> bool:
        """Whether nothing but a comment stands in it."""
        return not self.ink.strip() or self.ink.startswith("#")

    @property
    def ink_start(self) -> int:
        """Where its indentation ends."""
        return self.start + self.indentation

    @property
    def end(self) -> int:
        """Where its text ends, white space aside."""
        return self.ink_start + len(self.ink.rstrip())

    @property
    def span(self) -> Span:
        """Its text without indentation."""
        return Span(self.ink_start, self.end)

    @property
    def is_key(self) -> bool:
        """Whether it looks like a key with or without a value; at the margin, like a section."""
        return bool((_KEY if self.indentation else _SECTION).match(self.ink))

    @property
    def is_section(self) -> bool:
        """Whether a section of a template begins here."""
        return bool(_SECTION.match(self.ink))

    @property
    def is_sentence(self) -> bool:
        """Whether it is prose: neither a comment nor a mark of YAML nor a key without spaces."""
        is_mark = self.ink.startswith(("---", "%", "?", "<<"))
        return not (self.is_blank or _KEY.match(self.ink) or is_mark)

    @property
    def is_stray(self) -> bool:
        """Whether it stands at the margin and is no section."""
        return not (self.indentation or self.is_blank or self.is_key)

    @property
    def has_open_quote(self) -> bool:
        """Whether a quote in it has no partner."""
        bare = _QUOTED.sub("", self.ink)
        return not self.is_blank and ("'" in bare or '"' in bare)

    @property
    def is_suspicious(self) -> bool:
        """Whether quotes or brackets are left open in it: that can break what stands far below."""
        bare = _QUOTED.sub("", self.ink)
        opened = bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}")
        return not self.is_blank and (bool(opened) or self.has_open_quote)

    @property
    def value_start(self) -> int | None:
        """Where the value behind its key or dash begins, None where it has neither."""
        found = _ENTRY.match(self.ink) or _DASH.match(self.ink)
        return self.ink_start + found.end() if found else None

    @property
    def key_column(self) -> int:
        """The column of its key, behind the dashes of list items."""
        found = _DASH.match(self.ink)
        return self.indentation + (found.end() if found else 0)


class Lines:
    """All lines of a text, and the level at which its entities stand."""

    def __init__(self, lines: Sequence[Line], level: int) -> None:
        self._lines = lines
        self._level = level
        self._starts = tuple(line.start for line in lines)

    @classmethod
    def of(cls, text: str) -> "Lines":
        """Return the lines of a text."""
        lines = tuple(_split(text))
        keys = (line.indentation for line in lines if line.indentation and line.is_key)
        return cls(lines, min(keys, default=0))

    def without(self, spans: Iterable[Span]) -> "Lines":
        """Return the lines with stretches left blank."""
        lines = list(self._lines)
        for span in spans:
            first = max(bisect_right(self._starts, span.start) - 1, 0)
            behind = bisect_left(self._starts, span.end)
            lines[first:behind] = (_blanked(line, span) for line in lines[first:behind])
        return Lines(lines, self._level)

    def __getitem__(self, number: int) -> Line:
        return self._lines[number]

    def __iter__(self) -> Iterator[Line]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def number_at(self, offset: int) -> int:
        """Return the number of the line in which an offset lies, from 0; blank lines give way."""
        number = max(bisect_right(self._starts, offset) - 1, 0)
        while number and self._lines[number].is_blank:
            number -= 1
        return number

    def previous(self, number: int) -> int | None:
        """Return the number of the line before that is not blank."""
        for other in range(number - 1, -1, -1):
            if not self._lines[other].is_blank:
                return other
        return None

    def following(self, number: int) -> int | None:
        """Return the number of the line behind that is not blank."""
        behind = (
            other for other in range(number + 1, len(self)) if not self._lines[other].is_blank
        )
        return next(behind, None)

    def last_of_block(self, number: int) -> int:
        """Return the number of the last line that is indented deeper than this one, without gap."""
        depth = self._lines[number].indentation
        last = number
        for other in range(number + 1, len(self)):
            line = self._lines[other]
            if line.is_blank:
                continue
            if line.indentation <= depth:
                break
            last = other
        return last

    def ancestors(self, number: int) -> Iterator[int]:
        """Yield the lines that enclose one by their indentation, from the inside out."""
        depth = self._lines[number].indentation
        for other in range(number - 1, -1, -1):
            line = self._lines[other]
            if not line.is_blank and line.indentation < depth:
                yield other
                depth = line.indentation

    def too_deep(self, number: int) -> Span | None:
        """Return what stands deeper before a line, if that is the first of its own depth.

        Then libyaml stops at the line, and what stands before it is what is wrong.
        """
        depth = self._lines[number].indentation
        first = number
        while (before := self.previous(first)) is not None:
            if self._lines[before].indentation <= depth:
                break
            first = before
        if first == number or before is None or self._lines[before].indentation == depth:
            return None
        last = self.previous(number)
        assert last is not None, "there is one at least"
        return Span(self._lines[first].ink_start, self._lines[last].end)

    def run(self, number: int) -> tuple[int, int]:
        """Return the first and last line of the stretch around one in which no key stands."""
        first = last = number
        while not self._lines[first].indentation and first and self._is_prose(first - 1):
            first -= 1
        while last + 1 < len(self) and not self._lines[last + 1].is_key:
            last += 1
        while last > number and self._lines[last].is_blank:
            last -= 1
        while first < number and not self._lines[first].ink:
            first += 1
        return first, last

    def stray_before(self, number: int) -> int | None:
        """Return the nearest line above one that stands at its section's margin for nothing."""
        for other in range(number, -1, -1):
            line = self._lines[other]
            if line.is_stray:
                return other
            if line.is_section and not line.indentation:
                return None
        return None

    def resumptions(self, number: int) -> Iterator[int]:
        """Yield the lines behind one with which an entry around it, or a sibling, may go on."""
        previous = self.previous(number)
        open_lines = [] if previous is None else [previous, *self.ancestors(previous)]
        levels = {self._lines[other].indentation for other in open_lines}
        levels.add(self._level)
        for other in range(number + 1, min(number + _AHEAD, len(self))):
            line = self._lines[other]
            if line.indentation in levels and line.is_key:
                levels = {level for level in levels if level < line.indentation}
                yield other
            if not levels:
                return

    def _is_prose(self, number: int) -> bool:
        line = self._lines[number]
        return not line.ink or not (line.indentation or line.is_key or line.ink.startswith("#"))


def _blanked(line: Line, span: Span) -> Line:
    start, end = max(span.start - line.ink_start, 0), max(span.end - line.ink_start, 0)
    ink = line.ink
    return Line(line.start, line.indent, f"{ink[:start]}{' ' * (end - start)}{ink[end:]}")


def _split(text: str) -> Iterator[Line]:
    at = 0
    while at < len(text):
        found = _LINE.match(text, at)
        assert found, "the pattern matches anywhere"
        yield Line(at, found[1], found[2])
        at = found.end()
