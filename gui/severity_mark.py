"""A severity's shape as a small widget, to stand before its name."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from analysis.findings import Severity
from gui.marks import paint_severity
from gui.theme import Theme, load_theme

_SIDE = 12


class SeverityMark(QWidget):
    """Paints the mark of one severity; whoever places it writes the word beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._severity = Severity.LOW
        self._theme = load_theme("light")
        self.setFixedSize(_SIDE, _SIDE)

    def show_severity(self, severity: Severity) -> None:
        """Show another severity."""
        self._severity = severity
        self.setAccessibleName(severity.value)
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark."""
        del event
        painter = QPainter(self)
        paint_severity(painter, QRectF(self.rect()), self._severity, self._theme)
        painter.end()
