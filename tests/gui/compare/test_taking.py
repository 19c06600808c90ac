"""What the margin, the key and the menu take over from the reference."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip
from pytestqt.qtbot import QtBot

from gui.compare.connectors import Connectors
from gui.selection import CANDIDATE, REFERENCE
from tests.gui.compare.shown_pair import ShownPair


@pytest.fixture
def pair(qtbot: QtBot) -> ShownPair:
    return ShownPair(qtbot)


def click_arrow(pair: ShownPair, side: str, words: str) -> None:
    connectors = pair.child("connectors")
    y = pair.row(side, words) * pair.mine.row_height - pair.mine.offset + 4
    QTest.mouseClick(connectors, Qt.MouseButton.LeftButton, pos=QPoint(12, y))


@pytest.mark.parametrize(
    ("side", "words", "path", "title"),
    [
        (REFERENCE, "KmsMasterKeyId", "Queue/Properties/KmsMasterKeyId", "KmsMasterKeyId"),
        (REFERENCE, "Key:\n", "Key/", "Take Key"),
        (CANDIDATE, "Topic", "Topic/", "Take Topic"),
    ],
)
def test_an_arrow_takes_what_begins_beside_it(
    pair: ShownPair,
    side: str,
    words: str,
    path: str,
    title: str,
) -> None:
    click_arrow(pair, side, words)
    ((numbers, said),) = pair.taken
    assert pair.paths(numbers) == {path}
    assert title in said


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_an_arrow_says_what_it_takes(qtbot: QtBot) -> None:
    names = [f"P{number}" for number in range(11)]
    mine = "{" + ",".join(f'"{name}": {{"Type": "String"}}' for name in names) + "}"
    known = mine.replace("String", "Number")
    whole = '{{"Parameters": {}}}'
    pair = ShownPair(qtbot, whole.format(mine), whole.format(known))
    connectors = pair.child("connectors")
    point = QPoint(12, 4)
    event = QHelpEvent(QEvent.Type.ToolTip, point, connectors.mapToGlobal(point))
    QApplication.sendEvent(connectors, event)
    said = QToolTip.text()
    QToolTip.hideText()
    assert "Take from the reference, with what it needs:\nP0 / Type\n" in said
    assert said.count("/ Type") == 8
    assert "and 3 more" in said


def test_there_is_no_arrow_beside_what_is_alike(pair: ShownPair) -> None:
    connectors = pair.child("connectors")
    assert isinstance(connectors, Connectors)
    assert connectors.pieces_at(pair.row(CANDIDATE, "QueueName")) == ()
    assert connectors.pieces_at(pair.row(REFERENCE, "KmsMasterKeyId"))


def test_typing_takes_the_arrows_away_until_the_next_review(pair: ShownPair) -> None:
    pair.put_cursor(CANDIDATE, "Stage")
    QTest.keyClick(pair.mine, Qt.Key.Key_X)
    click_arrow(pair, REFERENCE, "KmsMasterKeyId")
    assert pair.taken == []


def test_the_change_at_the_cursor_is_taken(pair: ShownPair) -> None:
    pair.put_cursor(REFERENCE, "KmsMasterKeyId")
    pair.view.take_change()
    ((numbers, title),) = pair.taken
    assert pair.paths(numbers) == {"Queue/Properties/KmsMasterKeyId"}
    assert title == "Take Queue / KmsMasterKeyId"


def test_the_change_that_was_gone_to_is_taken(pair: ShownPair) -> None:
    pair.view.next_change()
    pair.view.take_change()
    ((numbers, _),) = pair.taken
    assert {pair.review.changes[number].section for number in numbers} == {"Description"}


def test_going_to_a_change_chooses_it(pair: ShownPair) -> None:
    chosen: list[int] = []
    pair.view.change_chosen.connect(chosen.append)
    for _ in range(3):
        pair.view.next_change()
    assert [pair.paths((number,)) for number in chosen] == [
        {"/"},
        {"Key/"},
        {"Queue/Properties/KmsMasterKeyId"},
    ]


def test_nothing_is_taken_where_nothing_differs(pair: ShownPair) -> None:
    pair.put_cursor(CANDIDATE, "QueueName")
    pair.view.take_change()
    assert pair.taken == []


def test_the_menu_offers_property_and_resource(pair: ShownPair) -> None:
    menu = QMenu()
    offset = pair.reference.text.index("KmsMasterKeyId")
    pair.known.menu_opened.emit(menu, offset)
    inner = next(found for found in menu.findChildren(QMenu) if "Take" in found.title())
    texts = [action.text() for action in inner.actions()]
    assert texts[:2] == ["Queue / KmsMasterKeyId", "Queue"]
    inner.actions()[1].trigger()
    ((numbers, _),) = pair.taken
    assert pair.paths(numbers) == {
        "Queue/Properties/KmsMasterKeyId",
        "Queue/Properties/Tags/Key=team/Value",
    }
