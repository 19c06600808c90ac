"""Starting without a file: by the keyboard and by the clipboard."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from analysis.worker import WorkerCommand
from gui.main_window import MainWindow
from gui.selection import CANDIDATE, REFERENCE
from tests.gui.making import CANDIDATE as MINE
from tests.gui.making import REFERENCE as KNOWN


def text_of(window: MainWindow, side: str) -> str:
    source = window.session.source(side)
    return source.text if source else ""


def used() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_both_texts_are_pasted(window: MainWindow, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText(MINE.text)
    qtbot.keyClick(used(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert text_of(window, CANDIDATE) == MINE.text
    QGuiApplication.clipboard().setText(KNOWN.text)
    button = window.views.compare.findChild(QPushButton, "paste reference")
    assert isinstance(button, QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert text_of(window, REFERENCE) == KNOWN.text


def test_the_keyboard_begins_at_the_candidate(window: MainWindow) -> None:
    del window
    assert used().accessibleName().startswith("Candidate")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_opens_the_latest_pair(
    make_window: Callable[[WorkerCommand], MainWindow],
    fake_command: WorkerCommand,
    tmp_path: Path,
    qtbot: QtBot,
    key: Qt.Key,
) -> None:
    paths = [str(tmp_path / name) for name in ("candidate.yaml", "reference.yaml")]
    for path, text in zip(paths, (MINE.text, KNOWN.text), strict=True):
        Path(path).write_text(text, "utf-8")
    first = make_window(fake_command)
    first.open_paths(paths)
    first.close()
    second = make_window(fake_command)
    button = used()
    assert isinstance(button, QPushButton)
    assert "⇄" in button.text()
    qtbot.keyClick(button, key)
    assert text_of(second, REFERENCE) == KNOWN.text
    qtbot.waitUntil(lambda: used() is second)
