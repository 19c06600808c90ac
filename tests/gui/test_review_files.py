"""A review is kept beside its candidate, offered again, and merged with another one."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytest import MonkeyPatch  # noqa: PT013 (for its type)
from pytestqt.qtbot import QtBot

from analysis import review_file
from analysis.findings import Anchor, Decision, Finding, OwnFinding, Severity, State
from analysis.review import Check, Checked
from analysis.source import Source
from gui.main_window import MainWindow
from tests.gui.making import CANDIDATE, REFERENCE, make_finding, make_review

OWN = OwnFinding("own-1", Severity.LOW, "Mine", "Why?", anchors=(Anchor("candidate", "", "x"),))


@pytest.fixture
def pair(window: MainWindow, tmp_path: Path) -> MainWindow:
    for source in (CANDIDATE, REFERENCE):
        (tmp_path / Path(source.path).name).write_text(source.text)
    open_pair(window, tmp_path)
    return window


def open_pair(window: MainWindow, folder: Path, *findings: Finding) -> None:
    window.pair_files.open_pair(str(folder / "candidate.yaml"), str(folder / "reference.yaml"))
    adopt(window, *(findings or (make_finding(1), make_finding(2))))


def adopt(window: MainWindow, *findings: Finding) -> None:
    """Have a complete review at hand, as the worker would give it."""
    inputs = window.session.inputs
    assert inputs is not None
    window.background.cancel()
    checked = Checked(lint_candidate=Check.DONE)
    review = replace(make_review(findings), checked=checked)
    sides = {"candidate": inputs.candidate, "reference": inputs.reference}
    for name, source in sides.items():
        assert source is not None
        side = replace(getattr(review, name), sha256=source.sha256, path=source.path)
        review = replace(review, **{name: side})
    window.session.adopt_review(inputs, review)


def forget(window: MainWindow, folder: Path) -> None:
    """Let the window start as on another machine: nothing is remembered of the pair."""
    (folder / "state.json").unlink(missing_ok=True)
    window.pair_files.state = type(window.pair_files.state)()
    window.session.open("candidate", Source("", "Resources: {}\n"))


def said(window: MainWindow) -> str:
    return "\n".join(window.bars.texts())


def press(window: MainWindow, qtbot: QtBot, words: str) -> None:
    button = next(one for one in window.bars.findChildren(QPushButton) if one.text() == words)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_review_is_kept_and_offered_again_with_what_changed(
    pair: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    pair.session.decide("f1", Decision(State.DISMISSED, "Meant so."))
    pair.session.note("f2", "Ask *them*.")
    pair.session.annotate("Keep", pair.session.annotations.with_own(OWN))
    adopt(pair, make_finding(1), make_finding(2))
    pair.commands["save-review"].trigger()
    kept = review_file.load(str(tmp_path / "candidate.yaml.review.json"))
    assert kept.decisions == {"f1": Decision(State.DISMISSED, "Meant so.")}
    assert (kept.notes, kept.own) == ({"f2": "Ask *them*."}, (OWN,))
    assert set(kept.known) == {"f1", "f2"}
    before = pair.session.annotations
    forget(pair, tmp_path)
    (tmp_path / "candidate.yaml").write_text(CANDIDATE.text + "# later\n")
    open_pair(pair, tmp_path, make_finding(2), make_finding(3))
    assert "1 decided, 1 own findings" in said(pair)
    press(pair, qtbot, "Take it over")
    assert pair.session.annotations == before
    assert "1 findings are new and 1 are gone. Changed: candidate." in said(pair)
    press(pair, qtbot, "Show the new ones")
    pair.session.undo_group.undo()
    assert pair.session.annotations.own == ()


def test_review_that_is_not_complete_is_saved_later(pair: MainWindow, tmp_path: Path) -> None:
    inputs = pair.session.inputs
    assert inputs is not None
    pair.background.cancel()
    pair.session.adopt_review(inputs, make_review())
    pair.commands["save-review"].trigger()
    assert "as soon as it is complete" in said(pair)
    assert not list(tmp_path.glob("*.review.json"))
    adopt(pair, make_finding(1))
    assert list(tmp_path.glob("*.review.json"))


def test_review_of_a_pair_that_is_known_is_followed_unasked(
    pair: MainWindow, tmp_path: Path
) -> None:
    pair.session.decide("f1", Decision(State.ACCEPTED))
    pair.commands["save-review"].trigger()
    open_pair(pair, tmp_path, make_finding(2), make_finding(3))
    assert "1 findings are new and 1 are gone." in said(pair)
    pair.commands["save-review"].trigger()
    assert "The review is in" in said(pair)


def other_review(folder: Path) -> Path:
    """Write what somebody else says of the same pair."""
    path = folder / "candidate.yaml.review.json"
    template = review_file.Template("candidate.yaml", "0")
    theirs = review_file.ReviewFile(
        template,
        known={"f1": Severity.HIGH},
        decisions={"f1": Decision(State.ACCEPTED), "f2": Decision(State.ACCEPTED, "Later.")},
    )
    review_file.save(str(path), theirs)
    return path


def test_another_review_is_not_overwritten_unasked(
    pair: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    pair.session.decide("f1", Decision(State.DISMISSED))
    path = other_review(tmp_path)
    before = path.read_bytes()
    pair.commands["save-review"].trigger()
    assert "holds another review" in said(pair)
    assert path.read_bytes() == before
    press(pair, qtbot, "Merge and save")
    kept = review_file.load(str(path))
    assert kept.decisions["f1"].state is State.DISMISSED
    assert kept.decisions["f2"].reason == "Later."


def test_two_reviews_merge_and_mine_stands(
    pair: MainWindow, tmp_path: Path, monkeypatch: MonkeyPatch
) -> None:
    pair.session.decide("f1", Decision(State.DISMISSED))
    path = other_review(tmp_path).rename(tmp_path / "theirs.review.json")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    pair.commands["merge-review"].trigger()
    assert pair.session.decisions["f1"].state is State.DISMISSED
    assert pair.session.decisions["f2"].state is State.ACCEPTED
    assert "yours stands: The queue is not retained" in said(pair)


def test_broken_review_is_said_to_be_broken(pair: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "candidate.yaml.review.json").write_text("{")
    open_pair(pair, tmp_path)
    assert "This is no review file" in said(pair)
