"""The heights: every slot comes as near to what it is joined with as its column allows."""

from collections.abc import Sequence
from itertools import pairwise

from analysis.layout.lanes import Layered
from analysis.layout.metrics import Metrics

LANE = 14.0
"""From a lane to the next one."""

CLEARANCE = 14.0
"""From the edge of a box to the next lane."""

_SWEEPS = 14
_STRAIGHT = 8.0


def ports(
    graph: Layered,
    metrics: Metrics,
) -> tuple[list[dict[int, float]], list[dict[int, float]]]:
    """Return where lines touch each slot, from its middle, by the slot at their other end.

    The first list is of the left sides, the second of the right ones. Lanes are touched in the
    middle.
    """
    place = {slot: at for column in graph.columns for at, slot in enumerate(column)}
    sides: tuple[list[dict[int, float]], list[dict[int, float]]] = ([], [])
    for neighbours, side in zip((graph.left, graph.right), sides, strict=True):
        for slot, others in enumerate(neighbours):
            ordered = sorted(others, key=place.__getitem__)
            is_box = slot < graph.boxes
            side.append(_spread(ordered, metrics) if is_box else dict.fromkeys(ordered, 0.0))
    return sides


def _spread(others: Sequence[int], metrics: Metrics) -> dict[int, float]:
    if len(others) < 2:  # noqa: PLR2004 (one line needs no spreading)
        return dict.fromkeys(others, 0.0)
    step = min(metrics.port_step, metrics.port_room / (len(others) - 1))
    first = -step * (len(others) - 1) / 2
    return {other: first + step * at for at, other in enumerate(others)}


def heights(graph: Layered, metrics: Metrics) -> list[float]:
    """Return the middle of each slot, downwards from the top of the highest box or lane."""
    middle = [0.0] * len(graph.left)
    offsets = [_offsets(graph, column, metrics) for column in graph.columns]
    for column, below in zip(graph.columns, offsets, strict=True):
        for slot, offset in zip(column, below, strict=True):
            middle[slot] = offset
    pulls = _pulls(graph, metrics)
    numbers = range(len(graph.columns))
    for sweep in range(_SWEEPS):
        for number in numbers if sweep % 2 else reversed(numbers):
            _settle(graph.columns[number], offsets[number], pulls, middle)
    top = min(
        (
            middle[slot] - (metrics.breadth / 2 if slot < graph.boxes else 0)
            for slot in range(len(middle))
        ),
        default=0.0,
    )
    return [round(value - top, 1) for value in middle]


def held(
    graph: Layered,
    wanted: Sequence[float],
    weights: Sequence[float],
    metrics: Metrics,
) -> list[float]:
    """Return the middle of each slot, as near to what is wanted as the weights and gaps allow.

    Nothing stands above 0.
    """
    middle = list(wanted)
    pulls = [[(slot, 0.0, weight)] for slot, weight in enumerate(weights)]
    for column in graph.columns:
        if not column:
            continue
        offsets = _offsets(graph, column, metrics)
        _settle(column, offsets, pulls, middle)
        top = metrics.breadth / 2 if column[0] < graph.boxes else 0.0
        for slot, offset in zip(column, offsets, strict=True):
            middle[slot] = max(middle[slot], top + offset)
    return [round(value, 1) for value in middle]


def gap(graph: Layered, upper: int, lower: int, metrics: Metrics) -> float:
    """Return how far apart the middles of two neighbours in a column are at least."""
    boxes = (upper < graph.boxes) + (lower < graph.boxes)
    return (LANE, metrics.breadth / 2 + CLEARANCE, metrics.pitch)[boxes]


def _offsets(graph: Layered, column: Sequence[int], metrics: Metrics) -> list[float]:
    # How far below the first slot each one stands when nothing pulls them apart.
    offsets = [0.0]
    for upper, lower in pairwise(column):
        offsets.append(offsets[-1] + gap(graph, upper, lower, metrics))
    return offsets


def _pulls(graph: Layered, metrics: Metrics) -> list[list[tuple[int, float, float]]]:
    # Per slot: (other slot, height wanted relative to it, strength).
    left, right = ports(graph, metrics)
    pulls: list[list[tuple[int, float, float]]] = [[] for _ in graph.left]
    for slot, others in enumerate(graph.right):
        for other in others:
            apart = right[slot][other] - left[other][slot]
            lanes = (slot >= graph.boxes) + (other >= graph.boxes)
            strength = (1.0, 2.0, _STRAIGHT)[lanes]
            pulls[other].append((slot, apart, strength))
            pulls[slot].append((other, -apart, strength))
    return pulls


def _settle(
    column: Sequence[int],
    offsets: Sequence[float],
    pulls: Sequence[Sequence[tuple[int, float, float]]],
    middle: list[float],
) -> None:
    # Least squares under the gaps, by pooling neighbours that would come too close.
    blocks: list[tuple[float, float, int]] = []
    for slot, offset in zip(column, offsets, strict=True):
        weight = total = 0.0
        for other, apart, strength in pulls[slot]:
            weight += strength
            total += (middle[other] + apart) * strength
        if not weight:
            weight, total = 0.01, middle[slot] * 0.01
        block = (weight, total - offset * weight, 1)
        while blocks and blocks[-1][1] * block[0] > block[1] * blocks[-1][0]:
            above = blocks.pop()
            block = (above[0] + block[0], above[1] + block[1], above[2] + block[2])
        blocks.append(block)
    at = 0
    for weight, total, size in blocks:
        for index in range(at, at + size):
            middle[column[index]] = total / weight + offsets[index]
        at += size
