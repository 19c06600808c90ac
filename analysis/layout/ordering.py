"""The order of the slots in each column, with few crossings: medians, swaps, several starts."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from random import Random

from analysis.layout.lanes import Layered

_SWEEPS, _LEAST_SWEEPS = 24, 8
_PATIENCE = 4
_WORK = 9000
_SWEPT = 30_000
_STARTS = 24


def starts_for(lines: int) -> int:
    """Return from how many starts to search: few in a large drawing, so that time stays bounded."""
    return max(1, min(_STARTS, _WORK // (lines + 1)))


def order(graph: Layered, starts: int) -> None:
    """Put the slots of every column in the best order found; the result is always the same."""
    best = [list(column) for column in graph.columns]
    fewest = crossings(graph, best)
    for start in range(starts):
        if not fewest:
            break
        columns, count = _ordered(graph, _start(graph, start), from_left=start % 2 == 0)
        if count < fewest:
            best, fewest = columns, count
    graph.columns = best


def crossings(graph: Layered, columns: Sequence[Sequence[int]]) -> int:
    """Return how many pairs of lines cross when the columns have this order."""
    place = _places(len(graph.left), columns)
    total = 0
    for column in columns[:-1]:
        seen: list[int] = []
        for slot in column:
            ends = [place[other] for other in graph.right[slot]]
            for end in ends:
                total += len(seen) - bisect_right(seen, end)
            for end in ends:
                insort(seen, end)
    return total


def _start(graph: Layered, number: int) -> list[list[int]]:
    # The first two follow the graph's own structure, the others are shuffled, always alike.
    slots = [slot for column in graph.columns for slot in column]
    if number > 1:
        Random(number).shuffle(slots)  # noqa: S311 (a layout is no secret)
    where = {slot: at for at, column in enumerate(graph.columns) for slot in column}
    columns: list[list[int]] = [[] for _ in graph.columns]
    seen: set[int] = set()
    for root in slots if number != 1 else reversed(slots):
        trail = [root]
        while trail:
            slot = trail.pop()
            if slot in seen:
                continue
            seen.add(slot)
            columns[where[slot]].append(slot)
            trail += [*reversed(graph.left[slot]), *reversed(graph.right[slot])]
    return columns


def _ordered(
    graph: Layered,
    columns: list[list[int]],
    *,
    from_left: bool,
) -> tuple[list[list[int]], int]:
    best, fewest = [list(column) for column in columns], crossings(graph, columns)
    place = _places(len(graph.left), columns)
    misses = 0
    for sweep in range(_sweeps_for(graph.lines)):
        rightwards = (sweep % 2 == 0) is from_left
        numbers = range(len(columns))
        for number in numbers if rightwards else reversed(numbers):
            _sort_by_median(graph, columns[number], place, rightwards=rightwards)
        for number in reversed(numbers) if rightwards else numbers:
            _swap_neighbours(graph, columns[number], place)
        count = crossings(graph, columns)
        if count < fewest:
            best, fewest, misses = [list(column) for column in columns], count, 0
        else:
            misses += 1
        if misses == _PATIENCE or not fewest:
            break
    return best, fewest


def _sweeps_for(lines: int) -> int:
    # The first ones find most; in a large drawing each takes long.
    return max(_LEAST_SWEEPS, min(_SWEEPS, _SWEPT // (lines + 1)))


def _places(size: int, columns: Sequence[Sequence[int]]) -> list[int]:
    place = [0] * size
    for column in columns:
        for at, slot in enumerate(column):
            place[slot] = at
    return place


def _sort_by_median(
    graph: Layered,
    column: list[int],
    place: list[int],
    *,
    rightwards: bool,
) -> None:
    neighbours = graph.left if rightwards else graph.right
    medians = {
        slot: _median(sorted([place[other] for other in neighbours[slot]]))
        for slot in column
        if neighbours[slot]
    }
    # Slots without neighbours on that side stay where they are.
    movable = iter(sorted(medians, key=lambda slot: (medians[slot], place[slot])))
    column[:] = [next(movable) if slot in medians else slot for slot in column]
    for at, slot in enumerate(column):
        place[slot] = at


def _median(places: list[int]) -> float:
    # The weighted median of Gansner et al., "A technique for drawing directed graphs".
    middle = len(places) // 2
    if len(places) % 2:
        return places[middle]
    if len(places) == 2:  # noqa: PLR2004 (of two, the mean)
        return (places[0] + places[1]) / 2
    left = places[middle - 1] - places[0]
    right = places[-1] - places[middle]
    if not left + right:
        return places[middle]
    return (places[middle - 1] * right + places[middle] * left) / (left + right)


def _swap_neighbours(graph: Layered, column: list[int], place: list[int]) -> None:
    lefts = {slot: sorted([place[other] for other in graph.left[slot]]) for slot in column}
    rights = {slot: sorted([place[other] for other in graph.right[slot]]) for slot in column}
    known: dict[tuple[int, int], int] = {}
    at = 0
    while at < len(column) - 1:
        pair = (column[at], column[at + 1])
        if pair not in known:
            gain = _gain(lefts[pair[0]], lefts[pair[1]]) + _gain(rights[pair[0]], rights[pair[1]])
            known[pair], known[pair[1], pair[0]] = gain, -gain
        if known[pair] > 0:
            column[at], column[at + 1] = pair[1], pair[0]
            at = max(at - 1, 0)
        else:
            at += 1
    for at, slot in enumerate(column):
        place[slot] = at


def _gain(upper: list[int], lower: list[int]) -> int:
    # Crossings that vanish when the two change places.
    if not upper or not lower or (upper[-1] <= lower[0] and upper[0] == lower[-1]):
        return 0
    gain = 0
    for end in upper:
        gain += bisect_left(lower, end) - (len(lower) - bisect_right(lower, end))
    return gain
