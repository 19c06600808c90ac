from hypothesis import given
from hypothesis import strategies as st

from analysis.comparison.rows import Row, align_in_file_order
from analysis.source import Source

TEXTS = st.lists(st.sampled_from(["{", "}", "a: 1", "b: 2", "c: 3", ""]), max_size=25).map(
    "\n".join,
)


def assert_covers(rows: tuple[Row, ...], candidate: Source, reference: Source) -> None:
    mine = [line for row in rows for line in range(row[0], row[1])]
    known = [line for row in rows for line in range(row[2], row[3])]
    assert mine == list(range(1, candidate.line_count + 1))
    assert sorted(known) == list(range(1, reference.line_count + 1))


@given(TEXTS, TEXTS)
def test_file_order_covers_each_line_once(candidate: str, reference: str) -> None:
    mine, known = Source("", candidate), Source("", reference)
    rows = align_in_file_order(mine, known)
    assert_covers(rows, mine, known)
    assert [row[2] for row in rows] == sorted(row[2] for row in rows)


@given(TEXTS)
def test_identical_texts_are_one_block(text: str) -> None:
    source = Source("", text)
    assert align_in_file_order(source, source) == (
        (1, source.line_count + 1, 1, source.line_count + 1, "same"),
    )


def test_similar_lines_stand_beside_each_other() -> None:
    candidate = Source("", "same\nEngine: aurora-mysql\nPort: 3306\nend")
    reference = Source("", "same\nNew: line\nEngine: aurora-postgresql\nPort: 5432\nend")
    assert align_in_file_order(candidate, reference) == (
        (1, 2, 1, 2, "same"),
        (2, 2, 2, 3, "add"),
        (2, 4, 3, 5, "change"),
        (4, 5, 5, 6, "same"),
    )
