from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.edits import (
    Edit,
    OverlapError,
    apply_edits,
    in_turn,
    invert,
    overlapping,
    replacement,
)
from analysis.source import Span


def _edit(start: int, end: int, text: str = "") -> Edit:
    return Edit(Span(start, end), text)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """A text with edits that do not overlap, in any order."""
    text = draw(st.text(max_size=20))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    edits = [_edit(start, end, draw(st.text(max_size=4))) for start, end in pairs]
    return text, draw(st.permutations(edits))


def test_edits_replace_insert_and_delete() -> None:
    edits = [_edit(5, 6), _edit(0, 1, "X"), _edit(3, 3, "!")]
    assert apply_edits("abcdef", edits) == "Xbc!de"


def test_insertions_at_one_place_stay_in_order() -> None:
    assert apply_edits("ab", [_edit(1, 1, "x"), _edit(1, 1, "y"), _edit(1, 2, "z")]) == "axyz"


def test_overlapping_edits_are_refused() -> None:
    edits = [_edit(2, 4), _edit(0, 3)]
    assert overlapping(edits) == (edits[1], edits[0])
    with pytest.raises(OverlapError):
        apply_edits("abcdef", edits)


@pytest.mark.parametrize("edit", [_edit(-1, 0), _edit(0, 9), _edit(3, 2)])
def test_edits_outside_the_text_are_refused(edit: Edit) -> None:
    with pytest.raises(ValueError, match="outside"):
        apply_edits("abc", [edit])


def test_edits_that_touch_do_not_overlap() -> None:
    assert overlapping([_edit(0, 2), _edit(2, 2, "x"), _edit(2, 3)]) is None


@given(edited())
def test_inverting_undoes(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    assert apply_edits(apply_edits(text, edits), invert(text, edits)) == text


@given(edited())
def test_inverting_twice_does_again(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    after = apply_edits(text, edits)
    again = invert(after, invert(text, edits))
    assert apply_edits(text, again) == after


@given(edited())
def test_the_order_of_edits_at_different_places_does_not_matter(
    case: tuple[str, list[Edit]],
) -> None:
    text, edits = case
    if len({edit.span for edit in edits}) == len(edits):
        assert apply_edits(text, edits) == apply_edits(text, edits[::-1])


@given(edited())
def test_edits_apart_commute(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    for one, other in combinations(edits, 2):
        if one.span.end < other.span.start or other.span.end < one.span.start:
            together = apply_edits(text, [one, other])
            for steps in ([[one], [other]], [[other], [one]]):
                changed = text
                for step in in_turn(steps):
                    changed = apply_edits(changed, step)
                assert changed == together


@given(st.text("ab", max_size=9), st.text("ab", max_size=9))
def test_a_replacement_is_the_part_that_differs(old: str, new: str) -> None:
    edit = replacement(old, new)
    assert (edit is None) == (old == new)
    if edit is not None:
        assert apply_edits(old, (edit,)) == new
        assert not edit.text or edit.text[0] != old[edit.span.start : edit.span.end][:1]
