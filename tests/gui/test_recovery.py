"""A crash loses at most a second or 200 characters of what was typed."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from analysis.edits import Edit
from analysis.findings import Decision, State
from analysis.source import Source, Span
from gui.journal import Journal, Kept, Pair, left_behind
from gui.pair_files import PairFiles
from gui.recovery import Recovery
from gui.selection import CANDIDATE, REFERENCE
from gui.session import Session
from gui.state import StateFile

if TYPE_CHECKING:
    from gui.bars import Message

ROOT = Path(__file__).resolve().parents[2]
TEXT = "Resources: {}\n"


class Window:
    """A session with files and a journal, as the application puts them together."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.widget = QWidget()
        self.session = Session(self.widget)
        self.files = PairFiles(self.session, StateFile(folder / "window.json"), self.widget)
        self.recovery = Recovery(self.session, self.files, folder / "journals", self.widget)
        self.told: list[Message] = []
        self.recovery.told.connect(self.told.append)

    def type(self, text: str) -> None:
        source = self.session.source(CANDIDATE)
        assert source
        end = len(source.text)
        self.session.type(Edit(Span(end, end), text))

    def text(self, side: str = CANDIDATE) -> str:
        source = self.session.source(side)
        return source.text if source else ""

    def journals(self) -> list[Path]:
        return sorted((self.folder / "journals").glob("journal-*.json"))


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[], Window]]:
    del qtbot
    made: list[Window] = []

    def make_window() -> Window:
        made.append(Window(tmp_path))
        return made[-1]

    yield make_window
    for window in made:
        window.recovery.stop()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "candidate.yaml"
    path.write_text(TEXT, "utf-8")
    return path


def crashed(folder: Path, pair: Pair, name: str = "journal-1-a") -> Path:
    """Leave a journal as a window does that was killed."""
    (folder / "journals").mkdir(exist_ok=True)
    path = folder / "journals" / f"{name}.json"
    assert Journal(path).write(pair)
    return path


def kept(path: Path, text: str, base: str | None = TEXT) -> Kept:
    source = Source(str(path), text)
    return Kept(source, None if base is None else Source(str(path), base))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
@pytest.mark.parametrize("pause", [1, 25])
def test_a_killed_window_loses_no_more_than_it_may(
    path: Path, tmp_path: Path, pause: int, make: Callable[[], Window]
) -> None:
    typed, since = killed_while_typing(path, tmp_path, pause, seconds=2.0)
    window = make()
    window.recovery.offer([])
    restored = len(window.text()) - len(TEXT)
    assert 0 < restored <= typed
    assert typed - restored <= 200 or since(restored) <= 1.0
    assert path.read_text("utf-8") == TEXT, "the file itself is left alone"
    assert window.session.document(CANDIDATE).is_modified  # type: ignore[union-attr]


