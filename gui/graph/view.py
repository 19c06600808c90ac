"""The Graph view: the canvas with its search, filter, sides and legend."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from analysis.layout import GraphLayout, GraphNode
from gui.graph.canvas import GraphCanvas
from gui.graph.describe import summary_of
from gui.graph.filter_menu import FilterMenu
from gui.graph.filters import found, matching
from gui.graph.legend import Legend
from gui.graph.picture import save_picture
from gui.text import label
from gui.theme import Theme

SIDES = ("candidate", "reference", "difference")
"""What the graph can be of; `difference` is both in one."""

_BUSY_AFTER = 150


class GraphView(QWidget):
    """Shows the dependency graph of a side, or of both in one.

    `node_chosen` tells a node's side and logical ID (both empty: let go); `graph_wanted` the side
    whose graph is to be shown and the further kinds of nodes to draw in it. Answer it with
    `show_graph`, or `show_nothing` and the reason.
    """

    node_chosen = Signal(str, str)
    graph_wanted = Signal(str, tuple)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._side = "candidate"
        self._hits: tuple[str, ...] = ()
        self._wish = ("", "")
        self._wants_legend = True
        self._canvas = GraphCanvas(theme)
        self._legend = Legend(theme)
        self._message = label(wrap=True, role="placeholder")
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._message)
        self._pages.addWidget(self._canvas)
        self._summary = label(role="muted")
        self._summary.setContentsMargins(12, 0, 12, 4)
        self._summary.setMinimumWidth(1)
        self._search = QLineEdit()
        self._filter = FilterMenu()
        self._sides = QButtonGroup(self)
        self._busy = QTimer(self)
        self._busy.setSingleShot(True)
        self._busy.setInterval(_BUSY_AFTER)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._bar())
        layout.addWidget(self._summary)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._legend)

        self._canvas.node_chosen.connect(self._tell_chosen)
        self._search.textChanged.connect(self._find)
        self._search.returnPressed.connect(self._go_on)
        self._sides.idClicked.connect(self._switch_side)
        self._filter.changed.connect(self._mark)
        self._filter.kinds_wanted.connect(self._want_graph)
        self._busy.timeout.connect(self._say_busy)
        self._find_shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        self._find_shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._find_shortcut.activated.connect(self._search.setFocus)
        self.show_nothing(self.tr("Open a template to see what depends on what."))

    @property
    def side(self) -> str:
        """The side whose graph is wanted: `candidate`, `reference` or `difference`."""
        return self._side

    def show_graph(self, graph: GraphLayout) -> None:
        """Replace the graph; a choice that is still there stays."""
        self._busy.stop()
        if not graph.nodes:
            self.show_nothing(self.tr("This template has nothing to draw: no resources were read."))
            return
        self._side = graph.side
        self._sides.button(SIDES.index(graph.side)).setChecked(True)
        self._canvas.show_graph(graph)
        self._filter.show_graph(graph)
        self._legend.show_graph(graph)
        self._summary.setText(summary_of(graph))
        self._pages.setCurrentWidget(self._canvas)
        self._show_legend()
        self._find(self._search.text())
        self.choose(*self._wish)

    def show_nothing(self, why: str) -> None:
        """Show why there is no graph."""
        self._busy.stop()
        self._summary.clear()
        self._message.setText(why)
        self._pages.setCurrentWidget(self._message)
        self._show_legend()

    def show_busy(self) -> None:
        """Say that a graph is on its way, unless it comes at once."""
        self._busy.start()

    def show_has_reference(self, has_reference: bool) -> None:  # noqa: FBT001 (one fact)
        """Offer the reference and both sides only when there is a reference."""
        for side in ("reference", "difference"):
            self._sides.button(SIDES.index(side)).setEnabled(has_reference)
        if not has_reference and self._side != "candidate":
            self._side = "candidate"
            self._sides.button(0).setChecked(True)

    def show_theme(self, theme: Theme) -> None:
        """Paint in a theme's colours."""
        self._theme = theme
        self._canvas.show_theme(theme)
        self._legend.show_theme(theme)

    def choose(self, logical_id: str, side: str = "") -> None:
        """Mark the node of an entity, now or as soon as its graph comes; empty lets go.

        In the graph of both sides an aligned entity answers to both of its names; `side` says
        whose name it is where that matters.
        """
        self._wish = (logical_id, side)
        nodes = self._canvas.graph.nodes
        # What is chosen stays so: an import, too, answers to the entity that it was chosen with.
        if any(node.id == self._canvas.chosen and node.logical_id == logical_id for node in nodes):
            return
        answering = (node.id for node in nodes if logical_id and _is_named(node, logical_id, side))
        self._canvas.choose(next(answering, ""))

    def save_picture(self, path: Path) -> bool:
        """Write the graph as SVG or PNG, by the file's name; return whether that was done."""
        return save_picture(self._canvas, path, self._theme.colour("panel"))

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 4)
        bar.setSpacing(4)
        words = (self.tr("Candidate"), self.tr("Reference"), self.tr("Both"))
        for number, text in enumerate(words):
            button = _tool(text, self.tr("Draw the graph of this side"))
            button.setCheckable(True)
            button.setProperty("role", "view")
            self._sides.addButton(button, number)
            bar.addWidget(button)
        self._sides.button(0).setChecked(True)
        self._search.setPlaceholderText(self.tr("Find in the graph…"))
        self._search.setAccessibleName(self.tr("Find in the graph"))
        self._search.setClearButtonEnabled(True)
        self._search.setMinimumWidth(120)
        self._search.setMaximumWidth(240)
        bar.addSpacing(8)
        bar.addWidget(self._search, 1)
        bar.addWidget(self._filter)
        bar.addStretch(1)
        for text, tip, slot in (
            ("−", self.tr("Zoom out"), self._canvas.zoom_out),  # noqa: RUF001 (the sign)
            ("+", self.tr("Zoom in"), self._canvas.zoom_in),
            (self.tr("Fit"), self.tr("Show the whole graph"), self._canvas.fit),
            (self.tr("Legend"), self.tr("Show or hide the legend"), self._switch_legend),
            (self.tr("Save picture…"), self.tr("Write the graph as SVG or PNG"), self._ask_path),
        ):
            button = _tool(text, tip)
            button.clicked.connect(slot)
            bar.addWidget(button)
        return bar

    def _switch_legend(self) -> None:
        self._wants_legend = not self._wants_legend
        self._show_legend()

    def _show_legend(self) -> None:
        has_graph = self._pages.currentWidget() is self._canvas
        self._legend.setVisible(self._wants_legend and has_graph)

    def _switch_side(self, number: int) -> None:
        self._side = SIDES[number]
        self._want_graph()

    def _want_graph(self) -> None:
        self.show_busy()
        self.graph_wanted.emit(self._side, self._filter.further_kinds)

    def _say_busy(self) -> None:
        self._summary.setText(self.tr("Drawing the graph…"))

    def _tell_chosen(self, node_id: str) -> None:
        for node in self._canvas.graph.nodes:
            if node.id == node_id:
                self._wish = (node.logical_id, node.side)
                self.node_chosen.emit(node.side, node.logical_id)
                return
        self._wish = ("", "")
        self.node_chosen.emit("", "")

    def _find(self, words: str) -> None:
        self._hits = found(self._canvas.graph, words)
        self._mark()

    def _go_on(self) -> None:
        if not self._hits:
            return
        chosen = self._canvas.chosen
        at = (self._hits.index(chosen) + 1) % len(self._hits) if chosen in self._hits else 0
        self._canvas.choose(self._hits[at])
        self._tell_chosen(self._hits[at])

    def _mark(self) -> None:
        passing = matching(self._canvas.graph, self._filter.wanted)
        if self._search.text().strip():
            hits = frozenset(self._hits)
            passing = hits if passing is None else passing & hits
        self._canvas.show_matches(passing, self._hits)

    def _ask_path(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Save picture of the graph"),
            f"{self._side}-graph.svg",
            self.tr("Pictures (*.svg *.png)"),
        )
        if name and not self.save_picture(Path(name)):
            self._summary.setText(self.tr("The picture could not be written to {}.").format(name))


def _is_named(node: GraphNode, logical_id: str, side: str) -> bool:
    if node.kind == "import":
        return False
    other = "reference" if node.side == "candidate" else "candidate"
    names = {node.side: node.logical_id, other: node.partner}
    return logical_id == names.get(side, node.logical_id)


def _tool(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(tip if len(text) == 1 else text)
    button.setAutoRaise(True)
    return button
