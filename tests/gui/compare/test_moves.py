"""Blocks that stand elsewhere: shown as such, and long blocks of one side folded."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from gui.compare.alignment import MOVE
from gui.compare.noise import Noise
from gui.selection import CANDIDATE, REFERENCE
from tests.gui.compare.shown_pair import ShownPair

QUEUE = """\
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: jobs-of-the-day
"""
TOPIC = """\
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      TopicName: news-of-the-day
      DisplayName: News
"""
ROLES = "".join(
    f"  Role{number}: {{Type: 'AWS::IAM::Role', Properties: {{Path: /{number}/}}}}\n"
    for number in range(20)
)


@pytest.fixture
def pair(qtbot: QtBot) -> ShownPair:
    return ShownPair(qtbot, f"Resources:\n{QUEUE}{TOPIC}", f"Resources:\n{TOPIC}{QUEUE}{ROLES}")


def line(pair: ShownPair, side: str, words: str) -> int:
    source = pair.candidate if side == CANDIDATE else pair.reference
    return source.line(source.text.index(words)) - 1


def kind(pair: ShownPair, side: str, words: str) -> str:
    block = pair.pane(side).mirror.block_of_line(line(pair, side, words))
    return pair.mine.lines.change(side, block).kind


def bars(pair: ShownPair, side: str) -> list[str]:
    lines = pair.mine.lines
    found = (lines.bar_text(side, fold.first) for fold in lines.alignment.folds if fold.is_closed)
    return list(found)


def test_what_is_only_reordered_is_said_quietly_and_can_be_hidden(pair: ShownPair) -> None:
    moves = pair.mine.lines.moves
    assert moves.is_reordered(CANDIDATE, line(pair, CANDIDATE, "  Queue:"))
    assert moves.is_reordered(REFERENCE, line(pair, REFERENCE, "  Queue:"))
    assert not moves.is_reordered(CANDIDATE, line(pair, CANDIDATE, "  Topic:"))
    assert kind(pair, CANDIDATE, "  Queue:") == "same"
    pair.view.show_marking([Noise.FORMATTING], in_file_order=False)
    assert not pair.mine.lines.moves.starts


def test_in_file_order_a_moved_block_is_marked_as_moved(pair: ShownPair) -> None:
    pair.view.show_marking([], in_file_order=True)
    assert kind(pair, CANDIDATE, "  Queue:") == MOVE
    assert kind(pair, REFERENCE, "jobs-of-the-day") == MOVE
    assert kind(pair, CANDIDATE, "  Topic:") == "same"
    assert kind(pair, REFERENCE, "Role3:") == "add"


def test_the_key_goes_to_the_other_place_and_back(pair: ShownPair) -> None:
    pair.view.show_marking([], in_file_order=True)
    pair.put_cursor(CANDIDATE, "jobs-of-the-day")
    pair.view.go_to_other_place()
    assert pair.known.hasFocus()
    offset = pair.known.mirror.offset_at(pair.known.textCursor().position())
    assert pair.reference.line(offset) - 1 == line(pair, REFERENCE, "jobs-of-the-day")
    pair.view.go_to_other_place()
    assert pair.mine.hasFocus()


def test_a_click_on_the_sign_goes_there_too(pair: ShownPair, qtbot: QtBot) -> None:
    pair.view.show_marking([], in_file_order=True)
    pair.put_cursor(CANDIDATE, "Queue:")
    margin = pair.child("candidate margin")
    point = QPoint(margin.width() - 12, pair.mine.cursorRect().center().y())
    qtbot.mouseClick(margin, Qt.MouseButton.LeftButton, pos=point)
    assert pair.known.hasFocus()


def test_long_blocks_of_one_side_fold_when_asked(pair: ShownPair) -> None:
    assert bars(pair, REFERENCE) == []
    pair.view.fold_one_sided()
    assert bars(pair, REFERENCE) == [
        "┄ 15 lines only in the reference · Role3, Role4, Role5, Role6 and 11 more ┄",
    ]
    assert bars(pair, CANDIDATE) == bars(pair, REFERENCE)
    pair.view.unfold_all()
    pair.view.fold_all()
    assert bars(pair, REFERENCE) == []


def test_a_folded_block_stays_folded_in_the_next_review(pair: ShownPair) -> None:
    pair.view.fold_one_sided()
    pair.view.show_review(pair.review)
    assert len(bars(pair, REFERENCE)) == 1


def test_a_long_block_is_painted_as_one(pair: ShownPair) -> None:
    alignment = pair.mine.lines.alignment
    blocks = [one for _, one in alignment.seen(0, alignment.row_count) if one.kind == "add"]
    assert [one.rows for one in blocks] == [21]
    pair.view.fold_one_sided()
    blocks = [one for _, one in alignment.seen(0, alignment.row_count) if one.kind == "add"]
    assert [one.rows for one in blocks] == [3, 3]
