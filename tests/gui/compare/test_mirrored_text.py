import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.edits import apply_edits
from gui.compare.mirrored_text import (
    LONGEST_LINE,
    PLACEHOLDER,
    MirroredText,
    code_point_column,
    hidden_columns,
    shown,
    utf16_column,
)

PIECES = ("a", "bc", "\n", "\r\n", "\r", "\u00a0", "\u2028", "\u202e", "😀", "\ufeff", "\x00", " ")
TEXTS = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)


@given(TEXTS)
def test_display_has_as_many_code_points_and_nothing_that_qt_would_change(text: str) -> None:
    mirrored = MirroredText(text)
    for number in range(mirrored.line_count):
        displayed = mirrored.shown(number)
        assert len(displayed) == len(mirrored.line(number))
        assert not set(displayed) & set("\r\n\u2028\u2029\u202e\ufeff\x00")


@given(TEXTS, TEXTS, st.data())
def test_typing_becomes_an_edit_of_the_true_text(
    text: str, typed: str, data: st.DataObject
) -> None:
    mirrored = MirroredText(text)
    first = data.draw(st.integers(0, mirrored.line_count - 1))
    count = data.draw(st.integers(1, mirrored.line_count - first))
    before = "\n".join(mirrored.shown(first + number) for number in range(count))
    start = data.draw(st.integers(0, len(before)))
    end = data.draw(st.integers(start, len(before)))
    shown_typed = "\n".join(MirroredText(typed).shown(n) for n in range(typed.count("\n") + 1))
    after = before[:start] + shown_typed.replace("\r", "") + before[end:]
    edit = mirrored.adopt_display(first, count, after.split("\n"))
    expected = apply_edits(text, (edit,)) if edit else text
    assert mirrored.text == expected
    assert mirrored.line_count == MirroredText(expected).line_count


@given(TEXTS, TEXTS)
def test_changes_lead_from_one_text_to_another(text: str, other: str) -> None:
    mirrored = MirroredText(text)
    for first, count, lines in mirrored.changes_to(other) or ():
        mirrored.replace_lines(first, count, lines)
    assert mirrored.text == other


def test_new_lines_get_the_ending_of_the_text() -> None:
    mirrored = MirroredText("one\r\ntwo")
    edit = mirrored.adopt_display(0, 1, ["one", "new"])
    assert edit is not None
    assert mirrored.text == "one\r\nnew\r\ntwo"
    assert edit.text == "\r\nnew"


@given(st.text(st.sampled_from("ab😀é\u00a0"), max_size=12), st.integers(0, 12))
def test_columns_convert_there_and_back(text: str, column: int) -> None:
    column = min(column, len(text))
    assert code_point_column(text, utf16_column(text, column)) == column
    assert utf16_column(text, column) == len(text[:column].encode("utf-16-le")) // 2


def test_hidden_characters_are_marked() -> None:
    assert shown("Allow\u202eyned") == f"Allow{PLACEHOLDER}yned"
    assert hidden_columns("a\u200bb\u2028") == (1, 3)
    assert hidden_columns("a\u00a0\tb😀") == ()


@pytest.mark.parametrize("length", [LONGEST_LINE, LONGEST_LINE + 1])
def test_a_very_long_line_is_cut(length: int) -> None:
    mirrored = MirroredText("x" * length)
    assert mirrored.is_cut() == (length > LONGEST_LINE)
    assert len(mirrored.shown(0)) <= LONGEST_LINE + 1


def test_texts_without_end_are_not_compared_line_by_line() -> None:
    mirrored = MirroredText("a: 1\n" * 600_000)
    assert mirrored.changes_to("b: 1\n" * 600_000) is None
    assert mirrored.changes_to("a: 1\n" * 300_000 + "x\n" + "a: 1\n" * 300_000) is not None
