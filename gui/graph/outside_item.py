"""The frame around what comes from outside the stack."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.graph.look import Look

_AROUND = 22.0
_TITLE = 34.0
_ROUND = 8.0


class OutsideItem(QGraphicsItem):
    """Paints a dashed frame with a title around all imports; nothing where there are none."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._box = QRectF()
        self.setZValue(-1)

    def frame(self, boxes: Iterable[QRectF]) -> None:
        """Stand around these boxes."""
        whole = QRectF()
        for box in boxes:
            whole = whole.united(box)
        self.prepareGeometryChange()
        self._box = (
            whole if whole.isEmpty() else whole.adjusted(-_AROUND, -_TITLE, _AROUND, _AROUND)
        )

    def show_look(self, look: Look) -> None:
        """Paint in another look."""
        self._look = look
        self.update()

    def boundingRect(self) -> QRectF:
        """Cover the frame."""
        return self._box.adjusted(-1, -1, 1, 1) if not self._box.isEmpty() else QRectF()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,  # noqa: ARG002 (the signature is Qt's)
        widget: QWidget | None = None,  # noqa: ARG002 (the signature is Qt's)
    ) -> None:
        """Paint the frame and its title."""
        if self._box.isEmpty():
            return
        theme = self._look.theme
        pen = QPen(theme.colour("import"), 1.2)
        pen.setDashPattern([6.0, 4.0])
        painter.setPen(pen)
        painter.setBrush(theme.colour("stripe"))
        painter.drawRoundedRect(self._box, _ROUND, _ROUND)
        painter.setPen(theme.colour("text"))
        painter.setFont(self._look.label)
        title = QRectF(self._box.left(), self._box.top() + 2, self._box.width(), _TITLE - 8)
        words = QCoreApplication.translate("OutsideItem", "Outside this stack")
        painter.drawText(title, Qt.AlignmentFlag.AlignCenter, words)
