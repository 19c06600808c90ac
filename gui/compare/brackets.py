"""Finds the bracket that belongs to the one at the cursor."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from operator import itemgetter

Place = tuple[int, int]
"""A line, from 0, and a column in code points."""

_PAIRS = {"{": "}", "[": "]", "(": ")"}
_BACK = {closing: opening for opening, closing in _PAIRS.items()}
_MOST_LINES = 4000
_MOST_CHARACTERS = 100_000


def matching(
    line_of: Callable[[int], str],
    quoted: Callable[[int], Sequence[tuple[int, int]]],
    line_count: int,
    at: Place,
) -> tuple[Place, Place] | None:
    """Return the places of the bracket at or before a place and of its partner, if there is one.

    `quoted` gives the columns of a line in which brackets are only letters. Partners more than
    some thousand lines away are not looked for, nor those behind a hundred thousand characters.
    """
    line, column = at
    text = line_of(line)
    for here in (column, column - 1):
        if not 0 <= here < len(text) or _is_inside(sorted(quoted(line)), here):
            continue
        if text[here] in _PAIRS:
            way = range(line, min(line + _MOST_LINES, line_count))
            partner = _search(line_of, quoted, way, here, (text[here], _PAIRS[text[here]]))
        elif text[here] in _BACK:
            way = range(line, max(line - _MOST_LINES, -1), -1)
            partner = _search(line_of, quoted, way, here, (text[here], _BACK[text[here]]))
        else:
            continue
        return ((line, here), partner) if partner else None
    return None


def _search(
    line_of: Callable[[int], str],
    quoted: Callable[[int], Sequence[tuple[int, int]]],
    way: range,
    start: int,
    brackets: tuple[str, str],
) -> Place | None:
    mine, _ = brackets
    sought = re.compile(f"[{''.join(map(re.escape, brackets))}]")
    depth = seen = 0
    for number in way:
        text = line_of(number)
        seen += len(text)
        if seen > _MOST_CHARACTERS:
            return None
        columns = [found.start() for found in sought.finditer(text)]
        letters = sorted(quoted(number)) if columns else []
        for column in columns if way.step > 0 else reversed(columns):
            is_before = number == way.start and (column - start) * way.step < 0
            if is_before or _is_inside(letters, column):
                continue
            depth += 1 if text[column] == mine else -1
            if depth == 0:
                return number, column
    return None


def _is_inside(ranges: Sequence[tuple[int, int]], column: int) -> bool:
    """Whether a column is in one of these ranges, which are in order and do not overlap."""
    before = bisect_right(ranges, column, key=itemgetter(0)) - 1
    return before >= 0 and column < ranges[before][1]
