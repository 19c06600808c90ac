"""Enter presses a button that has the keyboard, as Space does: Qt keeps that for dialogs."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_NONE = Qt.KeyboardModifier.NoModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EnterKey(QObject):
    """Sees the keys of a window that nothing in it wanted."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Press the button."""
        used = QApplication.focusWidget()
        if isinstance(used, QAbstractButton) and _is_enter(event):
            used.click()
            return True
        return super().eventFilter(watched, event)


def _is_enter(event: QEvent) -> bool:
    if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
        return False
    return event.key() in _ENTER and event.modifiers() in (_NONE, _KEYPAD)
