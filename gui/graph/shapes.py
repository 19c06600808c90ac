"""The outlines of nodes: one shape for each kind, so that no kind is told by colour alone."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

_ROUND = 5.0
_TIP = 13.0
_SLANT = 9.0
_PILL = 12.0


def outline(kind: str, box: QRectF) -> QPainterPath:
    """Return the outline of a node of a kind.

    An import points out of the stack to the right, an export to the left; the sides where
    lines arrive and leave stay straight.
    """
    path = QPainterPath()
    match kind:
        case "import":
            path.addPolygon(_polygon(box, tip_right=_TIP))
        case "export":
            path.addPolygon(_polygon(box, tip_left=_TIP))
        case "parameter":
            path.addRoundedRect(box, _PILL, _PILL)
        case "condition":
            path.addPolygon(_polygon(box, tip_right=_SLANT))
        case "output":
            path.addPolygon(_polygon(box, tip_left=_SLANT))
        case "mapping":
            path.addRect(box)
        case _:
            path.addRoundedRect(box, _ROUND, _ROUND)
    path.closeSubpath()
    return path


def _polygon(box: QRectF, *, tip_left: float = 0.0, tip_right: float = 0.0) -> QPolygonF:
    middle = box.center().y()
    return QPolygonF(
        [
            QPointF(box.left() + tip_left, box.top()),
            QPointF(box.right() - tip_right, box.top()),
            QPointF(box.right(), middle),
            QPointF(box.right() - tip_right, box.bottom()),
            QPointF(box.left() + tip_left, box.bottom()),
            QPointF(box.left(), middle),
        ],
    )
