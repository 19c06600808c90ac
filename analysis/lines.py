"""Line against line and word against word: which of two texts' parts stand for each other."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from analysis.source import Span

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_MEANINGFUL = re.compile(r"\w")
_SIMILAR = 0.5
_COMPARED_CHARACTERS = 200
_MOST_COMPARED_PAIRS = 2500
_MOST_WORDS = 600
# Two texts of a hundred thousand lines each would take a gigabyte.
MOST_COMPARED_LINES = 100_000_000
_FARTHEST_SHIFT = 500


@dataclass(frozen=True, slots=True)
class Stretch:
    """Candidate's lines `start` to `end` beside the reference's, half-open, alike or not."""

    candidate_start: int
    candidate_end: int
    reference_start: int
    reference_end: int
    alike: bool

    @property
    def candidate_count(self) -> int:
        """How many lines of the candidate it has."""
        return self.candidate_end - self.candidate_start

    @property
    def reference_count(self) -> int:
        """How many lines of the reference it has."""
        return self.reference_end - self.reference_start


def match_lines(candidate: Sequence[str], reference: Sequence[str]) -> list[Stretch]:
    """Return the stretches that cover both sides in order, as few and as whole as may be.

    Counts from 0. Alike stretches match line for line; no two neighbours are of one kind.
    """
    numbers: dict[Hashable, int] = {}
    mine = [numbers.setdefault(line, len(numbers)) for line in candidate]
    known = [numbers.setdefault(line, len(numbers)) for line in reference]
    start, end = _shared_ends(mine, known)
    found = [
        Stretch(0, start, 0, start, alike=True),
        *_matched(
            mine, known, Stretch(start, len(mine) - end, start, len(known) - end, alike=False)
        ),
        Stretch(len(mine) - end, len(mine), len(known) - end, len(known), alike=True),
    ]
    whole = _without_stray_matches(_joined(found), candidate)
    return _slid(whole, candidate, reference)


def pair_lines(candidate: Sequence[str], reference: Sequence[str]) -> list[tuple[int, int]]:
    """Return the pairs of lines that are similar enough to be one line changed, in order."""
    rows, columns = len(candidate), len(reference)
    if not rows or not columns:
        return []
    if rows == columns == 1:
        return [(0, 0)] if similarity(candidate[0], reference[0]) >= _SIMILAR else []
    if rows * columns > _MOST_COMPARED_PAIRS:
        return _pairs_by_place(candidate, reference)
    gains = [[_gain(mine, known) for known in reference] for mine in candidate]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            together = gains[row][column] + best[row + 1][column + 1] if gains[row][column] else 0.0
            best[row][column] = max(together, best[row + 1][column], best[row][column + 1])
    return list(_best_way(gains, best))


def similarity(candidate: str, reference: str) -> float:
    """Return how alike two lines are, 0 to 1; indentation does not count."""
    return Indel.normalized_similarity(
        candidate.strip()[:_COMPARED_CHARACTERS],
        reference.strip()[:_COMPARED_CHARACTERS],
    )


def changed_words(candidate: str, reference: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the spans of words that one line has and the other has not, for both sides."""
    mine = list(_WORD.finditer(candidate))
    known = list(_WORD.finditer(reference))
    if len(mine) > _MOST_WORDS or len(known) > _MOST_WORDS:
        return _changed_middle(candidate, reference)
    codes = [
        code
        for code in Indel.opcodes([word.group() for word in mine], [word.group() for word in known])
        if code.tag != "equal"
    ]
    return (
        _word_spans(mine, ((code.src_start, code.src_end) for code in codes)),
        _word_spans(known, ((code.dest_start, code.dest_end) for code in codes)),
    )


