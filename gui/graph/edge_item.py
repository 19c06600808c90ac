"""An edge of the graph on its canvas."""

from collections.abc import Sequence
from math import atan2, cos, sin

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsPolygonItem

from analysis.layout import GraphEdge, Point, count_place
from gui.graph.count_item import CountItem
from gui.graph.look import Emphasis, Look
from gui.graph.shapes import chain

_HEAD = 8.0
_HALF_ANGLE = 0.40
_LEVELS = {"ImportValue": 0.2}


class EdgeItem(QGraphicsPathItem):
    """A line with its arrowhead at what is depended on.

    Qt paints it without calling Python: a graph has a thousand of them.
    """

    def __init__(self, edge: GraphEdge, look: Look) -> None:
        # From its end: where edges share their way, their dashes then fall on each other.
        super().__init__(chain(edge.points[::-1]))
        self.edge = edge
        self.emphasis = Emphasis.NORMAL
        self._look = look
        self._head = QGraphicsPolygonItem(_arrowhead(edge.points), self)
        self._head.setPen(QPen(Qt.PenStyle.NoPen))
        self._count: CountItem | None = None
        if len(edge.uses) > 1:
            self._count = CountItem(len(edge.uses), look, self)
            self._count.setPos(QPointF(*count_place(edge.points)))
        self._paint()

    def show_look(self, look: Look) -> None:
        """Paint in another look."""
        self._look = look
        if self._count:
            self._count.show_look(look)
        self._paint()

    def show_emphasis(self, emphasis: Emphasis) -> None:
        """Paint with another emphasis; a lit line runs above the others."""
        if emphasis is self.emphasis:
            return
        self.emphasis = emphasis
        self._paint()

    def show_head(self, is_shown: bool) -> None:  # noqa: FBT001 (one fact)
        """Draw the arrowhead or not: far out it is less than a pixel."""
        self._head.setVisible(is_shown)

    def lead(self, source: QPointF, target: QPointF) -> None:
        """Run from and to boxes that were moved by so much; the way between stays."""
        points = list(self.edge.points)
        points[:2] = [(x + source.x(), y + source.y()) for x, y in points[:2]]
        points[-2:] = [(x + target.x(), y + target.y()) for x, y in points[-2:]]
        self.setPath(chain(points[::-1]))
        self._head.setPolygon(_arrowhead(points))
        if self._count:
            self._count.setPos(QPointF(*count_place(points)))

    def _paint(self) -> None:
        pen = self._look.line(self.edge, self.emphasis)
        self.setPen(pen)
        self._head.setBrush(pen.color())
        if self._count:
            is_dimmed = self.emphasis is Emphasis.DIMMED
            self._count.setOpacity(Emphasis.DIMMED.value if is_dimmed else 1.0)
        lit = 0.5 if self.emphasis is Emphasis.LIT else 0.0
        self.setZValue(lit or _LEVELS.get(self.edge.kind, 0.0))


def _arrowhead(way: Sequence[Point]) -> QPolygonF:
    (from_x, from_y), (x, y) = way[-2:]
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
