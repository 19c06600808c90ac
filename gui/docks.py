"""The docks beside the views: outline on the left, findings on the right."""

from PySide6.QtCore import QByteArray, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu, QWidget

_NARROW = 1120
_OUTLINE, _FINDINGS = (0.162, 180, 232), (0.258, 300, 372)
"""Share of the window's width, the least and the most that a dock has before it is dragged."""
_USUAL_LETTER, _MOST_WIDER = 7, 1.25
_LEAST_WIDTH = 180


class Docks(QObject):
    """Places the docks; in a narrow window the outline folds away until there is room again."""

    def __init__(self, window: QMainWindow, outline: QWidget, findings: QWidget) -> None:
        super().__init__(window)
        self._window = window
        areas = Qt.DockWidgetArea
        self._outline = self._dock("outline", self.tr("Outline"), outline)
        self._findings = self._dock("findings", self.tr("Findings"), findings)
        window.addDockWidget(areas.LeftDockWidgetArea, self._outline)
        window.addDockWidget(areas.RightDockWidgetArea, self._findings)
        self._is_placed = False
        self._is_folded = False
        self._wanted = dict.fromkeys((self._outline, self._findings), True)
        self._are_shown = True

    def offer(self, menu: QMenu, before: QAction) -> None:
        """Offer to show and hide outline and findings, before an action of a menu."""
        menu.insertActions(before, self._toggles)
        menu.insertSeparator(before)

    def show_all(self, *, shown: bool) -> None:
        """Hide the docks while nothing is open; show those the user wants otherwise."""
        if shown == self._are_shown:
            return
        if not shown:
            self._wanted = {dock: not dock.isHidden() for dock in self._wanted}
        self._are_shown = shown
        for dock, wanted in self._wanted.items():
            dock.setVisible(shown and wanted)
        for toggle in self._toggles:
            toggle.setEnabled(shown)
        self.fit(self._window.width())

    def fit(self, width: int) -> None:
        """Fold the outline away in a narrow window, bring it back in a wide one."""
        if not self._are_shown:
            return
        if not self._is_placed:
            self._is_placed = True
            self._place(width)
        if width < _NARROW and not self._is_folded and not self._outline.isHidden():
            self._outline.hide()
            self._is_folded = True
        elif width >= _NARROW and self._is_folded:
            self._outline.show()
            self._is_folded = False

    def state(self) -> str:
        """Return the docks' places as text."""
        self.show_all(shown=True)
        if self._is_folded:
            self._outline.show()
        return bytes(self._window.saveState().toHex().data()).decode()

    def restore(self, state: str) -> None:
        """Put the docks where they were."""
        if state:
            self._is_placed = self._window.restoreState(QByteArray.fromHex(state.encode()))
        self._are_shown = True

    @property
    def _toggles(self) -> tuple[QAction, QAction]:
        return self._outline.toggleViewAction(), self._findings.toggleViewAction()

    def _place(self, width: int) -> None:
        docks = {self._outline: _OUTLINE, self._findings: _FINDINGS}
        letters = self._window.fontMetrics().averageCharWidth() / _USUAL_LETTER
        wider = min(max(letters, 1), _MOST_WIDER)
        widths = [round(_part(width, *wanted) * wider) for wanted in docks.values()]
        self._window.resizeDocks(list(docks), widths, Qt.Orientation.Horizontal)

    def _dock(self, name: str, title: str, inside: QWidget) -> QDockWidget:
        dock = QDockWidget(title, self._window)
        dock.setObjectName(f"{name}-dock")
        inside.setMinimumWidth(_LEAST_WIDTH)
        dock.setWidget(inside)
        return dock


def _part(width: int, share: float, least: int, most: int) -> int:
    return min(max(round(width * share), least), most)
