"""The margin of a pane: marks of findings, line numbers, signs of changes."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from gui.compare.pane import Pane
from gui.marks import paint_change, paint_severity
from gui.theme import Theme

_SPACE = 4
_PADDING = 6
_LEAST_DIGITS = 3


class Gutter(QWidget):
    """Stands beside the text of a pane, row by row."""

    finding_chosen = Signal(str)
    other_place_wanted = Signal(int)  # the line of the text, from 0, of a moved block
    wheel_turned = Signal(QWheelEvent)

    def __init__(self, pane: Pane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pane = pane
        self._theme: Theme | None = None
        self._sign_font = QFont()
        self._cursor_block = 0
        self.setMouseTracking(True)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self.update()

    def fit(self) -> None:
        """Take the width that the text's last line number needs."""
        self.setFont(self._pane.font())
        self._sign_font = QFont(QGuiApplication.font())
        self._sign_font.setPixelSize(max(round(self._pane.row_height * 0.78), 1))
        self.setFixedWidth(self.sizeHint().width())
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for a mark, a number and a sign."""
        digits = max(len(str(self._pane.mirror.mirrored.line_count)), _LEAST_DIGITS)
        number = digits * self.fontMetrics().horizontalAdvance("0")
        return QSize(self._mark_width + number + self._sign_width + 2 * _SPACE + _PADDING, 0)

    def follow_cursor(self) -> None:
        """Paint the rows anew that the cursor has left and come to."""
        block = self._pane.textCursor().blockNumber()
        for row in {block, self._cursor_block}:
            self.update(0, self._pane.y_of(row), self.width(), self._pane.row_height)
        self._cursor_block = block

    def follow_edit(self, first: int, count: int, new_count: int) -> None:
        """Paint the rows anew that an edit has changed or moved."""
        if count != new_count:
            self.update()
            return
        for block in range(first, first + count):
            self.update(0, self._pane.y_of(block), self.width(), self._pane.row_height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint each row in sight."""
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("panel"))
        for line in self._pane.lines_in_sight(event.rect()):
            self._paint_row(painter, line.block, line.y, self._theme)
        self._paint_bars(painter, self._theme)
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(self._right, 0, self._right, self.height())
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the finding whose mark is clicked, or the line."""
        stretch = self._pane.bar_at(event.position())
        if stretch is not None:
            self._pane.unfold_wanted.emit(stretch)
            return
        block = self._pane.block_at(event.position().toPoint().y())
        if block < 0:
            return
        line = self._pane.mirror.text_line(block)
        marks = self._pane.marks.at(line)
        is_mark = marks and event.position().x() < self._mark_width + _SPACE
        if not is_mark and self._pane.lines.moves.other_place(self._pane.side, line):
            self.other_place_wanted.emit(line)
        elif marks:
            self.finding_chosen.emit(marks[0].finding_id)
        else:
            self._pane.place_chosen.emit(self._pane.mirror.mirrored.start(line))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll as the pane does."""
        self.wheel_turned.emit(event)
        event.accept()

    @property
    def _right(self) -> int:
        """Where the margin ends: behind it stands the space before the text."""
        return self.width() - _PADDING

    @property
    def _mark_width(self) -> int:
        return round(self._pane.row_height * 0.8)

    @property
    def _sign_width(self) -> int:
        return round(self._pane.row_height * 0.8)

    def _paint_row(self, painter: QPainter, block: int, y: int, theme: Theme) -> None:
        height = self._pane.row_height
        change = self._pane.lines.change(self._pane.side, block)
        if change.is_tinted:
            painter.fillRect(0, y, self.width(), height, theme.colour(f"{change.kind}_line"))
        line = self._pane.mirror.text_line(block)
        marks = self._pane.marks.at(line)
        if marks:
            side = round(height * 0.6)
            rect = QRectF((self._mark_width - side) / 2 + 2, y + (height - side) / 2, side, side)
            paint_severity(painter, rect, marks[0].severity, theme)
        number_right = self._right - self._sign_width - _SPACE
        is_current = block == self._pane.textCursor().blockNumber() and self._pane.hasFocus()
        painter.setPen(theme.colour("text" if is_current else "muted"))
        painter.drawText(
            0, y, number_right, height,
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(line + 1),
        )  # fmt: skip
        rect = QRectF(self._right - self._sign_width, y, self._sign_width, height)
        painter.setFont(self._sign_font)
        is_reordered = self._pane.lines.moves.is_reordered(self._pane.side, line)
        kind = "reordered" if is_reordered and not change.is_tinted else change.kind
        paint_change(painter, rect, kind, theme)
        painter.setFont(self.font())

    def _paint_bars(self, painter: QPainter, theme: Theme) -> None:
        alignment, height = self._pane.lines.alignment, self._pane.row_height
        first = self._pane.offset // height
        for index in alignment.visible(first, first + self.height() // height + 2):
            if not alignment.stretches[index].is_closed:
                continue
            y = alignment.top(index) * height - self._pane.offset
            painter.fillRect(0, y, self.width(), height, theme.colour("fold"))
            painter.setPen(theme.colour("muted"))
            painter.drawText(
                0, y, self._right - self._sign_width - _SPACE, height,
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "⋯",
            )  # fmt: skip
