"""Shows a card where the pointer rests or where the cursor stands: a finding, or an explanation."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from analysis.findings import Finding
from analysis.review import Explanation
from gui.compare.card import (
    Card,
    Words,
    words_of_explanation,
    words_of_findings,
    words_of_note,
)
from gui.compare.pane import Pane
from gui.compare.panes import Panes


class Explaining(QObject):
    """Knows the findings by id; for names it asks, and shows the answer if it is still wanted."""

    explanation_wanted = Signal(str, int)  # side, offset
    fix_wanted = Signal(str)  # the finding's id
    finding_chosen = Signal(str)

    def __init__(self, panes: Panes) -> None:
        super().__init__(panes)
        self._panes = panes
        self._findings: dict[str, Finding] = {}
        self._asked: tuple[str, int] | None = None
        self._place = QRect()
        self._by_key = False
        self._card = Card(panes)
        self._watched: dict[QObject, Pane] = {}
        for side in panes.sides.values():
            for widget in (side.pane, side.pane.viewport(), side.gutter):
                self._watched[widget] = side.pane
                widget.installEventFilter(self)

        self._card.fix_wanted.connect(self.fix_wanted)
        self._card.finding_chosen.connect(self.finding_chosen)
        self._card.closed.connect(self._return_to_pane)
        panes.bar.valueChanged.connect(self.close)
        panes.resized.connect(self.close)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Take the findings that marks stand for."""
        self._findings = {finding.id: finding for finding in findings}

    def show_explanation(self, side: str, offset: int, explanation: Explanation | None) -> None:
        """Show what is known of a place that was asked about, if it still matters."""
        if self._asked != (side, offset):
            return
        self._asked = None
        pane = self._panes.pane(side)
        note = pane.notes.at(pane.mirror.mirrored.line_at(offset))
        if explanation is not None:
            self._show(words_of_explanation(explanation, note))
        elif note is not None:
            self._show(words_of_note(note))
        elif self._by_key:
            self._show(Words(self.tr("Nothing is known of what stands here.")))

    def explain_here(self) -> None:
        """Explain what stands at the cursor; the keyboard goes to the card."""
        pane = self._panes.active
        self._take_cursor(pane)
        offset = pane.mirror.offset_at(pane.textCursor().position())
        line = pane.mirror.mirrored.line_at(offset)
        if not self._explain_marks(pane, line):
            self._ask(pane.side, offset)

    def say(self, text: str) -> None:
        """Show a sentence at the cursor."""
        self._take_cursor(self._panes.active)
        self._show(Words(text))

    def close(self) -> None:
        """Take the card away."""
        self._asked = None
        self._card.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Explain where the pointer rests; close when it goes on, or when a key is pressed."""
        pane = self._watched.get(watched)
        if pane is None or not isinstance(watched, QWidget):
            return super().eventFilter(watched, event)
        match event.type():
            case QEvent.Type.ToolTip if isinstance(event, QHelpEvent) and watched is not pane:
                self._rest(pane, watched, event.pos())
                return True
            case QEvent.Type.MouseMove if isinstance(event, QMouseEvent):
                point = watched.mapTo(self._panes, event.position().toPoint())
                self._card.leave_unless_at(point)
            case QEvent.Type.KeyPress | QEvent.Type.MouseButtonPress:
                self.close()
        return super().eventFilter(watched, event)

    def _rest(self, pane: Pane, widget: QWidget, point: QPoint) -> None:
        block = pane.block_at(point.y())
        if block < 0 or self._card.hasFocus():
            return
        line = pane.mirror.text_line(block)
        corner = widget.mapTo(self._panes, QPoint(point.x(), pane.y_of(block)))
        self._place = QRect(corner, QSize(pane.row_height, pane.row_height))
        self._place.adjust(-pane.row_height, 0, pane.row_height, 0)
        self._by_key = False
        if widget is not pane.viewport():
            note = pane.notes.at(line)
            if not self._explain_marks(pane, line) and note is not None:
                self._show(words_of_note(note))
            return
        offset = pane.offset_under(point)
        if offset is None:
            return
        column = pane.mirror.mirrored.column(offset)
        if not self._explain_marks(pane, line, column):
            self._ask(pane.side, offset)

    def _explain_marks(self, pane: Pane, line: int, column: int | None = None) -> bool:
        """Show the findings that a line, or a column of it, is marked with, if there are any."""
        marks = pane.marks.at(line)
        if column is not None:
            marks = tuple(one for one in marks if one.columns.start <= column < one.columns.end)
        ids = dict.fromkeys(mark.finding_id for mark in marks if mark.finding_id in self._findings)
        if ids:
            found = [self._findings[one] for one in ids]
            self._show(words_of_findings(found, pane.notes.at(line)))
        return bool(ids)

    def _ask(self, side: str, offset: int) -> None:
        self._asked = (side, offset)
        self.explanation_wanted.emit(side, offset)

    def _show(self, words: Words) -> None:
        self._card.show_words(words, self._place, take_keyboard=self._by_key)

    def _take_cursor(self, pane: Pane) -> None:
        rect = pane.cursorRect()
        self._place = QRect(pane.viewport().mapTo(self._panes, rect.topLeft()), rect.size())
        self._by_key = True

    def _return_to_pane(self) -> None:
        self._panes.active.setFocus(Qt.FocusReason.OtherFocusReason)
