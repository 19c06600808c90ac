"""Blocks of lines that stand elsewhere on the other side."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analysis.row_blocks import Row, align_in_file_order, joined_rows
from analysis.source import Source

MOVE = "move"
"""The kind of a row whose lines, on one side only, stand elsewhere on the other."""

_LEAST_LINES = 4
_LEAST_LETTERS = 40
_MOST_PLACES = 12
_LETTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Move:
    """So many equal lines: where they begin in the candidate and in the reference, from 1."""

    candidate: int
    reference: int
    count: int


def in_file_order(candidate: Source, reference: Source) -> tuple[tuple[Row, ...], tuple[Move, ...]]:
    """Return the rows of both texts in the order of their lines, and the blocks that moved."""
    rows = align_in_file_order(candidate, reference)
    mine, known = (
        [side.line_text(line).rstrip() for line in range(1, side.line_count + 1)]
        for side in (candidate, reference)
    )
    moves = find_moves(rows, mine, known)
    return with_moves(rows, moves), moves


def find_moves(
    rows: Iterable[Row],
    candidate: Sequence[str],
    reference: Sequence[str],
) -> tuple[Move, ...]:
    """Return the blocks of lines without an equal partner in their row that have one elsewhere.

    A line is in one block at most. Short blocks, and those with little but brackets, are none.
    """
    changed = [row for row in rows if row[4] != "same"]
    mine = [line for row in changed for line in range(row[0], row[1])]
    known = [line for row in changed for line in range(row[2], row[3])]
    places: dict[tuple[str, ...], list[int]] = {}
    free = set(known)
    for line in known:
        if line + _LEAST_LINES - 1 in free:
            places.setdefault(_key(reference, line), []).append(line)
    return tuple(_moves(mine, candidate, reference, places, free))


def _moves(
    mine: Sequence[int],
    candidate: Sequence[str],
    reference: Sequence[str],
    places: dict[tuple[str, ...], list[int]],
    free: set[int],
) -> Iterator[Move]:
    waiting = set(mine)
    taken_to = 0
    for line in mine:
        if line < taken_to or line + _LEAST_LINES - 1 not in waiting:
            continue
        starts = places.get(_key(candidate, line), ())[:_MOST_PLACES]
        counted = [
            (_length(candidate, reference, (line, waiting), (start, free)), start)
            for start in starts
        ]
        count, start = max(counted, default=(0, 0), key=lambda pair: pair[0])
        if count < _LEAST_LINES or not _says_enough(candidate[line - 1 : line - 1 + count]):
            continue
        free.difference_update(range(start, start + count))
        taken_to = line + count
        yield Move(line, start, count)


def _key(lines: Sequence[str], line: int) -> tuple[str, ...]:
    return tuple(lines[line - 1 : line - 1 + _LEAST_LINES])


def _length(
    candidate: Sequence[str],
    reference: Sequence[str],
    mine: tuple[int, set[int]],
    known: tuple[int, set[int]],
) -> int:
    count = 0
    while (
        mine[0] + count in mine[1]
        and known[0] + count in known[1]
        and candidate[mine[0] + count - 1] == reference[known[0] + count - 1]
    ):
        count += 1
    return count


def _says_enough(lines: Iterable[str]) -> bool:
    return sum(len(_LETTER.findall(line)) for line in lines) >= _LEAST_LETTERS


def with_moves(rows: Iterable[Row], moves: Iterable[Move]) -> tuple[Row, ...]:
    """Return the rows with the lines of moved blocks in rows of their own, on one side each."""
    every = list(moves)
    mine = {line for move in every for line in range(move.candidate, move.candidate + move.count)}
    known = {line for move in every for line in range(move.reference, move.reference + move.count)}
    return tuple(joined_rows(part for row in rows for part in _parts(row, mine, known)))


def _parts(row: Row, mine: set[int], known: set[int]) -> Iterator[Row]:
    start, end, other_start, other_end, kind = row
    here = [line in mine for line in range(start, end)]
    there = [line in known for line in range(other_start, other_end)]
    if kind == "same" or not (any(here) or any(there)):
        yield row
        return
    for line, is_moved in zip(range(start, end), here, strict=True):
        yield line, line + 1, 0, 0, MOVE if is_moved else "remove"
    for line, is_moved in zip(range(other_start, other_end), there, strict=True):
        yield 0, 0, line, line + 1, MOVE if is_moved else "add"


def reordered(rows: Sequence[Row]) -> tuple[tuple[int, int], ...]:
    """Return where rows begin that stand in another order in the reference: both lines, from 1.

    What has to be moved is as little as may be: the most lines keep their order.
    """
    segments = list(_segments(rows))
    kept = _longest_in_order(segments)
    return tuple(
        (segment[0], segment[1]) for number, segment in enumerate(segments) if number not in kept
    )


def _segments(rows: Iterable[Row]) -> Iterator[tuple[int, int, int]]:
    """Yield the first lines of stretches that both sides have in one order, and how many lines."""
    segment: tuple[int, int, int] | None = None
    at = 0
    for start, end, other_start, other_end, _ in rows:
        if other_start == other_end:
            continue
        size = other_end - other_start if start < end else 0
        if segment and other_start == at:
            first = segment[0] or (start if start < end else 0)
            second = segment[1] if segment[0] else other_start
            segment = (first, second, segment[2] + size)
        else:
            if segment:
                yield segment
            segment = (start if start < end else 0, other_start, size)
        at = other_end
    if segment:
        yield segment


def _longest_in_order(segments: Sequence[tuple[int, int, int]]) -> set[int]:
    """Return the numbers of the segments that may stay: the most lines with rising places."""
    # `ends` rises in place and in weight: a chain that ends later and weighs less is of no use.
    ends: list[tuple[int, int, int]] = []
    before: list[int] = []
    for number, (_, place, size) in enumerate(segments):
        at = bisect_left(ends, (place,))
        weight = size + (ends[at - 1][1] if at else 0)
        before.append(ends[at - 1][2] if at else -1)
        until = at
        while until < len(ends) and ends[until][1] <= weight:
            until += 1
        ends[at:until] = [(place, weight, number)]
    kept: set[int] = set()
    number = ends[-1][2] if ends else -1
    while number >= 0:
        kept.add(number)
        number = before[number]
    return kept
