"""A text whose display may differ from it: lines as they are, and how a pane shows them."""

import re
from collections.abc import Sequence

from analysis.edits import Edit
from analysis.lines import MOST_COMPARED_LINES, match_lines, shared_ends
from analysis.source import Span
from gui.compare.line_starts import LineStarts

LONGEST_LINE = 20_000
"""Longer lines are shown cut: a line of a megabyte takes Qt half a second a key."""
PLACEHOLDER = "\u25af"

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_NEWLINE = re.compile(r"\r\n|\r|\n")
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0d\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U0001d173-\U0001d17a\U000e0000-\U000e0fff]",
)


class MirroredText:
    """The true text of a pane as lines, changed by edits in code points.

    Qt would turn carriage returns, line separators and some more into line feeds: a display line
    has a placeholder for each such or hidden character, so that both have as many code points.
    Where a carriage return melts with a line feed there are fewer lines than were displayed:
    whoever mirrors the text compares `line_count` after `adopt_display`.
    """

    def __init__(self, text: str) -> None:
        self._lines = _split(text)
        self._starts = LineStarts(self._lines)
        self._text: str | None = text
        self._has_lone_returns = _LONE_RETURN.search(text) is not None

    @property
    def text(self) -> str:
        """The whole text."""
        if self._text is None:
            self._text = "".join(self._lines)
        return self._text

    @property
    def line_count(self) -> int:
        """How many lines there are; a text that ends in a newline has an empty last line."""
        return len(self._lines)

    @property
    def newline(self) -> str:
        """The line ending that new lines get: the first one, CRLF among lone carriage returns.

        A lone one typed beside another kind would melt into it.
        """
        if self._has_lone_returns and "\n" in self.text:
            return "\r\n"
        return _ending(self._lines[0]) or "\n"

    def line(self, number: int) -> str:
        """Return a line, counted from 0, without its ending."""
        return self._lines[number].rstrip("\r\n")

    def shown(self, number: int) -> str:
        """Return a line as it is displayed."""
        return shown(self.line(number))

    def is_cut(self) -> bool:
        """Whether a line is too long to be displayed whole."""
        return any(len(line) > LONGEST_LINE for line in self._lines)

    def start(self, number: int) -> int:
        """Return the offset at which a line begins; the text's end for those behind the last."""
        return self._starts.start(number) if number < len(self._lines) else len(self.text)

    def line_at(self, offset: int) -> int:
        """Return the number of the line in which a code point stands."""
        return self._starts.line_at(offset)

    def column(self, offset: int) -> int:
        """Return how many code points of its line stand before one, its ending left out."""
        number = self.line_at(offset)
        return min(offset - self.start(number), len(self.line(number)))

    def changes_to(self, text: str) -> list[tuple[int, int, list[str]]] | None:
        """Return (first line, lines removed, lines put there) that make another text, last first.

        The lines are true ones with their endings. None where there is too much to compare.
        """
        lines = _split(text)
        alike = sum(shared_ends(self._lines, lines))
        if (self.line_count - alike) * (len(lines) - alike) > MOST_COMPARED_LINES:
            return None
        stretches = match_lines(self._lines, lines)
        return [
            (
                stretch.candidate_start,
                stretch.candidate_count,
                lines[stretch.reference_start : stretch.reference_end],
            )
            for stretch in reversed(stretches)
            if not stretch.alike
        ]

    def replace_lines(self, first: int, count: int, lines: Sequence[str]) -> None:
        """Put lines with their endings in the place of others."""
        removed = sum(map(len, self._lines[first : first + count]))
        self._lines[first : first + count] = lines
        self._text = None
        if count == len(lines) == 1:
            self._starts.move(first, sum(map(len, lines)) - removed)
        else:
            self._starts = LineStarts(self._lines)

    def adopt_display(self, first: int, count: int, displayed: Sequence[str]) -> Edit | None:
        """Take over what was typed: these display lines now stand where `count` lines stood.

        Return the edit of the true text that this means, None where nothing changed.
        """
        before = "\n".join(self.shown(number) for number in range(first, first + count))
        after = "\n".join(displayed)
        start, end = shared_ends(before, after)
        if start == len(before) == len(after):
            return None
        span = Span(
            self._offset_in(first, before, start),
            self._offset_in(first, before, len(before) - end),
        )
        typed = after[start : len(after) - end].replace("\n", self.newline)
        edit = Edit(span, typed)
        self._apply(edit, first, count)
        return edit

    def _apply(self, edit: Edit, first: int, count: int) -> None:
        if self._has_lone_returns:
            text = self.text[: edit.span.start] + edit.text + self.text[edit.span.end :]
            self._lines, self._text = _split(text), text
            self._starts = LineStarts(self._lines)
            return
        base = self.start(first)
        stretch = "".join(self._lines[first : first + count])
        changed = stretch[: edit.span.start - base] + edit.text + stretch[edit.span.end - base :]
        lines = _split(changed)
        if first + count < self.line_count:
            lines.pop()  # the stretch ends with a line's ending, behind which nothing stands
        # Two slices of a long text take less than joining all of its lines anew.
        text = self.text[: edit.span.start] + edit.text + self.text[edit.span.end :]
        self.replace_lines(first, count, lines)
        self._text = text

    def _offset_in(self, first: int, displayed: str, index: int) -> int:
        """Return the offset of an index into display lines that line feeds join."""
        line = first + displayed.count("\n", 0, index)
        return self.start(line) + index - (displayed.rfind("\n", 0, index) + 1)


def shown(line: str) -> str:
    """Return a line as it is displayed: hidden characters marked, a very long one cut."""
    if len(line) > LONGEST_LINE:
        line = line[:LONGEST_LINE] + "…"
    return line if line.isascii() and line.isprintable() else _HIDDEN.sub(PLACEHOLDER, line)


def hidden_columns(line: str) -> tuple[int, ...]:
    """Return where in a true line characters stand that cannot be seen."""
    if line.isascii() and line.isprintable():
        return ()
    return tuple(found.start() for found in _HIDDEN.finditer(line[:LONGEST_LINE]))


def is_narrow(text: str) -> bool:
    """Whether Qt and Python count its characters alike."""
    return text.isascii() or max(text) <= "\uffff"


def utf16_column(text: str, column: int) -> int:
    """Return as Qt counts, in UTF-16 units, what counts so many code points."""
    if is_narrow(text):
        return column
    return len(text[:column].encode("utf-16-le", "surrogatepass")) // 2


def code_point_column(text: str, utf16: int) -> int:
    """Return as Python counts, in code points, what Qt counts in UTF-16 units."""
    if is_narrow(text):
        return utf16
    units = 0
    for column, character in enumerate(text):
        if units >= utf16:
            return column
        units += 2 if character > "\uffff" else 1
    return len(text)


def without_line_separators(text: str) -> str:
    """Return a text to paste: every kind of line end becomes a line feed."""
    return _NEWLINE.sub("\n", text).replace("\u2028", "\n").replace("\u2029", "\n")


def _split(text: str) -> list[str]:
    lines = _LINE.findall(text)
    if not lines or _ending(lines[-1]):
        lines.append("")
    return lines


def _ending(line: str) -> str:
    found = _NEWLINE.search(line)
    return found.group() if found else ""
