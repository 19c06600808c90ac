"""The bands between the panes, and the arrows that take changes over from the reference."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from gui.compare.alignment import Stretch
from gui.compare.paired_lines import PairedLines
from gui.compare.pieces import Piece
from gui.selection import CANDIDATE, REFERENCE
from gui.text import tooltip
from gui.theme import Theme

WIDTH = 20
_ARROW = 14
_NAMES_IN_TOOLTIP = 8


class Connectors(QWidget):
    """Follows the offset of both panes; a click on an arrow asks to take what begins there."""

    take_wanted = Signal(object)  # tuple[Piece, ...]
    wheel_turned = Signal(QWheelEvent)

    def __init__(self, lines: PairedLines, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._theme: Theme | None = None
        self._offset = 0
        self._pieces: Sequence[Piece] = ()
        self._rows: dict[int, tuple[Piece, ...]] = {}
        self._hovered = -1
        self.setObjectName("connectors")
        self.setAccessibleName(self.tr("Take changes from the reference"))
        self.setFixedWidth(WIDTH)
        self.setMouseTracking(True)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self.update()

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        """Offer to take pieces over, each where it begins."""
        self._pieces = pieces
        self.show_alignment()

    def show_alignment(self) -> None:
        """Put each arrow in its row."""
        self._rows = {}
        alignment = self._lines.alignment
        for piece in self._pieces:
            block = self._lines.documents[piece.side].block_of_line(piece.line)
            if not alignment.stretches[alignment.index_of(piece.side, block)].is_closed:
                row = alignment.row_of(piece.side, block)
                self._rows[row] = (*self._rows.get(row, ()), piece)
        self.update()

    def show_from(self, offset: int) -> None:
        """Scroll to an offset in pixels."""
        self._offset = offset
        self.update()

    def pieces_at(self, row: int) -> tuple[Piece, ...]:
        """Return what the arrow in a row takes over."""
        return self._rows.get(row, ())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask to take what begins in the row that is clicked."""
        taken = self.pieces_at(self._row_at(event.position().toPoint()))
        if taken and event.button() == Qt.MouseButton.LeftButton:
            self.take_wanted.emit(taken)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that an arrow can be clicked."""
        row = self._row_at(event.position().toPoint())
        self._hover(row if row in self._rows else -1)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the arrow under the pointer."""
        super().leaveEvent(event)
        self._hover(-1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll as the panes do."""
        self.wheel_turned.emit(event)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Say on hover what an arrow takes over."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            pieces = self.pieces_at(self._row_at(event.pos()))
            QToolTip.showText(event.globalPos(), tooltip(self._words(pieces)), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bands of the stretches in sight."""
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("panel"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        alignment = self._lines.alignment
        height = self._row_height
        first = self._offset // height
        for index in alignment.visible(first, first + self.height() // height + 2):
            stretch = alignment.stretches[index]
            y = alignment.top(index) * height - self._offset
            if stretch.is_closed:
                painter.fillRect(0, y, self.width(), height, self._theme.colour("fold"))
        for row, stretch in alignment.seen(first, first + self.height() // height + 2):
            if stretch.is_change:
                self._paint_band(painter, stretch, row * height - self._offset, height)
        last = first + self.height() // height + 1
        for row in sorted(row for row in self._rows if first <= row <= last):
            self._paint_arrow(painter, row, row * height - self._offset, self._theme)
        painter.end()

    def _words(self, pieces: Sequence[Piece]) -> str:
        if not pieces:
            return ""
        names = [
            self.tr("Remove {}").format(piece.name) if piece.is_removal else piece.name
            for piece in pieces[:_NAMES_IN_TOOLTIP]
        ]
        if len(pieces) > _NAMES_IN_TOOLTIP:
            names.append(self.tr("and {} more").format(len(pieces) - _NAMES_IN_TOOLTIP))
        return "\n".join((self.tr("Take from the reference, with what it needs:"), *names))

    def _row_at(self, point: QPoint) -> int:
        return (self._offset + point.y()) // self._row_height

    def _hover(self, row: int) -> None:
        if row == self._hovered:
            return
        self._hovered = row
        shapes = Qt.CursorShape
        self.setCursor(shapes.PointingHandCursor if row >= 0 else shapes.ArrowCursor)
        self.update()

    @property
    def _row_height(self) -> int:
        return self._lines.documents[CANDIDATE].rows.row_height

    def _paint_arrow(self, painter: QPainter, row: int, y: int, theme: Theme) -> None:
        box = QRectF(0, 0, _ARROW, _ARROW)
        box.moveCenter(QPointF(self.width() / 2, y + self._row_height / 2))
        is_hovered = row == self._hovered
        painter.setPen(QPen(theme.colour("accent" if is_hovered else "control_line"), 1))
        painter.setBrush(theme.colour("accent" if is_hovered else "panel"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("accent_text" if is_hovered else "text"), 1.25))
        middle, reach = box.center(), _ARROW / 4
        if all(piece.is_removal for piece in self._rows[row]):
            for slope in (1, -1):
                corner = QPointF(reach, slope * reach) * 0.8
                painter.drawLine(middle - corner, middle + corner)
            return
        tip = middle - QPointF(reach, 0)
        painter.drawLine(tip, middle + QPointF(reach, 0))
        for slope in (1, -1):
            painter.drawLine(tip, tip + QPointF(reach * 0.8, slope * reach * 0.8))

    def _paint_band(self, painter: QPainter, stretch: Stretch, y: int, height: int) -> None:
        if self._theme is None:
            return
        left = _count(stretch, CANDIDATE) * height
        right = _count(stretch, REFERENCE) * height
        path = QPainterPath(QPointF(0, y))
        path.lineTo(self.width(), y)
        path.lineTo(self.width(), y + right)
        middle = self.width() / 2
        path.cubicTo(middle, y + right, middle, y + left, 0, y + left)
        path.closeSubpath()
        painter.fillPath(path, self._theme.colour(f"{stretch.kind}_line"))
        painter.setPen(QPen(self._theme.colour(f"{stretch.kind}_word"), 1))
        painter.drawPath(path)


def _count(stretch: Stretch, side: str) -> int:
    start, end = stretch.lines(side)
    return end - start
