"""What the compare view asks for, done by the real session and worker."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from analysis.source import Source
from analysis.worker import WorkerCommand
from gui.compare.alignment import QUIET
from gui.compare.pane import Pane
from gui.main_window import MainWindow
from gui.selection import CANDIDATE, REFERENCE
from tests.gui.compare.shown_pair import KNOWN, MINE

LONG = 60_000


def open_pair(window: MainWindow, qtbot: QtBot) -> None:
    mine, known = Source("c.yaml", MINE), Source("r.yaml", KNOWN)
    window.session.open_pair((mine, 0), (known, 0))
    qtbot.waitUntil(lambda: window.session.is_current, timeout=LONG)


def child(window: MainWindow, name: str) -> QWidget:
    found = window.views.compare.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return found


def pane_of(window: MainWindow, side: str) -> Pane:
    panes = window.views.compare.findChildren(Pane)
    return next(pane for pane in panes if pane.side == side)


def text(window: MainWindow) -> str:
    source = window.session.source(CANDIDATE)
    return source.text if source else ""


def click_arrow(window: MainWindow, qtbot: QtBot, words: str) -> None:
    pane = pane_of(window, REFERENCE)
    block = pane.mirror.block_of_line(KNOWN[: KNOWN.index(words)].count("\n"))
    place = QPoint(12, pane.y_of(block) + 4)
    qtbot.mouseClick(child(window, "connectors"), Qt.MouseButton.LeftButton, pos=place)


def test_a_property_is_taken_with_what_it_needs_and_undone_by_name(
    real_window: MainWindow,
    qtbot: QtBot,
) -> None:
    window = real_window
    open_pair(window, qtbot)
    click_arrow(window, qtbot, "KmsMasterKeyId")
    qtbot.waitUntil(lambda: text(window) != MINE, timeout=LONG)
    assert "KmsMasterKeyId: !Ref Key" in text(window)
    assert "  Key:\n    Type: AWS::KMS::Key\n" in text(window)
    assert "Value: red" in text(window)
    assert window.session.undo_group.undoText() == "Take Queue / KmsMasterKeyId"
    assert any("With it came Key." in said for said in window.bars.texts())
    window.commands["undo"].trigger()
    assert text(window) == MINE


def test_a_key_takes_the_change_at_the_cursor(real_window: MainWindow, qtbot: QtBot) -> None:
    window = real_window
    open_pair(window, qtbot)
    pane = pane_of(window, CANDIDATE)
    pane.setFocus()
    qtbot.keyClick(pane, Qt.Key.Key_F7)
    keys = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(pane, Qt.Key.Key_Left, keys)
    qtbot.waitUntil(lambda: text(window) != MINE, timeout=LONG)
    assert text(window) == MINE.replace("The old words", "The new words")


def test_the_schema_explains_what_stands_at_the_cursor(
    real_window: MainWindow,
    qtbot: QtBot,
) -> None:
    window = real_window
    open_pair(window, qtbot)
    pane = pane_of(window, CANDIDATE)
    cursor = pane.textCursor()
    cursor.setPosition(MINE.index("DisplayName") + 2)
    pane.setTextCursor(cursor)
    pane.setFocus()
    window.commands["explain"].trigger()
    card = child(window, "card")
    qtbot.waitUntil(card.isVisible, timeout=LONG)
    assert "Topic.DisplayName" in [one.text() for one in card.findChildren(QLabel)]


def test_what_is_not_marked_is_remembered(
    make_window: Callable[[WorkerCommand], MainWindow],
    fake_command: WorkerCommand,
    tmp_path: Path,
) -> None:
    first = make_window(fake_command)
    first.commands[f"{QUIET}-tags"].trigger()
    first.commands["file-order"].trigger()
    first.close()
    assert (tmp_path / "state.json").exists()
    second = make_window(fake_command)
    assert second.commands[f"{QUIET}-tags"].isChecked()
    assert second.commands["file-order"].isChecked()
    assert not second.commands[f"{QUIET}-names"].isChecked()


def test_keys_of_the_view_work_and_stand_in_the_list(
    real_window: MainWindow,
    qtbot: QtBot,
) -> None:
    window = real_window
    with qtbot.waitActive(window, timeout=10_000):
        window.activateWindow()
    open_pair(window, qtbot)
    pane = pane_of(window, CANDIDATE)
    pane.setFocus()
    before = pane.font().pointSizeF()
    keys = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(pane, Qt.Key.Key_Plus, keys)
    assert pane.font().pointSizeF() == before + 1
    qtbot.keyClick(pane, Qt.Key.Key_0, keys)
    assert pane.font().pointSizeF() == before
    listed = {name: window.commands[name].shortcut().toString() for name in window.commands}
    assert listed["fold"] == "Ctrl+Shift+["
    assert listed["fold-blocks"] == "Ctrl+Alt+Shift+["
    assert listed["moved"] == "Ctrl+Shift+M"
    assert listed["inside"] == "Ctrl+Alt+I"


def test_the_worker_lays_both_texts_in_the_order_of_their_files(
    real_window: MainWindow,
    qtbot: QtBot,
) -> None:
    window = real_window
    open_pair(window, qtbot)
    lines = pane_of(window, CANDIDATE).lines
    with qtbot.waitSignal(window.background.others.lines_arrived, timeout=LONG):
        window.commands["file-order"].trigger()
    stretches = lines.alignment.stretches
    assert [one.reference_start for one in stretches] == sorted(
        one.reference_start for one in stretches
    )
    assert lines.documents[REFERENCE].text_line(4) == 4


def test_the_status_bar_names_the_property_at_the_cursor(
    real_window: MainWindow,
    qtbot: QtBot,
) -> None:
    window = real_window
    open_pair(window, qtbot)
    offset = MINE.index("AWS::SNS::Topic")
    window.views.compare.place_chosen.emit(CANDIDATE, offset)
    assert window.session.selection.path == "Resources/Topic/Type"
    crumbs = [one.text() for one in window.views.status.findChildren(QLabel)]
    assert "Resources \u203a Topic \u203a Type" in crumbs
