"""Pairs are worked through one after the other; each keeps its review."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytest import MonkeyPatch  # noqa: PT013 (for its type)
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.pair_queue import PairQueue, listed_pairs
from tests.gui.making import CANDIDATE, REFERENCE
from tests.gui.test_review_files import adopt


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pairs = tmp_path / "pairs"
    for name in ("a", "b", "c"):
        (pairs / name).mkdir(parents=True)
        (pairs / name / "candidate.yaml").write_text(f"# {name}\n{CANDIDATE.text}")
        (pairs / name / "reference.yaml").write_text(REFERENCE.text)
    (pairs / "empty").mkdir()
    return pairs


def queue_of(window: MainWindow) -> PairQueue:
    queue = window.findChild(PairQueue)
    assert isinstance(queue, PairQueue)
    return queue


def opened(window: MainWindow) -> str:
    source = window.session.source("candidate")
    assert source
    return Path(source.path).parent.name


def press(window: MainWindow, qtbot: QtBot, words: str) -> None:
    button = next(one for one in window.bars.findChildren(QPushButton) if one.text() == words)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_folder_is_worked_through(
    window: MainWindow, folder: Path, qtbot: QtBot, monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    window.commands["open-queue"].trigger()
    assert opened(window) == "a"
    assert "Pair 1 of 3: a. 0 done, 3 left." in window.bars.texts()
    adopt(window)
    press(window, qtbot, "Done")
    assert opened(window) == "b"
    assert (folder / "a" / "candidate.yaml.review.json").exists()
    window.commands["next-pair"].trigger()
    assert opened(window) == "c"
    window.commands["next-pair"].trigger()
    assert opened(window) == "b"
    window.commands["previous-pair"].trigger()
    assert opened(window) == "a"
    assert [pair.name for pair in queue_of(window).left] == ["b", "c"]


def test_done_waits_for_the_review(window: MainWindow, folder: Path) -> None:
    queue = queue_of(window)
    queue.open_folder(str(folder))
    window.background.cancel()
    window.commands["pair-done"].trigger()
    assert opened(window) == "a"
    adopt(window)
    assert opened(window) == "b"


def test_what_is_done_stays_done(window: MainWindow, folder: Path) -> None:
    queue = queue_of(window)
    window.pair_files.remember_queue(str(folder), ("a", "gone"))
    queue.open_folder(str(folder))
    assert opened(window) == "b"
    queue.menu.aboutToShow.emit()
    marks = {action.text(): action.isChecked() for action in queue.menu.actions()}
    assert marks == {"a": True, "b": False, "c": False}
    queue.menu.actions()[2].trigger()
    assert opened(window) == "c"


def test_list_names_pairs_from_its_own_folder(window: MainWindow, folder: Path) -> None:
    listing = folder / "todo.txt"
    listing.write_text("# today\nc/candidate.yaml\tc/reference.yaml\n\na/candidate.yaml\n")
    queue_of(window).open_list(str(listing))
    assert opened(window) == "c"
    assert [pair.reference for pair in listed_pairs(listing.read_text(), folder)] == [
        str(folder / "c" / "reference.yaml"),
        "",
    ]


def test_folder_without_pairs_is_said_to_have_none(window: MainWindow, tmp_path: Path) -> None:
    queue_of(window).open_folder(str(tmp_path))
    queue_of(window).open_list(str(tmp_path / "absent"))
    assert window.bars.texts()[0].startswith("There is no") or "absent" in window.bars.texts()[0]
    assert not window.commands["next-pair"].isEnabled()
