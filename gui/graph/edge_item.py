"""An edge of the graph on its canvas."""

from math import atan2, cos, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPainterPathStroker, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from analysis.layout import GraphEdge
from gui.graph.look import Emphasis, Look

_HEAD = 8.0
_HALF_ANGLE = 0.40
_REACH = 7.0


class EdgeItem(QGraphicsItem):
    """Paints an edge with its arrowhead at what is depended on."""

    def __init__(self, edge: GraphEdge, look: Look, words: str) -> None:
        super().__init__()
        self.edge = edge
        self.emphasis = Emphasis.NORMAL
        self._look = look
        self._path = _path(edge)
        self._head = _arrowhead(edge)
        self._shape: QPainterPath | None = None
        self.setToolTip(words)
        self._pen = look.line(edge, self.emphasis)

    def show_look(self, look: Look) -> None:
        """Paint in another look."""
        self._look = look
        self._pen = look.line(self.edge, self.emphasis)
        self.update()

    def show_emphasis(self, emphasis: Emphasis) -> None:
        """Paint with another emphasis; a lit line runs above the others."""
        if emphasis is self.emphasis:
            return
        self.emphasis = emphasis
        self._pen = self._look.line(self.edge, emphasis)
        self.setOpacity(emphasis.value if emphasis is Emphasis.DIMMED else 1.0)
        self.setZValue(0.5 if emphasis is Emphasis.LIT else 0.0)
        self.update()

    def boundingRect(self) -> QRectF:
        """Cover the line with its arrowhead."""
        return self._path.controlPointRect().adjusted(-_REACH, -_REACH, _REACH, _REACH)

    def shape(self) -> QPainterPath:
        """Take the pointer a few pixels beside the line, too."""
        if self._shape is None:
            stroker = QPainterPathStroker()
            stroker.setWidth(_REACH)
            self._shape = stroker.createStroke(self._path)
        return self._shape

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,  # noqa: ARG002 (the signature is Qt's)
        widget: QWidget | None = None,  # noqa: ARG002 (the signature is Qt's)
    ) -> None:
        """Paint the line and its arrowhead."""
        painter.strokePath(self._path, self._pen)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._pen.color())
        painter.drawPolygon(self._head)


def _path(edge: GraphEdge) -> QPainterPath:
    # From its end: where edges share their way, their dashes then fall on each other.
    points = [QPointF(x, y) for x, y in reversed(edge.points)]
    path = QPainterPath(points[0])
    for at in range(1, len(points) - 2, 3):
        path.cubicTo(points[at], points[at + 1], points[at + 2])
    return path


def _arrowhead(edge: GraphEdge) -> QPolygonF:
    (from_x, from_y), (x, y) = edge.points[-2:]
    angle = atan2(y - from_y, x - from_x)
    return QPolygonF(
        [
            QPointF(x, y),
            *(
                QPointF(x - _HEAD * cos(angle + turn), y - _HEAD * sin(angle + turn))
                for turn in (_HALF_ANGLE, -_HALF_ANGLE)
            ),
        ],
    )
