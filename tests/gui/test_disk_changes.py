"""What stands on disk and what stands in the window may part; nothing is lost by that."""

import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSysInfo
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from analysis.edits import Edit
from analysis.findings import Decision, State
from analysis.source import Source, Span
from analysis.worker import WorkerCommand
from gui.compare.pane import Pane
from gui.main_window import MainWindow
from gui.selection import CANDIDATE, REFERENCE
from gui.state import RecentPair, StateFile

TEXT = "Description: Größe\nResources:\n  Queue:\n    Type: AWS::SQS::Queue\n"
MINE = f"# mine\n{TEXT}"


@pytest.fixture
def fake_command() -> WorkerCommand:
    """Return a worker that never answers: the review is not what is tested."""
    return WorkerCommand(sys.executable, ("-S", "-c", "import sys; sys.stdin.read()"), {})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "candidate.yaml"
    path.write_text(TEXT, "utf-8")
    return path


def press(window: MainWindow, text: str) -> None:
    # A bar that was just added is shown with the next events.
    QApplication.processEvents()
    buttons = (one for one in window.bars.findChildren(QPushButton) if one.isVisible())
    next(one for one in buttons if one.text() == text).click()


def said(window: MainWindow, words: str) -> bool:
    return any(words in text for text in window.bars.texts())


def text_of(window: MainWindow, side: str = CANDIDATE) -> str:
    source = window.session.source(side)
    return source.text if source else ""


def open_and_type(window: MainWindow, path: Path, text: str = "# mine\n") -> None:
    window.open_paths([str(path)])
    window.session.type(Edit(Span(0, 0), text))


