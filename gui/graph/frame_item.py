"""A frame of the graph: around the stack, a network or the resources of a service."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from analysis.layout import GraphFrame
from gui.graph.look import Look
from gui.text import one_line

_ROUND = 8.0
_INSET = 12.0
_TITLE = 26.0
_AROUND = 14.0
_FAR = 0.8


class FrameItem(QGraphicsItem):
    """Paints a frame with its title; grows with boxes that are moved by hand."""

    def __init__(self, frame: GraphFrame, look: Look, depth: int) -> None:
        super().__init__()
        self.frame = frame
        self._look = look
        self._laid = QRectF(frame.x, frame.y, frame.width, frame.height)
        self._box = self._laid
        self._title = one_line(frame.title, 80)
        # Below everything, inner frames above the outer ones, which come first.
        self.setZValue(-100.0 + depth / 1000)

    def show_look(self, look: Look) -> None:
        """Paint in another look."""
        self._look = look
        self.update()

    def hold(self, moved: Iterable[QRectF]) -> None:
        """Reach around these boxes, too."""
        whole = self._laid
        for box in moved:
            whole = whole.united(box.adjusted(-_AROUND, -_TITLE - 4, _AROUND, _AROUND))
        if whole != self._box:
            self.prepareGeometryChange()
            self._box = whole

    def boundingRect(self) -> QRectF:
        """Cover the frame."""
        return self._box.adjusted(-1, -1, 1, 1)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,  # noqa: ARG002 (the signature is Qt's)
    ) -> None:
        """Paint the frame and its title."""
        look = self._look
        painter.setPen(QPen(look.theme.colour("node_line"), 1.0))
        painter.setBrush(look.frame_ground(self.frame))
        painter.drawRoundedRect(self._box, _ROUND, _ROUND)
        scale = option.levelOfDetailFromTransform(painter.worldTransform())
        font = look.far if scale < _FAR else look.detail_bold
        room = self._title_room(painter)
        title = QFontMetricsF(font).elidedText(
            self._title, Qt.TextElideMode.ElideMiddle, room.width()
        )
        painter.setFont(font)
        painter.setPen(look.theme.colour("muted"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, title)

    def _title_room(self, painter: QPainter) -> QRectF:
        # The title stays in sight while some of the frame's upper edge is.
        where = painter.worldTransform()
        left = max(self._box.left(), -where.dx() / where.m11()) + _INSET
        width = max(self._box.right() - _INSET - left, 1.0)
        return QRectF(left, self._box.top() + 1, width, _TITLE)
