"""A compare view with a real review of a small pair, for tests of what it offers."""

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from analysis.edits import Edit, apply_edits
from analysis.moved_blocks import in_file_order
from analysis.pipeline import review
from analysis.review import Inputs, Review
from analysis.source import Source
from gui.compare.pane import Pane
from gui.compare.view import CompareView
from gui.selection import CANDIDATE
from gui.theme import load_theme

MINE = """\
Description: The old words
Parameters:
  Stage:
    Type: String
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Sub "${Stage}-jobs"
      Tags:
        - Key: team
          Value: red
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      DisplayName: !Ref Stage
"""
KNOWN = """\
Description: The new words
Parameters:
  Stage:
    Type: String
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy: {}
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Sub "${Stage}-jobs"
      KmsMasterKeyId: !Ref Key
      Tags:
        - Key: team
          Value: blue
"""


class ShownPair:
    """A view on the screen whose edits and requests are kept."""

    def __init__(self, qtbot: QtBot, candidate: str = MINE, reference: str = KNOWN) -> None:
        self.candidate, self.reference = Source("c.yaml", candidate), Source("r.yaml", reference)
        self.view = CompareView()
        qtbot.addWidget(self.view)
        self.view.show_theme(load_theme("light"))
        self.view.resize(1100, 640)
        # Without a window manager nobody else gives the keys to a new window.
        with qtbot.waitActive(self.view, timeout=10_000):
            self.view.show()
            self.view.activateWindow()
        panes = {str(pane.accessibleName()): pane for pane in self.view.findChildren(Pane)}
        self.mine, self.known = panes["Candidate"], panes["Reference"]
        self.taken: list[tuple[tuple[int, ...], str]] = []
        self.places: list[tuple[str, int]] = []
        self.view.take_wanted.connect(lambda numbers, title: self.taken.append((numbers, title)))
        self.view.place_chosen.connect(lambda side, offset: self.places.append((side, offset)))
        self.view.edits_wanted.connect(self._change)
        self.view.edited.connect(self._type)
        self.view.file_order_wanted.connect(self._align)
        self.review = self._reviewed()

    def pane(self, side: str) -> Pane:
        return self.mine if side == CANDIDATE else self.known

    def child(self, name: str) -> QWidget:
        found = self.view.findChild(QWidget, name)
        assert isinstance(found, QWidget)
        return found

    def focused(self) -> QWidget:
        found = self.view.focusWidget()
        assert isinstance(found, QWidget)
        return found

    def put_cursor(self, side: str, words: str) -> None:
        """Put the cursor behind the first letter of some words."""
        pane = self.pane(side)
        pane.setFocus()
        text = self.candidate.text if side == CANDIDATE else self.reference.text
        cursor = QTextCursor(pane.document())
        cursor.setPosition(pane.mirror.position_at(text.index(words) + 1))
        pane.setTextCursor(cursor)

    def row(self, side: str, words: str) -> int:
        source = self.candidate if side == CANDIDATE else self.reference
        pane = self.pane(side)
        block = pane.mirror.block_of_line(source.line(source.text.index(words)) - 1)
        return pane.lines.alignment.row_of(side, block)

    def paths(self, numbers: tuple[int, ...]) -> set[str]:
        changes = [self.review.changes[number] for number in numbers]
        return {f"{one.candidate_id or one.reference_id}/{one.path}" for one in changes}

    def _reviewed(self) -> Review:
        made = review(Inputs(self.candidate, self.reference, lint=False))
        self.view.show_sources(self.candidate, self.reference)
        self.view.show_review(made)
        return made

    def _change(self, title: str, edits: tuple[Edit, ...]) -> None:
        del title
        self.candidate = Source("c.yaml", apply_edits(self.candidate.text, edits))
        self.review = self._reviewed()

    def _align(self) -> None:
        texts = self.candidate.text, self.reference.text
        self.view.show_file_order(texts, *in_file_order(self.candidate, self.reference))

    def _type(self, edit: Edit) -> None:
        self.candidate = Source("c.yaml", apply_edits(self.candidate.text, (edit,)))
        self.view.show_sources(self.candidate, self.reference)
