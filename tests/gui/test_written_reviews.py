"""A written review opens beside its templates; a suppression is seen before it is written."""

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeView,
)
from pytest import MonkeyPatch  # noqa: PT013 (for its type)
from pytestqt.qtbot import QtBot

from analysis.source import Source
from gui.main_window import MainWindow
from gui.suppress_dialog import SuppressDialog
from gui.suppressing import Suppressing
from gui.written_dialog import WrittenDialog
from gui.written_reviews import WrittenReviews
from tests.gui.making import CANDIDATE, REFERENCE

REVIEW = """\
## High Issues

### 1. Missing DeletionPolicy on the Queue

**Impact Level**: Low

**Candidate Issue**: The `Queue` is not retained:
```yaml
  Queue:
    Type: AWS::SQS::Queue
```

**Reference Fix**: Retain it.

## Summary

- Total failures: 1 Critical
"""


@pytest.fixture
def reviewed(real_window: MainWindow, qtbot: QtBot) -> MainWindow:
    real_window.session.open_pair((CANDIDATE, 0), (REFERENCE, 0))
    qtbot.waitUntil(lambda: real_window.session.review is not None, timeout=20_000)
    return real_window


def rows(tree: QTreeView, parent: QModelIndex | None = None) -> dict[str, QModelIndex]:
    model, inside = tree.model(), parent or QModelIndex()
    indexes = (model.index(row, 0, inside) for row in range(model.rowCount(inside)))
    return {index.data(): index for index in indexes}


def test_written_review_is_placed_and_held_against_the_pair(
    reviewed: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: MonkeyPatch
) -> None:
    path = tmp_path / "review.md"
    path.write_text(REVIEW)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    reviewed.commands["open-written"].trigger()
    opened = reviewed.findChild(WrittenReviews)
    assert isinstance(opened, WrittenReviews)
    qtbot.waitUntil(lambda: opened.dialog is not None, timeout=20_000)
    dialog = opened.dialog
    assert isinstance(dialog, WrittenDialog)
    (about, *_) = dialog.findChildren(QLabel)
    assert "1 items, 1 of them placed, 1 found" in about.text()
    assert "the totals do not add up" in about.text()
    tree = dialog.findChild(QTreeView)
    assert isinstance(tree, QTreeView)
    ((title, item),) = rows(tree).items()
    assert title == "1. Low: Missing DeletionPolicy on the Queue"
    inner = rows(tree, item)
    place = next(text for text in inner if text.startswith("candidate, Queue, lines 2 to 3"))
    assert any(text.startswith("But: Its level is low") for text in inner)
    tree.setCurrentIndex(inner[place])
    assert reviewed.session.selection.candidate_id == "Queue"
    found = next(text for text in inner if text.startswith("TwinStack finds it as well"))
    tree.setCurrentIndex(inner[found])
    chosen = reviewed.session.finding(reviewed.session.selection.finding_id)
    assert chosen
    assert "Queue" in chosen.logical_ids
    reviewed.session.open("candidate", Source("", "Resources: {}\n"))
    assert opened.dialog is None


def test_file_without_a_review_is_said_to_be_none(
    reviewed: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    opened = reviewed.findChild(WrittenReviews)
    assert isinstance(opened, WrittenReviews)
    (tmp_path / "letter.md").write_text("Dear reader,\n")
    opened.open(str(tmp_path / "letter.md"))
    qtbot.waitUntil(lambda: "holds no review" in "".join(reviewed.bars.texts()), timeout=20_000)
    opened.open(str(tmp_path / "absent.md"))
    assert "There is no such file" in "".join(reviewed.bars.texts())


def test_suppression_is_seen_and_written_as_a_step(reviewed: MainWindow, qtbot: QtBot) -> None:
    session = reviewed.session
    assert session.review
    finding = next(one for one in session.review.findings if "Queue" in one.logical_ids)
    reviewed.views.findings.finding_chosen.emit(finding)
    reviewed.commands["suppress"].trigger()
    suppressing = reviewed.findChild(Suppressing)
    assert isinstance(suppressing, Suppressing)
    dialog = suppressing.dialog
    assert isinstance(dialog, SuppressDialog)
    check, reason = dialog.findChildren(QLineEdit)
    check.setText("W1234")
    qtbot.keyClicks(reason, "Meant so.")
    write = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Write it")
    qtbot.waitUntil(write.isEnabled, timeout=20_000)
    assert isinstance(write.parent(), QDialogButtonBox)
    qtbot.mouseClick(write, Qt.MouseButton.LeftButton)
    after = session.source("candidate")
    assert after
    assert "ignore_checks:\n" in after.text
    assert "W1234: Meant so." in after.text
    session.undo_group.undo()
    assert session.source("candidate") == CANDIDATE
