"""One pane: a text in rows that stand beside those of the other pane."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QWidget

from analysis.source import Span
from gui.compare import indentation, painting
from gui.compare.brackets import Place, matching
from gui.compare.colouring import Colouring
from gui.compare.impact_notes import Notes
from gui.compare.marks import Marks
from gui.compare.mirrored_document import MirroredDocument
from gui.compare.mirrored_text import LONGEST_LINE, without_line_separators
from gui.compare.paired_lines import PairedLines
from gui.compare.pane_menu import text_menu
from gui.selection import CANDIDATE
from gui.theme import Theme

_ROWS_KEPT_AROUND_CURSOR = 2
_PAUSE_AFTER_KEY = 120
_PAUSE_BEFORE_BRACKETS = 40
_CONTROL = Qt.KeyboardModifier.ControlModifier
_NOTHING_SOUGHT = re.compile(r"(?!)")
_COMMANDS = (Qt.Key.Key_D, Qt.Key.Key_E)
"""With Ctrl these are the window's commands; X11 edits by them while a command cannot be used."""
_EDITS: Mapping[int, Callable[[QTextCursor], None]] = {
    Qt.Key.Key_Return: indentation.break_line,
    Qt.Key.Key_Enter: indentation.break_line,
    Qt.Key.Key_Tab: indentation.indent,
    Qt.Key.Key_Backtab: indentation.outdent,
}
_MOVES = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)


@dataclass(frozen=True, slots=True)
class LineInSight:
    """A block that is in sight, and the pixel at which its row begins."""

    block: int
    y: int


