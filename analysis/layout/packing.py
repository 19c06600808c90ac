"""Components side by side: each moves up as far as what stands above it allows."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from analysis.layout.metrics import Metrics


@dataclass(frozen=True, slots=True)
class Block:
    """A component: for each column and each channel between two, its top and its bottom.

    `at_right` keeps its last column at the right edge.
    """

    extents: tuple[tuple[float, float], ...]
    at_right: bool = False

    @property
    def columns(self) -> int:
        """How many columns of boxes it takes."""
        return len(self.extents) // 2 + 1

    @property
    def height(self) -> float:
        """From its highest point, which is 0, to its lowest."""
        return max(bottom for _, bottom in self.extents)


def columns_for(blocks: Sequence[Block], alone: int, metrics: Metrics) -> int:
    """Return how many columns make a drawing of a pleasant shape; `alone` counts single boxes."""
    area = sum(block.columns * metrics.column * block.height for block in blocks)
    area += alone * metrics.column * metrics.pitch
    reserved = any(block.at_right for block in blocks)
    widest = max((block.columns + (reserved and not block.at_right) for block in blocks), default=1)
    return max(widest, ceil(sqrt(area * metrics.shape) / metrics.column))


def pack(blocks: Sequence[Block], columns: int, gap: float) -> list[tuple[int, float]]:
    """Return the first column and the top of each block; earlier blocks are placed first.

    Where one is at the right edge, the last column is kept free of the others.
    """
    reserved = any(block.at_right for block in blocks)
    skyline = [0.0] * (2 * columns)
    places: list[tuple[int, float]] = []
    for block in blocks:
        last = columns - block.columns
        firsts = range(last, last + 1) if block.at_right else range(last + 1 - reserved)
        top, first = min((_rest(skyline, block, at), at) for at in firsts)
        for step, (_, bottom) in enumerate(block.extents):
            skyline[2 * first + step] = top + bottom + gap
        places.append((first, top))
    used = min((first for first, _ in places), default=0)
    return [(first - used, top) for first, top in places]


def _rest(skyline: Sequence[float], block: Block, first: int) -> float:
    return max(
        0.0,
        *(skyline[2 * first + step] - upper for step, (upper, _) in enumerate(block.extents)),
    )
