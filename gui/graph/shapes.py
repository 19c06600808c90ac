"""The outlines and icons of nodes as paths that Qt paints."""

from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from analysis.layout import GRID, Point, icon_of, shape_of


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


def chain(points: Sequence[Point]) -> QPainterPath:
    """Return cubic segments as a path."""
    places = [QPointF(x, y) for x, y in points]
    path = QPainterPath(places[0])
    for at in range(1, len(places) - 2, 3):
        path.cubicTo(places[at], places[at + 1], places[at + 2])
    return path


@cache
def family_icon(family: str, side: float) -> QPainterPath:
    """Return the icon of a family in a square at (0, 0)."""
    path = QPainterPath()
    for stroke in icon_of(family):
        path.addPath(chain(stroke))
    return QTransform.fromScale(side / GRID, side / GRID).map(path)
