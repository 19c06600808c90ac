"""A card over the graph: what a node is, and every place that uses it, each a way to its line."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QToolButton, QVBoxLayout, QWidget

from analysis.layout import GraphLayout, GraphNode, provision_of
from gui.icons import icon
from gui.text import label, one_line, tooltip, visible
from gui.theme import Theme

_WIDTH = 340
_ROWS = 7
_ROW = 22
_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node is used: in words, and as a side's offset."""

    words: str
    path: str
    side: str
    start: int


class UsesCard(QFrame):
    """Lists the uses of a node; `place_opened` tells side and offset of one that is wanted."""

    place_opened = Signal(str, int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._node_id = ""
        self._closed = ""
        self._title = label(role="title")
        self._words = label(role="muted")
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self._close.setToolTip(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close the list of uses"))
        self._model = _UsesModel(self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setUniformItemSizes(True)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(self.tr("Uses of the chosen node"))
        self.setProperty("role", "card")
        self.setAutoFillBackground(True)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 6, 6)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._words)
        layout.addWidget(self._list)
        self.show_theme(theme)
        self.hide()

        self._close.clicked.connect(self._put_away)
        self._list.clicked.connect(self._open)
        self._list.activated.connect(self._open)

    def show_node(self, graph: GraphLayout, node: GraphNode | None, *, wanted: bool) -> None:
        """Show the uses of an import, and of another node where they are wanted."""
        node_id = node.id if node else ""
        if node_id != self._node_id:
            self._closed = ""
        self._node_id = node_id
        if node is None or not (wanted or node.kind == "import") or self._closed == node_id:
            self.hide()
            return
        places = tuple(places_of(graph, node))
        self._title.setText(one_line(node.label, 44))
        self._title.setToolTip(tooltip(node.label))
        self._words.setText(visible(_words(node, len(places)), 120))
        self._model.show_places(places)
        rows = max(1, min(len(places), _ROWS))
        self._list.setFixedHeight(rows * _ROW + 2)
        self.resize(_WIDTH, self.sizeHint().height())
        self.show()

    def show_theme(self, theme: Theme) -> None:
        """Tint the icon."""
        self._close.setIcon(icon("cancel", theme))

    @property
    def places(self) -> tuple[Place, ...]:
        """What is listed."""
        return self._model.places

    def _put_away(self) -> None:
        self._closed = self._node_id
        self.hide()

    def _open(self, index: QModelIndex) -> None:
        place = self._model.places[index.row()]
        if place.start >= 0:
            self.place_opened.emit(place.side, place.start)


def places_of(graph: GraphLayout, node: GraphNode) -> Iterator[Place]:
    """Yield every place that uses a node, in the order of the text."""
    labels = {one.id: one.label for one in graph.nodes}
    found = []
    for edge in graph.edges:
        if edge.target != node.id:
            continue
        is_known = graph.side == "reference" or edge.change == "add"
        side = "reference" if is_known else "candidate"
        for use in edge.uses:
            owner = one_line(labels[edge.source], 40)
            tail = use.path.partition("/Properties/")[2] or use.path.rpartition("/")[2]
            tail = tail.removesuffix("/Fn::ImportValue")
            where = f"line {use.line} · " if use.line else ""
            words = one_line(f"{where}{owner} · {tail}", 160)
            found.append((side, use.start, Place(words, use.path, side, use.start)))
    yield from (place for _, _, place in sorted(found, key=lambda one: one[:2]))


def _words(node: GraphNode, count: int) -> str:
    uses = f"{count or 'no'} use{'' if count == 1 else 's'}"
    if node.kind != "import":
        return f"{uses} in what is drawn"
    return f"{uses} · {provision_of(node)}"


class _UsesModel(QAbstractListModel):
    """The places as rows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.places: tuple[Place, ...] = ()

    def show_places(self, places: tuple[Place, ...]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self.places = places
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _INDEX) -> int:
        """Return how many places there are."""
        return 0 if parent.isValid() else len(self.places)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the words of a place, or its whole path."""
        place = self.places[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return place.words
        if role == Qt.ItemDataRole.SizeHintRole:
            # As wide as the list, which cuts what has no room.
            return QSize(1, _ROW)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(place.path)
        return None
