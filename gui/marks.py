"""The marks of severities and changes: one shape and one colour for each, the same everywhere."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPolygonF

from analysis.findings import Severity
from gui.theme import Theme

SEVERITY_SIGNS = {
    Severity.CRITICAL: "◆",
    Severity.HIGH: "▲",
    Severity.MEDIUM: "■",
    Severity.LOW: "●",
}
CHANGE_SIGNS = {
    "add": "+",
    "remove": "−",  # noqa: RUF001 (the sign)
    "change": "~",
    "rename": "↔",
    "move": "⇅",
    "reordered": "⇅",
    "format": "≈",
    "quiet": "·",
    "same": "",
}

_QUIET = ("format", "quiet", "reordered")


def paint_severity(painter: QPainter, rect: QRectF, severity: Severity, theme: Theme) -> None:
    """Fill a severity's shape into a rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(severity.value))
    side = min(rect.width(), rect.height())
    box = QRectF(0, 0, side, side)
    box.moveCenter(rect.center())
    match severity:
        case Severity.CRITICAL:
            painter.drawPolygon(_diamond(box))
        case Severity.HIGH:
            painter.drawPolygon(_triangle(box))
        case Severity.MEDIUM:
            inset = side * 0.1
            painter.drawRect(box.adjusted(inset, inset, -inset, -inset))
        case Severity.LOW:
            inset = side * 0.08
            painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
    painter.restore()


def paint_change(painter: QPainter, rect: QRectF, change: str, theme: Theme) -> None:
    """Write a change's sign into a rectangle; nothing for what is the same on both sides."""
    if not CHANGE_SIGNS.get(change):
        return
    painter.save()
    font = QFont(painter.font())
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(theme.colour("muted" if change in _QUIET else change))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, CHANGE_SIGNS[change])
    painter.restore()


def _diamond(box: QRectF) -> QPolygonF:
    middle = box.center()
    return QPolygonF(
        [
            QPointF(middle.x(), box.top()),
            QPointF(box.right(), middle.y()),
            QPointF(middle.x(), box.bottom()),
            QPointF(box.left(), middle.y()),
        ],
    )


def _triangle(box: QRectF) -> QPolygonF:
    inset = box.height() * 0.08
    return QPolygonF(
        [
            QPointF(box.center().x(), box.top() + inset),
            QPointF(box.right(), box.bottom() - inset),
            QPointF(box.left(), box.bottom() - inset),
        ],
    )
