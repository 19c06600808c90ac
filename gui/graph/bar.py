"""The bar above the graph: sides, search, filter, questions, zoom; short of room it keeps icons."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QWidget,
)

from gui.icons import SIZE, icon
from gui.text import one_line
from gui.theme import Theme

SIDES = ("candidate", "reference", "difference")
"""What the graph can be of; `difference` is both in one."""

_LEAST_SEARCH, _MOST_SEARCH = 110, 240


class GraphBar(QWidget):
    """Says which side is wanted and what is searched for; holds the tools that are put into it."""

    side_wanted = Signal(str)
    searched = Signal(str)
    next_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools: list[tuple[QToolButton, str]] = []
        self._sides = QButtonGroup(self)
        self._names = QStringListModel(self)
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Find…"))
        self._search.setToolTip(self.tr("Find in the graph; Enter goes to the next one"))
        self._search.setAccessibleName(self.tr("Find in the graph"))
        self._search.setClearButtonEnabled(True)
        self._search.setMinimumWidth(_LEAST_SEARCH)
        self._search.setMaximumWidth(_MOST_SEARCH)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._search.setCompleter(completer)

        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(8, 4, 8, 4)
        self._layout.setSpacing(4)
        self._layout.addWidget(self._side_switch())
        self._layout.addSpacing(4)
        self._layout.addWidget(self._search, 4)
        self._layout.addStretch(1)

        self._search.textChanged.connect(self.searched)
        self._search.returnPressed.connect(self.next_wanted)
        self._sides.idClicked.connect(self._want_side)

    @property
    def words(self) -> str:
        """What is searched for."""
        return self._search.text()

    def add_tool(self, button: QToolButton, symbol: str) -> None:
        """Put a button with a text into the bar; `symbol` names the icon that can stand for it."""
        button.setIconSize(QSize(SIZE, SIZE))
        button.setAutoRaise(True)
        button.setProperty("role", "tool")
        self._tools.append((button, symbol))
        self._layout.addWidget(button)

    def show_names(self, names: Sequence[str]) -> None:
        """Complete the search with these names."""
        self._names.setStringList(sorted({one_line(name, 80) for name in names}))

    def show_side(self, side: str) -> None:
        """Show which side is drawn."""
        self._sides.button(SIDES.index(side)).setChecked(True)

    def show_has_reference(self, has_reference: bool) -> None:  # noqa: FBT001 (one fact)
        """Offer the reference and both sides only when there is a reference."""
        for side in SIDES[1:]:
            self._sides.button(SIDES.index(side)).setEnabled(has_reference)

    def show_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        for button, symbol in self._tools:
            button.setIcon(icon(symbol, theme))

    def begin_search(self) -> None:
        """Put the cursor into the search."""
        self._search.setFocus()
        self._search.selectAll()

    def minimumSizeHint(self) -> QSize:
        """Return the size with icons alone: texts give way first."""
        return QSize(self._room(Qt.ToolButtonStyle.ToolButtonIconOnly), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the texts where there is room for them."""
        super().resizeEvent(event)
        both = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        fits = self._room(both) <= event.size().width()
        for button, _ in self._tools:
            button.setToolButtonStyle(both if fits else Qt.ToolButtonStyle.ToolButtonIconOnly)

    def _room(self, style: Qt.ToolButtonStyle) -> int:
        margins = self._layout.contentsMargins()
        room = margins.left() + margins.right() + _LEAST_SEARCH + 4 * self._layout.spacing()
        for button in self.findChildren(QToolButton):
            button.ensurePolished()
            now = button.toolButtonStyle()
            if any(button is tool for tool, _ in self._tools):
                button.setToolButtonStyle(style)
            room += button.sizeHint().width() + self._layout.spacing()
            button.setToolButtonStyle(now)
        return room

    def _side_switch(self) -> QFrame:
        switch = QFrame()
        switch.setProperty("role", "switch")
        layout = QHBoxLayout(switch)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(2)
        words = (self.tr("Candidate"), self.tr("Reference"), self.tr("Both"))
        for number, text in enumerate(words):
            button = QToolButton()
            button.setText(text)
            button.setToolTip(self.tr("Draw the graph of this side"))
            button.setCheckable(True)
            button.setProperty("role", "side")
            self._sides.addButton(button, number)
            layout.addWidget(button)
        self._sides.button(0).setChecked(True)
        return switch

    def _want_side(self, number: int) -> None:
        self.side_wanted.emit(SIDES[number])
