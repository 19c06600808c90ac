"""All keys of the window in one list, for Help."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.text import label

_SIZE = (460, 560)


class ShortcutsDialog(QDialog):
    """Lists commands with their keys, under the menu that has them."""

    def __init__(
        self,
        menus: Iterable[tuple[str, Iterable[QAction]]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(*_SIZE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        inside = QWidget()
        form = QFormLayout(inside)
        form.setContentsMargins(12, 8, 12, 8)
        form.setVerticalSpacing(4)
        for title, actions in menus:
            rows = [(plain(action), keys(action)) for action in actions if action.shortcuts()]
            if rows:
                form.addRow(label(title, role="section"))
            for text, shortcut in rows:
                form.addRow(label(text), label(shortcut, role="muted"))
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setAccessibleName(self.tr("Keyboard shortcuts"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(area, 1)
        layout.addWidget(buttons)


def plain(action: QAction) -> str:
    """Return what an action is called in its menu."""
    return action.text().replace("&", "")


def keys(action: QAction) -> str:
    """Return an action's first key as the system writes it; further ones are keys few have."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
