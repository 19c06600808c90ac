"""Message bars over a pane: what happened and the choices in it; nothing modal."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from gui.icons import icon
from gui.text import caption, label
from gui.theme import Theme

INFORMATION = "info"
WARNING = "warning"
ERROR = "error"


@dataclass(frozen=True, slots=True)
class Message:
    """What a bar says. A later message with the same `key` takes its place."""

    key: str
    text: str
    kind: str = INFORMATION
    choices: Mapping[str, Callable[[], object]] = field(default_factory=dict)


class MessageBars(QWidget):
    """Shows messages under each other; takes no room while there are none."""

    dismissed = Signal(str)  # the message's key

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: dict[str, _Bar] = {}
        self._theme: Theme | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.hide()

    def show_message(self, message: Message) -> None:
        """Show a message in the place of the one with its key."""
        self.hide_message(message.key)
        bar = _Bar(message, self)
        bar.closed.connect(self._close)
        if self._theme:
            bar.show_theme(self._theme)
        self._bars[message.key] = bar
        self._layout.addWidget(bar)
        self.show()

    def hide_message(self, key: str) -> None:
        """Take the message of that key away, if it is shown."""
        bar = self._bars.pop(key, None)
        if bar is not None:
            self._layout.removeWidget(bar)
            bar.hide()
            bar.deleteLater()
        self.setVisible(bool(self._bars))

    def clear(self) -> None:
        """Take all messages away."""
        for key in tuple(self._bars):
            self.hide_message(key)

    def texts(self) -> tuple[str, ...]:
        """Return what the bars say, the first one first."""
        return tuple(bar.message.text for bar in self._bars.values())

    def show_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        for bar in self._bars.values():
            bar.show_theme(theme)

    def _close(self, key: str) -> None:
        self.hide_message(key)
        self.dismissed.emit(key)


class _Bar(QFrame):
    closed = Signal(str)

    def __init__(self, message: Message, parent: QWidget) -> None:
        super().__init__(parent)
        self.message = message
        self.setProperty("role", f"{message.kind}-bar")
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self._close.setAccessibleName(self.tr("Close this message"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 6, 4)
        layout.setSpacing(8)
        words = label(message.text, wrap=True, selectable=message.kind == ERROR)
        layout.addWidget(words, 1)
        for text, choose in message.choices.items():
            button = QPushButton(caption(text, 60))
            button.setProperty("role", "bar-button")
            button.clicked.connect(choose)
            layout.addWidget(button)
        layout.addWidget(self._close)

        self._close.clicked.connect(self._tell_closed)

    def show_theme(self, theme: Theme) -> None:
        self._close.setIcon(icon("cancel", theme))

    def _tell_closed(self) -> None:
        self.closed.emit(self.message.key)