def killed_while_typing(
    path: Path, folder: Path, pause: int, seconds: float
) -> tuple[int, Callable[[int], float]]:
    """Return how much was typed, and how long before the end a number of characters was there."""
    script = Path(__file__).with_name("typing_window.py")
    at: list[float] = []
    with subprocess.Popen(
        [sys.executable, str(script), str(path), str(folder), str(pause)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout
        for _ in process.stdout:
            at.append(time.monotonic())
            if at[-1] - at[0] > seconds:
                process.send_signal(signal.SIGKILL)
                break
        at += [time.monotonic() for _ in process.stdout]
    end = at[-1]
    return len(at), lambda count: end - at[min(count, len(at) - 1)]


def test_nothing_is_kept_while_nothing_is_unsaved(make: Callable[[], Window], path: Path) -> None:
    window = make()
    window.files.open(CANDIDATE, str(path))
    window.recovery.stop()
    assert window.journals() == []


def test_the_journal_is_written_soon_and_for_the_user_alone(
    make: Callable[[], Window], path: Path, qtbot: QtBot
) -> None:
    window = make()
    window.files.open(CANDIDATE, str(path))
    window.type("a")
    qtbot.waitUntil(lambda: len(window.journals()) == 1, timeout=1_500)
    (journal,) = window.journals()
    if sys.platform != "win32":
        assert stat.S_IMODE(journal.stat().st_mode) == 0o600
        assert stat.S_IMODE(journal.parent.stat().st_mode) == 0o700
    window.type("b" * 200)
    qtbot.waitUntil(lambda: "b" * 200 in journal.read_text("utf-8"), timeout=500)


def test_a_save_purges_the_journal(make: Callable[[], Window], path: Path, qtbot: QtBot) -> None:
    window = make()
    window.files.open(CANDIDATE, str(path))
    window.type("# x" * 100)
    qtbot.waitUntil(lambda: len(window.journals()) == 1)
    assert window.files.save()
    qtbot.waitUntil(lambda: window.journals() == [])
    window.type("\n# y" * 100)
    qtbot.waitUntil(lambda: len(window.journals()) == 1)
    window.session.undo_group.undo()
    qtbot.waitUntil(lambda: window.journals() == [])


def test_changes_come_back_as_one_step_that_is_not_saved(
    make: Callable[[], Window], path: Path, tmp_path: Path
) -> None:
    left = crashed(tmp_path, Pair(kept(path, f"{TEXT}# more\n"), kept(path, "x: 1\n", "x: 1\n")))
    window = make()
    window.recovery.offer([])
    assert window.text() == f"{TEXT}# more\n"
    assert window.text(REFERENCE) == "x: 1\n"
    assert "candidate.yaml" in window.told[0].text
    assert not left.exists()
    assert len(window.journals()) == 1, "another crash would not lose it either"
    window.session.undo_group.undo()
    assert window.text() == TEXT


def test_a_pasted_text_comes_back(make: Callable[[], Window], tmp_path: Path) -> None:
    crashed(tmp_path, Pair(Kept(Source("", "Resources: {}"), None)))
    window = make()
    window.recovery.offer([])
    assert window.text() == "Resources: {}"
    assert window.session.document(CANDIDATE).is_modified  # type: ignore[union-attr]


def test_what_others_wrote_meanwhile_is_not_overwritten(
    make: Callable[[], Window], path: Path, tmp_path: Path
) -> None:
    crashed(tmp_path, Pair(kept(path, f"{TEXT}# mine\n")))
    path.write_text("theirs\n", "utf-8")
    window = make()
    window.recovery.offer([])
    assert not window.files.save()
    assert path.read_text("utf-8") == "theirs\n"


@pytest.mark.parametrize("choice", ["Restore them", "Delete them"])
def test_other_files_are_opened_and_the_user_is_asked(
    make: Callable[[], Window], path: Path, tmp_path: Path, choice: str
) -> None:
    left = crashed(tmp_path, Pair(kept(path, f"{TEXT}# mine\n")))
    window = make()
    window.recovery.offer([str(tmp_path / "other.yaml")])
    assert window.text() == ""
    window.told[0].choices[choice]()
    assert window.text() == (f"{TEXT}# mine\n" if choice == "Restore them" else "")
    assert not left.exists()


def journal_of(text: object, version: object = 1, **others: object) -> bytes:
    pair = {"candidate": {"text": text, "base": None, **others}}
    return json.dumps({"version": version, "pair": pair}).encode()


BROKEN = {
    "empty": b"",
    "cut": b'{"version": 1, "pair": {"candidate": {"text"',
    "noise": bytes(range(256)),
    "another form": b'{"version": 1, "pair": {"candidate": [1, 2]}}',
    "a list": b"[]",
    "deep": b"[" * 100_000,
    "deep objects": b'{"version": 1, "pair": ' + b'{"candidate":' * 100_000,
    "a number of 10,000 digits": b'{"version": 1, "pair": %s}' % (b"9" * 10_000),
    "not a number": b'{"version": NaN, "pair": NaN}',
    "huge": b'{"version": 1, "pair": "%s"}' % (b"a" * 40_000_000),
    "no such encoding": journal_of({"path": "a", "text": "x", "encoding": "evil"}),
    "an encoding that is none of ours": journal_of(
        {"path": "a", "text": "x", "encoding": "unicode_escape"}
    ),
    "a later version": journal_of({"path": "a", "text": "x"}, version=2),
    "no version": json.dumps({"pair": {"candidate": None}}).encode(),
    "a field too many": journal_of({"path": "a", "text": "x", "evil": 1}),
    "a choice that is none": journal_of({"path": "a", "text": "x"}, choice="x"),
    "text that is none": journal_of({"path": "a", "text": ["x"]}),
    "changes of what cannot be changed": journal_of({"path": "a", "text": "x", "is_exact": False}),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_a_broken_journal_harms_nothing(
    make: Callable[[], Window], path: Path, tmp_path: Path, data: bytes
) -> None:
    left = crashed(tmp_path, Pair(kept(path, "older\n")), "journal-1-b")
    broken = left.with_name("journal-2-a.json")
    broken.write_bytes(data)
    os.utime(broken, (time.time() + 60, time.time() + 60))
    window = make()
    window.recovery.offer([])
    assert window.text() == "older\n", "the one before it is found"
    unreadable = broken.with_suffix(".unreadable")
    assert unreadable.read_bytes() == data
    assert not broken.exists()
    os.utime(unreadable, (0, 0))
    list(left_behind(tmp_path / "journals"))
    assert not unreadable.exists(), "nobody looked at it for a month"


@given(st.binary(max_size=200), st.integers(min_value=0), st.integers(0, 2))
def test_a_journal_that_was_spoilt_somewhere_harms_nothing(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int, how: int
) -> None:
    folder = tmp_path_factory.mktemp("spoilt")
    left = crashed(folder, Pair(kept(Path("a.yaml"), f"{TEXT}# more\n")))
    data = left.read_bytes()
    place = at % len(data)
    end = (place, place + len(noise), len(data))[how]
    left.write_bytes(data[:place] + noise + data[end:])
    for journal, pair in left_behind(folder / "journals"):
        assert pair.unsaved
        journal.release()


def test_half_a_character_comes_back_as_it_was_typed(
    make: Callable[[], Window], path: Path, tmp_path: Path
) -> None:
    crashed(tmp_path, Pair(kept(path, f"{TEXT}\ud800")))
    window = make()
    window.recovery.offer([])
    assert window.text() == f"{TEXT}\ud800"


def test_what_was_said_of_a_pasted_text_comes_back(
    make: Callable[[], Window], qtbot: QtBot, tmp_path: Path
) -> None:
    first = make()
    first.session.open(CANDIDATE, Source("", TEXT))
    decision = Decision(State.DISMISSED, "known")
    first.session.decide("f1", decision)
    qtbot.waitUntil(lambda: any("known" in one.read_text("utf-8") for one in first.journals()))
    (journal,) = first.journals()
    kept_by_first = journal.read_bytes()
    first.recovery.stop()
    (tmp_path / "journals" / "journal-1-a.json").write_bytes(kept_by_first)
    window = make()
    window.recovery.offer([])
    assert window.text() == TEXT
    assert window.session.decisions == {"f1": decision}


def test_one_window_after_the_other_brings_back_what_several_lost(
    make: Callable[[], Window], path: Path, tmp_path: Path
) -> None:
    for name in ("a", "b", "c"):
        crashed(tmp_path, Pair(kept(path, f"{TEXT}# {name}\n")), f"journal-1-{name}")
    texts, told = set(), []
    for _ in range(4):
        window = make()
        window.recovery.offer([])
        texts.add(window.text())
        told += [one.text for one in window.told]
    assert texts == {"", *(f"{TEXT}# {name}\n" for name in ("a", "b", "c"))}
    assert len(told) == 3
    assert "2 more" in told[0]


def test_the_journal_of_a_living_window_is_left_alone(
    make: Callable[[], Window], path: Path, qtbot: QtBot
) -> None:
    first = make()
    first.files.open(CANDIDATE, str(path))
    first.type("# x" * 100)
    qtbot.waitUntil(lambda: len(first.journals()) == 1)
    second = make()
    second.recovery.offer([])
    assert second.text() == ""
    assert second.told == []


def test_an_error_of_the_writer_is_said_until_it_works_again(
    make: Callable[[], Window], path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make()
    settled: list[str] = []
    window.recovery.settled.connect(settled.append)
    window.files.open(CANDIDATE, str(path))

    def fail(*_: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "write", fail)
        window.type("a" * 300)
        qtbot.waitUntil(lambda: bool(window.told))
    settled.clear()
    window.type("b" * 300)
    qtbot.waitUntil(lambda: "journal" in settled)
    assert len(window.journals()) == 1


def test_a_state_folder_that_cannot_be_written_costs_the_journal_alone(
    make: Callable[[], Window], path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "journals").write_text("in the way", "utf-8")
    window = make()
    window.files.open(CANDIDATE, str(path))
    window.type("a" * 300)
    qtbot.waitUntil(lambda: bool(window.told))
    assert "cannot be kept for a crash" in window.told[0].text
    assert window.text() == TEXT + "a" * 300
    assert list(left_behind(tmp_path / "journals")) == []
