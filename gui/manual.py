"""The manual in a window of its own, for Help."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

MANUAL = Path(__file__).resolve().parent.parent / "resources" / "manual" / "manual.md"
_SIZE = (860, 760)
_MARGIN = 24


class ManualDialog(QDialog):
    """Shows the manual; its links lead to its own headings alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModal(False)
        self.setWindowTitle(self.tr("Manual"))
        self.resize(*_SIZE)
        self._text = QTextBrowser()
        self._text.setOpenLinks(False)
        self._text.setAccessibleName(self.tr("Manual"))
        self._text.document().setDocumentMargin(_MARGIN)
        self._text.document().setBaseUrl(QUrl.fromLocalFile(f"{MANUAL.parent}/"))
        self._text.setMarkdown(MANUAL.read_text("utf-8"))
        self._text.moveCursor(QTextCursor.MoveOperation.Start)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 12)
        layout.addWidget(self._text, 1)
        layout.addWidget(buttons)
