"""The reviewer's note on a finding: plain text, Markdown is kept as it is written."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from gui.text import label

_LINES = 4


class NoteView(QWidget):
    """Shows a note and lets it be written; it is told when the reviewer turns elsewhere."""

    noted = Signal(str, str)  # the finding's id, its note

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finding_id = ""
        self._note = ""
        self._text = _NoteEdit()
        self._text.setPlaceholderText(self.tr("For the report; Markdown is kept"))
        self._text.setAccessibleName(self.tr("Note"))
        self._text.setProperty("role", "field")
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(_LINES * self.fontMetrics().lineSpacing() + 12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(label(self.tr("Note"), role="section"))
        layout.addWidget(self._text)

        self._text.left.connect(self._tell)

    def show_note(self, finding_id: str, note: str) -> None:
        """Show the note of a finding; what was being written of another one is told first."""
        if finding_id != self._finding_id:
            self._tell()
        elif self._text.hasFocus():
            return
        self._finding_id, self._note = finding_id, note
        if note != self._text.toPlainText():
            self._text.setPlainText(note)

    def _tell(self) -> None:
        text = self._text.toPlainText().strip()
        if self._finding_id and text != self._note.strip():
            self._note = text
            self.noted.emit(self._finding_id, text)


class _NoteEdit(QPlainTextEdit):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
