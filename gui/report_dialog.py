"""Asks what the report shall hold and shows it before it is written."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.text import label
from gui.theme import fixed_font

LABELS = ("candidate-reference", "model-ideal")
FINDINGS = ("shown", "all", "listed")
FORMS = ("markdown", "html", "sarif", "json")
_SIZE = (760, 600)


class ReportDialog(QDialog):
    """Offers labels and findings; tells each choice, shows the text that comes for it."""

    choice_changed = Signal(str, str, str)  # labels, findings, format
    save_wanted = Signal(str)  # the text
    copy_wanted = Signal(str)  # the text

    def __init__(
        self, labels: str, findings: str, parent: QWidget | None = None, *, form: str = FORMS[0]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Write report"))
        self.resize(*_SIZE)
        names = self.tr("Candidate and reference"), "MODEL_RESPONSE, IDEAL_RESPONSE"
        self._labels = _choice(LABELS, names, labels)
        words = (
            self.tr("Those shown first"),
            self.tr("All findings"),
            self.tr("Those in the list now"),
        )
        self._findings = _choice(FINDINGS, words, findings)
        forms = "Markdown", self.tr("HTML, one file for a browser"), "SARIF", "JSON"
        self._form = _choice(FORMS, forms, form)
        # Nobody shall write a secret because of what was chosen another day.
        self._secrets = QCheckBox(self.tr("Write &secrets as they are"))
        self._unmasked = label(wrap=True, role="muted")
        self._preview = QPlainTextEdit()
        self._preview.setReadOnly(True)
        self._preview.setProperty("role", "field")
        self._preview.setFont(fixed_font())
        self._preview.setAccessibleName(self.tr("The report"))
        self._preview.setPlaceholderText(self.tr("The report is being made."))
        self._save = QPushButton(self.tr("Save as…"))
        self._copy = QPushButton(self.tr("Copy"))
        self._text = ""
        self._lay_out()

        self._labels.currentIndexChanged.connect(self._tell_choice)
        self._findings.currentIndexChanged.connect(self._tell_choice)
        self._form.currentIndexChanged.connect(self._tell_choice)
        self._secrets.toggled.connect(self._switch_secrets)
        self._save.clicked.connect(self._want_saved)
        self._copy.clicked.connect(self._want_copied)
        self._say_masked()
        self.show_text("")

    @property
    def choice(self) -> tuple[str, str, str]:
        """The labels, the findings and the format that are chosen."""
        return self._labels.currentData(), self._findings.currentData(), self._form.currentData()

    @property
    def shows_secrets(self) -> bool:
        """Whether secrets are to be written as they are; off whenever the dialog opens."""
        return self._secrets.isChecked()

    def show_text(self, text: str) -> None:
        """Show the report; an empty text while it is being made."""
        self._text = text
        self._preview.setPlainText(text)
        self._save.setEnabled(bool(text))
        self._copy.setEnabled(bool(text))

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(8)
        for words, box in (
            (self.tr("&Names of the templates"), self._labels),
            (self.tr("&Findings"), self._findings),
            (self.tr("F&ormat"), self._form),
        ):
            name = label(words)
            name.setBuddy(box)
            form.addRow(name, box)
        form.addRow(self._secrets)
        form.addRow(self._unmasked)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self._copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self._save, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(self._preview, 1)
        layout.addWidget(buttons)

    def _switch_secrets(self) -> None:
        self._say_masked()
        self._tell_choice()

    def _say_masked(self) -> None:
        kinds = self.tr(
            "defaults of NoEcho parameters, passwords and keys in properties and code, access "
            "keys, tokens and private keys"
        )
        words = (
            self.tr("The report spells out: {}.")
            if self.shows_secrets
            else self.tr("**** stands for: {}.")
        )
        self._unmasked.setText(words.format(kinds))

    def _tell_choice(self) -> None:
        self.show_text("")
        self.choice_changed.emit(*self.choice)

    def _want_saved(self) -> None:
        self.save_wanted.emit(self._text)

    def _want_copied(self) -> None:
        self.copy_wanted.emit(self._text)


def _choice(names: tuple[str, ...], words: tuple[str, ...], chosen: str) -> QComboBox:
    box = QComboBox()
    for name, text in zip(names, words, strict=True):
        box.addItem(text, name)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    return box
