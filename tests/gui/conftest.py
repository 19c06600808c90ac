"""Windows and workers for the tests of the window."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from analysis.worker import WorkerCommand, worker_command
from gui.application import hand_over_clipboard, set_up
from gui.main_window import MainWindow
from gui.state import StateFile
from gui.themes import Themes

FAKE_WORKER = Path(__file__).with_name("fake_worker.py")


@pytest.fixture
def fake_command() -> WorkerCommand:
    return WorkerCommand(sys.executable, (str(FAKE_WORKER),), {})


@pytest.fixture(scope="session")
def styled_application(qapp: QApplication) -> QApplication:
    """Return the application with the window's style, which is set only once."""
    set_up(qapp)
    return qapp


@pytest.fixture(scope="session", autouse=True)
def _clipboard(qapp: QApplication) -> Iterator[None]:
    del qapp
    yield
    hand_over_clipboard()


@pytest.fixture
def make_window(
    qtbot: QtBot,
    styled_application: QApplication,
    tmp_path: Path,
) -> Iterator[Callable[[WorkerCommand], MainWindow]]:
    """Return what makes a window that remembers nothing of other tests."""
    made: list[MainWindow] = []

    def make(command: WorkerCommand) -> MainWindow:
        themes = Themes(styled_application, "light")
        window = MainWindow(command, StateFile(tmp_path / "state.json"), themes)
        qtbot.addWidget(window)
        window.resize(1280, 800)
        made.append(window)
        # Keys reach the active window only; an X server without a window manager must be asked.
        with qtbot.waitActive(window, timeout=10_000):
            window.show()
            window.activateWindow()
        return window

    yield make
    for window in made:
        window.background.stop()


@pytest.fixture
def window(
    make_window: Callable[[WorkerCommand], MainWindow],
    fake_command: WorkerCommand,
) -> MainWindow:
    """Return a window with a worker that answers by rote."""
    return make_window(fake_command)


@pytest.fixture
def real_window(make_window: Callable[[WorkerCommand], MainWindow]) -> MainWindow:
    """Return a window with the real worker."""
    return make_window(worker_command())
