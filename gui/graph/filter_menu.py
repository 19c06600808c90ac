"""The filter of the graph: which kinds, services and changes are shown."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from analysis.layout import CHANGE_WORDS, GraphLayout
from gui.graph.filters import GraphFilter
from gui.text import one_line

FURTHER_KINDS = ("parameter", "condition", "mapping")
"""The kinds of nodes that are drawn only when asked for."""

_FURTHER = "further"
_CHANGES = {**CHANGE_WORDS, "same": "Unchanged"}


class FilterMenu(QToolButton):
    """A button with a menu of what is shown; says when something was switched.

    `changed` is about what the graph has; `kinds_wanted` asks for a graph with further kinds.
    """

    changed = Signal()
    kinds_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._menu = _OpenMenu(self)
        self._off: dict[str, set[str]] = {"kind": set(), "service": set(), "change": set()}
        self._further: set[str] = set()
        self.setText(self.tr("Filter"))
        self.setToolTip(self.tr("Choose what the graph shows"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(self._menu)
        self._menu.triggered.connect(self._switch)

    @property
    def wanted(self) -> GraphFilter:
        """What is left out now."""
        return GraphFilter(
            frozenset(self._off["kind"]),
            frozenset(self._off["service"]),
            frozenset(self._off["change"]),
        )

    @property
    def further_kinds(self) -> tuple[str, ...]:
        """The further kinds that were asked for."""
        return tuple(kind for kind in FURTHER_KINDS if kind in self._further)

    def show_graph(self, graph: GraphLayout) -> None:
        """Offer what this graph has; what was switched off stays off."""
        self._menu.clear()
        self._menu.addSection(self.tr("Draw also"))
        for kind in FURTHER_KINDS:
            self._add(_FURTHER, kind, f"{kind.capitalize()}s", is_on=kind in self._further)
        kinds = {node.kind: f"{node.kind.capitalize()}s" for node in graph.nodes}
        self._add_group(self.tr("Kinds"), "kind", kinds)
        services = {node.service: node.service for node in graph.nodes if node.service}
        self._add_group(self.tr("Services"), "service", services)
        present = {node.change for node in graph.nodes}
        changes = {change: words for change, words in _CHANGES.items() if change in present}
        self._add_group(self.tr("Changes"), "change", changes)
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Show everything"), self._show_everything)

    def _add_group(self, title: str, group: str, entries: Mapping[str, str]) -> None:
        if len(entries) < 2:  # noqa: PLR2004 (nothing to choose from)
            return
        self._menu.addSection(title)
        for name in sorted(entries):
            self._add(group, name, entries[name], is_on=name not in self._off[group])

    def _add(self, group: str, name: str, words: str, *, is_on: bool) -> None:
        action = QAction(one_line(words, 60).replace("&", "&&"), self._menu)
        action.setCheckable(True)
        action.setChecked(is_on)
        action.setData((group, name))
        self._menu.addAction(action)

    def _switch(self, action: QAction) -> None:
        if not action.isCheckable():
            return
        group, name = action.data()
        if group == _FURTHER:
            self._further ^= {name}
            self.kinds_wanted.emit()
        else:
            self._off[group] ^= {name}
            self.changed.emit()

    def _show_everything(self) -> None:
        for off in self._off.values():
            off.clear()
        for action in self._menu.actions():
            if action.isCheckable() and action.data()[0] != _FURTHER:
                action.setChecked(True)
        self.changed.emit()


class _OpenMenu(QMenu):
    """A menu that stays open while its checks are switched."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Switch a check without closing."""
        action = self.activeAction()
        if action and action.isCheckable() and action.isEnabled():
            action.trigger()
            event.accept()
            return
        super().mouseReleaseEvent(event)
