import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.source import Position, Source, Span

MIXED = Source("x", "one\r\n\rtwo\u2028three\n\n😀four")
texts = st.text(st.sampled_from([*"ab\r\n\u2028\x85😀"]))


def test_only_lf_crlf_and_cr_end_lines() -> None:
    lines = [MIXED.line_text(number) for number in range(1, MIXED.line_count + 1)]
    assert lines == ["one", "", "two\u2028three", "", "😀four"]


def test_columns_are_code_points() -> None:
    assert MIXED.position(MIXED.text.index("four")) == Position(5, 2)


def test_a_final_newline_opens_an_empty_line() -> None:
    source = Source("x", "a\n")
    assert source.line_count == 2
    assert source.line_span(2) == Span(2, 2)


@given(st.text(st.sampled_from([*"ab\n\u2028😀"])))
def test_lines_are_those_between_line_feeds_where_nothing_else_ends_one(text: str) -> None:
    source = Source("x", text)
    lines = [source.line_text(number) for number in range(1, source.line_count + 1)]
    assert lines == text.split("\n")


@pytest.mark.parametrize("offset", [-5, 0, 10_000])
def test_offsets_outside_are_drawn_to_the_ends(offset: int) -> None:
    expected = Position(1, 1) if offset <= 0 else Position(5, 6)
    assert MIXED.position(offset) == expected


@pytest.mark.parametrize("line", [-1, 0, 6])
def test_lines_outside_are_empty(line: int) -> None:
    assert not MIXED.line_text(line)


def test_a_column_past_the_end_is_the_end_of_the_line() -> None:
    assert MIXED.offset(Position(1, 99)) == 3


@pytest.mark.parametrize(("text", "newline"), [("a\r\nb\n", "\r\n"), ("a\rb", "\r"), ("a", "\n")])
def test_the_first_line_ending_is_the_files(text: str, newline: str) -> None:
    assert Source("x", text).newline == newline


def test_the_digest_tells_texts_apart() -> None:
    assert Source("x", "a").sha256 == Source("y", "a").sha256
    assert Source("x", "a").sha256 != Source("x", "b").sha256
    assert Source("x", "\ud800").sha256


@given(texts)
def test_positions_and_offsets_are_inverse(text: str) -> None:
    source = Source("x", text)
    for offset in range(len(text) + 1):
        position = source.position(offset)
        span = source.line_span(position.line)
        inside = min(offset, span.end)
        assert source.offset(position) == inside
        assert source.line(offset) == position.line


@given(texts)
def test_lines_cover_the_text(text: str) -> None:
    source = Source("x", text)
    starts = [source.line_span(number).start for number in range(1, source.line_count + 1)]
    pieces = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    assert "".join(pieces) == text
    assert all(piece.rstrip("\r\n") == source.line_text(n) for n, piece in enumerate(pieces, 1))


def test_spans_hold_what_lies_inside_them() -> None:
    assert Span(1, 3) in Span(1, 3)
    assert Span(2, 2) in Span(1, 3)
    assert Span(2, 4) not in Span(1, 3)
    assert Span(1, 3).shifted(4) == Span(5, 7)
