"""The bar in which one looks for text in a pane, and replaces it."""

import re

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.icons import icon
from gui.text import label
from gui.theme import Theme

NOTHING = re.compile(r"(?!)")


class FindBar(QFrame):
    """Takes what is sought; its owner knows the text and says how much of it there is."""

    sought_changed = Signal(object)  # re.Pattern
    next_wanted = Signal()
    previous_wanted = Signal()
    replace_wanted = Signal(str)  # by what
    replace_all_wanted = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "header")
        self._words = QLineEdit()
        self._words.setPlaceholderText(self.tr("Find in this pane"))
        self._words.setAccessibleName(self.tr("Find"))
        self._words.setClearButtonEnabled(True)
        self._case = QCheckBox(self.tr("Match case"))
        self._count = label(role="muted")
        self._previous = _button(self.tr("Previous match (Shift+Enter)"))
        self._next = _button(self.tr("Next match (Enter)"))
        self._close = _button(self.tr("Close (Esc)"))
        self._replacement = QLineEdit()
        self._replacement.setPlaceholderText(self.tr("Replace with"))
        self._replacement.setAccessibleName(self.tr("Replace with"))
        self._replace = QPushButton(self.tr("Replace"))
        self._replace_all = QPushButton(self.tr("Replace all"))
        self._replacing = QWidget()
        self._lay_out()
        self.hide()

        self._replacement.installEventFilter(self)
        self._replace.clicked.connect(self._ask_to_replace)
        self._replace_all.clicked.connect(self._ask_to_replace_all)
        self._words.textChanged.connect(self._tell_sought)
        self._words.installEventFilter(self)
        self._case.toggled.connect(self._tell_sought)
        self._previous.clicked.connect(self.previous_wanted)
        self._next.clicked.connect(self.next_wanted)
        self._close.clicked.connect(self.close_bar)

    def show_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        for button, name in (
            (self._previous, "previous"),
            (self._next, "next"),
            (self._close, "dismiss"),
        ):
            button.setIcon(icon(name, theme))

    def open_bar(self, words: str = "", *, to_replace: bool = False) -> None:
        """Show the bar and take the keyboard; words given are sought at once."""
        if words and "\n" not in words:
            self._words.setText(words)
        self._replacing.setVisible(to_replace)
        self.show()
        self._words.selectAll()
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._tell_sought()

    def close_bar(self) -> None:
        """Hide the bar; nothing is sought then."""
        self.hide()
        self.sought_changed.emit(NOTHING)
        self.closed.emit()

    def show_count(self, at: int, count: int) -> None:
        """Say which of how many matches is chosen; 0 for none."""
        if not self._words.text():
            self._count.setText("")
        elif count == 0:
            self._count.setText(self.tr("Not found"))
        else:
            self._count.setText(self.tr("{0} of {1}").format(at, count))
        for button in (self._replace, self._replace_all):
            button.setEnabled(count > 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, Shift+Enter back, Escape closes."""
        if watched in (self._words, self._replacement) and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._press(event, replaces=watched is self._replacement)
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        finding = QHBoxLayout()
        finding.setSpacing(8)
        finding.addWidget(self._words, 1)
        for widget in (self._count, self._case, self._previous, self._next, self._close):
            finding.addWidget(widget)
        replacing = QHBoxLayout(self._replacing)
        replacing.setContentsMargins(0, 0, 0, 0)
        replacing.setSpacing(8)
        replacing.addWidget(self._replacement, 1)
        replacing.addWidget(self._replace)
        replacing.addWidget(self._replace_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(4)
        layout.addLayout(finding)
        layout.addWidget(self._replacing)

    def _press(self, event: QKeyEvent, *, replaces: bool) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and replaces:
            self._ask_to_replace()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            (self.previous_wanted if back else self.next_wanted).emit()
        else:
            return False
        return True

    def _ask_to_replace(self) -> None:
        if self._replace.isEnabled():
            self.replace_wanted.emit(self._replacement.text())

    def _ask_to_replace_all(self) -> None:
        self.replace_all_wanted.emit(self._replacement.text())

    def _tell_sought(self) -> None:
        words = self._words.text()
        flags = re.NOFLAG if self._case.isChecked() else re.IGNORECASE
        self.sought_changed.emit(re.compile(re.escape(words), flags) if words else NOTHING)


def _button(name: str) -> QToolButton:
    button = QToolButton()
    button.setAutoRaise(True)
    button.setToolTip(name)
    button.setAccessibleName(name)
    return button
