"""Definitions, uses, lines."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from gui.selection import CANDIDATE, REFERENCE
from tests.gui.compare.shown_pair import ShownPair


@pytest.fixture
def pair(qtbot: QtBot) -> ShownPair:
    return ShownPair(qtbot)


@pytest.mark.parametrize(
    ("side", "use", "definition"),
    [
        (CANDIDATE, "Stage}", "Stage:"),
        (CANDIDATE, "Stage\n", "Stage:"),
        (REFERENCE, "Key\n      Tags", "Key:\n    Type"),
    ],
)
def test_the_definition_of_a_name_is_gone_to(
    pair: ShownPair,
    side: str,
    use: str,
    definition: str,
) -> None:
    text = pair.candidate.text if side == CANDIDATE else pair.reference.text
    pair.put_cursor(side, use)
    pair.view.go_to_definition()
    pane = pair.pane(side)
    assert pane.mirror.offset_at(pane.textCursor().position()) == text.index(definition)
    assert pair.places == [(side, text.index(definition))]


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_one_use_is_gone_to_and_several_are_listed(pair: ShownPair) -> None:
    pair.put_cursor(REFERENCE, "Key:\n    Type")
    pair.view.show_uses()
    assert pair.known.textCursor().selectedText() == "Key"
    assert pair.known.textCursor().block().text().strip() == "KmsMasterKeyId: !Ref Key"

    pair.put_cursor(CANDIDATE, "Stage:")
    pair.view.show_uses()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    lines = [action.text().split(maxsplit=1) for action in menu.actions()]
    assert lines == [["9", 'QueueName: !Sub "${Stage}-jobs"'], ["16", "DisplayName: !Ref Stage"]]
    menu.actions()[1].trigger()
    menu.close()
    assert pair.mine.textCursor().block().text().strip() == "DisplayName: !Ref Stage"


def test_what_nobody_uses_is_said(pair: ShownPair) -> None:
    pair.put_cursor(CANDIDATE, "Topic:")
    pair.view.show_uses()
    assert pair.child("card").isVisible()


def test_a_line_is_gone_to_by_its_number(pair: ShownPair) -> None:
    pair.put_cursor(CANDIDATE, "Queue")
    pair.view.ask_line()
    field = pair.focused()
    assert isinstance(field, QLineEdit)
    assert field.text() == "6"
    QTest.keyClicks(field, "16")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert not field.isVisible()
    assert pair.mine.textCursor().blockNumber() == 15
    assert pair.mine.hasFocus()


def test_a_line_beyond_the_end_is_the_last(pair: ShownPair) -> None:
    pair.put_cursor(CANDIDATE, "Queue")
    pair.view.ask_line()
    field = pair.focused()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "99999")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert pair.mine.textCursor().blockNumber() == pair.mine.blockCount() - 1


@pytest.mark.parametrize("beside", ["!Sub", "QueueName", "-jobs"])
def test_a_name_is_found_from_anywhere_in_its_line(pair: ShownPair, beside: str) -> None:
    pair.put_cursor(CANDIDATE, beside)
    pair.view.go_to_definition()
    assert pair.mine.textCursor().block().text() == "  Stage:"


def test_the_line_of_the_cursor_is_told(pair: ShownPair, qtbot: QtBot) -> None:
    told: list[tuple[int, int]] = []
    pair.view.cursor_moved.connect(lambda line, column: told.append((line, column)))
    pair.put_cursor(CANDIDATE, "QueueName")
    QTest.keyClick(pair.mine, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: told[-1:] == [(10, 8)])
