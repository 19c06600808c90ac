from hypothesis import given
from hypothesis import strategies as st

from gui.compare.alignment import CHANGE, SAME, Alignment, Stretch
from gui.compare.folding import align_rows, folds_to_close
from gui.selection import CANDIDATE, REFERENCE

ROWS = (
    (1, 21, 11, 31, "same"),
    (21, 22, 31, 32, "change"),
    (22, 22, 1, 6, "add"),
    (22, 25, 6, 6, "remove"),
    (25, 45, 6, 11, "same"),
)


def closed() -> Alignment:
    alignment, _ = align_rows(ROWS)
    alignment.set_closed(alignment.folds, closed=True)
    return alignment


def test_the_reference_is_displayed_in_the_order_of_its_partners() -> None:
    _, order = align_rows(ROWS)
    assert order == [*range(10, 31), *range(5), *range(5, 10)]


def test_partners_have_one_row() -> None:
    alignment, order = align_rows(ROWS)
    for line in range(20):
        partner = alignment.partner(CANDIDATE, line)
        assert partner is not None
        assert order[partner] == line + 10
        assert alignment.row_of(CANDIDATE, line) == alignment.row_of(REFERENCE, partner)
    assert alignment.partner(CANDIDATE, 22) is None


def test_gaps_make_both_sides_equally_high() -> None:
    for alignment in (align_rows(ROWS)[0], closed()):
        for side in (CANDIDATE, REFERENCE):
            lines = alignment.stretches[-1].lines(side)[1]
            hidden = sum(end - start for start, end in alignment.hidden_lines(side))
            assert lines - hidden + sum(alignment.gaps(side).values()) == alignment.row_count


def test_gaps_stand_above_lines_that_are_shown() -> None:
    rows = ((1, 6, 1, 1, "same"), (6, 30, 1, 25, "same"), (30, 31, 25, 26, "change"))
    alignment, _ = align_rows(rows)
    alignment.set_closed(alignment.folds, closed=True)
    assert list(alignment.hidden_lines(REFERENCE)) == [(0, 21)]
    assert alignment.gaps(REFERENCE) == {21: 1}
    alignment, _ = align_rows((*rows[2:], (31, 36, 26, 26, "same"), (36, 60, 26, 50, "same")))
    alignment.set_closed(alignment.folds, closed=True)
    assert list(alignment.hidden_lines(REFERENCE)) == [(1, 25)]
    assert alignment.gaps(REFERENCE) == {25: 4}


def test_a_stretch_knows_its_fold() -> None:
    for alignment in (align_rows(ROWS)[0], closed()):
        for index in range(-1, len(alignment.stretches) + 1):
            holding = [fold for fold in alignment.folds if fold.first <= index < fold.last]
            assert alignment.fold_of(index) == (holding[0] if holding else None)


def test_alike_lines_fold_but_for_those_around_changes() -> None:
    alignment = closed()
    assert list(alignment.hidden_lines(CANDIDATE)) == [(0, 17), (27, 44)]
    assert alignment.row_of(CANDIDATE, 3) == 0
    assert alignment.row_of(CANDIDATE, 17) == 1


def test_kept_lines_are_not_folded() -> None:
    alignment, _ = align_rows(ROWS, frozenset({8}))
    folds = [alignment.fold_lines(fold, CANDIDATE) for fold in alignment.folds]
    assert folds == [(0, 8), (9, 17), (27, 44)]


def test_what_was_opened_stays_open() -> None:
    former = closed()
    former.set_closed(former.folds[:1], closed=False)
    alignment, _ = align_rows(ROWS)
    assert folds_to_close(former, alignment) == alignment.folds[1:]


@given(st.integers(0, 43), st.integers(0, 5), st.integers(0, 5))
def test_an_edit_keeps_all_lines(first: int, count: int, new_count: int) -> None:
    count = min(count, 44 - first)
    alignment, _ = align_rows(ROWS)
    gaps = [alignment.gaps(side) for side in (CANDIDATE, REFERENCE)]
    rows = alignment.row_count
    moved = alignment.follow_edit(first, count, new_count)
    if not moved:
        assert gaps == [alignment.gaps(side) for side in (CANDIDATE, REFERENCE)]
        assert rows == alignment.row_count
    at = other_at = 0
    for stretch in alignment.stretches:
        assert (stretch.candidate_start, stretch.reference_start) == (at, other_at)
        at, other_at = stretch.candidate_end, stretch.reference_end
    assert (at, other_at) == (44 + new_count - count, 31)


def test_a_line_at_a_row_is_the_next_one_shown() -> None:
    alignment = Alignment([Stretch(0, 0, 0, 3, "add"), Stretch(0, 2, 3, 5, SAME)])
    assert alignment.line_at(CANDIDATE, 0) == 0
    assert alignment.line_at(REFERENCE, 1) == 1
    assert alignment.line_at(CANDIDATE, 9) == -1


def test_a_key_in_an_alike_line_moves_nothing() -> None:
    alignment = Alignment([Stretch(0, 40, 0, 40, SAME), Stretch(40, 41, 40, 44, CHANGE)])
    assert not alignment.follow_edit(20, 1, 1)
    assert alignment.stretches[1] == Stretch(20, 21, 20, 21, CHANGE)
    assert alignment.follow_edit(3, 1, 2)


def test_a_key_in_a_closed_fold_opens_it() -> None:
    alignment = Alignment([Stretch(0, 40, 0, 40, SAME, may_fold=True, is_closed=True)])
    assert alignment.row_count == 1
    assert alignment.follow_edit(20, 1, 1)
    assert alignment.row_count == 40
