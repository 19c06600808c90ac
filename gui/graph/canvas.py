"""The canvas of the graph: pan, zoom, hover, choose, move."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from itertools import chain

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QToolTip, QWidget

from analysis.layout import GraphLayout
from analysis.layout.questions import Answer
from gui.graph.describe import node_text
from gui.graph.look import Look
from gui.graph.minimap import Minimap
from gui.graph.neighbours import moved_by, nearest
from gui.graph.scene import GraphScene, form_of
from gui.graph.uses_card import UsesCard
from gui.slices import Slices
from gui.text import one_line, tooltip
from gui.theme import Theme

_ZOOM_STEP = 1.25
_WHEEL_STEP = 1.0015
_NEAREST, _FARTHEST = 4.0, 0.04
_FIT_AT_MOST = 1.15
_READABLE = 0.7
_HEADS = 0.22
_MOVED = 4
_REACH = 4
_MAP_INSET = 12
_AROUND = 32.0
_AT_ONCE = 400
_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class GraphCanvas(QGraphicsView):
    """Shows a graph; says which nodes are chosen, which one first, and which was opened."""

    node_chosen = Signal(str)
    node_opened = Signal(str)
    menu_wanted = Signal(QPoint)
    graph_shown = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = Look.of(theme, self.font())
        self._scene = GraphScene(self._look, self)
        self._coming: GraphScene | None = None
        self._gone: list[GraphScene] = []
        self._slices = Slices(self)
        self._ground = theme.colour("panel")
        self._map = Minimap(theme, self)
        self.card = UsesCard(theme, self)
        self._chosen = ""
        self._pressed_at: QPoint | None = None
        self._following: Callable[[], None] | None = self.show_start

        self.setScene(self._scene)
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
        self._scene.selectionChanged.connect(self._take_selection)
        self._map.place_wanted.connect(self._go_to)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._show_sight)
            bar.rangeChanged.connect(self._show_sight)

    @property
    def graph(self) -> GraphLayout:
        """The graph on the canvas."""
        return self._scene.graph

    def show_graph(self, graph: GraphLayout) -> None:
        """Show another graph, a large one when it is built: `graph_shown` tells.

        The view stays where it is if it shows the same side.
        """
        self.stay()
        self._coming = GraphScene(self._look, self, graph)
        if len(graph.nodes) + len(graph.edges) > _AT_ONCE:
            self._slices.start(chain(self._bring(self._coming), self._clear_away()))
            return
        for _ in self._bring(self._coming):
            pass
        self._slices.start(self._clear_away())

    def stay(self) -> None:
        """Give up the graph that is being built, if one is."""
        if self._coming:
            self._gone.append(self._coming)
            self._coming = None
            self._slices.start(self._clear_away())

    def show_theme(self, theme: Theme) -> None:
        """Paint in a theme's colours."""
        self._ground = theme.colour("panel")
        self._look = Look.of(theme, self.font())
        for scene in (self._scene, self._coming):
            if scene:
                scene.show_look(self._look)
        self._map.show_theme(theme)
        self.card.show_theme(theme)
        self._draw_map()
        self.viewport().update()

    def choose(self, node_id: str) -> None:
        """Mark a node and bring it into sight if it is out of it; an empty id lets go."""
        item = self._scene.nodes.get(node_id)
        self._chosen = node_id if item else ""
        self._scene.select([node_id] if item else [])
        if item is None:
            return
        self.setAccessibleDescription(one_line(node_text(item.node)))
        if not self._in_sight().contains(item.sceneBoundingRect()):
            self._following = None
            self._be_readable()
            self.centerOn(item)

    @property
    def chosen(self) -> str:
        """The id of the node that was chosen last, empty where there is none."""
        return self._chosen

    @property
    def selected(self) -> frozenset[str]:
        """The ids of all chosen nodes."""
        return self._scene.lighting.chosen

    def show_matches(
        self,
        matching: frozenset[str] | None,
        found: Collection[str] = (),
        answer: Answer | None = None,
    ) -> None:
        """Dim what does not match the filter (None: all matches), mark what was found.

        Of an answer's nodes and edges alone is everything in full light.
        """
        lighting = replace(self._scene.lighting, matching=matching, answer=answer)
        self._scene.light(replace(lighting, found=frozenset(found)))

    def fit(self) -> None:
        """Show the whole graph, not larger than it reads well."""
        self._scene.settle()
        self._fit(self._scene.area())
        self._following = self.fit

    def fit_nodes(self, names: Collection[str]) -> None:
        """Show these nodes as large as they read well."""
        area = QRectF()
        for name in names:
            area = area.united(self._scene.nodes[name].sceneBoundingRect())
        self._fit(area.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND))
        self._following = None

    def fit_chosen(self) -> None:
        """Show what is chosen as large as it reads well; without a choice, everything."""
        if self.selected:
            self.fit_nodes(self.selected)
        else:
            self.fit()

    def show_start(self) -> None:
        """Show the whole graph where its names can be read, else what matters: chosen, imports."""
        self.fit()
        if self._scene.nodes and self.transform().m11() < _READABLE:
            self._be_readable()
            imports = self._scene.outside()
            if self._chosen:
                self.centerOn(self._scene.nodes[self._chosen])
            elif imports:
                self.centerOn(self._scene.area().right(), imports.center().y())
            else:
                self.centerOn(self._scene.area().right(), self._scene.area().center().y())
        self._following = self.show_start

    def zoom(self, factor: float) -> None:
        """Zoom by a factor within the limits."""
        now = self.transform().m11()
        target = min(max(now * factor, _FARTHEST), _NEAREST)
        self.scale(target / now, target / now)
        self._following = None
        self._show_sight()

    def zoom_in(self) -> None:
        """Zoom in by a step."""
        self.zoom(_ZOOM_STEP)

    def zoom_out(self) -> None:
        """Zoom out by a step."""
        self.zoom(1 / _ZOOM_STEP)

    def hover(self, at: QPoint) -> None:
        """Light what the pointer is on, and its neighbours."""
        node = self._scene.node_at(self.mapToScene(at))
        self._hover(node.id if node else "")
        shape = Qt.CursorShape.PointingHandCursor if node else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    @property
    def has_moved(self) -> bool:
        """Whether a box stands where it was put by hand."""
        return self._scene.has_moved

    def reset_places(self) -> None:
        """Put every box back to where the layout has it."""
        self._scene.reset_places()
        self._draw_map()

    def place_card(self) -> None:
        """Have the card of uses in the lower left corner."""
        corner = self.viewport().geometry().bottomLeft() - self.card.rect().bottomLeft()
        self.card.move(corner + QPoint(_MAP_INSET, -_MAP_INSET))

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Paint the ground."""
        painter.fillRect(rect, self._ground)

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

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Choose what is under the pointer and ask for its menu."""
        node = self._scene.node_at(self.mapToScene(event.pos()))
        if node and node.id not in self.selected:
            self._choose_and_tell(node.id)
        self.menu_wanted.emit(event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click, a pan, a move, or with Shift a frame around nodes."""
        self._pressed_at = event.position().toPoint()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.setDragMode(QGraphicsView.DragMode.RubberBandDrag)
        if event.button() == Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the neighbours of what the pointer is on; lead the lines of what is moved."""
        super().mouseMoveEvent(event)
        if event.buttons() == Qt.MouseButton.NoButton:
            self.hover(event.position().toPoint())
        elif self._scene.mouseGrabberItem() is not None:
            self._scene.follow(self._scene.selected)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End what was begun."""
        super().mouseReleaseEvent(event)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        start, self._pressed_at = self._pressed_at, None
        if start is None or (event.position().toPoint() - start).manhattanLength() > _MOVED:
            self._following = None
            self._scene.settle()
            self._draw_map()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the node under the pointer."""
        node = self._scene.node_at(self.mapToScene(event.position().toPoint()))
        if node and event.button() == Qt.MouseButton.LeftButton:
            self.node_opened.emit(node.id)

    def leaveEvent(self, event: QEvent) -> None:
        """Light everything again."""
        super().leaveEvent(event)
        self._hover("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between nodes with the arrow keys, zoom with plus, minus, 0 and F."""
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_in()
            case Qt.Key.Key_Minus:
                self.zoom_out()
            case Qt.Key.Key_0:
                self.fit()
            case Qt.Key.Key_F:
                self.fit_chosen()
            case Qt.Key.Key_Escape if self.chosen:
                self._choose_and_tell("")
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.chosen:
                self.node_opened.emit(self.chosen)
            case Qt.Key.Key_Left | Qt.Key.Key_Right | Qt.Key.Key_Up | Qt.Key.Key_Down as key:
                self._step(_WAYS[Qt.Key(key)])
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is shown while nobody has panned or zoomed."""
        super().resizeEvent(event)
        if self._following:
            self._following()
        self._show_sight()

    def _bring(self, fresh: GraphScene) -> Iterator[None]:
        yield from fresh.build()
        before, graph = self._scene, fresh.graph
        is_alike = graph.side == before.graph.side and form_of(graph) == form_of(before.graph)
        keeps_view = is_alike and self._following is None
        middle = self._in_sight().center() + moved_by(before.graph, graph)
        fresh.take_over(before)
        yield
        self._scene, self._coming = fresh, None
        self._gone.append(before)
        self.setScene(fresh)
        fresh.selectionChanged.connect(self._take_selection)
        if self._chosen not in fresh.nodes:
            self._chosen = ""
        self._draw_map()
        if keeps_view:
            self.centerOn(middle)
        else:
            self.show_start()
        self.graph_shown.emit()

    def _clear_away(self) -> Iterator[None]:
        while self._gone:
            yield from self._gone[-1].take_down()
            self._gone.pop().deleteLater()

    def _fit(self, area: QRectF) -> None:
        if area.isEmpty() or not self.viewport().width():
            return
        self.fitInView(area, Qt.AspectRatioMode.KeepAspectRatio)
        if self.transform().m11() > _FIT_AT_MOST:
            self._scale_to(_FIT_AT_MOST)
            self.centerOn(area.center())
        self._show_sight()

    def _be_readable(self) -> None:
        if self.transform().m11() < _READABLE:
            self._scale_to(_READABLE)

    def _scale_to(self, scale: float) -> None:
        self.resetTransform()
        self.scale(scale, scale)

    def _in_sight(self) -> QRectF:
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def _show_sight(self) -> None:
        self._scene.show_heads(self.transform().m11() >= _HEADS)
        self._map.show_sight(self._in_sight())
        corner = self.viewport().geometry().bottomRight() - self._map.rect().bottomRight()
        self._map.move(corner - QPoint(_MAP_INSET, _MAP_INSET))
        self.place_card()

    def _draw_map(self) -> None:
        self._map.show_boxes(self._scene.sceneRect(), self._scene.boxes())
        self._show_sight()

    def _go_to(self, place: QPointF) -> None:
        self._following = None
        self.centerOn(place)

    def _words_at(self, at: QPoint) -> str:
        # A line is thin: it answers a few pixels beside it, too.
        around = QRect(at.x() - _REACH, at.y() - _REACH, 2 * _REACH + 1, 2 * _REACH + 1)
        return tooltip(self._scene.words_in(self.mapToScene(around).boundingRect()))

    def _hover(self, node_id: str) -> None:
        if node_id != self._scene.lighting.hovered:
            self._scene.light(replace(self._scene.lighting, hovered=node_id))

    def _take_selection(self) -> None:
        selected = self._scene.selected
        fresh = selected - self._scene.lighting.chosen
        self._scene.light(replace(self._scene.lighting, chosen=selected))
        if fresh or self._chosen not in selected:
            self._chosen = min(fresh or selected, default="")
            self.node_chosen.emit(self._chosen)

    def _choose_and_tell(self, node_id: str) -> None:
        self.choose(node_id)
        self.node_chosen.emit(node_id)

    def _step(self, way: tuple[int, int]) -> None:
        if not self.graph.nodes:
            return
        if not self.chosen:
            first = min(self.graph.nodes, key=lambda node: (node.x, node.y))
            self._choose_and_tell(first.id)
            return
        node = nearest(self.graph, self._scene.nodes[self.chosen].node, way)
        if node:
            self._choose_and_tell(node.id)
