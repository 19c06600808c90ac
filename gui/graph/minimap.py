"""The whole graph in a corner of the canvas, with a frame around what is in sight."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from gui.theme import Theme

_LARGEST = QSize(200, 130)
_LEAST = 36
_PADDING = 5
_FRAME = 1.5

Box = tuple[QRectF, QColor]


class Minimap(QWidget):
    """Shows boxes at a small scale; says which place was pointed at."""

    place_wanted = Signal(QPointF)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._area = QRectF()
        self._shown = QRectF()
        self._boxes: tuple[Box, ...] = ()
        self._drawn: QPixmap | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("The whole graph; click or drag to go there"))
        self.setAccessibleName(self.tr("Map of the whole graph"))

    def show_boxes(self, area: QRectF, boxes: Iterable[Box]) -> None:
        """Replace the boxes and the area that they stand in."""
        self._area = area
        self._boxes = tuple(boxes)
        self._drawn = None
        room = QSize(_LARGEST.width() - 2 * _PADDING, _LARGEST.height() - 2 * _PADDING)
        inner = area.size().scaled(room.toSizeF(), Qt.AspectRatioMode.KeepAspectRatio).toSize()
        self.resize(
            max(inner.width(), _LEAST) + 2 * _PADDING,
            max(inner.height(), _LEAST) + 2 * _PADDING,
        )
        self.update()

    def show_sight(self, shown: QRectF) -> None:
        """Frame the part that is in sight; the map hides while that is everything."""
        self._shown = shown
        is_whole = shown.adjusted(-1, -1, 1, 1).contains(self._area)
        self.setVisible(not is_whole and not self._area.isEmpty())
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Paint in a theme's colours."""
        self._theme = theme
        self._drawn = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (the signature is Qt's)
        """Paint the boxes, and the frame around what is in sight."""
        if self._drawn is None:
            self._drawn = self._draw()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn)
        painter.setPen(QPen(self._theme.colour("accent"), _FRAME))
        painter.setBrush(self._theme.colour("accent", 24))
        frame = self._to_map(self._shown).intersected(QRectF(self.rect()))
        painter.drawRect(frame.adjusted(1, 1, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the place."""
        self._point_at(event.position())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        self._point_at(event.position())
        event.accept()

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(self._theme.colour("window"))
        painter = QPainter(pixmap)
        painter.setPen(self._theme.colour("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        for box, colour in self._boxes:
            painter.fillRect(self._to_map(box), colour)
        painter.end()
        return pixmap

    @property
    def _scale(self) -> float:
        width = (self.width() - 2 * _PADDING) / max(self._area.width(), 1.0)
        height = (self.height() - 2 * _PADDING) / max(self._area.height(), 1.0)
        return min(width, height)

    def _corner(self) -> QPointF:
        size = self._area.size() * self._scale
        return QPointF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2)

    def _to_map(self, box: QRectF) -> QRectF:
        corner = (box.topLeft() - self._area.topLeft()) * self._scale + self._corner()
        return QRectF(corner, box.size() * self._scale)

    def _point_at(self, at: QPointF) -> None:
        self.place_wanted.emit((at - self._corner()) / self._scale + self._area.topLeft())
