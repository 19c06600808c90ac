"""The swatches of the graph's legend: what the words beside them are about."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from analysis.findings import Severity
from analysis.layout import CHANGE_SIGNS
from gui.graph.shapes import family_icon, outline
from gui.marks import paint_severity
from gui.theme import Theme

_SHAPE_SCALE = 0.5
_ICON = 12.0


def paint_swatch(
    painter: QPainter,
    entry: tuple[str, str, str],
    room: QRectF,
    theme: Theme,
) -> None:
    """Paint the swatch of an entry of the legend: its group, its name, its words."""
    group, name, _ = entry
    painter.save()
    match group:
        case "family":
            _paint_family(painter, name, room, theme)
        case "kind":
            _paint_shape(painter, name, room, theme)
        case "change":
            _paint_change(painter, name, room, theme)
        case "line":
            _paint_line(painter, name, room, theme)
        case _:
            mark = QRectF(0, 0, 12, 12)
            mark.moveCenter(room.center())
            paint_severity(painter, mark, Severity(name), theme)
    painter.restore()


def _paint_family(painter: QPainter, name: str, room: QRectF, theme: Theme) -> None:
    painter.setPen(QPen(theme.colour("node_line"), 1))
    painter.setBrush(theme.colour(f"family_{name}"))
    painter.drawRoundedRect(room.adjusted(0, 3, 0, -3), 3, 3)
    painter.translate(room.center() - QPointF(_ICON / 2, _ICON / 2))
    painter.strokePath(family_icon(name, _ICON), QPen(theme.colour("muted"), 1))


def _paint_shape(painter: QPainter, name: str, room: QRectF, theme: Theme) -> None:
    is_import = name == "import"
    painter.setPen(QPen(theme.colour("import" if is_import else "node_line"), 1))
    painter.setBrush(theme.colour("import" if is_import else "panel"))
    box = room.adjusted(0, 5, 0, -5)
    painter.translate(box.topLeft())
    painter.scale(_SHAPE_SCALE, _SHAPE_SCALE)
    size = box.size() / _SHAPE_SCALE
    painter.drawPath(outline(name, QRectF(0, 0, size.width(), size.height())))


def _paint_change(painter: QPainter, name: str, room: QRectF, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(name))
    chip = QRectF(0, 0, 14, 14)
    chip.moveCenter(room.center())
    painter.drawRoundedRect(chip, 3, 3)
    painter.setPen(theme.colour("panel"))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, CHANGE_SIGNS[name])


def _paint_line(painter: QPainter, name: str, room: QRectF, theme: Theme) -> None:
    tokens = {"import": "import", "cycle": "critical"}
    pen = QPen(theme.colour(tokens.get(name, "edge")), 2.2 if name == "import" else 1.1)
    if name == "import":
        pen.setDashPattern([4.0, 2.4])
    elif name == "order":
        pen.setDashPattern([1.6, 2.4])
    painter.setPen(pen)
    painter.drawLine(
        QPointF(room.left(), room.center().y()), QPointF(room.right(), room.center().y())
    )
    if name == "count":
        chip = room.adjusted(3, 4, -3, -4)
        painter.fillRect(chip, theme.colour("window"))
        painter.setPen(theme.colour("muted"))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, "×n")  # noqa: RUF001 (the sign)
