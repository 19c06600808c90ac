"""Where the lines of both panes stand: rows of one height, partners in one row, folds."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from gui.selection import CANDIDATE, REFERENCE

SAME, CHANGE, ADD, REMOVE, UNKNOWN = "same", "change", "add", "remove", ""
MOVE = "move"
"""It stands elsewhere on the other side."""
QUIET = "quiet"
"""It differs in a way that the reader does not want to be marked."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of both panes beside each other from the top, counted from 0 as displayed.

    Neighbours that may be folded make one fold; `is_closed` is the same for all of them.
    """

    candidate_start: int
    candidate_end: int
    reference_start: int
    reference_end: int
    kind: str
    may_fold: bool = False
    is_closed: bool = False

    def lines(self, side: str) -> tuple[int, int]:
        """Return the lines of a side, half-open."""
        if side == CANDIDATE:
            return self.candidate_start, self.candidate_end
        return self.reference_start, self.reference_end

    @property
    def rows(self) -> int:
        """How many rows it takes when it is open."""
        return max(
            self.candidate_end - self.candidate_start,
            self.reference_end - self.reference_start,
        )

    @property
    def is_change(self) -> bool:
        """Whether its lines differ in meaning."""
        return self.kind in (CHANGE, ADD, REMOVE, MOVE)

    def part(self, first: int, last: int) -> "Stretch":
        """Return what stands in its rows `first` to `last`, half-open."""
        return replace(
            self,
            candidate_start=min(self.candidate_start + first, self.candidate_end),
            candidate_end=min(self.candidate_start + last, self.candidate_end),
            reference_start=min(self.reference_start + first, self.reference_end),
            reference_end=min(self.reference_start + last, self.reference_end),
        )

    def moved(self, by: int) -> "Stretch":
        """Return it with the candidate's lines moved."""
        if not by:
            return self
        # Of thousands of stretches behind a key, `replace` would take longer than a frame.
        return Stretch(
            self.candidate_start + by,
            self.candidate_end + by,
            self.reference_start,
            self.reference_end,
            self.kind,
            self.may_fold,
            self.is_closed,
        )


@dataclass(frozen=True, slots=True)
class Fold:
    """The stretches `first` to `last`, half-open, that one bar stands for when it is closed.

    It holds what is alike, or a long block that one side alone has.
    """

    first: int
    last: int
    is_closed: bool
    is_alike: bool = True


