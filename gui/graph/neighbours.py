"""Who is next to whom in a graph, by edges and by place; and how far a graph moved as a whole."""

from collections.abc import Mapping
from statistics import median

from PySide6.QtCore import QPointF

from analysis.layout import GraphLayout, GraphNode

_SIDEWAYS = 3.0


def neighbours(graph: GraphLayout) -> Mapping[str, frozenset[str]]:
    """Return for each node those that an edge joins it with."""
    found: dict[str, set[str]] = {node.id: set() for node in graph.nodes}
    for edge in graph.edges:
        found[edge.source].add(edge.target)
        found[edge.target].add(edge.source)
    return {name: frozenset(others) for name, others in found.items()}


def nearest(graph: GraphLayout, start: GraphNode, way: tuple[int, int]) -> GraphNode | None:
    """Return the next node to the left, right, top or bottom, None at the border.

    `way` is (-1, 0), (1, 0), (0, -1) or (0, 1).
    """
    best: tuple[float, GraphNode] | None = None
    for node in graph.nodes:
        across, down = node.x - start.x, node.y - start.y
        ahead = across * way[0] + down * way[1]
        aside = abs(across * way[1]) + abs(down * way[0])
        if ahead <= 0 or (way[1] and aside):
            continue
        distance = ahead + _SIDEWAYS * aside
        if best is None or distance < best[0]:
            best = distance, node
    return best[1] if best else None


def moved_by(before: GraphLayout, after: GraphLayout) -> QPointF:
    """Return how far most nodes are from where they were: something new at the left moves all."""
    places = {node.id: (node.x, node.y) for node in before.nodes}
    both = [(node, places[node.id]) for node in after.nodes if node.id in places]
    if not both:
        return QPointF()
    return QPointF(
        median(node.x - x for node, (x, _) in both),
        median(node.y - y for node, (_, y) in both),
    )
