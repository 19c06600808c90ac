"""The card: findings and explanations, by pointer and by key."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from analysis.findings import Finding, Fix, Impact, Link, Place, Safety, Severity
from analysis.review import Explanation
from analysis.source import Span
from gui.compare.card import words_of_findings
from gui.selection import CANDIDATE
from tests.gui.compare.shown_pair import ShownPair

URL = "https://docs.aws.amazon.com/x.html"


def finding(pair: ShownPair, words: str, number: int = 1) -> Finding:
    start = pair.candidate.text.index(words)
    line = pair.candidate.line(start)
    place = Place("Queue", "p", line, line, line, words, Span(start, start + len(words)))
    fix = Fix("Mend it", Safety.SAFE, ())
    return Finding(
        f"id{number}", "rule", "Security", Severity.HIGH, f"Title {number}", (), (), (), (place,),
        (), "The queue is open.", "", "", Impact(), fixes=(fix,),
    )  # fmt: skip


@pytest.fixture
def pair(qtbot: QtBot) -> ShownPair:
    made = ShownPair(qtbot)
    found = (finding(made, "QueueName"), finding(made, "QueueName", 2))
    made.view.show_review(replace(made.review, findings=found))
    return made


def rest(widget: QWidget, point: QPoint) -> None:
    event = QHelpEvent(QEvent.Type.ToolTip, point, widget.mapToGlobal(point))
    QApplication.sendEvent(widget, event)


def place_of(pair: ShownPair, words: str) -> QPoint:
    pair.put_cursor(CANDIDATE, words)
    return pair.mine.cursorRect().center()


def said(pair: ShownPair) -> str:
    card = pair.child("card")
    return "\n".join(one.text() for one in card.findChildren(QLabel) if not one.isHidden())


def button(pair: ShownPair, text: str) -> QPushButton:
    return next(one for one in pair.child("card").findChildren(QPushButton) if one.text() == text)


def test_resting_on_a_marked_word_shows_what_was_found(pair: ShownPair) -> None:
    rest(pair.mine.viewport(), place_of(pair, "QueueName"))
    assert pair.child("card").isVisible()
    assert said(pair) == "Title 1\nHigh · Security\nThe queue is open.\nAlso: Title 2"


def test_resting_on_a_mark_in_the_margin_shows_it_too(pair: ShownPair) -> None:
    y = place_of(pair, "QueueName").y()
    rest(pair.child("candidate margin"), QPoint(6, y))
    assert "Title 1" in said(pair)
    pair.child("card").hide()
    rest(pair.child("candidate margin"), QPoint(6, place_of(pair, "Description").y()))
    assert not pair.child("card").isVisible()


def test_the_key_shows_the_card_and_escape_leaves_it(pair: ShownPair) -> None:
    pair.put_cursor(CANDIDATE, "QueueName")
    pair.view.explain_here()
    focused = pair.focused()
    assert pair.child("card").isAncestorOf(focused)
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert not pair.child("card").isVisible()
    assert pair.mine.hasFocus()


def test_a_fix_without_edits_is_not_offered(pair: ShownPair, qtbot: QtBot) -> None:
    pair.put_cursor(CANDIDATE, "QueueName")
    pair.view.explain_here()
    assert button(pair, "Apply fix").isHidden()
    with qtbot.waitSignal(pair.view.finding_chosen) as told:
        QTest.mouseClick(button(pair, "Details"), Qt.MouseButton.LeftButton)
    assert told.args == ["id1"]


def test_resting_on_a_name_asks_and_shows_the_answer(pair: ShownPair, qtbot: QtBot) -> None:
    point = place_of(pair, "DisplayName")
    with qtbot.waitSignal(pair.view.explanation_wanted) as told:
        rest(pair.mine.viewport(), point)
    side, offset = told.args or ("", 0)
    assert pair.candidate.text[offset - 1 : offset + 11] == "DisplayName:"
    facts = ("Type: string", "A change replaces the resource.")
    explanation = Explanation("Topic.DisplayName", facts, "Its name.", Link("x", URL))
    pair.view.show_explanation(side, offset, explanation)
    assert (
        said(pair) == "Topic.DisplayName\nType: string\nA change replaces the resource.\nIts name."
    )
    assert URL in button(pair, "Documentation").toolTip()


def test_an_answer_that_comes_late_is_not_shown(pair: ShownPair) -> None:
    point = place_of(pair, "DisplayName")
    asked: list[tuple[str, int]] = []
    pair.view.explanation_wanted.connect(lambda side, offset: asked.append((side, offset)))
    rest(pair.mine.viewport(), point)
    QTest.keyClick(pair.mine, Qt.Key.Key_Right)
    pair.view.show_explanation(*asked[0], Explanation("Topic.DisplayName"))
    assert not pair.child("card").isVisible()


def test_the_card_goes_when_the_pointer_has_gone(pair: ShownPair, qtbot: QtBot) -> None:
    rest(pair.mine.viewport(), place_of(pair, "QueueName"))
    qtbot.mouseMove(pair.mine.viewport(), QPoint(5, 5))
    qtbot.mouseMove(pair.mine.viewport(), QPoint(6, 6))
    qtbot.waitUntil(lambda: not pair.child("card").isVisible())


def test_only_documentation_of_aws_is_linked(pair: ShownPair) -> None:
    pair.put_cursor(CANDIDATE, "DisplayName")
    pair.view.explain_here()
    offset = pair.candidate.text.index("DisplayName") + 1
    link = Link("x", "https://example.com/")
    pair.view.show_explanation(CANDIDATE, offset, Explanation("T", link=link))
    assert pair.child("card").isVisible()
    assert button(pair, "Documentation").isHidden()


def test_the_card_goes_when_a_bar_opens(pair: ShownPair, qtbot: QtBot) -> None:
    rest(pair.mine.viewport(), place_of(pair, "QueueName"))
    pair.view.find_text()
    qtbot.waitUntil(lambda: not pair.child("card").isVisible())


def test_the_card_stays_inside_the_view(pair: ShownPair) -> None:
    for words in ("Description", "DisplayName"):
        pair.put_cursor(CANDIDATE, words)
        pair.view.explain_here()
        offset = pair.candidate.text.index(words) + 1
        pair.view.show_explanation(CANDIDATE, offset, Explanation("T", text="word " * 60))
        card = pair.child("card")
        assert pair.view.rect().contains(card.geometry())
        text = max(card.findChildren(QLabel), key=lambda one: len(one.text()))
        assert text.height() >= text.heightForWidth(text.width())


def test_a_card_sets_no_names_between_backticks(pair: ShownPair) -> None:
    found = replace(finding(pair, "QueueName"), issue="`Queue` has no `KmsMasterKeyId`.")
    assert words_of_findings([found]).text == "Queue has no KmsMasterKeyId."
