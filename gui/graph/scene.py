"""The graph as items: boxes, lines and the frame of what is outside; boxes can be moved."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QWidget

from analysis.layout import GraphLayout, GraphNode
from gui.graph.describe import edge_text, node_text
from gui.graph.edge_item import EdgeItem
from gui.graph.frame_item import FrameItem
from gui.graph.lighting import Lighting
from gui.graph.look import Look
from gui.graph.neighbours import neighbours
from gui.graph.node_item import NodeItem
from gui.graph.outside_item import OutsideItem
from gui.text import one_line

_MARGIN = 28.0
_NOTHING = GraphLayout((), (), 0.0, 0.0, "candidate")

Item = TypeVar("Item", bound=QGraphicsItem)


class GraphScene(QGraphicsScene):
    """Shows a graph in some light; what was moved by hand stays where it was put."""

    def __init__(self, look: Look, parent: QWidget, graph: GraphLayout = _NOTHING) -> None:
        super().__init__(parent)
        self.graph = graph
        self.nodes: dict[str, NodeItem] = {}
        self.lighting = Lighting(neighbours(graph))
        self.by_hand: dict[str, QPointF] = {}
        self._look = replace(look, shows_both=graph.side == "difference")
        self._edges: list[EdgeItem] = []
        self._edges_of: dict[str, list[EdgeItem]] = {node.id: [] for node in graph.nodes}
        self._outside = OutsideItem(self._look)
        self._frames: list[FrameItem] = []
        self._has_heads = True
        self._added: list[QGraphicsItem] = []

    def build(self) -> Iterator[None]:
        """Make the items of the graph, as long as this is asked for the next one."""
        self._add(self._outside)
        for depth, frame in enumerate(self.graph.frames):
            self._frames.append(self._add(FrameItem(frame, self._look, depth)))
            yield
        for edge in self.graph.edges:
            line = self._add(EdgeItem(edge, self._look))
            self._edges.append(line)
            for end in {edge.source, edge.target}:
                self._edges_of[end].append(line)
            yield
        for node in self.graph.nodes:
            self.nodes[node.id] = self._add(NodeItem(node, self._look))
            yield

    def take_over(self, before: "GraphScene") -> None:
        """Have what is still there chosen as it was in another, and where it was put by hand."""
        if form_of(before.graph) == form_of(self.graph):
            # A place in another form means nothing in this one.
            self.by_hand = before.by_hand
        for name in self.by_hand.keys() & self.nodes.keys():
            self.nodes[name].put(self.by_hand[name])
            self._lead_lines(name)
        self._lead_frames()
        self.select(before.lighting.chosen & self.nodes.keys())
        self.settle()

    def take_down(self) -> Iterator[None]:
        """Remove the items, as long as this is asked for the next one."""
        self.blockSignals(True)  # noqa: FBT003 (Qt's signature)
        self.setItemIndexMethod(self.ItemIndexMethod.NoIndex)
        self.nodes, self._edges, self._edges_of, self._frames = {}, [], {}, []
        while self._added:
            self.removeItem(self._added.pop())
            yield

    def show_look(self, look: Look) -> None:
        """Paint in another look."""
        self._look = replace(look, shows_both=self.graph.side == "difference")
        for node in self.nodes.values():
            node.show_look(self._look)
        for edge in self._edges:
            edge.show_look(self._look)
        self._outside.show_look(self._look)
        for frame in self._frames:
            frame.show_look(self._look)

    def light(self, lighting: Lighting) -> None:
        """Show what stands out and what steps back."""
        self.lighting = lighting
        for name, item in self.nodes.items():
            item.show_state(
                lighting.of_node(name),
                is_chosen=name in lighting.chosen,
                is_found=name in lighting.found,
            )
        for line in self._edges:
            line.show_emphasis(lighting.of_line(line.edge.source, line.edge.target))

    def select(self, names: Collection[str]) -> None:
        """Choose these nodes and no others, without telling so."""
        self.blockSignals(True)  # noqa: FBT003 (Qt's signature)
        self.clearSelection()
        for name in names:
            self.nodes[name].setSelected(True)
        self.blockSignals(False)  # noqa: FBT003
        self.light(replace(self.lighting, chosen=frozenset(names)))

    @property
    def selected(self) -> frozenset[str]:
        """The ids of the chosen nodes."""
        items = self.selectedItems()
        return frozenset(item.node.id for item in items if isinstance(item, NodeItem))

    def show_heads(self, are_shown: bool) -> None:  # noqa: FBT001 (one fact)
        """Draw arrowheads or not."""
        if are_shown != self._has_heads:
            self._has_heads = are_shown
            for line in self._edges:
                line.show_head(are_shown)

    def node_at(self, place: QPointF) -> GraphNode | None:
        """Return the node whose box is at a place."""
        for item in self.items(place):
            if isinstance(item, NodeItem) and item.box.contains(place):
                return item.node
        return None

    def lines_in(self, around: QRectF) -> Iterator[EdgeItem]:
        """Yield the lines that touch a rectangle."""
        return (item for item in self.items(around) if isinstance(item, EdgeItem))

    def words_in(self, around: QRectF) -> str:
        """Return what is known of the node in the middle of a rectangle, or of a line in it."""
        node = self.node_at(around.center())
        if node:
            return node_text(node)
        # Made when they are asked for: a large graph has a thousand lines.
        for line in self.lines_in(around):
            ends = (self.nodes[line.edge.source], self.nodes[line.edge.target])
            return edge_text(line.edge, *(one_line(end.node.label, 80) for end in ends))
        return ""

    def follow(self, names: Collection[str]) -> None:
        """Lead the lines of boxes that were moved to where these are now, and keep them there."""
        moved = {name for name in names if self.nodes[name].is_moved}
        self.by_hand.update({name: self.nodes[name].pos() for name in moved})
        for name in moved:
            self._lead_lines(name)
        if moved:
            self._lead_frames()

    def reset_places(self) -> None:
        """Put everything back to where the layout has it."""
        moved, self.by_hand = self.by_hand, {}
        for name in moved.keys() & self.nodes.keys():
            self.nodes[name].put(None)
            self._lead_lines(name)
        self._lead_frames()
        self.settle()

    @property
    def has_moved(self) -> bool:
        """Whether something stands where it was put by hand."""
        return bool(self.by_hand.keys() & self.nodes.keys())

    def settle(self) -> None:
        """Make room for everything where it is now."""
        self.setSceneRect(self.area())

    def area(self) -> QRectF:
        """Return the rectangle around everything, with a margin."""
        if not self.nodes:
            return QRectF()
        whole = QRectF(0, 0, self.graph.width, self.graph.height)
        for item in (self._outside, *self._frames):
            whole = whole.united(item.boundingRect())
        for name in self.by_hand.keys() & self.nodes.keys():
            whole = whole.united(self.nodes[name].box)
        return whole.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)

    def outside(self) -> QRectF:
        """Return the frame around the imports, empty where there are none."""
        return self._outside.boundingRect()

    def boxes(self) -> Iterator[tuple[QRectF, QColor]]:
        """Yield where each box stands, and the colour that tells most of it."""
        for item in self.nodes.values():
            yield item.box, self._look.mark(item.node)

    def _add(self, item: Item) -> Item:
        self.addItem(item)
        self._added.append(item)
        return item

    def _lead_lines(self, name: str) -> None:
        for line in self._edges_of[name]:
            line.lead(self.nodes[line.edge.source].offset, self.nodes[line.edge.target].offset)

    def _lead_frames(self) -> None:
        moved = self.by_hand.keys() & self.nodes.keys()
        for frame in self._frames:
            frame.hold(self.nodes[name].box for name in frame.frame.members if name in moved)
        self._outside.frame([item.box for item in self.nodes.values() if item.is_outside])


def form_of(graph: GraphLayout) -> tuple[str, frozenset[str]]:
    """Return where dependencies stand, and what frames stand for."""
    return graph.orientation, frozenset(frame.kind for frame in graph.frames) - {"stack"}