class Alignment:
    """Stretches that cover both panes, and the row at which each begins."""

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self.stretches: Sequence[Stretch] = ()
        self._lay(stretches)

    @property
    def row_count(self) -> int:
        """How many rows both panes have."""
        return self._tops[-1]

    @property
    def folds(self) -> list[Fold]:
        """All folds, in order."""
        found: list[Fold] = []
        for index, stretch in enumerate(self.stretches):
            if not stretch.may_fold:
                continue
            end = found[-1].last if found else -1
            if end == index and self._folds_with(index - 1, stretch):
                found[-1] = replace(found[-1], last=index + 1)
            else:
                is_alike = not stretch.is_change
                found.append(Fold(index, index + 1, stretch.is_closed, is_alike))
        return found

    def top(self, index: int) -> int:
        """Return the row at which a stretch begins; the row count for the one past the last."""
        return self._tops[index]

    def visible(self, first_row: int, last_row: int) -> Iterator[int]:
        """Yield the numbers of the stretches that have a row in a half-open range."""
        index = max(bisect_right(self._tops, first_row) - 1, 0)
        while index < len(self.stretches) and self._tops[index] < last_row:
            if self._tops[index + 1] > self._tops[index]:
                yield index
            index += 1

    def seen(self, first_row: int, last_row: int) -> Iterator[tuple[int, Stretch]]:
        """Yield the top rows of open stretches in a range, a block of one side as the whole it is.

        Its parts may be folded; where one is closed, what is above and below it are two.
        """
        index = -1
        for visible in self.visible(first_row, last_row):
            if visible < index or self.stretches[visible].is_closed:
                continue
            start = visible
            while start > 0 and self._is_one_block(start - 1):
                start -= 1
            index = visible + 1
            while index < len(self.stretches) and self._is_one_block(index - 1):
                index += 1
            last = self.stretches[index - 1]
            whole = replace(
                self.stretches[start],
                candidate_end=last.candidate_end,
                reference_end=last.reference_end,
            )
            yield self._tops[start], whole

    def index_of(self, side: str, line: int) -> int:
        """Return the number of the stretch in which a line of a side stands."""
        return min(bisect_right(self._ends[side], line), len(self.stretches) - 1)

    def index_at(self, row: int) -> int:
        """Return the number of the stretch that has a row."""
        return min(max(bisect_right(self._tops, row) - 1, 0), len(self.stretches) - 1)

    def row_of(self, side: str, line: int) -> int:
        """Return the row of a line; that of the bar for one in a closed fold."""
        index = self.index_of(side, line)
        stretch = self.stretches[index]
        if stretch.is_closed:
            return self._tops[index + 1] - 1
        return self._tops[index] + max(line - stretch.lines(side)[0], 0)

    def line_at(self, side: str, row: int) -> int:
        """Return the first visible line of a side that stands at a row or below; -1 for none."""
        index = max(bisect_right(self._tops, row) - 1, 0)
        while index < len(self.stretches):
            stretch = self.stretches[index]
            start, end = stretch.lines(side)
            line = start + max(row - self._tops[index], 0)
            if line < end and not stretch.is_closed:
                return line
            index += 1
        return -1

    def partner(self, side: str, line: int) -> int | None:
        """Return the other side's line in the same row, None where there is none."""
        stretch = self.stretches[self.index_of(side, line)]
        other_start, other_end = stretch.lines(REFERENCE if side == CANDIDATE else CANDIDATE)
        partner = other_start + line - stretch.lines(side)[0]
        return partner if partner < other_end else None

    def gaps(self, side: str) -> dict[int, int]:
        """Return how many empty rows stand above lines that are shown, where there are any."""
        gaps: dict[int, int] = {}
        pending = 0
        for index, stretch in enumerate(self.stretches):
            start, end = stretch.lines(side)
            rows = self._tops[index + 1] - self._tops[index]
            if stretch.is_closed or start == end:
                pending += rows
                continue
            if pending:
                gaps[start] = pending
            pending = rows - (end - start)
        if pending:
            gaps[self._ends[side][-1]] = pending
        return gaps

    def hidden_lines(self, side: str) -> Iterator[tuple[int, int]]:
        """Yield the half-open ranges of lines in closed folds, in order."""
        for fold in self.folds:
            if fold.is_closed:
                yield self.fold_lines(fold, side)

    def fold_lines(self, fold: Fold, side: str) -> tuple[int, int]:
        """Return the lines of a side that a fold holds."""
        first, last = self.stretches[fold.first], self.stretches[fold.last - 1]
        return first.lines(side)[0], last.lines(side)[1]

    def fold_of(self, index: int) -> Fold | None:
        """Return the fold to which a stretch belongs."""
        stretch = self.stretches[index] if 0 <= index < len(self.stretches) else None
        if stretch is None or not stretch.may_fold:
            return None
        first, last = index, index + 1
        while first > 0 and self._folds_with(first - 1, stretch):
            first -= 1
        while last < len(self.stretches) and self._folds_with(last, stretch):
            last += 1
        return Fold(first, last, stretch.is_closed, not stretch.is_change)

    def changes(self) -> list[tuple[int, int]]:
        """Return the half-open ranges of stretches that differ without a break."""
        runs: list[tuple[int, int]] = []
        for index, stretch in enumerate(self.stretches):
            if not stretch.is_change:
                continue
            if runs and runs[-1][1] == index:
                runs[-1] = (runs[-1][0], index + 1)
            else:
                runs.append((index, index + 1))
        return runs

    def set_closed(self, folds: Sequence[Fold], *, closed: bool) -> None:
        """Close or open folds."""
        stretches = list(self.stretches)
        for fold in folds:
            stretches[fold.first : fold.last] = [
                replace(stretch, is_closed=closed) for stretch in stretches[fold.first : fold.last]
            ]
        self._lay(stretches)

    def follow_edit(self, first: int, count: int, new_count: int) -> bool:
        """Let lines of the candidate take the place of others until a review aligns them.

        Return whether anything moved.
        """
        start = self.index_of(CANDIDATE, first)
        stop = max(self.index_of(CANDIDATE, first + count - 1), start) + 1
        touched = self.stretches[start:stop]
        if count == new_count and len(touched) == 1 and touched[0].kind != SAME:
            return False
        by, rows = new_count - count, sum(stretch.rows for stretch in touched)
        self._lay(
            [
                *self.stretches[:start],
                *(edited := tuple(_edited(touched, first, count, new_count))),
                *(stretch.moved(by) for stretch in self.stretches[stop:]),
            ],
        )
        stays = all(_is_even(stretch) and not stretch.is_closed for stretch in touched)
        stays = stays and all(map(_is_even, edited))
        return by != 0 or not stays or rows != sum(stretch.rows for stretch in edited)

    def _is_one_block(self, index: int) -> bool:
        """Whether a stretch and the next one are parts of what one side alone has."""
        one, other = self.stretches[index], self.stretches[index + 1]
        return (
            one.kind == other.kind
            and not (one.is_closed or other.is_closed)
            and one.may_fold != other.may_fold
            and one.is_change
        )

    def _folds_with(self, index: int, stretch: Stretch) -> bool:
        other = self.stretches[index]
        return (
            other.may_fold
            and other.is_closed == stretch.is_closed
            and other.is_change == stretch.is_change
        )

    def _lay(self, stretches: Sequence[Stretch]) -> None:
        self.stretches = stretches
        heights: list[int] = []
        for index, stretch in enumerate(stretches):
            if not stretch.is_closed:
                heights.append(stretch.rows)
                continue
            follows = index + 1 < len(stretches) and stretches[index + 1].is_closed
            heights.append(0 if follows else 1)
        self._tops = list(accumulate(heights, initial=0))
        self._ends = {
            side: [stretch.lines(side)[1] for stretch in stretches]
            for side in (CANDIDATE, REFERENCE)
        }


def _is_even(stretch: Stretch) -> bool:
    """Whether it has as many lines on both sides, so that no gap stands in it."""
    mine = stretch.candidate_end - stretch.candidate_start
    return mine == stretch.reference_end - stretch.reference_start


def _edited(
    touched: Sequence[Stretch],
    first: int,
    count: int,
    new_count: int,
) -> Iterator[Stretch]:
    before, after = touched[0], touched[-1]
    above = first - before.candidate_start
    kept = before.part(0, above)
    below = after.part(first + count - after.candidate_start, after.rows)
    reference_start = kept.reference_end
    reference_end = max(below.reference_start, reference_start)
    if before.kind == UNKNOWN:
        kind = UNKNOWN
    elif reference_start == reference_end:
        kind = REMOVE
    else:
        kind = CHANGE if new_count else ADD
    edited = Stretch(first, first + new_count, reference_start, reference_end, kind)
    for stretch in (kept, edited, below.moved(new_count - count)):
        if stretch.rows:
            yield replace(stretch, is_closed=False)
