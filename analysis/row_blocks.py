"""Rows: blocks of lines of both sides beside each other, as the compare view shows them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from analysis.lines import Stretch, match_lines, pair_lines
from analysis.source import Source

Row: TypeAlias = tuple[int, int, int, int, str]
"""Candidate's lines, reference's lines (from 1, half-open); `same`, `change`, `add`, `remove`."""


def align_in_file_order(candidate: Source, reference: Source) -> tuple[Row, ...]:
    """Return blocks that cover both texts in the order of their lines."""
    mine, known = (
        [side.line_text(line).rstrip() for line in range(1, side.line_count + 1)]
        for side in (candidate, reference)
    )
    found: list[Row] = []
    for stretch in match_lines(mine, known):
        if stretch.alike:
            found.append(row_of(stretch, "same"))
        else:
            found += changed_rows(mine, known, stretch)
    return tuple(joined_rows(found))


def row_of(stretch: Stretch, kind: str, first: int = 1, second: int = 1) -> Row:
    """Return the row of a stretch of lines that begin at these on both sides."""
    return (
        stretch.candidate_start + first,
        stretch.candidate_end + first,
        stretch.reference_start + second,
        stretch.reference_end + second,
        kind,
    )


def changed_rows(
    candidate: Sequence[str],
    reference: Sequence[str],
    stretch: Stretch,
    first: int = 1,
    second: int = 1,
) -> Iterator[Row]:
    """Yield the rows of lines that differ: similar ones beside each other, the rest between."""
    start, end, other_start, other_end, _ = row_of(stretch, "", first, second)
    pairs = pair_lines(
        candidate[start - 1 : end - 1],
        reference[other_start - 1 : other_end - 1],
    )
    at, other_at = start, other_start
    for mine, known in ((start + row, other_start + column) for row, column in pairs):
        yield from unpaired_rows(at, mine, other_at, known)
        yield mine, mine + 1, known, known + 1, "change"
        at, other_at = mine + 1, known + 1
    yield from unpaired_rows(at, end, other_at, other_end)


def unpaired_rows(start: int, end: int, other_start: int, other_end: int) -> Iterator[Row]:
    """Yield the row of lines that differ, from the top; none where there are no lines."""
    if start < end and other_start < other_end:
        yield start, end, other_start, other_end, "change"
    elif start < end:
        yield start, end, other_start, other_end, "remove"
    elif other_start < other_end:
        yield start, end, other_start, other_end, "add"


def joined_rows(rows: Iterable[Row]) -> list[Row]:
    """Return the rows with neighbours of a kind made one, empty sides placed where they belong."""
    joined: list[Row] = []
    at = other_at = 1
    for start, end, other_start, other_end, kind in rows:
        row = (
            *((start, end) if start < end else (at, at)),
            *((other_start, other_end) if other_start < other_end else (other_at, other_at)),
            kind,
        )
        at, other_at = row[1], row[3]
        if joined and _continues(joined[-1], row):
            row = (joined[-1][0], row[1], joined[-1][2], row[3], kind)
            joined.pop()
        joined.append(row)
    return joined


def _continues(row: Row, following: Row) -> bool:
    """Whether two rows may be one without any line getting another neighbour."""
    if row[4] != following[4] or row[1] != following[0] or row[3] != following[2]:
        return False
    count, other_count = row[1] - row[0], row[3] - row[2]
    return (
        count == other_count
        or (count < other_count and following[0] == following[1])
        or (count > other_count and following[2] == following[3])
    )
