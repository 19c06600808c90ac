"""Keys that mean something to the window, wherever they are pressed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.compare.pane import Pane
from gui.main_window import MainWindow
from gui.selection import CANDIDATE, REFERENCE
from tests.gui.making import CANDIDATE as MINE
from tests.gui.making import REFERENCE as KNOWN
from tests.gui.making import make_review


def adopt(window: MainWindow) -> None:
    window.session.open_pair((MINE, 0), (KNOWN, 0))
    window.background.stop()
    inputs = window.session.inputs
    assert inputs is not None
    window.session.adopt_review(inputs, make_review())


def pane_of(window: MainWindow, side: str) -> Pane:
    return next(pane for pane in window.views.compare.findChildren(Pane) if pane.side == side)


def used() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_a_command_that_cannot_be_used_changes_no_text(window: MainWindow, qtbot: QtBot) -> None:
    adopt(window)
    pane = pane_of(window, CANDIDATE)
    pane.setFocus()
    assert not window.commands["dismiss"].isEnabled()
    # X11 has this key delete a letter where nothing else wants it.
    qtbot.keyClick(pane, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    source = window.session.source(CANDIDATE)
    assert source is not None
    assert source.text == MINE.text


def test_the_keyboard_leaves_a_text_by_a_key(window: MainWindow, qtbot: QtBot) -> None:
    adopt(window)
    mine, known = pane_of(window, CANDIDATE), pane_of(window, REFERENCE)
    mine.setFocus()
    qtbot.keyClick(mine, Qt.Key.Key_F6)
    assert used() is known
    names = []
    for _ in range(4):
        qtbot.keyClick(used(), Qt.Key.Key_F6)
        names.append(used().accessibleName())
    assert names == [
        "Findings",
        "Detail of the finding",
        "Outline of both templates",
        "Candidate",
    ]
    qtbot.keyClick(mine, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert used().accessibleName() == "Outline of both templates"


def test_matches_are_walked_by_a_key_from_the_text(window: MainWindow, qtbot: QtBot) -> None:
    adopt(window)
    pane = pane_of(window, CANDIDATE)
    pane.setFocus()
    qtbot.keyClick(pane, Qt.Key.Key_F3)
    qtbot.keyClicks(used(), "Type")
    lines = [pane.textCursor().blockNumber()]
    pane.setFocus()
    for key, modifier in (
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier),
    ):
        qtbot.keyClick(pane, key, modifier)
        assert pane.textCursor().selectedText() == "Type"
        lines.append(pane.textCursor().blockNumber())
    assert lines[0] == lines[2] != lines[1]


def test_buttons_say_their_keys(window: MainWindow) -> None:
    adopt(window)
    buttons = window.findChildren(QAbstractButton)
    tips = {button.toolTip() for button in buttons}
    assert {
        "Swap candidate and reference (Ctrl+Shift+X)",
        "Graph (Ctrl+2)",
        "Apply fix (Ctrl+Return)",
        "Dismiss finding (Ctrl+D)",
    } <= tips


def test_a_finding_chosen_by_key_takes_the_cursor_along(window: MainWindow, qtbot: QtBot) -> None:
    adopt(window)
    pane = pane_of(window, CANDIDATE)
    pane.setFocus()
    qtbot.keyClick(pane, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(pane, Qt.Key.Key_F8)
    finding = window.session.finding(window.session.selection.finding_id)
    assert finding is not None
    assert pane.textCursor().blockNumber() + 1 == finding.candidate[0].start_line
    # A newer review chooses it again, and leaves the cursor to whoever moved it since.
    qtbot.keyClick(pane, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    window.session.selection_changed.emit(window.session.selection)
    assert pane.textCursor().blockNumber() == 0
