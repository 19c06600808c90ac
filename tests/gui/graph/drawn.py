"""A small graph, and where its parts are on the canvas."""

from typing import TypeVar

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from analysis.layout import EdgeUse, GraphEdge, GraphLayout, GraphNode, arrange
from gui.graph import GraphView
from gui.graph.canvas import GraphCanvas
from gui.graph.edge_item import EdgeItem
from gui.graph.node_item import NodeItem

T = TypeVar("T", bound=QWidget)
EDGES = {("Host", "Group"): "Ref", ("Host", "Imports/vpc"): "ImportValue", ("Group", "Key"): "Sub"}


def made(side: str = "candidate", *, changed: bool = False) -> GraphLayout:
    names = ["Host", "Group", "Key", "Alone", "Imports/vpc"]
    placed = arrange(names, EDGES, {"Imports/vpc"})
    changes = ("same", "change", "add", "rename", "remove") if changed else ("",) * 5
    nodes = []
    for name, change in zip(names, changes, strict=True):
        is_import = name.startswith("Imports")
        nodes.append(
            GraphNode(
                id=name,
                kind="import" if is_import else "resource",
                label=name.removeprefix("Imports/"),
                detail="" if is_import else f"AWS::EC2::{name}",
                x=placed.corners[name][0],
                y=placed.corners[name][1],
                side="reference" if change == "add" else "candidate",
                logical_id="Host" if is_import else name,
                line=3,
                change=change,
                service="" if is_import else ("KMS" if name == "Key" else "EC2"),
                severity="critical" if name == "Group" else "",
                findings=("f1",) if name == "Group" else (),
                partner=f"{name}Known" if change == "rename" else "",
                provision="missing" if is_import else "",
                uses=2 if is_import else 0,
            ),
        )
    edges = tuple(
        GraphEdge(
            source,
            target,
            kind,
            (EdgeUse(kind, f"Resources/{source}/Properties/<b>{target}</b>"),),
            placed.ways[source, target],
        )
        for (source, target), kind in EDGES.items()
    )
    return GraphLayout(tuple(nodes), edges, placed.width, placed.height, side)


def only(parent: QWidget, kind: type[T]) -> T:
    """Return the first child of a kind."""
    found = parent.findChild(kind)
    assert found is not None
    return found


def canvas_of(view: GraphView) -> GraphCanvas:
    return only(view, GraphCanvas)


def node_items(view: GraphView) -> dict[str, NodeItem]:
    items = canvas_of(view).scene().items()
    return {item.node.id: item for item in items if isinstance(item, NodeItem)}


def edge_items(view: GraphView) -> dict[tuple[str, str], EdgeItem]:
    items = canvas_of(view).scene().items()
    return {
        (item.edge.source, item.edge.target): item for item in items if isinstance(item, EdgeItem)
    }


def middle_of(view: GraphView, name: str) -> QPoint:
    return canvas_of(view).mapFromScene(node_items(view)[name].box.center())


def tip_of(view: GraphView, name: str) -> str:
    """Return the tooltip of a node."""
    return canvas_of(view)._words_at(middle_of(view, name))  # noqa: SLF001 (what Qt asks for)
