"""The bar in which one says the line to go to."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from gui.text import label

_MOST = 99_999_999


class LineBar(QFrame):
    """Takes a number of a line; Enter goes there, Escape closes."""

    line_wanted = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "header")
        self._number = QLineEdit()
        self._number.setAccessibleName(self.tr("Line"))
        self._number.setValidator(QIntValidator(1, _MOST, self))
        self._number.setFixedWidth(96)
        self._count = label(role="muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(8)
        layout.addWidget(label(self.tr("Go to line")))
        layout.addWidget(self._number)
        layout.addWidget(self._count)
        layout.addStretch(1)
        self.hide()

        self._number.installEventFilter(self)

    def open_bar(self, line: int, count: int) -> None:
        """Show the bar with the present line, and take the keyboard."""
        self._count.setText(self.tr("of {0}").format(count))
        self._number.setText(str(line))
        self._number.selectAll()
        self.show()
        self._number.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes, Escape closes."""
        if watched is self._number and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._press(event)
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._number.text():
            self.hide()
            self.line_wanted.emit(int(self._number.text()))
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.closed.emit()
        else:
            return False
        return True
