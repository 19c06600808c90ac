"""The filter of the graph: which kinds, services, types, changes and findings are shown."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from analysis.layout import CHANGE_WORDS, GraphLayout
from gui.graph.filters import GraphFilter
from gui.text import caption

ALWAYS = ("resource", "import")
"""The kinds of nodes that are always drawn."""

CHOICE = {
    "plumbing": "Plumbing: routes, associations, permissions, policies",
    "output": "Outputs",
    "export": "Exports",
    "parameter": "Parameters",
    "condition": "Conditions",
    "mapping": "Mappings",
}
"""The kinds of nodes that are drawn on request; the first three from the start."""

_DRAWN = "drawn"
_GROUPS = ("kind", "service", "type", "change", "severity")
_CHANGES = {**CHANGE_WORDS, "same": "Unchanged"}


class FilterMenu(QToolButton):
    """A button with a menu of what is shown; says when something was switched.

    `changed` is about what the graph has; `kinds_wanted` asks for a graph with other kinds.
    """

    changed = Signal()
    kinds_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._menu = _OpenMenu(self)
        self._off: dict[str, set[str]] = {group: set() for group in _GROUPS}
        self._drawn = {"plumbing", "output", "export"}
        self._actions: list[QAction] = []
        self.setText(self.tr("Filter"))
        self.setToolTip(self.tr("Choose what the graph shows"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(self._menu)

    @property
    def wanted(self) -> GraphFilter:
        """What is left out now."""
        return GraphFilter(*(frozenset(self._off[group]) for group in _GROUPS))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of nodes that are to be drawn."""
        return (*ALWAYS, *(kind for kind in CHOICE if kind in self._drawn))

    def show_graph(self, graph: GraphLayout) -> None:
        """Offer what this graph has; what was switched off stays off."""
        self._actions.clear()
        for menu in self._menu.findChildren(QMenu):
            menu.deleteLater()
        self._menu.clear()
        self._menu.addSection(self.tr("Draw"))
        for kind, words in CHOICE.items():
            self._add(self._menu, (_DRAWN, kind), words, is_on=kind in self._drawn)
        kinds = {node.kind: f"{node.kind.capitalize()}s" for node in graph.nodes}
        self._add_group(self.tr("Kinds"), "kind", kinds)
        services = {node.service: node.service for node in graph.nodes if node.service}
        self._add_submenu(self.tr("Services"), "service", services)
        types = {node.detail: node.detail for node in graph.nodes if node.kind == "resource"}
        self._add_submenu(self.tr("Types"), "type", types)
        present = {node.change for node in graph.nodes}
        changes = {change: words for change, words in _CHANGES.items() if change in present}
        self._add_group(self.tr("Changes"), "change", changes)
        severities = {node.severity: _severity_words(node.severity) for node in graph.nodes}
        self._add_group(self.tr("Findings"), "severity", severities)
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Show everything"), self.show_everything)

    def _add_group(self, title: str, group: str, entries: Mapping[str, str]) -> None:
        if len(entries) < 2:  # noqa: PLR2004 (nothing to choose from)
            return
        self._menu.addSection(title)
        self._add_entries(self._menu, group, entries)

    def _add_submenu(self, title: str, group: str, entries: Mapping[str, str]) -> None:
        if len(entries) < 2:  # noqa: PLR2004 (nothing to choose from)
            return
        menu = _OpenMenu(self._menu)
        menu.setTitle(title)
        menu.addAction(self.tr("All"), partial(self._switch_all, group, is_on=True))
        menu.addAction(self.tr("None"), partial(self._switch_all, group, is_on=False))
        menu.addSeparator()
        self._menu.addMenu(menu)
        self._add_entries(menu, group, entries)

    def _add_entries(self, menu: QMenu, group: str, entries: Mapping[str, str]) -> None:
        for name in sorted(entries):
            self._add(menu, (group, name), entries[name], is_on=name not in self._off[group])

    def _add(self, menu: QMenu, what: tuple[str, str], words: str, *, is_on: bool) -> None:
        action = QAction(caption(words, 60), menu)
        action.setCheckable(True)
        action.setChecked(is_on)
        action.setData(what)
        action.triggered.connect(partial(self._switch, action))
        menu.addAction(action)
        self._actions.append(action)

    def _switch(self, action: QAction) -> None:
        (group, name), is_on = action.data(), action.isChecked()
        if group == _DRAWN:
            self._drawn = self._drawn | {name} if is_on else self._drawn - {name}
            self.kinds_wanted.emit()
        else:
            off = self._off[group]
            self._off[group] = off - {name} if is_on else off | {name}
            self.changed.emit()

    def _switch_all(self, group: str, *, is_on: bool) -> None:
        members = [action for action in self._actions if action.data()[0] == group]
        self._off[group] = set() if is_on else {action.data()[1] for action in members}
        for action in members:
            action.setChecked(is_on)
        self.changed.emit()

    def show_everything(self) -> None:
        """Switch on what was switched off."""
        for off in self._off.values():
            off.clear()
        for action in self._actions:
            if action.data()[0] != _DRAWN:
                action.setChecked(True)
        self.changed.emit()


def _severity_words(severity: str) -> str:
    return f"{severity.capitalize()} findings" if severity else "Without findings"


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
