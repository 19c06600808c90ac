"""Where lines begin, while lines become longer and shorter."""

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from gui.compare.line_starts import LineStarts

TEXTS = st.lists(st.text("ab\n", max_size=4), min_size=1, max_size=8)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 7), st.text("x", max_size=5)), max_size=12))
def test_moved_starts_are_those_counted_anew(
    texts: list[str],
    edits: list[tuple[int, str]],
) -> None:
    lines = [f"{text.replace(chr(10), '')}\n" for text in texts]
    starts = LineStarts(lines)
    starts.start(0)
    for number, text in edits:
        line = number % len(lines)
        by = len(text) + 1 - len(lines[line])
        lines[line] = f"{text}\n"
        starts.move(line, by)
        expected = list(accumulate(map(len, lines[:-1]), initial=0))
        assert [starts.start(at) for at in range(len(lines))] == expected
        for offset in range(sum(map(len, lines)) + 2):
            found = starts.line_at(offset)
            assert expected[found] <= offset
            assert found == len(lines) - 1 or offset < expected[found + 1]