def _matched(mine: Sequence[int], known: Sequence[int], within: Stretch) -> Iterator[Stretch]:
    """Yield the stretches of a part; one that is too large is cut at lines that are there once."""
    if within.candidate_count * within.reference_count <= MOST_COMPARED_LINES:
        yield from _matched_whole(mine, known, within)
        return
    at, other = within.candidate_start, within.reference_start
    for here, there in (
        *_anchors(mine, known, within),
        (within.candidate_end, within.reference_end),
    ):
        part = Stretch(at, here, other, there, alike=False)
        if part.candidate_count * part.reference_count <= MOST_COMPARED_LINES:
            yield from _matched_whole(mine, known, part)
        else:
            yield part
        at, other = here, there


def _matched_whole(mine: Sequence[int], known: Sequence[int], within: Stretch) -> Iterator[Stretch]:
    start, other = within.candidate_start, within.reference_start
    for code in Indel.opcodes(
        mine[start : within.candidate_end], known[other : within.reference_end]
    ):
        yield Stretch(
            code.src_start + start,
            code.src_end + start,
            code.dest_start + other,
            code.dest_end + other,
            alike=code.tag == "equal",
        )


def _anchors(mine: Sequence[int], known: Sequence[int], within: Stretch) -> list[tuple[int, int]]:
    """Return where lines stand that each side has once, as many as stand in one order."""
    places = _once(known, within.reference_start, within.reference_end)
    pairs = [
        (place, places[line])
        for line, place in _once(mine, within.candidate_start, within.candidate_end).items()
        if line in places
    ]
    # The longest rising run: the last pair of the best run of each length, and what led to it.
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, there) in enumerate(pairs):
        length = bisect_left(ends, there)
        ends[length : length + 1] = [there]
        last[length : length + 1] = [number]
        before.append(last[length - 1] if length else -1)
    run = []
    at = last[-1] if last else -1
    while at >= 0:
        run.append(pairs[at])
        at = before[at]
    return run[::-1]


def _once(lines: Sequence[int], start: int, end: int) -> dict[int, int]:
    counts = Counter(lines[start:end])
    return {lines[at]: at for at in range(start, end) if counts[lines[at]] == 1}


def _shared_ends(mine: Sequence[int], known: Sequence[int]) -> tuple[int, int]:
    shorter = min(len(mine), len(known))
    start = 0
    while start < shorter and mine[start] == known[start]:
        start += 1
    end = 0
    while end < shorter - start and mine[-1 - end] == known[-1 - end]:
        end += 1
    return start, end


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    joined: list[Stretch] = []
    for stretch in stretches:
        if not (stretch.candidate_count or stretch.reference_count):
            continue
        if joined and joined[-1].alike is stretch.alike:
            last = joined.pop()
            joined.append(
                Stretch(
                    last.candidate_start,
                    stretch.candidate_end,
                    last.reference_start,
                    stretch.reference_end,
                    alike=stretch.alike,
                ),
            )
        else:
            joined.append(stretch)
    return joined


def _without_stray_matches(stretches: list[Stretch], candidate: Sequence[str]) -> list[Stretch]:
    # The longest match also pairs lone brackets amid changes, which tears one change into many.
    kept: list[Stretch] = []
    for number, stretch in enumerate(stretches):
        between = 0 < number < len(stretches) - 1
        lines = candidate[stretch.candidate_start : stretch.candidate_end]
        if stretch.alike and between and not any(map(_MEANINGFUL.search, lines)):
            before, after = stretches[number - 1], stretches[number + 1]
            if _is_replaced(before) or _is_replaced(after):
                stretch = Stretch(  # noqa: PLW2901 (the same lines, now part of the change)
                    stretch.candidate_start,
                    stretch.candidate_end,
                    stretch.reference_start,
                    stretch.reference_end,
                    alike=False,
                )
        kept.append(stretch)
    return _joined(kept)


def _is_replaced(stretch: Stretch) -> bool:
    return bool(stretch.candidate_count and stretch.reference_count)


