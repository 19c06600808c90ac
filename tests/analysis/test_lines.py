import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.lines import changed_words, match_lines, pair_lines, shared_ends

LINES = st.lists(st.sampled_from(["{", "}", "},", "a: 1", "b: 2", "c: 3", ""]), max_size=30)


@given(LINES, LINES)
def test_stretches_cover_both_sides_and_alternate(
    candidate: list[str], reference: list[str]
) -> None:
    at = other_at = 0
    former = None
    for stretch in match_lines(candidate, reference):
        assert (stretch.candidate_start, stretch.reference_start) == (at, other_at)
        at, other_at = stretch.candidate_end, stretch.reference_end
        assert stretch.alike is not former
        former = stretch.alike
        if stretch.alike:
            assert (
                candidate[stretch.candidate_start : at]
                == reference[stretch.reference_start : other_at]
            )
    assert (at, other_at) == (len(candidate), len(reference))


@given(LINES, LINES)
def test_large_texts_are_cut_at_lines_that_are_there_once(
    candidate: list[str], reference: list[str]
) -> None:
    ends = ["once", "twice", "twice", "and once"]
    mine, known = [*candidate, *ends, *candidate], ["x", *reference, *ends, *reference, "y"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("analysis.lines.MOST_COMPARED_LINES", 40)
        found = match_lines(mine, known)
    at = other_at = 0
    for stretch in found:
        assert (stretch.candidate_start, stretch.reference_start) == (at, other_at)
        at, other_at = stretch.candidate_end, stretch.reference_end
        if stretch.alike:
            mine_here = mine[stretch.candidate_start : at]
            assert mine_here == known[stretch.reference_start : other_at]
    assert (at, other_at) == (len(mine), len(known))


@pytest.mark.parametrize("other", ["#", "b", "line {}"])
def test_half_a_million_lines_are_matched_at_once(other: str) -> None:
    candidate = [f"line {number}" for number in range(250_000)]
    reference = [other.format(number + 7) for number in range(250_000)]
    started = time.process_time()
    found = match_lines(candidate, reference)
    assert time.process_time() - started < 4
    assert sum(one.candidate_count for one in found if one.alike) == (
        249_993 if "{" in other else 0
    )
    same = ["#"] * 300_000
    started = time.process_time()
    match_lines(same, [*same[:150_000], "x", *same])
    assert time.process_time() - started < 2


def test_an_insertion_begins_with_its_key() -> None:
    candidate = ["{", '"a": {', "}", '"c": {', "}", "}"]
    reference = ["{", '"a": {', "}", '"b": {', "}", '"c": {', "}", "}"]
    inserted = [one for one in match_lines(candidate, reference) if not one.alike]
    assert [reference[one.reference_start : one.reference_end] for one in inserted] == [
        ['"b": {', "}"],
    ]


def test_a_lone_bracket_does_not_tear_a_change() -> None:
    candidate = ["start", "one", "}", "two", "end"]
    reference = ["start", "three", "}", "four", "end"]
    assert [one.alike for one in match_lines(candidate, reference)] == [True, False, True]


def test_similar_lines_are_paired_in_order() -> None:
    candidate = ["Engine: aurora-mysql", "Port: 3306", "Extra: yes please"]
    reference = ["Engine: aurora-postgresql", "Port: 5432"]
    assert pair_lines(candidate, reference) == [(0, 0), (1, 1)]


def test_changed_words_are_those_that_differ() -> None:
    mine, known = changed_words("Engine: aurora-mysql", "Engine: aurora-postgresql")
    assert [("Engine: aurora-mysql"[span.start : span.end]) for span in mine] == ["mysql"]
    assert [("Engine: aurora-postgresql"[span.start : span.end]) for span in known] == [
        "postgresql",
    ]


@given(st.text("ab", max_size=20), st.text("ab", max_size=20))
def test_shared_ends_do_not_overlap(one: str, other: str) -> None:
    start, end = shared_ends(one, other)
    assert start + end <= min(len(one), len(other))
    assert one[:start] == other[:start]
    assert one[len(one) - end :] == other[len(other) - end :]
