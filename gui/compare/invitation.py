"""What stands in the place of the reference while there is none."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.icons import icon
from gui.selection import REFERENCE
from gui.text import label
from gui.theme import Theme

_ICON = 32
_WIDTH = 320


class Invitation(QWidget):
    """Invites to open or drop a reference."""

    open_wanted = Signal()
    paste_wanted = Signal()

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
        self._open = QPushButton(self.tr("Open reference…"))
        self._open.setObjectName("open reference")
        self._paste = QPushButton(self.tr("Paste reference"))
        self._paste.setObjectName("paste reference")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        # Centred by stretches, not by alignment: so the text gets the height its width asks for.
        column = QWidget()
        column.setMaximumWidth(_WIDTH)
        lines = QVBoxLayout(column)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(12)
        lines.addStretch(2)
        lines.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        lines.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        lines.addWidget(text)
        for button in (self._open, self._paste):
            lines.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        lines.addStretch(3)
        layout.addStretch(1)
        layout.addWidget(column, 100)
        layout.addStretch(1)

        self._open.clicked.connect(self.open_wanted)
        self._paste.clicked.connect(self.paste_wanted)

    def show_theme(self, theme: Theme) -> None:
        """Tint the picture."""
        self._picture.setPixmap(icon("drop", theme, "muted").pixmap(_ICON, _ICON))
