"""Settings of the window: the region, names, colours, the font of code, a team's file."""

from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFontComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from analysis.team_settings import LABELS, REGION
from gui.text import label

THEMES = ("system", "light", "dark")
_SMALLEST, _LARGEST = 6, 48


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the dialog asks for; an empty region or file is none of the user's own."""

    region: str = ""
    labels: str = LABELS[0]
    theme: str = THEMES[0]
    font: QFont = field(default_factory=QFont)
    settings_file: str = ""


class SettingsDialog(QDialog):
    """Lets the user change them; says what is wanted when they are confirmed."""

    confirmed = Signal(object)  # Wishes
    file_wanted = Signal()

    def __init__(self, wishes: Wishes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self._region = QLineEdit(wishes.region)
        self._region.setPlaceholderText("us-east-1")
        self._labels, self._theme = QComboBox(), QComboBox()
        words = (self.tr("Candidate and Reference"), self.tr("MODEL_RESPONSE and IDEAL_RESPONSE"))
        for name, text in zip(LABELS, words, strict=True):
            self._labels.addItem(text, name)
        for name, text in zip(
            THEMES, (self.tr("As the system"), self.tr("Light"), self.tr("Dark")), strict=True
        ):
            self._theme.addItem(text, name)
        self._labels.setCurrentIndex(max(0, self._labels.findData(wishes.labels)))
        self._theme.setCurrentIndex(max(0, self._theme.findData(wishes.theme)))
        self._family, self._size = QFontComboBox(), QSpinBox()
        self._family.setFontFilters(QFontComboBox.FontFilter.MonospacedFonts)
        self._family.setCurrentFont(wishes.font)
        self._size.setRange(_SMALLEST, _LARGEST)
        self._size.setValue(max(_SMALLEST, wishes.font.pointSize()))
        self._file = QLineEdit(wishes.settings_file)
        self._file.setPlaceholderText(self.tr("None"))
        self._choose = QPushButton(self.tr("Choose…"))
        self._wrong = label(wrap=True, role="muted")
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel,
        )
        self._lay_out()

        self._choose.clicked.connect(self.file_wanted)
        self._region.textChanged.connect(self._check)
        self._buttons.accepted.connect(self._confirm)
        self._buttons.rejected.connect(self.reject)
        self._check()

    @property
    def wishes(self) -> Wishes:
        """What the fields say."""
        font = self._family.currentFont()
        font.setPointSize(self._size.value())
        return Wishes(
            self._region.text().strip(),
            self._labels.currentData(),
            self._theme.currentData(),
            font,
            self._file.text().strip(),
        )

    def show_file(self, path: str) -> None:
        """Name a team's settings file."""
        self._file.setText(path)

    def _lay_out(self) -> None:
        fonts, file = QHBoxLayout(), QHBoxLayout()
        fonts.addWidget(self._family, 1)
        fonts.addWidget(self._size)
        file.addWidget(self._file, 1)
        file.addWidget(self._choose)
        form = QFormLayout()
        form.setSpacing(8)
        rows: tuple[tuple[str, QWidget, QHBoxLayout | None], ...] = (
            (self.tr("&Region"), self._region, None),
            (self.tr("&Names in reports"), self._labels, None),
            (self.tr("&Colours"), self._theme, None),
            (self.tr("&Font of code"), self._family, fonts),
            (self.tr("Team's &file"), self._file, file),
        )
        for words, widget, several in rows:
            name = label(words)
            name.setBuddy(widget)
            widget.setAccessibleName(words.replace("&", ""))
            form.addRow(name, several or widget)
        self._size.setAccessibleName(self.tr("Size of code"))
        self._choose.setAccessibleName(self.tr("Choose a team's settings"))
        about = self.tr(
            "A team's file switches rules off or grades them otherwise. It is used because you "
            "name it here, never because it lies beside a template.",
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(label(about, wrap=True, role="muted"))
        layout.addWidget(self._wrong)
        layout.addWidget(self._buttons)

    def _check(self) -> None:
        region = self._region.text().strip()
        is_one = not region or REGION.fullmatch(region) is not None
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(is_one)
        self._wrong.setVisible(not is_one)
        self._wrong.setText(self.tr("A region is written like eu-west-1."))

    def _confirm(self) -> None:
        self.confirmed.emit(self.wishes)
        self.accept()
