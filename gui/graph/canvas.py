"""The canvas of the graph: pan, zoom, hover, choose."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QToolTip, QWidget

from analysis.layout import GraphEdge, GraphLayout, GraphNode
from gui.graph.describe import edge_text, node_text
from gui.graph.edge_item import EdgeItem
from gui.graph.lighting import Lighting
from gui.graph.look import Look
from gui.graph.neighbours import nearest, neighbours
from gui.graph.node_item import NodeItem
from gui.graph.outside_item import OutsideItem
from gui.text import one_line, tooltip
from gui.theme import Theme

_MARGIN = 28.0
_ZOOM_STEP = 1.25
_WHEEL_STEP = 1.0015
_NEAREST, _FARTHEST = 4.0, 0.04
_FIT_AT_MOST = 1.15
_READABLE = 0.5
_MOVED = 4
_REACH = 4
_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class GraphCanvas(QGraphicsView):
    """Shows a graph; says which node was chosen."""

    node_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._graph = GraphLayout((), (), 0.0, 0.0, "candidate")
        self._look = Look.of(theme, self.font())
        self._nodes: dict[str, NodeItem] = {}
        self._edges: list[EdgeItem] = []
        self._outside = OutsideItem(self._graph, self._look)
        self._lighting = Lighting(neighbours(self._graph))
        self._pressed_at: QPoint | None = None
        self._following: Callable[[], None] | None = self.show_start

        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Dependency graph"))
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)

    @property
    def graph(self) -> GraphLayout:
        """The graph on the canvas."""
        return self._graph

    def show_graph(self, graph: GraphLayout) -> None:
        """Replace the graph; the view stays where it is if it shows the same side."""
        keeps_view = graph.side == self._graph.side and self._following is None
        self._graph = graph
        self.scene().clear()
        self._build()
        chosen = self.chosen if self.chosen in self._nodes else ""
        self._light(Lighting(neighbours(graph), chosen=chosen))
        if keeps_view:
            self.scene().setSceneRect(self._area())
        else:
            self.show_start()

    def show_theme(self, theme: Theme) -> None:
        """Paint in a theme's colours."""
        self._look = Look.of(theme, self.font())
        for node in self._nodes.values():
            node.show_look(self._look)
        for edge in self._edges:
            edge.show_look(self._look)
        self._outside.show_look(self._look)
        self.viewport().update()

    def choose(self, node_id: str) -> None:
        """Mark a node and bring it into sight if it is out of it; an empty id lets go."""
        item = self._nodes.get(node_id)
        self._light(replace(self._lighting, chosen=node_id if item else ""))
        if item is None:
            return
        self.setAccessibleDescription(one_line(node_text(item.node)))
        shown = self.mapToScene(self.viewport().rect()).boundingRect()
        if not shown.contains(item.sceneBoundingRect()):
            self._following = None
            self.centerOn(item)

    @property
    def chosen(self) -> str:
        """The id of the chosen node, empty where there is none."""
        return self._lighting.chosen

    def show_matches(self, matching: frozenset[str] | None, found: Collection[str] = ()) -> None:
        """Dim what does not match the filter (None: all matches) and mark what was found."""
        self._light(replace(self._lighting, matching=matching, found=frozenset(found)))

    def fit(self) -> None:
        """Show the whole graph, not larger than it reads well."""
        area = self._area()
        self.scene().setSceneRect(area)
        self._following = self.fit
        if area.isEmpty() or not self.viewport().width():
            return
        self.fitInView(area, Qt.AspectRatioMode.KeepAspectRatio)
        if self.transform().m11() > _FIT_AT_MOST:
            self.resetTransform()
            self.scale(_FIT_AT_MOST, _FIT_AT_MOST)
            self.centerOn(area.center())

    def show_start(self) -> None:
        """Show the whole graph where its names can be read, else its right part: the imports."""
        self.fit()
        scale = self.transform().m11()
        if scale < _READABLE and self._graph.nodes:
            self.scale(_READABLE / scale, _READABLE / scale)
            imports = self._outside.boundingRect()
            middle = imports.center().y() if imports else self._area().center().y()
            self.centerOn(self._area().right(), middle)
        self._following = self.show_start

    def zoom(self, factor: float) -> None:
        """Zoom by a factor within the limits."""
        now = self.transform().m11()
        target = min(max(now * factor, _FARTHEST), _NEAREST)
        self.scale(target / now, target / now)
        self._following = None

    def zoom_in(self) -> None:
        """Zoom in by a step."""
        self.zoom(_ZOOM_STEP)

    def zoom_out(self) -> None:
        """Zoom out by a step."""
        self.zoom(1 / _ZOOM_STEP)

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Paint the ground."""
        painter.fillRect(rect, self._look.theme.colour("panel"))

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what the pointer rests on: a node's facts, a line's property paths."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._words_at(event.pos()), self.viewport())
            return True
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom to the pointer."""
        self.zoom(_WHEEL_STEP ** event.angleDelta().y())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click or a pan began."""
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the node under the pointer, unless this was a pan."""
        super().mouseReleaseEvent(event)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        at = event.position().toPoint()
        start, self._pressed_at = self._pressed_at, None
        if start is None or (at - start).manhattanLength() > _MOVED:
            self._following = None
            return
        node = self._node_at(at)
        self._choose_and_tell(node.id if node else "")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the neighbours of what the pointer is on."""
        super().mouseMoveEvent(event)
        if event.buttons() == Qt.MouseButton.NoButton:
            node = self._node_at(event.position().toPoint())
            self._hover(node.id if node else "")
            shape = Qt.CursorShape.PointingHandCursor if node else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)

    def leaveEvent(self, event: QEvent) -> None:
        """Light everything again."""
        super().leaveEvent(event)
        self._hover("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between nodes with the arrow keys, zoom with plus, minus and 0."""
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_in()
            case Qt.Key.Key_Minus:
                self.zoom_out()
            case Qt.Key.Key_0:
                self.fit()
            case Qt.Key.Key_Escape if self.chosen:
                self._choose_and_tell("")
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.chosen:
                self.node_chosen.emit(self.chosen)
            case Qt.Key.Key_Left | Qt.Key.Key_Right | Qt.Key.Key_Up | Qt.Key.Key_Down as key:
                self._step(_WAYS[Qt.Key(key)])
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is shown while nobody has panned or zoomed."""
        super().resizeEvent(event)
        if self._following:
            self._following()

    def _build(self) -> None:
        names = {node.id: one_line(node.label, 80) for node in self._graph.nodes}
        self._nodes = {node.id: NodeItem(node, self._look) for node in self._graph.nodes}
        self._edges = [self._edge_item(edge, names) for edge in self._graph.edges]
        self._outside = OutsideItem(self._graph, self._look)
        for item in (self._outside, *self._edges, *self._nodes.values()):
            self.scene().addItem(item)

    def _edge_item(self, edge: GraphEdge, names: Mapping[str, str]) -> EdgeItem:
        words = tooltip(edge_text(edge, names[edge.source], names[edge.target]))
        return EdgeItem(edge, self._look, words)

    def _area(self) -> QRectF:
        if not self._graph.nodes:
            return QRectF()
        whole = QRectF(0, 0, self._graph.width, self._graph.height).united(
            self._outside.boundingRect()
        )
        return whole.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)

    def _node_at(self, at: QPoint) -> GraphNode | None:
        place = self.mapToScene(at)
        for item in self.items(at):
            if isinstance(item, NodeItem) and item.box.contains(place):
                return item.node
        return None

    def _words_at(self, at: QPoint) -> str:
        # A line is thin: it answers a few pixels beside it, too.
        around = QRect(at.x() - _REACH, at.y() - _REACH, 2 * _REACH + 1, 2 * _REACH + 1)
        node = self._node_at(at)
        if node:
            return self._nodes[node.id].toolTip()
        lines = (item for item in self.items(around) if isinstance(item, EdgeItem))
        return next((line.toolTip() for line in lines), "")

    def _hover(self, node_id: str) -> None:
        if node_id != self._lighting.hovered:
            self._light(replace(self._lighting, hovered=node_id))

    def _choose_and_tell(self, node_id: str) -> None:
        self.choose(node_id)
        self.node_chosen.emit(node_id)

    def _step(self, way: tuple[int, int]) -> None:
        if not self._graph.nodes:
            return
        if not self.chosen:
            first = min(self._graph.nodes, key=lambda node: (node.x, node.y))
            self._choose_and_tell(first.id)
            return
        node = nearest(self._graph, self._nodes[self.chosen].node, way)
        if node:
            self._choose_and_tell(node.id)

    def _light(self, lighting: Lighting) -> None:
        self._lighting = lighting
        for node_id, item in self._nodes.items():
            item.show_state(
                lighting.of_node(node_id),
                is_chosen=node_id == lighting.chosen,
                is_found=node_id in lighting.found,
            )
        for line in self._edges:
            line.show_emphasis(lighting.of_line(line.edge.source, line.edge.target))
