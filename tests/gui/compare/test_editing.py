"""Brackets, comments, replacing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.compare.brackets import matching
from gui.selection import CANDIDATE, REFERENCE
from tests.gui.compare.shown_pair import ShownPair

JSON = """{
  "a": ["}", {"b": 1}],
  "c": {}
}""".splitlines()


def quoted(line: int) -> list[tuple[int, int]]:
    found, start = [], -1
    for column, letter in enumerate(JSON[line]):
        if letter == '"':
            if start >= 0:
                found.append((start, column + 1))
            start = -1 if start >= 0 else column
    return found


@pytest.mark.parametrize(
    ("at", "partners"),
    [
        ((0, 0), ((0, 0), (3, 0))),
        ((3, 1), ((3, 0), (0, 0))),
        ((1, 7), ((1, 7), (1, 21))),
        ((1, 20), ((1, 20), (1, 13))),
        ((2, 8), ((2, 8), (2, 7))),
        ((1, 9), None),
        ((1, 3), None),
    ],
)
def test_a_bracket_finds_its_partner(
    at: tuple[int, int],
    partners: tuple[tuple[int, int], tuple[int, int]] | None,
) -> None:
    assert matching(lambda line: JSON[line], quoted, len(JSON), at) == partners


def test_a_bracket_without_a_partner_has_none() -> None:
    assert matching(lambda _: "{ [", lambda _: [], 1, (0, 0)) is None


def test_the_brackets_at_the_cursor_are_marked(qtbot: QtBot) -> None:
    pair = ShownPair(qtbot, 'A: {b: ["}"]}\n', "A: {b: []}\n")
    pair.put_cursor(CANDIDATE, "{")
    qtbot.waitUntil(lambda: pair.mine.brackets == ((0, 3), (0, 12)))
    QTest.keyClick(pair.mine, Qt.Key.Key_Home)
    assert pair.mine.brackets == ()


def test_lines_become_comments_and_lines_again(qtbot: QtBot) -> None:
    pair = ShownPair(qtbot, "A:\n  B: 1\n\n    C: 2\n", "A: 1\n")
    pair.mine.setFocus()
    pair.mine.selectAll()
    pair.view.toggle_comment()
    assert pair.candidate.text == "# A:\n#   B: 1\n\n#     C: 2\n"
    pair.mine.selectAll()
    pair.view.toggle_comment()
    assert pair.candidate.text == "A:\n  B: 1\n\n    C: 2\n"


def test_json_has_no_comments(qtbot: QtBot) -> None:
    pair = ShownPair(qtbot, '{\n"A": 1\n}', "A: 1\n")
    pair.mine.setFocus()
    pair.mine.selectAll()
    pair.view.toggle_comment()
    assert pair.candidate.text == '{\n"A": 1\n}'


def field(pair: ShownPair, name: str) -> QLineEdit:
    fields = pair.view.findChildren(QLineEdit)
    return next(one for one in fields if one.accessibleName() == name)


def button(pair: ShownPair, text: str) -> QWidget:
    return next(one for one in pair.view.findChildren(QPushButton) if one.text() == text)


def test_matches_are_replaced_one_by_one_and_all(qtbot: QtBot) -> None:
    pair = ShownPair(qtbot, "a: x\nb: x\r\nc: \u00a0X\nd: y\n", "a: x\n")
    pair.mine.setFocus()
    pair.view.replace_text()
    QTest.keyClicks(pair.focused(), "x")
    field(pair, "Replace with").setText("zz")
    QTest.keyClick(field(pair, "Replace with"), Qt.Key.Key_Return)
    assert pair.candidate.text == "a: zz\nb: x\r\nc: \u00a0X\nd: y\n"
    assert pair.mine.textCursor().selectedText() == "x"
    QTest.mouseClick(button(pair, "Replace all"), Qt.MouseButton.LeftButton)
    assert pair.candidate.text == "a: zz\nb: zz\r\nc: \u00a0zz\nd: y\n"


def test_the_reference_is_searched_without_replacing(qtbot: QtBot) -> None:
    pair = ShownPair(qtbot)
    pair.put_cursor(REFERENCE, "Key:")
    pair.view.find_text()
    assert field(pair, "Find").isVisible()
    assert not field(pair, "Replace with").isVisible()
