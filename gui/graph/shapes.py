"""The outlines of nodes as paths that Qt paints."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

from analysis.layout import shape_of


def outline(kind: str, box: QRectF) -> QPainterPath:
    """Return the outline of a node of a kind in a box."""
    shape = shape_of(kind)
    path = QPainterPath()
    if shape.has_tip:
        corners = shape.corners(box.left(), box.top(), box.width(), box.height())
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
        path.closeSubpath()
    else:
        path.addRoundedRect(box, shape.radius, shape.radius)
    return path
