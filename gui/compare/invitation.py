"""What stands in the place of the reference while there is none."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.icons import icon
from gui.selection import REFERENCE
from gui.text import label
from gui.theme import Theme

_ICON = 32


class Invitation(QWidget):
    """Invites to open or drop a reference."""

    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("side", REFERENCE)
        self._picture = label()
        title = label(self.tr("No reference"), role="title")
        text = label(
            self.tr(
                "Findings are those of the candidate alone. Drop a known-good template here, or "
                "open one, to see what differs.",
            ),
            role="muted",
            wrap=True,
        )
        text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        text.setFixedWidth(320)
        self._open = QPushButton(self.tr("Open reference…"))
        self._open.setObjectName("open reference")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addStretch(2)
        for widget in (self._picture, title, text, self._open):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

        self._open.clicked.connect(self.open_wanted)

    def show_theme(self, theme: Theme) -> None:
        """Tint the picture."""
        self._picture.setPixmap(icon("drop", theme, "muted").pixmap(_ICON, _ICON))
