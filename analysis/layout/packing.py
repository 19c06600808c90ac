"""Components side by side: each moves up as far as what stands above it allows."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

_WIDE = 1.7


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


def columns_for(blocks: Sequence[Block], alone: int, pitch: tuple[float, float]) -> int:
    """Return how many columns make a drawing that is somewhat wider than high.

    `alone` counts the single boxes; `pitch` is the width of a column with its channel and the
    height of a box with its gap.
    """
    area = sum(block.columns * pitch[0] * block.height for block in blocks)
    area += alone * pitch[0] * pitch[1]
    widest = max((block.columns for block in blocks), default=1)
    return max(widest, ceil(sqrt(area * _WIDE) / pitch[0]))


def pack(blocks: Sequence[Block], columns: int, gap: float) -> list[tuple[int, float]]:
    """Return the first column and the top of each block; earlier blocks are placed first."""
    skyline = [0.0] * (2 * columns)
    places: list[tuple[int, float]] = []
    for block in blocks:
        last = columns - block.columns
        firsts = range(last, last + 1) if block.at_right else range(last + 1)
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
