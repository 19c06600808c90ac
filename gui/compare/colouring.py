"""Colours the text of a pane block by block, only where it is in sight."""

from collections.abc import Iterable
from itertools import islice

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextLayout

from analysis.highlighting import START, Kind, State, starts_as_json, state_after, tokens
from gui.compare.mirrored_document import MirroredDocument
from gui.compare.mirrored_text import LONGEST_LINE, is_narrow, utf16_column
from gui.theme import Theme

_MOST_STRETCHES = 1_000
_QUOTED = (Kind.STRING, Kind.KEY, Kind.COMMENT)


class Colouring:
    """Knows in which state each line begins, as far down as anyone looked.

    A block's user state is the generation in which it was coloured.
    """

    def __init__(self, document: MirroredDocument) -> None:
        self._document = document
        self._first = START
        self._states: list[State] = [START]
        self._is_json = False
        self._generation = 0
        self._formats: dict[str, QTextCharFormat] = {}
        document.lines_replaced.connect(self._follow)
        document.shown_anew.connect(self.start_over)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._formats = {}
        for kind in Kind:
            self._formats[kind] = made = QTextCharFormat()
            made.setForeground(theme.colour(f"syntax_{kind}"))
        self.start_over()

    def begin_with(self, state: State) -> None:
        """Take the first line to begin in a state, as code does that is shown without its key."""
        self._first = state
        self.start_over()

    def start_over(self) -> None:
        """Forget all colours, for another text or other colours."""
        self._is_json = starts_as_json(self._document.mirrored.text[:200])
        self._states = [self._first]
        self._generation += 1

    def colour(self, blocks: Iterable[QTextBlock]) -> None:
        """Colour those of these blocks that are not yet."""
        if not self._formats:
            return
        renewed = [block for block in blocks if block.userState() != self._generation]
        for block in renewed:
            block.setUserState(self._generation)
            block.layout().setFormats(self._ranges(block))
        if renewed:
            start, last = renewed[0].position(), renewed[-1]
            self._document.markContentsDirty(start, last.position() + last.length() - start)

    def quoted(self, line: int) -> list[tuple[int, int]]:
        """Return the columns of a line of the text that are strings, keys or comments."""
        text = self._document.mirrored.line(line)[:LONGEST_LINE]
        return [
            (start, end)
            for start, end, kind in tokens(text, self._state(line), json=self._is_json)
            if kind in _QUOTED
        ]

    def _ranges(self, block: QTextBlock) -> list[QTextLayout.FormatRange]:
        text = block.text()
        state = self._state(self._document.text_line(block.blockNumber()))
        narrow, ranges = is_narrow(text), []
        # Each stretch of its own colour is laid out and painted by itself.
        found = islice(tokens(text, state, json=self._is_json), _MOST_STRETCHES)
        for start, end, kind in found:
            made = QTextLayout.FormatRange()
            made.start = start if narrow else utf16_column(text, start)
            made.length = (end if narrow else utf16_column(text, end)) - made.start
            made.format = self._formats[kind]
            ranges.append(made)
        return ranges

    def _state(self, line: int) -> State:
        mirrored, states = self._document.mirrored, self._states
        while len(states) <= line:
            states.append(
                state_after(mirrored.line(len(states) - 1), states[-1], json=self._is_json),
            )
        return states[line]

    def _follow(self, first: int, count: int, new_count: int) -> None:
        if first == 0:
            self.start_over()
            return
        after = self._states[first + count :]
        del self._states[first + 1 :]
        for number in range(new_count):
            self._document.findBlockByNumber(first + number).setUserState(-1)
        if after and self._state(first + new_count) == after[0]:
            self._states += after[1:]
        else:
            self._generation += 1
