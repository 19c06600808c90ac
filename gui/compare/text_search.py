"""Looks for text in a pane: all matches, the way from one to the next, replacing."""

import re
from bisect import bisect_left, bisect_right

from PySide6.QtCore import QObject, Signal

from analysis.edits import Edit
from analysis.source import Span
from gui.compare.find_bar import NOTHING, FindBar
from gui.compare.pane import Pane


class TextSearch(QObject):
    """Searches the true text of a pane; what Qt shows may differ from it."""

    edits_wanted = Signal(str, object)  # a title, tuple[Edit, ...] of the pane's true text

    def __init__(self, bar: FindBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bar = bar
        self._pane: Pane | None = None
        self._sought = NOTHING
        bar.sought_changed.connect(self._seek)
        bar.next_wanted.connect(self.go_on)
        bar.previous_wanted.connect(self.go_back)
        bar.replace_wanted.connect(self._replace)
        bar.replace_all_wanted.connect(self._replace_all)
        bar.closed.connect(self._return_to_pane)

    def open_for(self, pane: Pane, *, to_replace: bool = False) -> None:
        """Look in a pane from now on, for what is selected there if anything is."""
        if self._pane is not None:
            self._pane.show_sought(NOTHING)
        self._pane = pane
        words = pane.mirror.true_selection(pane.textCursor())
        self._bar.open_bar(words, to_replace=to_replace and not pane.isReadOnly())

    def go_on(self) -> None:
        """Select the next match, the first one after the last."""
        matches = self._matches()
        if self._pane and matches:
            at = bisect_right([match.start for match in matches], self._here())
            self._select(matches, at % len(matches))

    def go_back(self) -> None:
        """Select the match before, the last one before the first."""
        matches = self._matches()
        if self._pane and matches:
            at = bisect_left([match.start for match in matches], self._here()) - 1
            self._select(matches, at % len(matches))

    def _replace(self, words: str) -> None:
        """Replace the match that is selected, and go on to the next."""
        start = self._here()
        match = next((one for one in self._matches() if one.start == start), None)
        if match is None or self._pane is None:
            self.go_on()
            return
        self.edits_wanted.emit(self.tr("Replace"), (Edit(match, words),))
        after = match.start + len(words)
        self._pane.put_cursor(Span(after, after))
        self._seek(self._sought)

    def _replace_all(self, words: str) -> None:
        matches = self._matches()
        if matches:
            title = self.tr("Replace {}").format(len(matches))
            self.edits_wanted.emit(title, tuple(Edit(match, words) for match in matches))
            self._seek(self._sought)

    def _seek(self, sought: re.Pattern[str]) -> None:
        self._sought = sought
        if self._pane is None:
            return
        self._pane.show_sought(sought)
        matches = self._matches()
        starts = [match.start for match in matches]
        if matches:
            self._select(matches, bisect_left(starts, self._here()) % len(matches))
        else:
            self._bar.show_count(0, 0)

    def _select(self, matches: list[Span], at: int) -> None:
        if self._pane is None:
            return
        self._pane.put_cursor(matches[at])
        self._pane.show_cursor()
        self._bar.show_count(at + 1, len(matches))

    def _matches(self) -> list[Span]:
        if self._pane is None:
            return []
        text = self._pane.mirror.mirrored.text
        return [Span(found.start(), found.end()) for found in self._sought.finditer(text)]

    def _here(self) -> int:
        if self._pane is None:
            return 0
        return self._pane.mirror.offset_at(self._pane.textCursor().selectionStart())

    def _return_to_pane(self) -> None:
        if self._pane is not None:
            self._pane.setFocus()
