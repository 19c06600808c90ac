"""A graph after a small edit: what was there keeps its place, what is new finds room beside it."""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from statistics import median

from analysis.layout.graph import Point
from analysis.layout.lanes import Layered, in_columns
from analysis.layout.metrics import Metrics
from analysis.layout.placing import gap, held

Pair = tuple[int, int]

_KNOWN = 0.7
_CROWDED = 40.0
_NEW = 0.05


@dataclass(frozen=True, slots=True)
class Kept:
    """Slots in the columns that they had, and the middle of each."""

    graph: Layered
    middles: Sequence[float]


@dataclass(frozen=True, slots=True)
class Before:
    """Where boxes and lines were: corners by number, ways by the numbers of their ends."""

    corners: Mapping[int, Point]
    ways: Mapping[Pair, Sequence[Point]]
    metrics: Metrics

    def column(self, node: int) -> int:
        """Return the column that a box stood in."""
        return round(self.corners[node][0] / self.metrics.column)

    def middle(self, node: int) -> float:
        """Return the middle of a box."""
        return self.corners[node][1] + self.metrics.breadth / 2

    def height_at(self, pair: Pair, column: int) -> float | None:
        """Return where a line ran through a column, None where it did not."""
        ends = self.ways.get(pair, ())[::3]
        return next((y for x, y in ends if abs(x - column * self.metrics.column) < 1), None)


def kept(
    count: int,
    pairs: Sequence[Pair],
    outside: AbstractSet[int],
    before: Before,
) -> Kept | None:
    """Return the graph with what was there in its place; None where it is better drawn anew."""
    if len(before.corners) < _KNOWN * count:
        return None
    columns = _Columns(count, pairs, outside, before)
    if not columns.assign():
        return None
    # What found its place left of everything moves the whole drawing by as many columns.
    shift = -min(0, *columns.of.values()) if columns.of else 0
    column = [columns.of[node] + shift for node in range(count)]
    backward = {pair for pair in pairs if column[pair[0]] > column[pair[1]]}
    graph = in_columns(count, pairs, column, backward)
    known = _known_heights(graph, columns.fresh, before, shift)
    wanted = _inserted(graph, known, before.metrics)
    weights = [1.0 if slot in known else _NEW for slot in range(len(graph.left))]
    return Kept(graph, held(graph, wanted, weights, before.metrics))


@dataclass(slots=True)
class _Columns:
    """The column of each node: the one it had, unless an edge would lead to the left."""

    count: int
    pairs: Sequence[Pair]
    outside: AbstractSet[int]
    before: Before
    of: dict[int, int] = field(default_factory=dict)
    fresh: set[int] = field(default_factory=set)
    _sources: dict[int, list[int]] = field(default_factory=dict)
    _targets: dict[int, list[int]] = field(default_factory=dict)

    def assign(self) -> bool:
        """Find a column for each node; return whether there is one."""
        for source, target in self.pairs:
            self._targets.setdefault(source, []).append(target)
            self._sources.setdefault(target, []).append(source)
        self.of = {node: self.before.column(node) for node in self.before.corners}
        self._place_outside()
        for node in range(self.count):
            if node not in self.of:
                self._join(node)
        return all(self._mend(pair) for pair in self.pairs)

    def _place_outside(self) -> None:
        inner = [column for node, column in self.of.items() if node not in self.outside]
        known = [column for node, column in self.of.items() if node in self.outside]
        for node in self.outside - self.of.keys():
            self.of[node] = known[0] if known else max(inner, default=-1) + 1
            self.fresh.add(node)

    def _join(self, node: int) -> None:
        targets = [self.of[one] for one in self._targets.get(node, ()) if one in self.of]
        sources = [self.of[one] for one in self._sources.get(node, ()) if one in self.of]
        column = min(targets) - 1 if targets else max(sources, default=-1) + 1
        last = min((self.of[one] for one in self.outside), default=1 << 30)
        self.of[node] = min(column, last - 1)
        self.fresh.add(node)

    def _mend(self, pair: Pair) -> bool:
        source, target = pair
        if self.of[source] < self.of[target]:
            return True
        if pair in self.before.ways and self.of[source] != self.of[target]:
            # It led to the left before: it closes a cycle.
            return True
        ways = (
            self._pushed(source, self.of[target] - 1, -1),
            self._pushed(target, self.of[source] + 1, 1),
        )
        moves = min((way for way in ways if way is not None), key=len, default={})
        self.of |= moves
        self.fresh |= moves.keys()
        return self.of[source] != self.of[target]

    def _pushed(self, node: int, column: int, way: int) -> dict[int, int] | None:
        """Return what moves where if a node moves that way, None where there is no room."""
        ahead = self._sources if way < 0 else self._targets
        last = min((self.of[one] for one in self.outside), default=1 << 30)
        moves = {node: column}
        waiting = [node]
        for one in waiting:
            if one in self.outside or moves[one] >= last:
                return None
            for other in ahead.get(one, ()):
                now = moves.get(other, self.of[other])
                was_ahead = (self.of[other] - self.of[one]) * way > 0
                if was_ahead and (now - moves[one]) * way <= 0:
                    moves[other] = moves[one] + way
                    waiting.append(other)
        return moves


def _known_heights(
    graph: Layered,
    fresh: Collection[int],
    before: Before,
    shift: int,
) -> dict[int, float]:
    known = {node: before.middle(node) for node in before.corners if node not in fresh}
    place = {slot: number for number, column in enumerate(graph.columns) for slot in column}
    for pair, way in graph.ways.items():
        for slot in way[1:-1]:
            height = before.height_at(pair, place[slot] - shift)
            if height is not None:
                known.setdefault(slot, height)
    return known


def _inserted(
    graph: Layered,
    known: Mapping[int, float],
    metrics: Metrics,
) -> list[float]:
    """Order the columns by height, and return the height that is wanted for each slot."""
    wanted = dict(known)
    for number, column in enumerate(graph.columns):
        order = sorted((slot for slot in column if slot in known), key=lambda slot: wanted[slot])
        for slot in (slot for slot in column if slot not in known):
            beside = [*graph.left[slot], *graph.right[slot]]
            heights = [wanted[one] for one in beside if one in wanted]
            lowest = max((wanted[one] for one in order), default=-metrics.pitch)
            wanted[slot] = median(heights) if heights else lowest + metrics.pitch
            order.insert(_gap_for(graph, order, slot, wanted, metrics), slot)
        graph.columns[number] = order
    return [wanted[slot] for slot in range(len(graph.left))]


def _gap_for(
    graph: Layered,
    order: Sequence[int],
    slot: int,
    wanted: Mapping[int, float],
    metrics: Metrics,
) -> int:
    # The nearest place with room below the upper edge; where there is none, others give way.
    top = metrics.breadth / 2 if slot < graph.boxes else 0.0

    def cost(at: int) -> float:
        low = wanted[order[at - 1]] + gap(graph, order[at - 1], slot, metrics) if at else top
        high = wanted[order[at]] - gap(graph, slot, order[at], metrics) if at < len(order) else 1e9
        lacking = max(low - high, 0.0)
        nearest = min(max(wanted[slot], low), max(low, high))
        return abs(nearest - wanted[slot]) + _CROWDED * lacking

    return min(range(len(order) + 1), key=cost)
