"""Which alike lines are folded away, so that what differs stands close together."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter

from gui.compare.alignment import (
    ADD,
    MOVE,
    REMOVE,
    SAME,
    UNKNOWN,
    Alignment,
    Fold,
    Stretch,
)
from gui.compare.noise import with_quiet
from gui.selection import CANDIDATE, REFERENCE

CONTEXT = 3
"""So many alike lines stay in sight above and below a change."""
_LEAST_FOLDED = 4
_LEAST_ONE_SIDED = 12


def align_rows(
    rows: Sequence[tuple[int, int, int, int, str]],
    kept: Collection[int] = (),
    quiet: Mapping[str, Container[int]] | None = None,
) -> tuple[Alignment, list[int]]:
    """Return the alignment of a review's rows, and the reference's lines as they are displayed.

    All are counted from 0 but the rows, which count lines from 1. Candidate's lines that are
    `kept` are never folded, what only differs in `quiet` lines is not marked. All folds are open.
    """
    order: list[int] = []
    stretches: list[Stretch] = []
    for start, end, other_start, other_end, kind in rows:
        at = len(order)
        order.extend(range(other_start - 1, other_end - 1))
        stretches.append(Stretch(start - 1, end - 1, at, len(order), kind))
    if quiet:
        displayed = {at for at, line in enumerate(order) if line in quiet[REFERENCE]}
        stretches = list(with_quiet(stretches, {**quiet, REFERENCE: displayed}))
    if any(stretch.is_change for stretch in stretches):
        stretches = list(_folded(stretches, sorted(kept)))
        stretches = [part for stretch in stretches for part in _foldable(stretch)]
    return Alignment(stretches), order


def align_unknown(candidate_lines: int, reference_lines: int) -> Alignment:
    """Return the alignment of two texts about which nothing is known yet."""
    return Alignment([Stretch(0, candidate_lines, 0, reference_lines, UNKNOWN)])


def _folded(stretches: Sequence[Stretch], kept: Sequence[int]) -> Iterator[Stretch]:
    run: list[Stretch] = []
    for index, stretch in enumerate(stretches):
        if stretch.kind == SAME:
            run.append(stretch)
            continue
        yield from _folded_run(run, kept, is_first=index == len(run), is_last=False)
        run = []
        yield stretch
    yield from _folded_run(run, kept, is_first=False, is_last=True)


def _folded_run(
    run: Sequence[Stretch],
    kept: Sequence[int],
    *,
    is_first: bool,
    is_last: bool,
) -> Iterator[Stretch]:
    total = sum(stretch.rows for stretch in run)
    shown = [] if is_first else list(range(min(CONTEXT, total)))
    top = 0
    for stretch in run:
        start = stretch.candidate_start
        first, last = bisect_left(kept, start), bisect_left(kept, stretch.candidate_end)
        shown += [top + line - start for line in kept[first:last]]
        top += stretch.rows
    shown += [] if is_last else list(range(max(total - CONTEXT, 0), total))
    hidden = list(_long_gaps(sorted(set(shown)), total))
    top = 0
    for stretch in run:
        yield from _cut(stretch, top, hidden)
        top += stretch.rows


def _foldable(stretch: Stretch) -> Iterator[Stretch]:
    """Yield a stretch; the middle of a long block that one side alone has can be folded."""
    is_one_sided = stretch.kind in (ADD, REMOVE, MOVE)
    if is_one_sided and stretch.rows >= _LEAST_ONE_SIDED:
        yield from _cut(stretch, 0, [(CONTEXT, stretch.rows - CONTEXT)])
    else:
        yield stretch


def _long_gaps(shown: Sequence[int], total: int) -> Iterator[tuple[int, int]]:
    at = 0
    for row in (*shown, total):
        if row - at >= _LEAST_FOLDED:
            yield at, row
        at = row + 1


def _cut(stretch: Stretch, top: int, hidden: Sequence[tuple[int, int]]) -> Iterator[Stretch]:
    at = 0
    for first, last in hidden:
        start, end = max(first - top, at), min(last - top, stretch.rows)
        if start >= end:
            continue
        if start > at:
            yield stretch.part(at, start)
        yield replace(stretch.part(start, end), may_fold=True)
        at = end
    if at < stretch.rows:
        yield stretch.part(at, stretch.rows)


def folds_to_close(former: Alignment, alignment: Alignment) -> list[Fold]:
    """Return the folds that were closed before, by half of their lines at least.

    What a user has opened stays open, and nothing folds away under the eyes.
    """
    if all(stretch.kind == UNKNOWN for stretch in former.stretches):
        return [fold for fold in alignment.folds if fold.is_alike]
    hidden = {side: list(former.hidden_lines(side)) for side in (CANDIDATE, REFERENCE)}
    return [
        fold
        for fold in alignment.folds
        if any(_is_mostly_inside(alignment.fold_lines(fold, side), hidden[side]) for side in hidden)
    ]


def _is_mostly_inside(lines: tuple[int, int], ranges: Sequence[tuple[int, int]]) -> bool:
    start, end = lines
    inside = 0
    if start == end:
        return False
    for at in range(bisect_right(ranges, start, key=itemgetter(1)), len(ranges)):
        range_start, range_end = ranges[at]
        if range_start >= end:
            break
        inside += min(end, range_end) - max(start, range_start)
    return 2 * inside >= end - start
