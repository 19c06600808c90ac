"""The whole way from nodes and edges to positions and routes."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Generic, TypeVar

from analysis.layout.graph import BOX_HEIGHT, BOX_WIDTH, GraphLayout, Point
from analysis.layout.keeping import Before, kept
from analysis.layout.lanes import Layered, layered
from analysis.layout.ordering import order, starts_for
from analysis.layout.packing import Block, columns_for, pack
from analysis.layout.placing import PITCH, heights, ports

Name = TypeVar("Name", bound=Hashable)

COLUMN = 260.0
"""From the left of a box to the left of the next one in its row."""

_CHANNEL = COLUMN - BOX_WIDTH
_GAP = 28.0
_LOOP = 12.0


@dataclass(frozen=True, slots=True)
class Arrangement(Generic[Name]):
    """The top left corner of every box and the way of every edge, all from (0, 0).

    A way is a chain of cubic segments: a start, then two control points and an end for each.
    """

    corners: Mapping[Name, Point]
    ways: Mapping[tuple[Name, Name], tuple[Point, ...]]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Component:
    graph: Layered
    names: Sequence[int]
    middles: Sequence[float]


def arrange(
    names: Sequence[Name],
    edges: Iterable[tuple[Name, Name]],
    outside: Collection[Name] = (),
    before: "Arrangement[Name] | None" = None,
) -> Arrangement[Name]:
    """Lay a graph out from left to right, dependent to dependency; the result is deterministic.

    Edges may repeat, form cycles and lead from a node to itself; names that are no node are an
    error. The nodes `outside` stand at the right edge, in a column of their own. After a small
    edit, nodes stand where they were `before`.
    """
    number = {name: at for at, name in enumerate(names)}
    pairs = list(dict.fromkeys((number[source], number[target]) for source, target in edges))
    loops = [source for source, target in pairs if source == target]
    pairs = [(source, target) for source, target in pairs if source != target]
    beyond = {number[name] for name in outside}
    drawing = _Drawing()
    same = kept(len(names), pairs, beyond, _numbered(before, number)) if before else None
    if same:
        drawing.draw(_Component(same.graph, range(len(names)), same.middles), (0, 0.0))
    else:
        _draw_anew(drawing, len(names), pairs, beyond)
    drawing.draw_loops(loops)
    return Arrangement(
        {names[at]: drawing.corners[at] for at in range(len(names))},
        {
            (names[source], names[target]): drawing.ways[source, target]
            for source, target in (*pairs, *((at, at) for at in loops))
        },
        drawing.width,
        drawing.height,
    )


def arrangement_of(graph: GraphLayout) -> Arrangement[str]:
    """Return where the nodes and edges of a drawn graph are."""
    return Arrangement(
        {node.id: (node.x, node.y) for node in graph.nodes},
        {(edge.source, edge.target): edge.points for edge in graph.edges},
        graph.width,
        graph.height,
    )


def _draw_anew(
    drawing: "_Drawing",
    count: int,
    pairs: Sequence[tuple[int, int]],
    beyond: AbstractSet[int],
) -> None:
    components, alone = _components(count, pairs, beyond)
    blocks = [_block(component, beyond) for component in components]
    columns = columns_for(blocks, len(alone), (COLUMN, PITCH))
    for component, place in zip(components, pack(blocks, columns, _GAP), strict=True):
        drawing.draw(component, place)
    drawing.draw_grid(alone, columns)


def _numbered(before: Arrangement[Name], number: Mapping[Name, int]) -> Before:
    return Before(
        {number[name]: corner for name, corner in before.corners.items() if name in number},
        {
            (number[source], number[target]): way
            for (source, target), way in before.ways.items()
            if source in number and target in number
        },
        COLUMN,
    )


def _components(
    count: int,
    pairs: Sequence[tuple[int, int]],
    beyond: AbstractSet[int],
) -> tuple[list[_Component], list[int]]:
    # Those at the right edge come first, then the larger ones; nodes without edges are apart.
    group_of = _groups(count, pairs)
    edges: dict[int, list[tuple[int, int]]] = {}
    for pair in pairs:
        edges.setdefault(group_of[pair[0]], []).append(pair)
    members: dict[int, list[int]] = {}
    for node in range(count):
        members.setdefault(group_of[node], []).append(node)
    joined = sorted(
        edges,
        key=lambda group: (beyond.isdisjoint(members[group]), -len(edges[group]), group),
    )
    alone = [node for node in range(count) if group_of[node] not in edges]
    graphs = [_layered(members[group], edges[group], beyond) for group in joined]
    starts = starts_for(sum(graph.lines for graph in graphs))
    components = []
    for group, graph in zip(joined, graphs, strict=True):
        order(graph, starts)
        components.append(_Component(graph, members[group], heights(graph)))
    return components, alone


def _layered(
    members: Sequence[int],
    edges: Sequence[tuple[int, int]],
    beyond: AbstractSet[int],
) -> Layered:
    local = {node: at for at, node in enumerate(members)}
    return layered(
        len(members),
        [(local[source], local[target]) for source, target in edges],
        {local[node] for node in members if node in beyond},
    )


def _groups(count: int, pairs: Sequence[tuple[int, int]]) -> list[int]:
    # The first node of each node's component.
    parent = list(range(count))

    def first(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for source, target in pairs:
        low, high = sorted((first(source), first(target)))
        parent[high] = low
    return [first(node) for node in range(count)]


def _block(component: _Component, beyond: AbstractSet[int]) -> Block:
    graph = component.graph
    columns = [
        (
            min(component.middles[slot] - _half(graph, slot) for slot in column),
            max(component.middles[slot] + _half(graph, slot) for slot in column),
        )
        for column in graph.columns
    ]
    extents = columns[:1]
    for before, after in pairwise(columns):
        extents += [(min(before[0], after[0]), max(before[1], after[1])), after]
    return Block(tuple(extents), not beyond.isdisjoint(component.names))


def _half(graph: Layered, slot: int) -> float:
    return BOX_HEIGHT / 2 if slot < graph.boxes else 0.0


@dataclass(slots=True)
class _Drawing:
    """Boxes and ways in their final place; grows as components are drawn into it."""

    corners: dict[int, Point] = field(default_factory=dict)
    ways: dict[tuple[int, int], tuple[Point, ...]] = field(default_factory=dict)
    width: float = 0.0
    height: float = 0.0

    def draw(self, component: _Component, place: tuple[int, float]) -> None:
        """Add a component whose first column and top are given."""
        graph = component.graph
        left = [0.0] * len(graph.left)
        for number, column in enumerate(graph.columns):
            for slot in column:
                left[slot] = (place[0] + number) * COLUMN
        middles = [middle + place[1] for middle in component.middles]
        for slot, node in enumerate(component.names):
            self._put(node, left[slot], middles[slot] - BOX_HEIGHT / 2)
        touch = ports(graph)
        for (source, target), way in graph.ways.items():
            points = _route(way, left, middles, touch)
            if (source, target) in graph.backward:
                points.reverse()
            self.ways[component.names[source], component.names[target]] = tuple(points)
        self.height = max(self.height, *middles)

    def draw_grid(self, nodes: Sequence[int], columns: int) -> None:
        """Add nodes without edges in rows below everything, not wider than that."""
        top = self.height + _GAP if self.height else 0.0
        columns = int((self.width + _CHANNEL) // COLUMN) or columns
        for at, node in enumerate(nodes):
            self._put(node, at % columns * COLUMN, top + at // columns * PITCH)

    def draw_loops(self, nodes: Sequence[int]) -> None:
        """Add an arc on top of each box that names itself."""
        if any(self.corners[node][1] < _LOOP for node in nodes):
            self.corners = {node: (x, y + _LOOP) for node, (x, y) in self.corners.items()}
            self.ways = {
                pair: tuple((x, y + _LOOP) for x, y in points) for pair, points in self.ways.items()
            }
            self.height += _LOOP
        for node in nodes:
            x, y = self.corners[node]
            start, end = x + BOX_WIDTH - 24.0, x + BOX_WIDTH - 56.0
            self.ways[node, node] = ((start, y), (start, y - _LOOP), (end, y - _LOOP), (end, y))

    def _put(self, node: int, x: float, y: float) -> None:
        self.corners[node] = (round(x, 1), round(y, 1))
        self.width = max(self.width, x + BOX_WIDTH)
        self.height = max(self.height, y + BOX_HEIGHT)


def _route(
    way: Sequence[int],
    left: Sequence[float],
    middles: Sequence[float],
    touch: tuple[Sequence[Mapping[int, float]], Sequence[Mapping[int, float]]],
) -> list[Point]:
    # Curves between columns, flat lines across them.
    points: list[Point] = []
    for before, after in pairwise(way):
        start = (left[before] + BOX_WIDTH, round(middles[before] + touch[1][before][after], 1))
        end = (left[after], round(middles[after] + touch[0][after][before], 1))
        points += _line(points[-1], start) if points else [start]
        bend = (start[0] + end[0]) / 2
        points += [(bend, start[1]), (bend, end[1]), end]
    return points


def _line(start: Point, end: Point) -> list[Point]:
    third = (end[0] - start[0]) / 3
    return [(start[0] + third, start[1]), (end[0] - third, end[1]), end]
