"""Asks which tool is to leave which check out, and shows what that writes into the template."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from analysis.findings import Fix
from analysis.source import Source
from gui.code_block import CodeBlock
from gui.findings.preview import diff_lines
from gui.text import caption, label
from gui.theme import Theme

TOOLS = ("cfn-lint", "checkov", "cfn_nag", "guard")
_SIZE = (560, 420)


class SuppressDialog(QDialog):
    """Says what is wanted after each change of a field; the fix that it shows can be applied."""

    wanted = Signal(dict)  # a suppression as the worker takes it
    accepted_fix = Signal(object)  # Fix

    def __init__(
        self, check: str, reason: str, names: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Suppress in the template"))
        self.resize(*_SIZE)
        self._fix: Fix | None = None
        self._tool, self._where = QComboBox(), QComboBox()
        self._tool.addItems(TOOLS)
        for name in names:
            self._where.addItem(caption(name, 60), name)
        self._where.addItem(self.tr("The whole template"), "")
        self._check, self._reason = QLineEdit(check), QLineEdit(reason)
        self._reason.setPlaceholderText(self.tr("Why this is meant so"))
        self._check.setPlaceholderText(self.tr("The tool's own name of the check"))
        self._none = label(wrap=True, role="muted")
        self._preview = CodeBlock(self.tr("What is written"))
        self._write = QPushButton(self.tr("Write it"))
        self._lay_out()

        self._tool.currentIndexChanged.connect(self._ask)
        self._where.currentIndexChanged.connect(self._ask)
        self._check.textChanged.connect(self._ask)
        self._reason.textChanged.connect(self._ask)
        self._write.clicked.connect(self._accept)

    @property
    def suppression(self) -> dict[str, str]:
        """What the fields say."""
        return {
            "dialect": self._tool.currentText(),
            "check": self._check.text().strip(),
            "reason": self._reason.text().strip(),
            "logical_id": self._where.currentData(),
        }

    def show_wish(self, tool: str, check: str, reason: str) -> None:
        """Fill the fields in."""
        self._tool.setCurrentText(tool)
        self._check.setText(check)
        self._reason.setText(reason)

    def show_fix(self, source: Source, fix: Fix | None) -> None:
        """Show what would be written; None where nothing can be."""
        self._fix = fix
        self._write.setEnabled(fix is not None)
        self._preview.setVisible(fix is not None)
        self._preview.show_lines(diff_lines(source, fix) if fix else ())
        self._none.setVisible(fix is None)
        self._none.setText(
            self.tr("Nothing to write: it is there already, a name is missing, or the tool knows")
            + self.tr(" no such place."),
        )

    def show_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._preview.show_theme(theme)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(8)
        for words, field in (
            (self.tr("&Tool"), self._tool),
            (self.tr("&Check"), self._check),
            (self.tr("&Where"), self._where),
            (self.tr("&Reason"), self._reason),
        ):
            name = label(words)
            name.setBuddy(field)
            field.setAccessibleName(words.replace("&", ""))
            form.addRow(name, field)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self._write, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(self._none)
        layout.addWidget(self._preview)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self._write.setEnabled(False)
        self._none.hide()

    def _ask(self) -> None:
        self._write.setEnabled(False)
        self.wanted.emit(self.suppression)

    def _accept(self) -> None:
        if self._fix is not None:
            self.accepted_fix.emit(self._fix)
            self.accept()
