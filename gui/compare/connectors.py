"""The bands between the panes that join what is changed on one side to its place on the other."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.compare.alignment import Stretch
from gui.compare.paired_lines import PairedLines
from gui.selection import CANDIDATE, REFERENCE
from gui.theme import Theme

WIDTH = 28


class Connectors(QWidget):
    """Follows the offset of both panes."""

    def __init__(self, lines: PairedLines, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._theme: Theme | None = None
        self._offset = 0
        self.setFixedWidth(WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self.update()

    def show_from(self, offset: int) -> None:
        """Scroll to an offset in pixels."""
        self._offset = offset
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bands of the stretches in sight."""
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("panel"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        alignment = self._lines.alignment
        height = self._lines.documents[CANDIDATE].rows.row_height
        first = self._offset // height
        for index in alignment.visible(first, first + self.height() // height + 2):
            stretch = alignment.stretches[index]
            y = alignment.top(index) * height - self._offset
            if stretch.is_closed:
                painter.fillRect(0, y, self.width(), height, self._theme.colour("fold"))
            elif stretch.is_change:
                self._paint_band(painter, stretch, y, height)
        painter.end()

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
