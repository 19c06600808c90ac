"""What the menu of a pane begins with: what any text offers."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QPlainTextEdit

_Standard = QKeySequence.StandardKey


def text_menu(pane: QPlainTextEdit) -> QMenu:
    """Return a menu that cuts, copies, pastes and selects, each with its key."""
    menu = QMenu(pane)
    has_selection = pane.textCursor().hasSelection()
    if not pane.isReadOnly():
        _add(menu, "Cut", _Standard.Cut, pane.cut).setEnabled(has_selection)
    _add(menu, "Copy", _Standard.Copy, pane.copy).setEnabled(has_selection)
    if not pane.isReadOnly():
        _add(menu, "Paste", _Standard.Paste, pane.paste).setEnabled(pane.canPaste())
    _add(menu, "Select all", _Standard.SelectAll, pane.selectAll)
    menu.addSeparator()
    return menu


def _add(menu: QMenu, text: str, key: _Standard, slot: Callable[[], None]) -> QAction:
    action = menu.addAction(QCoreApplication.translate("Pane", text), slot)
    action.setShortcut(QKeySequence(key))
    return action
