"""An error of the program is logged and said, can be copied, and ends nothing."""

import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from analysis.edits import Edit
from analysis.source import Source, Span
from gui.errors import ErrorLog, Errors, masked
from gui.main_window import MainWindow
from gui.selection import CANDIDATE

SECRET = "hunter2-of-the-template"  # noqa: S105 (it has to look like one)
TEXT = f"Resources:\n  Queue:\n    Password: {SECRET}\n"


@pytest.fixture
def log(tmp_path: Path) -> ErrorLog:
    return ErrorLog(tmp_path / "log" / "errors.log")


@pytest.fixture
def errors(window: MainWindow, log: ErrorLog) -> Iterator[Errors]:
    """Return what takes the errors of a window that is open on a text."""
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    taking = Errors(window.session, log, window)
    taking.told.connect(window.bars.show_message)
    taking.install()
    window.session.open(CANDIDATE, Source("", TEXT))
    yield taking
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


class Faulty(QObject):
    rung = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rung.connect(self.err)

    def err(self) -> None:
        raise KeyError(SECRET)


@pytest.mark.usefixtures("errors")
def test_an_error_in_a_slot_is_said_and_the_session_lives_on(
    window: MainWindow, log: ErrorLog, qtbot: QtBot
) -> None:
    faulty = Faulty(window)
    faulty.rung.emit()
    QTimer.singleShot(0, faulty.err)
    qtbot.waitUntil(lambda: bool(window.bars.texts()))
    assert "KeyError" in window.bars.texts()[0]
    assert "Save your work" in window.bars.texts()[0]
    window.session.type(Edit(Span(0, 0), "# mine\n"))
    source = window.session.source(CANDIDATE)
    assert source
    assert source.text == f"# mine\n{TEXT}"
    window.session.undo_group.undo()
    assert window.isVisible()
    written = log.path.read_text("utf-8")
    assert "KeyError" in written
    assert "in err" in written


def test_the_details_can_be_copied_and_hold_no_secret(
    window: MainWindow, errors: Errors, log: ErrorLog, qtbot: QtBot
) -> None:
    try:
        Faulty(window).err()
    except KeyError as error:
        errors.take(type(error), error, error.__traceback__)
    QApplication.processEvents()
    button = next(one for one in window.bars.findChildren(QPushButton))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert "test_errors.py" in copied
    assert "KeyError" in copied
    assert "Python 3" in copied
    shown = [one.text() for one in window.bars.findChildren(QLabel)]
    for text in (copied, log.path.read_text("utf-8"), *shown):
        assert SECRET not in text
    words = next(one for one in window.bars.findChildren(QLabel) if "KeyError" in one.text())
    assert words.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse


def test_an_error_of_another_thread_is_said(
    window: MainWindow, errors: Errors, qtbot: QtBot
) -> None:
    del errors

    def err() -> None:
        message = "elsewhere"
        raise RuntimeError(message)

    thread = threading.Thread(target=err)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(window.bars.texts()))
    assert "RuntimeError: elsewhere" in window.bars.texts()[0]


def test_what_errs_for_ever_is_said_once_and_fills_no_disk(
    window: MainWindow, errors: Errors, log: ErrorLog
) -> None:
    told: list[object] = []
    errors.told.connect(told.append)
    for _ in range(1_000):
        errors.take(ValueError, ValueError("odd"), None)
    assert len(told) == 1
    assert log.path.stat().st_size < 20_000
    for number in range(100):
        errors.take(ValueError, ValueError(f"odd {number}"), None)
    assert len(told) <= 20
    assert window.isVisible()


def test_an_interruption_closes_the_window(errors: Errors, qtbot: QtBot) -> None:
    with qtbot.waitSignal(errors.interrupted):
        errors.take(KeyboardInterrupt, KeyboardInterrupt(), None)


def test_what_the_worker_could_not_do_is_logged(errors: Errors, log: ErrorLog) -> None:
    errors.note("review", f"KeyError: {SECRET}")
    assert log.path.read_text("utf-8").endswith("review failed: KeyError: ****\n\n")


def test_the_log_is_for_the_user_alone_and_does_not_grow_for_ever(log: ErrorLog) -> None:
    log.write("first")
    if sys.platform != "win32":
        assert stat.S_IMODE(log.path.stat().st_mode) == 0o600
    log.write("x" * 600_000)
    log.write("last \ud800")
    assert log.path.stat().st_size < 1_000
    assert log.path.with_suffix(".old.log").stat().st_size > 600_000


def test_a_crash_of_the_interpreter_leaves_its_lines(log: ErrorLog) -> None:
    code = (
        "import os, sys; from pathlib import Path; from gui.errors import ErrorLog\n"
        "ErrorLog(Path(sys.argv[1])).watch_crashes()\n"
        "def dying(): os.abort()\n"
        "dying()"
    )
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", code, str(log.path)], cwd=root, check=False)
    assert "in dying" in log.path.read_text("utf-8")


def test_a_log_that_cannot_be_written_costs_the_entry_alone(
    window: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "log").write_text("in the way", "utf-8")
    errors = Errors(window.session, ErrorLog(tmp_path / "log" / "errors.log"), window)
    told: list[object] = []
    errors.told.connect(told.append)
    errors.take(ValueError, ValueError("odd"), None)
    assert len(told) == 1


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("'abcd'", "'****'"),
        ("no item 'abcd' in the list", "no item '****' in the list"),
        ("x" * 10_000, "x" * 2_000),
        ("", ""),
        ("ab", "ab"),
    ],
)
def test_words_of_a_text_are_masked(message: str, expected: str) -> None:
    assert masked(message, ("Password: abcd\n", "")) == expected
