"""Which lines stand elsewhere on the other side: blocks that moved, and what is only reordered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from analysis.moved_blocks import Move, reordered
from analysis.row_blocks import Row
from gui.selection import CANDIDATE, REFERENCE


@dataclass(frozen=True, slots=True)
class Moves:
    """By the lines of each text, from 0."""

    blocks: tuple[Move, ...] = ()
    starts: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def is_reordered(self, side: str, line: int) -> bool:
        """Return whether something begins at a line that stands in another order over there."""
        return line in self.starts.get(side, ())

    def other_place(self, side: str, line: int) -> tuple[str, int] | None:
        """Return the side and the line at which a moved block's line stands on the other side."""
        for move in self.blocks:
            here, there = move.candidate - 1, move.reference - 1
            if side == REFERENCE:
                here, there = there, here
            if here <= line < here + move.count:
                return (REFERENCE if side == CANDIDATE else CANDIDATE), there + line - here
        return None


def reordered_rows(rows: Iterable[Row]) -> Moves:
    """Return where rows that were aligned by meaning stand in another order in the reference."""
    places = [(mine, known) for mine, known in reordered(tuple(rows)) if mine]
    return Moves(
        starts={
            CANDIDATE: frozenset(mine - 1 for mine, _ in places),
            REFERENCE: frozenset(known - 1 for _, known in places),
        },
    )
