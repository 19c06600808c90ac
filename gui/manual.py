"""The manual in a window of its own, for Help."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import (
    QImage,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
)
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
        layout.setContentsMargins(0, 0, 12, 12)
        layout.addWidget(self._text, 1)
        layout.addWidget(buttons)

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the pictures once there is room for them."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pictures anew."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Make pictures as wide as there is room, and no wider than they are."""
        room = self._text.viewport().width() - 2 * _MARGIN
        for start, end, picture in list(_pictures(self._text.document())):
            known = QImage(str(MANUAL.parent / picture.name()))
            picture.setWidth(min(room, known.width()))
            picture.setHeight(known.height() * picture.width() / max(1, known.width()))
            cursor = QTextCursor(self._text.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(picture)


def _pictures(document: QTextDocument) -> Iterator[tuple[int, int, QTextImageFormat]]:
    """Yield where the pictures of a text stand, and their formats."""
    block = document.begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            if fragment.charFormat().isImageFormat():
                start = fragment.position()
                picture = fragment.charFormat().toImageFormat()
                yield start, start + fragment.length(), picture
            fragments += 1
        block = block.next()
