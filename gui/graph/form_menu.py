"""The menu of the graph's form: what frames stand for, and where dependencies stand."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from analysis.layout import GraphLayout

_FRAMES = {
    "none": "No frames",
    "service": "Frames by service",
    "network": "Frames by VPC and subnet",
}
_ORIENTATIONS = {"right": "Dependencies to the right", "down": "Dependencies below"}


class FormMenu(QToolButton):
    """A button with a menu of forms; says when another one is wanted."""

    form_wanted = Signal()
    places_unwanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self._frames = self._add_choice(_FRAMES)
        self._menu.addSeparator()
        self._orientation = self._add_choice(_ORIENTATIONS)
        self._menu.addSeparator()
        self._reset = self._menu.addAction(self.tr("Put moved boxes back"))
        self._reset.triggered.connect(self.places_unwanted)
        self.setText(self.tr("Layout"))
        self.setToolTip(self.tr("Frames by service or network, and where dependencies stand"))
        self.setAccessibleName(self.tr("Layout of the graph"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(self._menu)

    @property
    def frames(self) -> str:
        """What frames stand for: `none`, `service` or `network`."""
        return str(self._frames.checkedAction().data())

    @property
    def orientation(self) -> str:
        """Where dependencies stand: `right` or `down`."""
        return str(self._orientation.checkedAction().data())

    def show_moved(self, has_moved: bool) -> None:  # noqa: FBT001 (one fact)
        """Offer to put boxes back where some were moved."""
        self._reset.setEnabled(has_moved)

    def show_graph(self, graph: GraphLayout) -> None:
        """Say whether frames found anything to stand around."""
        groups = [frame for frame in graph.frames if frame.kind != "stack"]
        is_empty = self.frames == "network" and not groups
        chosen = self._frames.checkedAction()
        words = self.tr("No VPC or subnet was found that resources are in.")
        for action in self._frames.actions():
            action.setToolTip(words if is_empty and action is chosen else "")

    def _add_choice(self, choices: dict[str, str]) -> QActionGroup:
        group = QActionGroup(self)
        for name, words in choices.items():
            action = self._menu.addAction(QCoreApplication.translate("FormMenu", words))
            action.setCheckable(True)
            action.setData(name)
            group.addAction(action)
        group.actions()[0].setChecked(True)
        group.triggered.connect(self.form_wanted)
        return group
