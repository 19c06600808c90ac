"""What deploying does, behind the line of a resource and on its card."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from analysis.review import Explanation
from gui.selection import CANDIDATE, REFERENCE
from tests.gui.compare.shown_pair import ShownPair

MINE = """\
Resources:
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: new words
  New:
    Type: AWS::SNS::Topic
"""
KNOWN = """\
Resources:
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: old words
  Data:
    Type: AWS::DynamoDB::Table
"""


@pytest.fixture
def pair(qtbot: QtBot) -> ShownPair:
    return ShownPair(qtbot, MINE, KNOWN)


def note(pair: ShownPair, side: str, words: str) -> str:
    source = pair.candidate if side == CANDIDATE else pair.reference
    found = pair.pane(side).notes.at(source.line(source.text.index(words)) - 1)
    return found.text if found else "-"


def said(pair: ShownPair) -> str:
    card = pair.child("card")
    return "\n".join(one.text() for one in card.findChildren(QLabel) if not one.isHidden())


def test_a_resource_says_what_deploying_does_to_it(pair: ShownPair) -> None:
    assert note(pair, CANDIDATE, "Group:") == "replace"
    assert note(pair, REFERENCE, "Group:") == ""
    assert note(pair, CANDIDATE, "New:") == "create"
    assert note(pair, REFERENCE, "Data:") == "delete, data lost"
    assert note(pair, CANDIDATE, "Type: AWS::SNS") == "-"


def test_the_other_deployment_is_said_on_the_other_side(pair: ShownPair) -> None:
    pair.view.show_deployed(REFERENCE)
    assert note(pair, REFERENCE, "Group:") == "replace"
    assert note(pair, CANDIDATE, "New:") == "delete"
    assert note(pair, REFERENCE, "Data:") == "create"


def test_resting_in_the_margin_says_why(pair: ShownPair) -> None:
    pair.put_cursor(CANDIDATE, "Group:")
    margin = pair.child("candidate margin")
    point = QPoint(6, pair.mine.cursorRect().center().y())
    QApplication.sendEvent(
        margin, QHelpEvent(QEvent.Type.ToolTip, point, margin.mapToGlobal(point))
    )
    assert "Replaced by a change of GroupDescription." in said(pair)
    assert "In a change set: Replacement True" in said(pair)


def test_the_card_of_a_property_says_what_its_change_asks_for(pair: ShownPair) -> None:
    pair.put_cursor(CANDIDATE, "GroupDescription")
    offset = pair.candidate.text.index("GroupDescription") + 1
    pair.view.show_review(replace(pair.review, findings=()))
    pair.view.explain_here()
    known = Explanation("SecurityGroup.GroupDescription", ("Required.",), "A description.")
    pair.view.show_explanation(CANDIDATE, offset, known)
    assert "A change of GroupDescription: replace." in said(pair)
    assert "A description." in said(pair)


def test_the_card_of_a_finding_says_it_too(pair: ShownPair) -> None:
    pair.put_cursor(CANDIDATE, "GroupDescription")
    pair.view.explain_here()
    assert "A change of GroupDescription: replace." in said(pair)


def test_notes_move_with_the_lines_that_are_typed(pair: ShownPair, qtbot: QtBot) -> None:
    pair.put_cursor(CANDIDATE, "esources:")
    qtbot.keyClicks(pair.mine, "\r# x")
    assert pair.mine.notes.at(2) is not None
    assert pair.mine.notes.at(1) is None


def test_another_pair_has_no_notes_of_this_one(pair: ShownPair) -> None:
    other = replace(pair.candidate, path="other.yaml", text="Resources: {}\n")
    pair.view.show_sources(other, pair.reference)
    assert not pair.mine.notes.by_line
