"""Boxes and ways in their final place: what a layout draws its components into."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from analysis.layout.arrangement import Box
from analysis.layout.components import Component
from analysis.layout.graph import Point
from analysis.layout.metrics import Metrics
from analysis.layout.placing import ports

GAP = 28.0
"""From one component to the next."""

_LOOP = 12.0


@dataclass(slots=True)
class Tracing:
    """Grows as components are drawn into it; all places are along and across."""

    metrics: Metrics
    corners: dict[int, Point] = field(default_factory=dict)
    ways: dict[tuple[int, int], tuple[Point, ...]] = field(default_factory=dict)
    frames: dict[tuple[str, ...], Box] = field(default_factory=dict)
    length: float = 0.0
    breadth: float = 0.0

    def draw(self, component: Component, place: tuple[int, float]) -> None:
        """Add a component whose first column and top are given."""
        graph, metrics = component.graph, self.metrics
        start = [0.0] * len(graph.left)
        for number, column in enumerate(graph.columns):
            for slot in column:
                start[slot] = (place[0] + number) * metrics.column
        middles = [middle + place[1] for middle in component.middles]
        for slot, node in enumerate(component.names):
            self.put(node, start[slot], middles[slot] - metrics.breadth / 2)
        touch = ports(graph, metrics)
        for (source, target), way in graph.ways.items():
            points = _route(way, start, middles, touch, metrics.depth)
            if (source, target) in graph.backward:
                points.reverse()
            self.ways[component.names[source], component.names[target]] = tuple(points)
        self.breadth = max(self.breadth, *middles, 0.0)

    def draw_grid(self, nodes: Sequence[int], columns: int) -> None:
        """Add nodes without edges in rows below everything."""
        top = self.breadth + GAP if self.breadth else 0.0
        for at, node in enumerate(nodes):
            across = top + at // columns * self.metrics.pitch
            self.put(node, at % columns * self.metrics.column, across)

    def draw_loops(self, nodes: Sequence[int]) -> None:
        """Add an arc on top of each box that names itself."""
        if any(self.corners[node][1] < _LOOP for node in nodes):
            self.shift(0.0, _LOOP)
        for node in nodes:
            along, across = self.corners[node]
            start = along + self.metrics.depth - min(24.0, self.metrics.depth / 4)
            end = start - min(32.0, self.metrics.depth / 2)
            peak = across - _LOOP
            self.ways[node, node] = ((start, across), (start, peak), (end, peak), (end, across))

    def draw_frame(self, name: tuple[str, ...], box: Box) -> None:
        """Add the frame of a group."""
        self.frames[name] = box
        self.length = max(self.length, box.x + box.width)
        self.breadth = max(self.breadth, box.y + box.height)

    def shift(self, along: float, across: float) -> None:
        """Move everything."""
        self.corners = {node: (x + along, y + across) for node, (x, y) in self.corners.items()}
        self.ways = {
            pair: tuple((x + along, y + across) for x, y in points)
            for pair, points in self.ways.items()
        }
        self.frames = {
            name: Box(box.x + along, box.y + across, box.width, box.height)
            for name, box in self.frames.items()
        }
        self.length += along
        self.breadth += across

    def put(self, node: int, along: float, across: float) -> None:
        """Stand a box at a place."""
        self.corners[node] = (round(along, 1), round(across, 1))
        self.length = max(self.length, along + self.metrics.depth)
        self.breadth = max(self.breadth, across + self.metrics.breadth)


def _route(
    way: Sequence[int],
    start: Sequence[float],
    middles: Sequence[float],
    touch: tuple[Sequence[Mapping[int, float]], Sequence[Mapping[int, float]]],
    depth: float,
) -> list[Point]:
    # Curves between columns, flat lines across them.
    points: list[Point] = []
    for before, after in pairwise(way):
        leaving = (start[before] + depth, round(middles[before] + touch[1][before][after], 1))
        entering = (start[after], round(middles[after] + touch[0][after][before], 1))
        points += _line(points[-1], leaving) if points else [leaving]
        bend = (leaving[0] + entering[0]) / 2
        points += [(bend, leaving[1]), (bend, entering[1]), entering]
    return points


def _line(start: Point, end: Point) -> list[Point]:
    third = (end[0] - start[0]) / 3
    return [(start[0] + third, start[1]), (end[0] - third, end[1]), end]