class Pane(QPlainTextEdit):
    """Shows one side; scrolling is its owner's, who lets both panes follow one offset."""

    scroll_wanted = Signal(int)  # pixels from the top of the first row
    wheel_turned = Signal(QWheelEvent)
    place_chosen = Signal(int)  # an offset of the true text
    unfold_wanted = Signal(int)  # the number of a stretch
    lines_moved = Signal()
    definition_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()
    focused = Signal()
    menu_opened = Signal(QMenu, int)  # the offset it is about; to add what the owner can do

    def __init__(self, side: str, lines: PairedLines, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.side = side
        self.lines = lines
        self.theme: Theme | None = None
        self.marks = Marks()
        self.notes = Notes()
        self.chosen: tuple[int, ...] = (0, 0)
        self.sought = _NOTHING_SOUGHT
        self.brackets: tuple[Place, ...] = ()
        self._mirror = lines.documents[side]
        self.colouring = Colouring(self._mirror)
        self._offset = 0
        self._is_scrolling = False
        self._hidden: list[tuple[int, int]] = []
        self._key_pause = QTimer(self, singleShot=True, interval=_PAUSE_AFTER_KEY)
        self._bracket_pause = QTimer(self, singleShot=True, interval=_PAUSE_BEFORE_BRACKETS)

        self.setDocument(self._mirror)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setCenterOnScroll(True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursorWidth(2)
        self.viewport().setMouseTracking(True)

        self.verticalScrollBar().valueChanged.connect(self._follow_own_scrolling)
        self._mirror.lines_replaced.connect(self._follow_edit)
        self._mirror.shown_anew.connect(self._start_anew)
        self._key_pause.timeout.connect(self._tell_place)
        self._bracket_pause.timeout.connect(self._match_brackets)
        self.cursorPositionChanged.connect(self._leave_brackets)

    @property
    def mirror(self) -> MirroredDocument:
        """The document that it shows."""
        return self._mirror

    @property
    def row_height(self) -> int:
        """The height of a row in pixels."""
        return self._mirror.rows.row_height

    @property
    def offset(self) -> int:
        """How many pixels of the rows are above what is in sight."""
        return self._offset

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.theme = theme
        self.colouring.show_theme(theme)
        self.show_from(self._offset)

    def show_font(self, font: QFont) -> None:
        """Write in a font, in rows of its height."""
        self._mirror.setDefaultFont(font)
        self.setFont(font)
        metrics = QFontMetricsF(font)
        self._mirror.rows.set_metrics(metrics)
        self.setTabStopDistance(4 * metrics.horizontalAdvance(" "))
        self.show_alignment()

    def show_alignment(self) -> None:
        """Put each line in its row."""
        self._mirror.rows.set_gaps(self.lines.alignment.gaps(self.side))
        self._show_visibility()
        self.show_from(self._offset)

    def show_sought(self, sought: re.Pattern[str]) -> None:
        """Mark all that a pattern finds."""
        self.sought = sought
        self.viewport().update()

    def show_marks(self, marks: Marks) -> None:
        """Mark findings at their lines."""
        self.marks = marks
        self.viewport().update()

    def show_notes(self, notes: Notes) -> None:
        """Say behind lines what deploying does."""
        self.notes = notes
        self.viewport().update()

    def show_from(self, offset: int) -> None:
        """Scroll so that so many pixels of the rows are above what is in sight."""
        self._offset = offset
        alignment, height = self.lines.alignment, self.row_height
        line = alignment.line_at(self.side, offset // height)
        if line < 0:
            line = self._last_visible_line()
        block = self._mirror.findBlockByNumber(line)
        self._mirror.rows.set_top(line, alignment.row_of(self.side, line) * height - offset)
        # While updates are off Qt does not measure all that lies between here and there.
        self._is_scrolling = True
        self.viewport().setUpdatesEnabled(False)
        self.verticalScrollBar().setValue(block.firstLineNumber())
        self.viewport().setUpdatesEnabled(True)
        self._is_scrolling = False
        self.colouring.colour(self._blocks_in_sight())
        self.viewport().update()

    def lines_in_sight(self, within: QRect | None = None) -> Iterator[LineInSight]:
        """Yield the blocks whose rows are in sight, from the top; perhaps only those in a part."""
        alignment, height = self.lines.alignment, self.row_height
        part = within or self.viewport().rect()
        first = (self._offset + part.top()) // height
        last = (self._offset + part.bottom() + 1) // height + 1
        for index in alignment.visible(first, last):
            stretch = alignment.stretches[index]
            if stretch.is_closed:
                continue
            start, end = stretch.lines(self.side)
            top = alignment.top(index)
            for line in range(max(start, start + first - top), min(end, start + last - top)):
                yield LineInSight(line, (top + line - start) * height - self._offset)

    def block_at(self, y: int) -> int:
        """Return the block in whose row a pixel of the viewport is, -1 for none."""
        seen = self.lines_in_sight()
        return next((one.block for one in seen if one.y <= y < one.y + self.row_height), -1)

    def y_of(self, block: int) -> int:
        """Return the pixel of the viewport at which the row of a block begins."""
        return self.lines.alignment.row_of(self.side, block) * self.row_height - self._offset

    def offset_under(self, point: QPoint) -> int | None:
        """Return the offset of the letter at a point of the viewport, None where there is none."""
        cursor = self.cursorForPosition(point)
        is_beside = abs(self.cursorRect(cursor).left() - point.x()) > self.row_height
        if cursor.blockNumber() != self.block_at(point.y()) or is_beside:
            return None
        return self._mirror.offset_at(cursor.position())

    def chosen_lines(self) -> Span:
        """Return the span of the selected lines of the text, their last ending left out."""
        cursor, text = self.textCursor(), self._mirror.mirrored
        start = self._mirror.offset_at(cursor.selectionStart())
        end = self._mirror.offset_at(cursor.selectionEnd())
        first, last = text.line_at(start), text.line_at(max(start, end))
        if last > first and end == text.start(last):
            last -= 1
        return Span(text.start(first), text.start(last) + len(text.line(last)))

    def row_rect(self, y: int) -> QRect:
        """Return the place of a row of the viewport."""
        return QRect(0, y, self.viewport().width(), self.row_height)

    def put_cursor(self, span: Span) -> None:
        """Select a span of the true text; an empty one only puts the cursor there."""
        cursor = self.textCursor()
        cursor.setPosition(self._mirror.position_at(span.start))
        cursor.setPosition(self._mirror.position_at(span.end), QTextCursor.MoveMode.KeepAnchor)
        self._is_scrolling = True
        self.setTextCursor(cursor)
        self._is_scrolling = False
        self.show_from(self._offset)

    def choose_blocks(self, start: int, end: int) -> None:
        """Mark blocks, half-open, as chosen; none where both are equal."""
        self.chosen = (start, end)
        self.viewport().update()

    def bring_into_sight(self, line: int, *, keep: bool = True) -> None:
        """Ask for scrolling to a block; with `keep` only as far as needed, else to a third."""
        height, row = self.row_height, self.lines.alignment.row_of(self.side, line)
        top, seen = row * height, self.viewport().height()
        margin = min(_ROWS_KEPT_AROUND_CURSOR * height, seen // 3)
        if self._offset + margin <= top <= self._offset + seen - margin - height:
            return
        if not keep:
            self.scroll_wanted.emit(max(top - seen // 3, 0))
        elif top < self._offset + margin:
            self.scroll_wanted.emit(max(top - margin, 0))
        else:
            self.scroll_wanted.emit(top + margin + height - seen)

    def show_cursor(self) -> None:
        """Bring the cursor into sight, out of a fold if need be."""
        line = self.textCursor().blockNumber()
        alignment = self.lines.alignment
        index = alignment.index_of(self.side, line)
        if alignment.stretches[index].is_closed:
            self.unfold_wanted.emit(index)
        self.bring_into_sight(line)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what lies under the text, the text, and what lies on it."""
        if self.theme:
            painting.paint_under(self, event.rect(), self.theme)
        super().paintEvent(event)
        if self.theme:
            painting.paint_over(self, event.rect(), self.theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Colour what has come into sight."""
        super().resizeEvent(event)
        self.show_from(self._offset)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave turning the wheel to the owner, sideways to Qt."""
        if event.angleDelta().y() and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.wheel_turned.emit(event)
            event.accept()
        else:
            super().wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window: what was typed is undone with the fixes."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (
                event.matches(QKeySequence.StandardKey.Undo)
                or event.matches(QKeySequence.StandardKey.Redo)
            )
        ):
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, move, or ask for undo and redo."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_wanted.emit()
        elif event.key() in _COMMANDS and event.modifiers() == _CONTROL:
            event.ignore()
        elif self.isReadOnly() or not self._edit_by_key(event):
            super().keyPressEvent(event)
            self.show_cursor()
            if event.key() in _MOVES:
                self._key_pause.start()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that this pane is used now."""
        super().focusInEvent(event)
        self.focused.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the place that was clicked."""
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or self.textCursor().hasSelection():
            return
        self._tell_place()
        if event.modifiers() & _CONTROL:
            self.definition_wanted.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open a fold whose bar is clicked."""
        stretch = self.bar_at(event.position())
        if stretch is not None and event.button() == Qt.MouseButton.LeftButton:
            self.unfold_wanted.emit(stretch)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a bar can be clicked."""
        super().mouseMoveEvent(event)
        is_bar = self.bar_at(event.position()) is not None
        shape = Qt.CursorShape.PointingHandCursor if is_bar else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the text."""
        menu = text_menu(self)
        self.menu_opened.emit(menu, self._menu_offset(event))
        menu.exec(event.globalPos())
        menu.deleteLater()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the text as it truly is."""
        data = QMimeData()
        data.setText(self._mirror.true_selection(self.textCursor()))
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text only: files dropped here are for the window to open."""
        return source.hasText() and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste text; every kind of line end in it becomes a line end of this text."""
        if source.hasText():
            self._insert(without_line_separators(source.text()))

    def bar_at(self, point: QPointF) -> int | None:
        """Return the stretch whose fold's bar is at a point of the viewport."""
        alignment = self.lines.alignment
        row = (self._offset + int(point.y())) // self.row_height
        if not 0 <= row < alignment.row_count:
            return None
        index = alignment.index_at(row)
        return index if alignment.stretches[index].is_closed else None

    def _edit_by_key(self, event: QKeyEvent) -> bool:
        """Break lines and indent; return whether the key was one for that."""
        edit = _EDITS.get(event.key())
        if edit is None or event.modifiers() & _CONTROL:
            return False
        cursor = self.textCursor()
        edit(cursor)
        self.setTextCursor(cursor)
        self.show_cursor()
        return True

    def _insert(self, text: str) -> None:
        if self.isReadOnly():
            return
        cursor = self.textCursor()
        cursor.insertText(text)
        self.setTextCursor(cursor)
        self.show_cursor()

    def _leave_brackets(self) -> None:
        if self.brackets:
            self.brackets = ()
            self.viewport().update()
        self._bracket_pause.start()

    def _match_brackets(self) -> None:
        mirrored = self._mirror.mirrored
        offset = self._mirror.offset_at(self.textCursor().position())
        place = mirrored.line_at(offset), mirrored.column(offset)
        quoted = self.colouring.quoted
        self.brackets = matching(self._shown_line, quoted, mirrored.line_count, place) or ()
        if self.brackets:
            self.viewport().update()

    def _shown_line(self, line: int) -> str:
        # Of a line that is shown cut, only what is shown has brackets to match.
        return self._mirror.mirrored.line(line)[:LONGEST_LINE]

    def _menu_offset(self, event: QContextMenuEvent) -> int:
        block = self.block_at(event.pos().y())
        if event.reason() is QContextMenuEvent.Reason.Mouse and block >= 0:
            return self._mirror.mirrored.start(self._mirror.text_line(block))
        return self._mirror.offset_at(self.textCursor().position())

    def _tell_place(self) -> None:
        self.place_chosen.emit(self._mirror.offset_at(self.textCursor().position()))

    def _follow_own_scrolling(self) -> None:
        """Turn Qt's scrolling by blocks (the cursor left the view) into scrolling by rows."""
        if self._is_scrolling or self._mirror.is_mirroring:
            return
        self.show_from(self._offset)
        self.show_cursor()

    def _start_anew(self) -> None:
        self._hidden = []
        self.put_cursor(Span(0, 0))
        QTimer.singleShot(0, self, self.lines_moved.emit)

    def _follow_edit(self, first: int, count: int, new_count: int) -> None:
        if self.side != CANDIDATE:
            return
        by = new_count - count
        if by:
            self.marks = self.marks.moved(first + count, by)
            self.notes = self.notes.moved(first + count, by)
            self.chosen = tuple(at + by if at > first else at for at in self.chosen)
        self._hidden = [
            (start, end) if end <= first else (start + by, end + by) for start, end in self._hidden
        ]
        moved = self.lines.alignment.follow_edit(first, count, new_count)
        if self._mirror.is_mirroring:
            return
        if moved:
            self._mirror.rows.set_gaps(self.lines.alignment.gaps(self.side))
            QTimer.singleShot(0, self, self.lines_moved.emit)
        QTimer.singleShot(0, self, self._colour_in_sight)

    def _colour_in_sight(self) -> None:
        self.colouring.colour(self._blocks_in_sight())

    def _blocks_in_sight(self) -> Iterator[QTextBlock]:
        for line in self.lines_in_sight():
            block = self._mirror.findBlockByNumber(line.block)
            if block.isValid():
                yield block

    def _last_visible_line(self) -> int:
        block = self._mirror.lastBlock()
        while not block.isVisible() and block.previous().isValid():
            block = block.previous()
        return block.blockNumber()

    def _show_visibility(self) -> None:
        """Hide the blocks in closed folds, show all others."""
        hidden = list(self.lines.alignment.hidden_lines(self.side))
        if hidden == self._hidden:
            return
        self._hidden = hidden
        block, changed, at = self._mirror.begin(), False, 0
        while block.isValid():
            number = block.blockNumber()
            while at < len(hidden) and hidden[at][1] <= number:
                at += 1
            visible = not (at < len(hidden) and hidden[at][0] <= number)
            if block.isVisible() != visible:
                block.setVisible(visible)
                changed = True
            block = block.next()
        if changed:
            self._mirror.markContentsDirty(0, self._mirror.characterCount())
