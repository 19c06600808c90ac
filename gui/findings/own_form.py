"""Where the reviewer writes a finding of their own."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from analysis.findings import OwnFinding, Severity
from gui.findings.model import SEVERITIES
from gui.marks import SEVERITY_SIGNS
from gui.text import CutLabel

_LINES = 4


class OwnForm(QFrame):
    """Asks for severity, title and text; hidden while nothing is being written."""

    written = Signal(object, str, str)  # Severity, title, text
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "footer")
        self._place = CutLabel(role="muted")
        self._title = QLineEdit()
        self._title.setPlaceholderText(self.tr("What is wrong, in a few words"))
        self._title.setAccessibleName(self.tr("Title of your finding"))
        self._severity = QComboBox()
        self._severity.setAccessibleName(self.tr("Severity of your finding"))
        for severity in SEVERITIES:
            words = f"{SEVERITY_SIGNS[severity]} {severity.value.capitalize()}"
            self._severity.addItem(words, severity.value)
        self._text = QPlainTextEdit()
        self._text.setPlaceholderText(self.tr("Why it matters and what to do; Markdown is kept"))
        self._text.setAccessibleName(self.tr("Text of your finding"))
        self._text.setProperty("role", "field")
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(_LINES * self.fontMetrics().lineSpacing() + 12)
        self._keep = QPushButton(self.tr("Keep finding"))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._lay_out()

        self._title.textChanged.connect(self._enable)
        self._title.returnPressed.connect(self._tell)
        self._keep.clicked.connect(self._tell)
        self._cancel.clicked.connect(self._leave)
        self.hide()

    def write(self, place: str, own: OwnFinding | None = None) -> None:
        """Begin to write a finding about a place, or go on with one."""
        self._place.show_text(place)
        self._title.setText(own.title if own else "")
        self._text.setPlainText(own.issue if own else "")
        severity = own.severity if own else Severity.MEDIUM
        self._severity.setCurrentIndex(self._severity.findData(severity.value))
        self._enable()
        self.show()
        self._title.setFocus()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._severity, 1)
        buttons.addWidget(self._keep)
        buttons.addWidget(self._cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(8)
        for widget in (self._place, self._title, self._text):
            layout.addWidget(widget)
        layout.addLayout(buttons)

    def _enable(self) -> None:
        self._keep.setEnabled(bool(self._title.text().strip()))

    def _tell(self) -> None:
        title = self._title.text().strip()
        if title:
            self.hide()
            severity = Severity(self._severity.currentData())
            self.written.emit(severity, title, self._text.toPlainText().strip())

    def _leave(self) -> None:
        self.hide()
        self.left.emit()
