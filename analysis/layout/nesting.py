"""Groups in frames: each takes a room of its own across the columns, inner groups inside it.

Boxes and lanes keep the columns that they have in the whole graph, so that lines run as they do
without frames; what changes is their height: the parts of a group are stacked, each as near to the
one above it as the columns that both take allow.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil, sqrt

from analysis.layout.arrangement import Box
from analysis.layout.components import Component, groups, half
from analysis.layout.lanes import Layered, layered
from analysis.layout.metrics import Metrics
from analysis.layout.ordering import order, starts_for
from analysis.layout.placing import heights
from analysis.layout.tracing import Tracing

_APART = 20.0
_LAST = float("inf")

Path = tuple[str, ...]


def draw_nested(
    tracing: Tracing,
    count: int,
    pairs: Sequence[tuple[int, int]],
    beyond: AbstractSet[int],
    within: Mapping[int, Path],
) -> None:
    """Draw a graph with a frame around each group that a node is in."""
    joined = sorted({end for pair in pairs for end in pair})
    local = {node: at for at, node in enumerate(joined)}
    graph = layered(
        len(joined),
        [(local[source], local[target]) for source, target in pairs],
        {local[node] for node in joined if node in beyond},
    )
    order(graph, starts_for(graph.lines))
    whole = _Whole(graph, tracing.metrics, heights(graph, tracing.metrics))
    root = _tree(whole, joined, [node for node in range(count) if node not in local], within)
    placed = whole.group(root)
    middles = [placed.middles[slot] for slot in range(len(graph.left))]
    for column in graph.columns:
        column.sort(key=middles.__getitem__)
    tracing.draw(Component(graph, joined, middles), (0, 0.0))
    for node, (at, across) in placed.alone.items():
        tracing.put(node, at * tracing.metrics.column, across)
    for name, frame in placed.frames.items():
        tracing.draw_frame(name, frame)
    before = min((frame.x for frame in placed.frames.values()), default=0.0)
    tracing.shift(max(-before, 0.0), 0.0)


@dataclass(slots=True)
class _Group:
    """What is in a group: slots, nodes without edges, and groups."""

    path: Path
    slots: list[int] = field(default_factory=list)
    alone: list[int] = field(default_factory=list)
    inner: dict[str, "_Group"] = field(default_factory=dict)

    def at(self, path: Path) -> "_Group":
        """Return a group further in, made where it is not there yet."""
        found = self
        for name in path:
            found = found.inner.setdefault(name, _Group((*found.path, name)))
        return found


@dataclass(slots=True)
class _Placed:
    """A part in its own room: the heights of slots, and the room it takes in each place.

    Places are counted as columns and the channels between them: 0, 1 for the first channel, 2 for
    the second column. `alone` holds column and height, `first` and `last` the columns of boxes.
    """

    wish: float
    middles: dict[int, float] = field(default_factory=dict)
    alone: dict[int, tuple[int, float]] = field(default_factory=dict)
    frames: dict[Path, Box] = field(default_factory=dict)
    room: dict[int, tuple[float, float]] = field(default_factory=dict)
    first: int = 1 << 30
    last: int = -1
    level: int = 0

    def take(self, place: int, top: float, bottom: float) -> None:
        """Take more room in a place."""
        before = self.room.get(place, (top, bottom))
        self.room[place] = (min(before[0], top), max(before[1], bottom))

    def reach(self, column: int) -> None:
        """Have a box in a column."""
        self.first, self.last = min(self.first, column), max(self.last, column)

    def add(self, part: "_Placed", down: float) -> None:
        """Hold another part, so far down."""
        self.middles.update({slot: at + down for slot, at in part.middles.items()})
        self.alone.update({node: (at, y + down) for node, (at, y) in part.alone.items()})
        for name, box in part.frames.items():
            self.frames[name] = Box(box.x, box.y + down, box.width, box.height)
        for place, (top, bottom) in part.room.items():
            self.take(place, top + down, bottom + down)
        self.first, self.last = min(self.first, part.first), max(self.last, part.last)
        self.level = max(self.level, part.level)


@dataclass(slots=True)
class _Whole:
    """The graph without frames, which says in what order and column everything is."""

    graph: Layered
    metrics: Metrics
    middles: Sequence[float]
    column: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.column = [0] * len(self.graph.left)
        for number, column in enumerate(self.graph.columns):
            for slot in column:
                self.column[slot] = number

    def group(self, group: _Group) -> _Placed:
        """Place what is in a group, with a frame around it unless it is the whole."""
        parts = [self.group(inner) for inner in group.inner.values()]
        parts += self._strands(group.slots)
        placed = _stacked(sorted(parts, key=lambda part: part.wish))
        if group.alone:
            down = max((bottom for _, bottom in placed.room.values()), default=-_APART) + _APART
            placed.add(self._grid(group.alone, placed), down)
        return self._framed(group.path, placed) if group.path else placed

    def _strands(self, slots: Sequence[int]) -> Iterable[_Placed]:
        """Place slots that belong to a group itself, those that lines join together."""
        local = {slot: at for at, slot in enumerate(sorted(slots))}
        lines = [
            (local[slot], local[other])
            for slot in local
            for other in self.graph.right[slot]
            if other in local
        ]
        strands: dict[int, list[int]] = {}
        for slot, first in zip(local, groups(len(local), lines), strict=True):
            strands.setdefault(first, []).append(slot)
        return [self._strand(strand) for strand in strands.values()]

    def _strand(self, slots: Sequence[int]) -> _Placed:
        part, own = self._part(slots), dict(enumerate(slots))
        placed = _Placed(sum(self.middles[slot] for slot in slots) / len(slots))
        middles = heights(part, self.metrics)
        for at, slot in own.items():
            reach, column = half(part, at, self.metrics), self.column[slot]
            placed.middles[slot] = middles[at]
            placed.take(2 * column, middles[at] - reach, middles[at] + reach)
            if slot < self.graph.boxes:
                placed.reach(column)
        columns = sorted({self.column[slot] for slot in slots})
        for before, after in pairwise(columns):
            tops, bottoms = zip(placed.room[2 * before], placed.room[2 * after], strict=True)
            placed.take(2 * before + 1, min(tops), max(bottoms))
        return placed

    def _part(self, slots: Sequence[int]) -> Layered:
        # The slots are sorted: boxes have the lower numbers here, too.
        local = {slot: at for at, slot in enumerate(slots)}
        columns = [[local[slot] for slot in each if slot in local] for each in self.graph.columns]

        def inside(others: Sequence[int]) -> list[int]:
            return [local[other] for other in others if other in local]

        return Layered(
            sum(slot < self.graph.boxes for slot in slots),
            [column for column in columns if column],
            [inside(self.graph.left[slot]) for slot in slots],
            [inside(self.graph.right[slot]) for slot in slots],
            {},
        )

    def _grid(self, nodes: Sequence[int], beside: _Placed) -> _Placed:
        metrics = self.metrics
        first = 0 if beside.last < 0 else beside.first
        shape = metrics.shape * metrics.pitch / metrics.column
        columns = max(beside.last - first + 1, ceil(sqrt(len(nodes) * shape)))
        # The last column may be that of what is outside.
        columns = max(min(columns, len(self.graph.columns) - 1 - first), 1)
        placed = _Placed(_LAST)
        for at, node in enumerate(nodes):
            column, across = first + at % columns, at // columns * metrics.pitch
            placed.alone[node] = (column, across)
            placed.reach(column)
            placed.take(2 * column, across, across + metrics.breadth)
        return placed

    def _framed(self, path: Path, inside: _Placed) -> _Placed:
        metrics, level = self.metrics, inside.level + 1
        places = range(2 * inside.first, 2 * inside.last + 1)
        taken = [inside.room[place] for place in places if place in inside.room]
        top = min(upper for upper, _ in taken) - metrics.frame_top
        bottom = max(lower for _, lower in taken) + metrics.frame_bottom
        placed = _Placed(inside.wish, level=level)
        placed.add(inside, 0.0)
        placed.level = level
        start = inside.first * metrics.column - level * metrics.frame_before
        end = inside.last * metrics.column + metrics.depth + level * metrics.frame_after
        placed.frames[path] = Box(start, top, end - start, bottom - top)
        for place in range(2 * inside.first - 1, 2 * inside.last + 2):
            placed.take(place, top, bottom)
        return placed


def _stacked(parts: Iterable[_Placed]) -> _Placed:
    stack = _Placed(_LAST)
    wishes = []
    for part in parts:
        down = max(
            (
                stack.room[place][1] + _APART - top
                for place, (top, _) in part.room.items()
                if place in stack.room
            ),
            default=0.0,
        )
        highest = min(top for top, _ in part.room.values())
        stack.add(part, max(down, -highest))
        wishes += [part.wish] * (part.wish != _LAST) * max(len(part.middles), 1)
    stack.wish = sum(wishes) / len(wishes) if wishes else _LAST
    return stack


def _tree(
    whole: _Whole,
    joined: Sequence[int],
    alone: Sequence[int],
    within: Mapping[int, Path],
) -> _Group:
    root = _Group(())
    paths = [within.get(node, ()) for node in joined]
    of_lane = {
        lane: paths[target] for (_, target), way in whole.graph.ways.items() for lane in way[1:-1]
    }
    for slot in range(len(whole.graph.left)):
        path = paths[slot] if slot < whole.graph.boxes else of_lane[slot]
        root.at(path).slots.append(slot)
    for node in alone:
        root.at(within.get(node, ())).alone.append(node)
    return root
