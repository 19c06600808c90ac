"""The strip on top: the two files, the way to swap them, the choice of view, what was found."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from gui.actions import Actions
from gui.document import Document
from gui.icons import SIZE, icon
from gui.selection import CANDIDATE, REFERENCE
from gui.text import caption, label, one_line, tooltip, visible
from gui.theme import Theme

VIEWS = ("compare", "graph", "changes", "summary")
_LIMITS = (34, 34, 16, 16, 10)
"""How many letters a name may have at each degree of narrowness."""
_NO_LINT, _ICONS, _NO_COUNT = 1, 3, 4
_LEAST_WIDTH = 320


class Header(QFrame):
    """Shows and chooses the two files and the view."""

    recent_wanted = Signal(str, object)  # side, the menu to fill

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "header")
        self._files = {side: _FileButton(side, actions) for side in (CANDIDATE, REFERENCE)}
        self._swap = QToolButton()
        self._swap.setDefaultAction(actions["swap"])
        self._swap.setAutoRaise(True)
        self._swap.setIconSize(QSize(SIZE, SIZE))
        self._count = label(role="count")
        self._lint = label(role="muted")
        self._switch = _Switch(actions, self)
        self._layout = layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(8)
        layout.addWidget(self._files[CANDIDATE])
        layout.addWidget(self._swap)
        layout.addWidget(self._files[REFERENCE])
        layout.addStretch(1)
        layout.addWidget(self._switch)
        layout.addStretch(1)
        layout.addWidget(self._count)
        layout.addWidget(self._lint)

        for button in self._files.values():
            button.recent_wanted.connect(self.recent_wanted)
        self.show_document(CANDIDATE, None)
        self.show_document(REFERENCE, None)

    def show_document(self, side: str, document: Document | None) -> None:
        """Show the name of a side's file and whether it is unsaved."""
        self._files[side].show_document(document)
        self._fit()

    def show_found(self, count: str, lint: str, why: str) -> None:
        """Show how many findings there are and how far the lint came."""
        self._count.setText(visible(count))
        self._lint.setText(visible(lint))
        self._count.setToolTip(tooltip(why))
        self._lint.setToolTip(tooltip(why))
        self._fit()

    def show_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        for button in self._files.values():
            button.setIcon(icon("file", theme, "muted"))

    def minimumSizeHint(self) -> QSize:
        """Leave it to the window how narrow it is: what has no room is shortened."""
        return QSize(_LEAST_WIDTH, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten what has no room."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit again where letters have become larger or smaller."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        """Leave out as little as the width asks for: the lint, long names, words of the switch."""
        for degree in range(len(_LIMITS)):
            self._lint.setVisible(degree < _NO_LINT)
            self._count.setVisible(degree < _NO_COUNT)
            self._switch.show_words(shown=degree < _ICONS)
            for button in self._files.values():
                button.shorten(_LIMITS[degree])
            if self._needed() <= self.width():
                return

    def _needed(self) -> int:
        """Return the width that everything in sight needs; layouts know it only later."""
        shown = (*self._files.values(), self._swap, self._switch, self._count, self._lint)
        widths = [part.sizeHint().width() for part in shown if not part.isHidden()]
        margins = self._layout.contentsMargins()
        gaps = self._layout.spacing() * (self._layout.count() - 1)
        return sum(widths) + margins.left() + margins.right() + gaps


class _FileButton(QToolButton):
    """The file of a side: its name, and a menu to choose another one."""

    recent_wanted = Signal(str, object)

    def __init__(self, side: str, actions: Actions) -> None:
        super().__init__()
        self._side = side
        self._name, self._dot, self._limit = "", "", _LIMITS[0]
        self._menu = QMenu(self)
        self._recent = QMenu(self.tr("Recent"), self._menu)
        self._menu.addAction(actions[f"open-{side}"])
        self._menu.addMenu(self._recent)
        self._menu.addAction(actions[f"paste-{side}"])
        if side == CANDIDATE:
            self._menu.addSeparator()
            for name in ("save", "save-as", "save-template"):
                self._menu.addAction(actions[name])
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(SIZE, SIZE))
        self.setProperty("role", "file")
        self.setProperty("side", side)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

        self._recent.aboutToShow.connect(self._want_recent)

    def show_document(self, document: Document | None) -> None:
        if document is None:
            is_candidate = self._side == CANDIDATE
            self._dot = ""
            self._name = self.tr("Choose a candidate" if is_candidate else "Choose a reference")
            self._show_name()
            self.setToolTip("")
            self.setAccessibleName(self.tr("{} file, none open").format(self._side))
            return
        path = document.source.path
        title = path.replace("\\", "/").rsplit("/", 1)[-1] or self.tr("Pasted text")
        self._name, self._dot = title, " ●" if document.is_modified else ""
        self._show_name()
        self.setToolTip(tooltip(path or self.tr("Pasted text, not saved yet")))
        state = self.tr("unsaved") if document.is_modified else self.tr("saved")
        self.setAccessibleName(f"{self._side}: {one_line(title)}, {state}")

    def shorten(self, limit: int) -> None:
        """Show so many letters of the name at most."""
        if limit != self._limit:
            self._limit = limit
            self._show_name()

    def _show_name(self) -> None:
        self.setText(f"{caption(self._name, self._limit)}{self._dot} ")

    def _want_recent(self) -> None:
        self._recent.clear()
        self.recent_wanted.emit(self._side, self._recent)


class _Switch(QFrame):
    """The switch between the views, by icon and word or by icon alone."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[QToolButton] = []
        self.setProperty("role", "switch")
        self._layout = layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(2)
        for name in VIEWS:
            button = QToolButton()
            button.setDefaultAction(actions[f"view-{name}"])
            button.setIconSize(QSize(SIZE, SIZE))
            button.setProperty("role", "view")
            layout.addWidget(button)
            self._buttons.append(button)
        self.show_words(shown=True)

    def sizeHint(self) -> QSize:
        """Return what the buttons need as they are now."""
        hints = [button.sizeHint() for button in self._buttons]
        margins = self._layout.contentsMargins()
        gaps = self._layout.spacing() * (len(hints) - 1) + margins.left() + margins.right()
        height = max(hint.height() for hint in hints) + margins.top() + margins.bottom()
        return QSize(sum(hint.width() for hint in hints) + gaps, height)

    def show_words(self, *, shown: bool) -> None:
        """Show the views' names beside their icons, or the icons alone."""
        styles = Qt.ToolButtonStyle
        style = styles.ToolButtonTextBesideIcon if shown else styles.ToolButtonIconOnly
        for button in self._buttons:
            button.setToolButtonStyle(style)
