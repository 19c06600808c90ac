"""Brings session and worker together: what to ask for and when."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from analysis.layout import GraphEdge, GraphLayout, GraphNode, GraphWish
from analysis.values import decode
from gui.background import Background
from gui.bars import Message
from gui.other_requests import Findings, PictureSize
from gui.selection import Selection
from gui.session import Session
from gui.slices import Slices

_CANCELLED = "cancelled"


class Asking(QObject):
    """Asks for a review when the inputs change, for a graph or picture when a view shows it."""

    graph_drawn = Signal(object)  # GraphLayout
    graph_failed = Signal(str)  # why
    drawing_made = Signal(bytes, int)  # a file, how many nodes it leaves out
    drawing_failed = Signal(str)  # why
    picture_drawn = Signal(str, bytes)
    report_made = Signal(str)
    failed = Signal(str, str)  # what, why
    told = Signal(object)  # Message
    settled = Signal(str)  # the key of a message that no longer holds

    def __init__(self, session: Session, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._slices = Slices(self)
        session.inputs_changed.connect(self.review)
        session.inputs_typed.connect(self._review_after_pause)
        session.selection_changed.connect(self._focus)
        background.review_arrived.connect(session.adopt_review)
        background.fixes_arrived.connect(session.adopt_fixes)
        background.fix_given_up.connect(session.give_up_fixes)
        background.others.graph_arrived.connect(self.show_graph)
        background.others.drawing_arrived.connect(self.drawing_made)
        background.others.picture_arrived.connect(self.picture_drawn)
        background.others.report_arrived.connect(self.report_made)
        background.failed.connect(self._tell)

    def review(self) -> None:
        """Ask for a review of the texts as they stand."""
        self.settled.emit(_CANCELLED)
        inputs = self._session.inputs
        if inputs is None:
            self._background.cancel()
        else:
            self._background.review(inputs, self._session.selection.finding_id)

    def review_again(self) -> None:
        """Ask for a review because the user does, of a text too that a worker was lost over."""
        self._background.forget_losses()
        self.review()

    def graph(self, wish: GraphWish) -> None:
        """Ask for a graph."""
        inputs = self._session.inputs
        if inputs is not None:
            self._background.others.graph(inputs, wish)

    def drawing(self, wish: GraphWish, form: str, *, dark: bool) -> None:
        """Ask for a graph as a file."""
        inputs = self._session.inputs
        if inputs is not None:
            self._background.others.drawing(inputs, wish, form, dark=dark)

    def picture(self, figure: str, size: PictureSize) -> None:
        """Ask for a figure of the Summary."""
        inputs = self._session.inputs
        if inputs is not None:
            self._background.others.picture(inputs, figure, size)

    def report(
        self,
        labels: str,
        findings: Findings,
        form: str = "markdown",
        *,
        show_secrets: bool = False,
    ) -> None:
        """Ask for a report in some format with some labels, on some findings."""
        inputs = self._session.inputs
        if inputs is not None:
            self._background.others.report(
                inputs, labels, findings, form, show_secrets=show_secrets
            )

    def cancel(self) -> None:
        """Give up what is being done, and say that it was."""
        was_busy = self._background.is_busy
        self._background.cancel()
        if was_busy:
            text = self.tr("Cancelled. What had not come by then is not checked.")
            choices = {self.tr("Review again"): self.review}
            self.told.emit(Message(_CANCELLED, text, choices=choices))

    def show_graph(self, side: str, graph: object) -> None:
        """Tell a graph that arrived as JSON, as soon as it is decoded."""
        self._slices.start(self._decode_graph(side, graph))

    def _review_after_pause(self) -> None:
        self.settled.emit(_CANCELLED)
        inputs = self._session.inputs
        if inputs is not None:
            self._background.review(inputs, self._session.selection.finding_id, pause=True)

    def _focus(self, selection: Selection) -> None:
        finding = self._session.finding(selection.finding_id)
        if finding is not None and finding.fixes:
            self._background.focus(finding.id)

    def _decode_graph(self, side: str, graph: Any) -> Iterator[None]:  # noqa: ANN401 (it is JSON)
        # A large one takes longer than anybody shall wait for the window.
        try:
            drawn = decode(GraphLayout, {**graph, "nodes": [], "edges": []})
            nodes, edges = [], []
            for node in graph["nodes"]:
                nodes.append(decode(GraphNode, node))
                yield
            for edge in graph["edges"]:
                edges.append(decode(GraphEdge, edge))
                yield
        except (KeyError, TypeError, ValueError) as error:
            self.graph_failed.emit(self.tr("The graph of the {} failed: {}").format(side, error))
            return
        self.graph_drawn.emit(replace(drawn, nodes=tuple(nodes), edges=tuple(edges)))

    def _tell(self, kind: str, why: str) -> None:
        if kind == "graph":
            self.graph_failed.emit(self.tr("The graph could not be drawn: {}").format(why))
        elif kind == "drawing":
            self.drawing_failed.emit(why)
        elif kind not in ("picture", "explain"):
            self.failed.emit(kind, why)
