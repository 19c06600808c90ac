"""A narrow window, and large letters: what has no room is shortened, nothing is pushed out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from analysis.worker import WorkerCommand
from gui.header import VIEWS
from gui.main_window import MainWindow
from gui.state import StateFile
from gui.themes import Themes
from tests.gui.making import CANDIDATE as MINE
from tests.gui.making import REFERENCE as KNOWN
from tests.gui.making import make_review


@pytest.fixture
def large_letters(styled_application: QApplication) -> Iterator[None]:
    usual = styled_application.font()
    large = styled_application.font()
    large.setPixelSize(19)  # 14 pt at 96 dpi
    styled_application.setFont(large)
    yield
    styled_application.setFont(usual)


def open_pair(window: MainWindow) -> None:
    window.session.open_pair((MINE, 0), (KNOWN, 0))
    window.background.stop()
    inputs = window.session.inputs
    assert inputs is not None
    window.session.adopt_review(inputs, make_review())


def shown(window: MainWindow, text: str) -> bool:
    labels = window.views.header.findChildren(QLabel)
    return any(one.isVisible() and text in one.text() for one in labels)


def has_words(window: MainWindow) -> bool:
    buttons = window.views.header.findChildren(QToolButton)
    views = [one for one in buttons if one.text().lower() in VIEWS]
    assert len(views) == len(VIEWS)
    return all(one.width() > 60 for one in views)


@pytest.mark.usefixtures("large_letters")
@pytest.mark.parametrize("width", [1280, 1024])
def test_large_letters_do_not_widen_the_window(
    window: MainWindow,
    qtbot: QtBot,
    width: int,
) -> None:
    open_pair(window)
    window.resize(width, 700)
    qtbot.waitUntil(lambda: window.width() == width)
    header = window.views.header
    buttons = [one for one in header.findChildren(QToolButton) if one.isVisible()]
    assert len(buttons) == 3 + len(VIEWS)
    assert all(header.rect().contains(one.geometry()) for one in buttons if one.parent() is header)
    # Nothing is cut: what has no room is not shown.
    assert all(one.width() >= one.sizeHint().width() for one in buttons)
    least = sum(one.sizeHint().width() for one in buttons) + 120
    assert header.width() - least < 400, "more could be shown"


def test_the_header_has_its_words_back_when_there_is_room(
    window: MainWindow,
    qtbot: QtBot,
) -> None:
    open_pair(window)
    window.resize(1280, 700)
    assert has_words(window)
    assert shown(window, "finding")
    window.resize(560, 700)
    qtbot.waitUntil(lambda: not has_words(window))
    assert not shown(window, "cfn-lint")
    window.resize(1280, 700)
    qtbot.waitUntil(lambda: has_words(window) and shown(window, "cfn-lint"))


def test_a_first_window_fits_the_screen(
    styled_application: QApplication,
    fake_command: WorkerCommand,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    themes = Themes(styled_application, "light")
    window = MainWindow(fake_command, StateFile(tmp_path / "state.json"), themes)
    qtbot.addWidget(window)
    room = window.screen().availableSize()
    assert window.size().boundedTo(room) == window.size()


def test_docks_leave_a_narrow_window_to_the_texts(window: MainWindow, qtbot: QtBot) -> None:
    open_pair(window)
    qtbot.waitUntil(lambda: window.views.findings.width() < 345)
    assert window.views.compare.width() > 700
