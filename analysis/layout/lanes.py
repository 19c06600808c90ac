"""The layered graph: boxes in columns, and lanes where an edge runs past a column's boxes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from analysis.layout.layers import backward_edges, columns_of


@dataclass(slots=True)
class Layered:
    """Slots in columns, from top to bottom; the first `boxes` slots are boxes, the rest lanes.

    `left` and `right` are the slots that a line leads to in the neighbouring columns. `ways` holds
    for each edge the slots from its left end to its right one; `backward` are the edges that
    point to the left.
    """

    boxes: int
    columns: list[list[int]]
    left: list[list[int]]
    right: list[list[int]]
    ways: dict[tuple[int, int], tuple[int, ...]]
    backward: set[tuple[int, int]] = field(default_factory=set)

    @property
    def lines(self) -> int:
        """How many lines run from one column to the next."""
        return sum(map(len, self.right))


def layered(
    count: int,
    edges: Sequence[tuple[int, int]],
    outside: Collection[int] = (),
) -> Layered:
    """Return the columns of a graph without loops; `outside` nodes stand at the right edge.

    Edges to one target share a lane: whatever enters it leads to that target alone.
    """
    backward = backward_edges(count, edges)
    forward = dict.fromkeys(
        (target, source) if (source, target) in backward else (source, target)
        for source, target in edges
    )
    return in_columns(count, edges, columns_of(count, list(forward), outside), backward)


def in_columns(
    count: int,
    edges: Sequence[tuple[int, int]],
    column: Sequence[int],
    backward: set[tuple[int, int]],
) -> Layered:
    """Return a graph whose boxes have their columns, with lanes for its edges.

    Those that lead to the left are `backward`; none leads to its own column.
    """
    graph = Layered(
        count,
        [[] for _ in range(max(column, default=-1) + 1)],
        [[] for _ in range(count)],
        [[] for _ in range(count)],
        {},
        backward,
    )
    for node in range(count):
        graph.columns[column[node]].append(node)
    lanes: dict[tuple[int, int, int], int] = {}
    for source, target in edges:
        graph.ways[source, target] = _way(graph, lanes, column, (source, target))
    _join_neighbours(graph)
    return graph


def _way(
    graph: Layered,
    lanes: dict[tuple[int, int, int], int],
    column: Sequence[int],
    edge: tuple[int, int],
) -> tuple[int, ...]:
    source, target = edge
    is_backward = edge in graph.backward
    first, last = (target, source) if is_backward else (source, target)
    owner = source if is_backward else -1
    way = [first]
    for place in range(column[first] + 1, column[last]):
        key = (owner, target, place)
        if key not in lanes:
            lanes[key] = len(graph.left)
            graph.left.append([])
            graph.right.append([])
            graph.columns[place].append(lanes[key])
        way.append(lanes[key])
    return (*way, last)


def _join_neighbours(graph: Layered) -> None:
    joined = dict.fromkeys(pair for way in graph.ways.values() for pair in pairwise(way))
    for left, right in joined:
        graph.right[left].append(right)
        graph.left[right].append(left)
