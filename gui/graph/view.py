"""The Graph view: the canvas with its bar, its answers and its legend."""

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from analysis.layout import GraphLayout, GraphNode, GraphWish
from analysis.layout.questions import Answer
from gui.graph.asked import Question, answer_text, answer_to
from gui.graph.bar import SIDES, GraphBar
from gui.graph.canvas import GraphCanvas
from gui.graph.describe import summary_of
from gui.graph.filter_menu import FilterMenu
from gui.graph.filters import found, matching
from gui.graph.form_menu import FormMenu
from gui.graph.legend import Legend
from gui.graph.question_menu import QuestionMenu
from gui.text import label, tooltip, visible
from gui.theme import Theme

_BUSY_AFTER = 150


class GraphView(QWidget):
    """Shows the dependency graph of a side, or of both in one.

    `node_chosen` tells a node's side and logical ID (both empty: let go), `node_opened` the same of
    a node whose lines are wanted, `place_opened` a side and an offset whose line is wanted,
    `findings_wanted` the chosen node's name and the ids of its findings (an empty name: all are
    wanted again). `graph_wanted` asks for a graph: answer it with `show_graph`, or `show_nothing`
    and the reason. `file_wanted` asks for what is shown as a file.
    """

    node_chosen = Signal(str, str)
    node_opened = Signal(str, str)
    findings_wanted = Signal(str, tuple)
    place_opened = Signal(str, int)
    graph_wanted = Signal(object)  # GraphWish
    file_wanted = Signal(object)  # GraphWish

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._side = SIDES[0]
        self._hits: tuple[str, ...] = ()
        self._wish = ("", "")
        self._finding = ""
        self._question: Question | None = None
        self._canvas = GraphCanvas(theme)
        self._legend = Legend(theme)
        self._message = label(wrap=True, role="placeholder")
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._message)
        self._pages.addWidget(self._canvas)
        self._summary = label(role="muted")
        self._summary.setMinimumWidth(1)
        self._everything = QPushButton(self.tr("Show everything"))
        self._everything.setProperty("role", "link")
        self._bar = GraphBar()
        self._filter = FilterMenu()
        self._questions = QuestionMenu()
        self._form = FormMenu()
        self._lists_uses = False
        self._busy = QTimer(self)
        self._busy.setSingleShot(True)
        self._busy.setInterval(_BUSY_AFTER)
        self._fill_bar()
        self._lay_out()
        self._bar.show_theme(theme)

        self._canvas.graph_shown.connect(self._take_graph)
        self._canvas.node_chosen.connect(self._tell_chosen)
        self._canvas.node_opened.connect(self._tell_opened)
        self._canvas.menu_wanted.connect(self._open_menu)
        self._bar.searched.connect(self._find)
        self._bar.next_wanted.connect(self._go_on)
        self._bar.side_wanted.connect(self._switch_side)
        self._connect_menus()
        self._everything.clicked.connect(self._show_everything)
        self._busy.timeout.connect(self._say_busy)
        self._find_shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        self._find_shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._find_shortcut.activated.connect(self._bar.begin_search)
        self.show_nothing(self.tr("Open a template to see what depends on what."))

    @property
    def side(self) -> str:
        """The side whose graph is wanted: `candidate`, `reference` or `difference`."""
        return self._side

    @property
    def wish(self) -> GraphWish:
        """What graph is wanted."""
        form = self._form
        return GraphWish(self._side, self._filter.kinds, form.frames, form.orientation)

    def show_graph(self, graph: GraphLayout) -> None:
        """Replace the graph, by a large one when it is built; what is still chosen stays so."""
        if not graph.nodes:
            self.show_nothing(self.tr("This template has nothing to draw: no resources were read."))
            return
        self._side = graph.side
        self._bar.show_side(graph.side)
        self._canvas.show_graph(graph)

    def show_nothing(self, why: str) -> None:
        """Show why there is no graph."""
        self._busy.stop()
        self._canvas.stay()
        self._summary.clear()
        self._message.setText(visible(why))
        self._show_page(self._message)

    def show_busy(self) -> None:
        """Say that a graph is on its way, unless it comes at once."""
        self._busy.start()

    def want_graph(self) -> None:
        """Ask for the graph of the wanted side with the wanted kinds of nodes."""
        self.show_busy()
        self.graph_wanted.emit(self.wish)

    def show_has_reference(self, has_reference: bool) -> None:  # noqa: FBT001 (one fact)
        """Offer the reference and both sides only when there is a reference."""
        self._bar.show_has_reference(has_reference)
        if not has_reference and self._side != SIDES[0]:
            self._side = SIDES[0]
            self._bar.show_side(self._side)

    def show_theme(self, theme: Theme) -> None:
        """Paint in a theme's colours."""
        self._theme = theme
        self._bar.show_theme(theme)
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
        self._mark()

    def show_finding(self, finding_id: str) -> None:
        """Mark all nodes that a finding points at; an empty id lets go."""
        if finding_id != self._finding:
            self._finding = finding_id
            self._mark()

    def ask(self, question: Question | None) -> None:
        """Show the answer to a question alone in full light, None for everything."""
        self._question = question
        self._mark()
        lit = self._answer()
        if lit and lit.nodes:
            self._canvas.fit_nodes(lit.nodes)

    def _fill_bar(self) -> None:
        self._bar.add_tool(self._filter, "filter")
        self._bar.add_tool(self._questions, "reach")
        self._bar.add_tool(self._form, "layout")
        for text, symbol, tip, slot in (
            (self.tr("Smaller"), "zoom-out", self.tr("Zoom out"), self._canvas.zoom_out),
            (self.tr("Larger"), "zoom-in", self.tr("Zoom in"), self._canvas.zoom_in),
            (self.tr("Fit"), "fit", self.tr("Show the whole graph"), self._canvas.fit),
            (
                self.tr("Save…"),
                "picture",
                self.tr("Write the graph as SVG, PNG, PDF, DOT, Mermaid or JSON"),
                self._want_file,
            ),
        ):
            button = QToolButton()
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.clicked.connect(slot)
            self._bar.add_tool(button, symbol)

    def _connect_menus(self) -> None:
        self._filter.changed.connect(self._mark)
        self._filter.kinds_wanted.connect(self.want_graph)
        self._form.form_wanted.connect(self.want_graph)
        self._form.menu().aboutToShow.connect(self._offer_places)
        self._form.places_unwanted.connect(self._canvas.reset_places)
        self._canvas.card.place_opened.connect(self.place_opened)
        self._questions.asked.connect(self.ask)
        self._questions.menu().aboutToShow.connect(self._offer_questions)
        self._questions.uses_wanted.connect(self._list_uses)
        self._questions.closer_wanted.connect(self._canvas.fit_chosen)

    def _lay_out(self) -> None:
        words = QHBoxLayout()
        words.setContentsMargins(12, 0, 12, 4)
        words.addWidget(self._summary, 1)
        words.addWidget(self._everything)
        # The row keeps its height when the button comes and goes.
        words.addStrut(self._everything.sizeHint().height())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addLayout(words)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._legend)

    def _take_graph(self) -> None:
        graph = self._canvas.graph
        self._busy.stop()
        self._bar.show_names([node.label for node in graph.nodes])
        self._filter.show_graph(graph)
        self._form.show_graph(graph)
        self._legend.show_graph(graph)
        self._show_page(self._canvas)
        self._find(self._bar.words)
        self.choose(*self._wish)

    def _show_page(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self._legend.setVisible(page is self._canvas)
        self._everything.setVisible(page is self._canvas and self._is_narrowed())

    def _switch_side(self, side: str) -> None:
        self._side = side
        self.want_graph()

    def _say_busy(self) -> None:
        words = self.tr("Drawing the graph…")
        if self._pages.currentWidget() is self._message:
            self._message.setText(words)
        else:
            self._summary.setText(words)

    def _tell_chosen(self, node_id: str) -> None:
        node = self._node(node_id)
        self._lists_uses = self._lists_uses and bool(node_id)
        if not node_id and self._question and self._question.is_of_chosen:
            self._question = None
        self._mark()
        self._wish = (node.logical_id, node.side) if node else ("", "")
        self.node_chosen.emit(node.side if node else "", node.logical_id if node else "")
        self.findings_wanted.emit(node.label if node else "", node.findings if node else ())

    def _tell_opened(self, node_id: str) -> None:
        node = self._node(node_id)
        if node:
            self.node_opened.emit(node.side, node.logical_id)

    def _node(self, node_id: str) -> GraphNode | None:
        return next((node for node in self._canvas.graph.nodes if node.id == node_id), None)

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

    def _answer(self) -> Answer | None:
        graph, chosen = self._canvas.graph, self._canvas.selected
        if self._question is None or not self._question.can_be_asked(graph, chosen):
            return None
        return answer_to(self._question, graph, sorted(chosen))

    def _mark(self) -> None:
        graph = self._canvas.graph
        passing, marked = matching(graph, self._filter.wanted), self._hits
        if self._bar.words.strip():
            hits = frozenset(marked)
            passing = hits if passing is None else passing & hits
        elif self._finding:
            marked = tuple(node.id for node in graph.nodes if self._finding in node.findings)
        answer = self._answer()
        self._canvas.show_matches(passing, marked, answer)
        words = summary_of(graph)
        if answer is not None and self._question is not None:
            chosen = sorted(self._canvas.selected) if self._question.is_of_chosen else []
            words = answer_text(self._question, graph, chosen, answer)
        self._summary.setText(visible(words))
        self._summary.setToolTip(tooltip(words) if answer else "")
        self._everything.setVisible(self._is_narrowed())
        self._show_card()

    def _show_card(self) -> None:
        canvas = self._canvas
        node = self._node(canvas.chosen) if len(canvas.selected) == 1 else None
        canvas.card.show_node(canvas.graph, node, wanted=self._lists_uses)
        canvas.place_card()

    def _is_narrowed(self) -> bool:
        return self._question is not None or not self._filter.wanted.is_open

    def _show_everything(self) -> None:
        self._question = None
        self._filter.show_everything()

    def _offer_questions(self) -> None:
        self._questions.show_state(
            self._canvas.graph,
            self._canvas.selected,
            is_asked=self._question is not None,
        )

    def _open_menu(self, place: QPoint) -> None:
        self._questions.open_at(place)

    def _offer_places(self) -> None:
        self._form.show_moved(self._canvas.has_moved)

    def _want_file(self) -> None:
        self.file_wanted.emit(self.wish)

    def _list_uses(self) -> None:
        self._lists_uses = True
        self._mark()


def _is_named(node: GraphNode, logical_id: str, side: str) -> bool:
    if node.kind == "import":
        return False
    other = "reference" if node.side == "candidate" else "candidate"
    names = {node.side: node.logical_id, other: node.partner}
    return logical_id == names.get(side, node.logical_id)