@pytest.mark.parametrize("data", [b"caf\xe9: 1\n", b"\x00\x01\x02", TEXT.encode("utf-32")])
def test_what_cannot_be_written_back_is_shown_and_says_why(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "candidate.yaml"
    path.write_bytes(data)
    window.open_paths([str(path)])
    assert window.session.source(CANDIDATE) is None
    press(window, "Show it read-only")
    assert "cannot be changed" in window.bars.texts()[0]
    shown = window.session.source(CANDIDATE)
    assert shown
    pane = next(one for one in window.findChildren(Pane) if one.side == CANDIDATE)
    pane.setFocus()
    qtbot.keyClicks(pane, "typed")
    window.session.type(Edit(Span(0, 0), "x"))
    assert not window.session.change("Fix", (Edit(Span(0, 0), "x"),))
    assert window.session.source(CANDIDATE) == shown
    assert not window.pair_files.save()
    assert not window.pair_files.save_as(), "what is shown is not what the file holds"
    assert path.read_bytes() == data


def test_a_file_that_others_changed_is_opened_kept_or_compared(
    window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "candidate.yaml"
    path.write_text(TEXT, "utf-8")
    window.open_paths([str(path)])
    window.session.type(Edit(Span(0, 0), "# mine\n"))
    path.write_text("theirs: 1\n", "utf-8")
    window.pair_files.check_disk()
    press(window, "Keep this text")
    window.pair_files.check_disk()
    assert window.bars.texts() == (), "it is not asked again"
    path.write_text("theirs: 2\n", "utf-8")
    window.pair_files.check_disk()
    press(window, "Compare")
    reference = window.session.source(REFERENCE)
    assert reference
    assert reference.text == "theirs: 2\n"
    assert not window.pair_files.save(), "keeping a text is no leave to overwrite the other"
    press(window, "Open it anew")
    assert text_of(window) == "theirs: 2\n"
    window.session.undo_group.undo()
    assert text_of(window) == f"# mine\n{TEXT}"
    assert window.pair_files.save()
    assert path.read_text("utf-8") == f"# mine\n{TEXT}"


def test_two_windows_on_one_file_do_not_overwrite_each_other(
    make_window: Callable[[WorkerCommand], MainWindow], fake_command: WorkerCommand, tmp_path: Path
) -> None:
    path = tmp_path / "candidate.yaml"
    path.write_text(TEXT, "utf-8")
    first, second = make_window(fake_command), make_window(fake_command)
    for number, window in enumerate((first, second)):
        window.open_paths([str(path)])
        window.session.type(Edit(Span(0, 0), f"# {number}\n"))
    assert first.pair_files.save()
    assert not second.pair_files.save()
    assert path.read_text("utf-8") == f"# 0\n{TEXT}"
    press(second, "Overwrite it")
    assert path.read_text("utf-8") == f"# 1\n{TEXT}"


@pytest.mark.parametrize("side", [CANDIDATE, REFERENCE])
def test_what_is_shown_read_only_takes_its_own_side_and_drops_nothing_unasked(
    window: MainWindow, path: Path, tmp_path: Path, side: str
) -> None:
    odd = tmp_path / "odd.yaml"
    odd.write_bytes(b"caf\xe9: 1\n")
    window.open_paths([str(path)])
    window.pair_files.open(side, str(odd))
    window.session.type(Edit(Span(0, 0), "# mine\n"))
    press(window, "Show it read-only")
    if side == CANDIDATE:
        assert said(window, "not saved")
        assert text_of(window) == MINE
        press(window, "Lose them")
    else:
        assert text_of(window) == MINE
    assert text_of(window, side) == "café: 1\n"


def test_the_text_on_disk_does_not_push_an_unsaved_one_aside(
    window: MainWindow, path: Path
) -> None:
    window.open_paths([str(path), str(path)])
    window.session.type(Edit(Span(0, 0), "# other\n"))
    window.session.swap()
    window.session.type(Edit(Span(0, 0), "# mine\n"))
    path.write_text("theirs: 1\n", "utf-8")
    window.pair_files.check_disk()
    press(window, "Compare")
    assert text_of(window, REFERENCE) == f"# other\n{TEXT}"
    press(window, "Lose them")
    assert text_of(window, REFERENCE) == "theirs: 1\n"
    assert text_of(window) == MINE


def _make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


GONE: dict[str, Callable[[Path], object]] = {
    "deleted": Path.unlink,
    "a folder": _make_folder,
    "emptied": lambda path: path.write_bytes(b""),
    "no text any more": lambda path: path.write_bytes(b"\0\1\2"),
    "too large": lambda path: path.write_bytes(b"a" * 2_000_001),
}


def test_a_file_that_is_gone_is_told_once_and_its_text_can_be_saved(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, change in GONE.items():
        path, other = tmp_path / f"{name}.yaml", tmp_path / f"{name}-other.yaml"
        path.write_text(TEXT, "utf-8")
        open_and_type(window, path)
        change(path)
        window.pair_files.check_disk()
        assert said(window, "cannot be read any more")
        press(window, "Keep this text")
        window.pair_files.check_disk()
        assert window.bars.texts() == ()
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, to=other: (str(to), ""))
        if not window.pair_files.save():
            press(window, "Save as…")
            assert other.read_text("utf-8") == MINE
        else:
            assert path.read_text("utf-8") == MINE
        assert not window.session.document(CANDIDATE).is_changed  # type: ignore[union-attr]
        assert window.bars.texts() == ()


def test_a_deleted_file_is_saved_again(window: MainWindow, path: Path) -> None:
    window.open_paths([str(path)])
    path.unlink()
    window.pair_files.check_disk()
    press(window, "Save it again")
    assert path.read_text("utf-8") == TEXT
    assert window.bars.texts() == ()


def test_a_save_that_fails_offers_another_place(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    for call in ("write", "fsync", "replace", "fchmod"):
        path, other = tmp_path / f"{call}.yaml", tmp_path / f"{call}-other.yaml"
        path.write_text(TEXT, "utf-8")
        open_and_type(window, path)
        with monkeypatch.context() as patch:
            patch.setattr(os, call, fail)
            assert not window.pair_files.save()
        assert said(window, "No space left on device")
        assert path.read_text("utf-8") == TEXT
        assert window.session.document(CANDIDATE).is_changed  # type: ignore[union-attr]
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, to=other: (str(to), ""))
        press(window, "Save as…")
        assert other.read_text("utf-8") == MINE
        assert window.bars.texts() == ()


def test_a_read_only_file_says_so_and_offers_another_place(
    window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_and_type(window, path)
    path.chmod(0o444)
    assert not window.pair_files.save()
    assert said(window, "The file is read-only.")
    other = path.with_name("other.yaml")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(other), ""))
    press(window, "Save as…")
    assert (path.read_text("utf-8"), other.read_text("utf-8")) == (TEXT, MINE)


def test_what_a_saved_file_could_not_keep_is_said(window: MainWindow, path: Path) -> None:
    open_and_type(window, path)
    path.with_name("other.yaml").hardlink_to(path)
    assert window.pair_files.save()
    assert said(window, "candidate.yaml is saved. It had other names")


def test_half_a_character_is_said_and_not_written(window: MainWindow, path: Path) -> None:
    window.open_paths([str(path)])
    window.session.type(Edit(Span(0, 0), "#\n# \ud800\n"))
    assert not window.pair_files.save()
    assert said(window, "Line 2 holds half of a character")
    assert path.read_text("utf-8") == TEXT


def test_the_second_window_is_told_until_the_first_lets_go(
    make_window: Callable[[WorkerCommand], MainWindow],
    fake_command: WorkerCommand,
    path: Path,
) -> None:
    link = path.with_name("link.yaml")
    link.symlink_to(path)
    first, second = make_window(fake_command), make_window(fake_command)
    first.open_paths([str(path)])
    second.open_paths([str(link)])
    assert not said(first, "another window")
    assert said(second, "link.yaml is open in another window")
    second.pair_files.check_disk()
    assert said(second, "another window")
    first.close()
    second.pair_files.check_disk()
    assert not said(second, "another window")
    third = make_window(fake_command)
    third.open_paths([str(path)])
    assert said(third, "another window"), "the second one holds it now"


def test_the_window_tells_of_a_lock_that_a_crash_left_nothing(
    window: MainWindow, path: Path, tmp_path: Path
) -> None:
    window.open_paths([str(path)])
    (lock,) = (tmp_path / "open").iterdir()
    window.session.open(CANDIDATE, Source("", "a: 1\n"))
    assert not lock.exists(), "a text without a file holds none"
    lock.write_text(f"999999\ntwinstack\n{QSysInfo.machineHostName()}\n", "utf-8")
    window.open_paths([str(path)])
    assert window.bars.texts() == ()


def test_windows_do_not_forget_what_the_other_remembers(
    make_window: Callable[[WorkerCommand], MainWindow],
    fake_command: WorkerCommand,
    path: Path,
    tmp_path: Path,
) -> None:
    other = path.with_name("other.yaml")
    other.write_text(TEXT, "utf-8")
    first, second = make_window(fake_command), make_window(fake_command)
    first.open_paths([str(path)])
    second.open_paths([str(other)])
    decision = Decision(State.DISMISSED, "known")
    first.session.decide("f1", decision)
    second.session.decide("f2", decision)
    first.close()
    second.close()
    state = StateFile(tmp_path / "state.json").read()
    assert state.annotations(str(path), "").decisions == {"f1": decision}
    assert state.annotations(str(other), "").decisions == {"f2": decision}


def test_a_broken_state_is_put_aside_and_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.write_text("{half", "utf-8")
    file = StateFile(path)
    known = file.read().with_pair(RecentPair("a", "b"))
    assert file.read(known) == known, "what this window knows outlives the file"
    file.write(known)
    assert file.read() == known
    assert path.with_suffix(".unreadable").read_text("utf-8") == "{half"
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