def _slid(
    stretches: list[Stretch],
    candidate: Sequence[str],
    reference: Sequence[str],
) -> list[Stretch]:
    # `}, "B": {` and `"B": { },` are the same insertion; it reads well that begins with its key.
    slid = list(stretches)
    for at in range(1, len(slid) - 1):
        before, here, after = slid[at - 1 : at + 2]
        if here.alike or _is_replaced(here):
            continue
        lines = candidate if here.candidate_count else reference
        start = here.candidate_start if here.candidate_count else here.reference_start
        size = here.candidate_count + here.reference_count
        by = _best_shift(lines, start, size, before.candidate_count, after.candidate_count)
        slid[at - 1 : at + 2] = _shifted(before, here, after, by)
    return _joined(slid)


def _best_shift(lines: Sequence[str], start: int, size: int, above: int, below: int) -> int:
    up = 0
    while (
        up < min(above - 1, _FARTHEST_SHIFT)
        and lines[start - up - 1] == lines[start + size - up - 1]
    ):
        up += 1
    down = 0
    while (
        down < min(below - 1, _FARTHEST_SHIFT) and lines[start + down] == lines[start + size + down]
    ):
        down += 1
    return min(
        range(-up, down + 1),
        key=lambda by: (_MEANINGFUL.search(lines[start + by]) is None, abs(by)),
    )


def _shifted(before: Stretch, here: Stretch, after: Stretch, by: int) -> list[Stretch]:
    return [
        Stretch(
            before.candidate_start,
            before.candidate_end + by,
            before.reference_start,
            before.reference_end + by,
            alike=True,
        ),
        Stretch(
            here.candidate_start + by,
            here.candidate_end + by,
            here.reference_start + by,
            here.reference_end + by,
            alike=False,
        ),
        Stretch(
            after.candidate_start + by,
            after.candidate_end,
            after.reference_start + by,
            after.reference_end,
            alike=True,
        ),
    ]


def _gain(candidate: str, reference: str) -> float:
    alike = similarity(candidate, reference)
    return alike if alike >= _SIMILAR else 0.0


def _pairs_by_place(candidate: Sequence[str], reference: Sequence[str]) -> list[tuple[int, int]]:
    return [
        (row, row)
        for row in range(min(len(candidate), len(reference)))
        if _gain(candidate[row], reference[row])
    ]


def _best_way(
    gains: Sequence[Sequence[float]],
    best: Sequence[Sequence[float]],
) -> Iterator[tuple[int, int]]:
    row = column = 0
    while row < len(gains) and column < len(gains[0]):
        gain = gains[row][column]
        if gain and best[row][column] == gain + best[row + 1][column + 1]:
            yield row, column
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1


def _word_spans(
    words: Sequence[re.Match[str]],
    changed: Iterable[tuple[int, int]],
) -> tuple[Span, ...]:
    spans: list[Span] = []
    for first, last in changed:
        if first == last:
            continue
        span = Span(words[first].start(), words[last - 1].end())
        if spans and spans[-1].end == span.start:
            span = Span(spans.pop().start, span.end)
        spans.append(span)
    return tuple(spans)


def _changed_middle(candidate: str, reference: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    start, end = shared_ends(candidate, reference)
    mine, known = Span(start, len(candidate) - end), Span(start, len(reference) - end)
    return (
        (mine,) if mine.end > mine.start else (),
        (known,) if known.end > known.start else (),
    )


def shared_ends(one: Sequence[object], other: Sequence[object]) -> tuple[int, int]:
    """Return how much two texts share at their start, and after that at their end."""
    shorter = min(len(one), len(other))
    start = _longest(shorter, lambda count: one[:count] == other[:count])
    rest = shorter - start
    end = _longest(rest, lambda count: one[len(one) - count :] == other[len(other) - count :])
    return start, end


def _longest(limit: int, agrees: Callable[[int], bool]) -> int:
    # Comparing slices runs at the speed of memory; halving finds the end in a few of them.
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if agrees(middle):
            low = middle
        else:
            high = middle - 1
    return low
