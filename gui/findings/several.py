"""What can be done about several chosen findings at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from analysis.findings import State
from gui.text import label


class SeveralBar(QFrame):
    """Stands below the list while more than one finding is chosen."""

    fixes_wanted = Signal()
    decision_wanted = Signal(object)  # State

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "footer")
        self._count = label(role="section")
        self._fix = QPushButton(self.tr("Apply fixes"))
        self._accept = QPushButton(self.tr("Accept all"))
        self._dismiss = QPushButton(self.tr("Dismiss all"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(4)
        layout.addWidget(self._count, 1)
        for button in (self._fix, self._accept, self._dismiss):
            button.setProperty("role", "bar-button")
            layout.addWidget(button)

        self._fix.clicked.connect(self.fixes_wanted)
        self._accept.clicked.connect(self._want_accepted)
        self._dismiss.clicked.connect(self._want_dismissed)
        self.show_count(0, fixable=0)

    def show_count(self, count: int, *, fixable: int) -> None:
        """Say how many are chosen, and how many of them have a fix."""
        self._count.setText(self.tr("{} chosen").format(count))
        self._fix.setEnabled(fixable > 0)
        self.setVisible(count > 1)

    def _want_accepted(self) -> None:
        self.decision_wanted.emit(State.ACCEPTED)

    def _want_dismissed(self) -> None:
        self.decision_wanted.emit(State.DISMISSED)
