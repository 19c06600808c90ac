"""How many uses a line of the graph stands for, written on it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.graph.look import Look

_HEIGHT = 13.0
_PADDING = 3.0
_FAR = 0.6


class CountItem(QGraphicsItem):
    """Paints a number on a line; far out it paints nothing."""

    def __init__(self, count: int, look: Look, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self._words = f"×{count}"  # noqa: RUF001 (the sign)
        self._look = look
        width = QFontMetricsF(look.detail_bold).horizontalAdvance(self._words) + 2 * _PADDING
        self._box = QRectF(-width / 2, -_HEIGHT / 2, width, _HEIGHT)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def show_look(self, look: Look) -> None:
        """Paint in another look."""
        self._look = look
        self.update()

    def boundingRect(self) -> QRectF:
        """Cover the number."""
        return self._box

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,  # noqa: ARG002 (the signature is Qt's)
    ) -> None:
        """Paint the number on the ground's colour."""
        if option.levelOfDetailFromTransform(painter.worldTransform()) < _FAR:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.colour("panel"))
        painter.drawRoundedRect(self._box, _HEIGHT / 2, _HEIGHT / 2)
        painter.setPen(self._look.theme.colour("muted"))
        painter.setFont(self._look.detail_bold)
        painter.drawText(self._box, Qt.AlignmentFlag.AlignCenter, self._words)
