"""The window: opening, choosing, keys, bars, leaving."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from analysis.edits import Edit
from analysis.findings import Decision, State
from analysis.source import Source, Span
from analysis.worker import WorkerCommand
from gui.actions import COMMANDS
from gui.application import none_drift
from gui.compare.pane import Pane
from gui.dropping import by_name
from gui.main_window import MainWindow
from gui.selection import CANDIDATE, NOTHING, REFERENCE
from gui.start_view import StartView
from tests.gui.making import CANDIDATE as MINE
from tests.gui.making import REFERENCE as KNOWN
from tests.gui.making import make_finding, make_review


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    candidate, reference = tmp_path / "candidate.yaml", tmp_path / "reference.yaml"
    candidate.write_text(MINE.text, "utf-8")
    reference.write_text(KNOWN.text, "utf-8")
    return str(candidate), str(reference)


def adopt(window: MainWindow) -> None:
    """Show the review of the pair of making.py, made by hand."""
    window.session.open_pair((MINE, 0), (KNOWN, 0))
    window.background.stop()
    inputs = window.session.inputs
    assert inputs is not None
    window.session.adopt_review(inputs, make_review())


def text_of(window: MainWindow, side: str) -> str:
    source = window.session.source(side)
    return source.text if source else ""


def bar_button(window: MainWindow, text: str) -> QPushButton:
    return next(one for one in window.bars.findChildren(QPushButton) if one.text() == text)


def drop(window: MainWindow, paths: tuple[str, ...], place: QPoint) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    event = QDropEvent(
        QPointF(place),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)


def test_nothing_open_shows_how_to_start(window: MainWindow) -> None:
    start = window.findChild(StartView)
    assert isinstance(start, StartView)
    assert start.isVisible()
    words = [one.text() for one in start.findChildren(QLabel)]
    assert "Candidate" in words
    assert "Reference" in words


def test_paths_are_opened(window: MainWindow, files: tuple[str, str]) -> None:
    window.open_paths(files)
    assert (text_of(window, CANDIDATE), text_of(window, REFERENCE)) == (MINE.text, KNOWN.text)
    assert window.views.compare.isVisible()


def test_missing_file_is_said_in_one_sentence(window: MainWindow) -> None:
    window.open_paths(["/nowhere/candidate.yaml"])
    (said,) = window.bars.texts()
    assert "/nowhere/candidate.yaml" in said
    assert window.session.document(CANDIDATE) is None


def test_two_dropped_files_are_a_pair_by_their_names(
    window: MainWindow,
    files: tuple[str, str],
) -> None:
    drop(window, (files[1], files[0]), QPoint(400, 400))
    assert (text_of(window, CANDIDATE), text_of(window, REFERENCE)) == (MINE.text, KNOWN.text)


def test_file_dropped_on_an_area_takes_its_side(
    window: MainWindow,
    files: tuple[str, str],
) -> None:
    start = window.findChild(StartView)
    assert isinstance(start, StartView)
    area = start._areas[REFERENCE]  # noqa: SLF001 (where it is on screen)
    drop(window, (files[1],), area.mapTo(window, area.rect().center()))
    assert text_of(window, REFERENCE) == KNOWN.text
    drop(window, (files[0],), QPoint(360, 600))
    assert text_of(window, CANDIDATE) == MINE.text


@pytest.mark.parametrize(
    ("paths", "pair"),
    [
        (("b.yaml", "a.yaml"), ("b.yaml", "a.yaml")),
        (("golden.yaml", "mine.yaml"), ("mine.yaml", "golden.yaml")),
        (("x/reference.yaml", "x/candidate.yaml"), ("x/candidate.yaml", "x/reference.yaml")),
    ],
)
def test_names_tell_candidate_from_reference(
    paths: tuple[str, str],
    pair: tuple[str, str],
) -> None:
    assert by_name(paths) == pair


def test_clipboard_is_pasted_as_candidate(window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("Resources: {}")
    window.commands["paste-candidate"].trigger()
    assert text_of(window, CANDIDATE) == "Resources: {}"
    QGuiApplication.clipboard().setText(" ")
    window.commands["paste-reference"].trigger()
    assert window.bars.texts() == ("The clipboard holds no text.",)


def test_swap_turns_the_pair_round(window: MainWindow, files: tuple[str, str]) -> None:
    window.open_paths(files)
    window.commands["swap"].trigger()
    assert text_of(window, CANDIDATE) == KNOWN.text


@pytest.mark.parametrize(
    ("key", "name"),
    [(Qt.Key.Key_2, "graph"), (Qt.Key.Key_3, "changes"), (Qt.Key.Key_4, "summary")],
)
def test_keys_switch_the_view(
    window: MainWindow,
    qtbot: QtBot,
    key: Qt.Key,
    name: str,
) -> None:
    adopt(window)
    qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert getattr(window.views, name).isVisible()
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.views.compare.isVisible()


def test_finding_is_chosen_everywhere_by_key_and_let_go(window: MainWindow, qtbot: QtBot) -> None:
    adopt(window)
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert window.session.selection.finding_id == "f1"
    assert window.views.findings.detail.finding == make_finding()
    assert window.session.selection.candidate_id == "Queue"
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.session.selection == NOTHING
    assert window.views.findings.detail.finding is None


def test_a_side_without_a_span_keeps_no_mark_of_what_was_chosen_before(
    window: MainWindow,
    qtbot: QtBot,
) -> None:
    adopt(window)
    panes = {pane.accessibleName(): pane for pane in window.views.compare.findChildren(Pane)}
    window.views.changes.change_chosen.emit(0)
    assert panes["Reference"].chosen == (3, 4)
    window.views.changes.change_chosen.emit(1)
    assert panes["Reference"].chosen == (0, 0)
    assert panes["Candidate"].chosen == (3, 5)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert panes["Candidate"].chosen == (0, 0)


def test_back_and_forward_walk_the_selections(window: MainWindow, qtbot: QtBot) -> None:
    adopt(window)
    window.views.outline.entity_chosen.emit(CANDIDATE, "Resources", "Topic")
    window.views.changes.change_chosen.emit(2)
    assert window.session.selection.reference_id == "Alarm"
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.session.selection.candidate_id == "Topic"
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.session.selection.reference_id == "Alarm"


def test_changes_are_walked_in_the_candidates_order(window: MainWindow, qtbot: QtBot) -> None:
    adopt(window)
    window.commands["view-changes"].trigger()
    walked = []
    for _ in range(4):
        qtbot.keyClick(window, Qt.Key.Key_F7)
        walked.append(window.session.selection.change)
    assert walked == [0, 1, 2, 2]


def test_fix_is_applied_and_undone_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    adopt(window)
    qtbot.keyClick(window, Qt.Key.Key_F8)
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "DeletionPolicy: Retain" in text_of(window, CANDIDATE)
    assert window.bars.texts()[0].startswith("Applied: Retain the queue.")
    assert "Retain the queue" in window.commands["undo"].text()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert text_of(window, CANDIDATE) == MINE.text
    assert window.bars.texts() == ()


def test_outcome_of_a_fix_counts_gone_and_new(window: MainWindow) -> None:
    adopt(window)
    window.session.apply_fix(make_finding().fixes[0])
    window.background.stop()
    inputs = window.session.inputs
    assert inputs is not None
    after = make_review((make_finding(2),))
    side = window.session.source(CANDIDATE)
    assert side is not None
    window.session.adopt_review(inputs, after)
    title = "The queue is not retained"
    said = f"Applied: Retain the queue. Gone: 1 ({title}). 0 stay. New: 1 ({title})."
    assert window.bars.texts() == (said,)
    bar_button(window, "Undo").click()
    assert text_of(window, CANDIDATE) == MINE.text
    assert window.bars.texts() == ()


def test_finding_is_dismissed_by_key(window: MainWindow, qtbot: QtBot) -> None:
    adopt(window)
    qtbot.keyClick(window, Qt.Key.Key_F8)
    qtbot.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert window.session.decisions == {"f1": Decision(State.DISMISSED)}


def test_decisions_come_back_with_the_pair(window: MainWindow, files: tuple[str, str]) -> None:
    window.open_paths(files)
    window.session.decide("f1", Decision(State.ACCEPTED, "known"))
    window.open_paths([files[1]])
    assert window.session.decisions == {}
    window.open_paths(files)
    assert window.session.decisions == {"f1": Decision(State.ACCEPTED, "known")}


def test_candidate_is_saved_as_it_was_written(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "crlf.yaml"
    path.write_bytes(b"\xef\xbb\xbfResources:\r\n  A: {}\r\n")
    window.open_paths([str(path)])
    window.session.type(Edit(Span(0, 0), "# note\r\n"))
    window.commands["save"].trigger()
    assert path.read_bytes() == b"\xef\xbb\xbf# note\r\nResources:\r\n  A: {}\r\n"
    document = window.session.document(CANDIDATE)
    assert document is not None
    assert not document.is_modified


def test_file_changed_on_disk_is_not_overwritten_unasked(
    window: MainWindow,
    files: tuple[str, str],
) -> None:
    window.open_paths(files)
    window.session.type(Edit(Span(0, 0), "# mine\n"))
    Path(files[0]).write_text("# theirs\n", "utf-8")
    window.commands["save"].trigger()
    assert Path(files[0]).read_text("utf-8") == "# theirs\n"
    bar_button(window, "Overwrite it").click()
    assert Path(files[0]).read_text("utf-8").startswith("# mine\n")
    assert window.bars.texts() == ()


def test_unsaved_text_keeps_the_window_open_until_it_is_decided(
    window: MainWindow,
    files: tuple[str, str],
) -> None:
    window.open_paths(files)
    window.session.type(Edit(Span(0, 0), "# mine\n"))
    assert not window.close()
    assert window.isVisible()
    bar_button(window, "Save first").click()
    assert not window.isVisible()
    assert Path(files[0]).read_text("utf-8").startswith("# mine\n")


def test_opening_another_file_does_not_lose_unsaved_text(
    window: MainWindow,
    files: tuple[str, str],
) -> None:
    window.open_paths(files)
    window.session.type(Edit(Span(0, 0), "# mine\n"))
    window.open_paths([files[1]])
    assert text_of(window, CANDIDATE).startswith("# mine\n")
    bar_button(window, "Lose them").click()
    assert text_of(window, CANDIDATE) == KNOWN.text


def test_recent_pair_is_offered_at_the_next_start(
    make_window: Callable[[WorkerCommand], MainWindow],
    fake_command: WorkerCommand,
    files: tuple[str, str],
) -> None:
    first = make_window(fake_command)
    first.open_paths(files)
    first.close()
    second = make_window(fake_command)
    start = second.findChild(StartView)
    assert isinstance(start, StartView)
    recent = [one for one in start.findChildren(QPushButton) if "⇄" in one.text()]
    recent[0].click()
    assert text_of(second, REFERENCE) == KNOWN.text


def test_unsaved_text_has_a_dot(window: MainWindow, files: tuple[str, str]) -> None:
    window.open_paths(files)
    names = [one.text() for one in window.views.header.findChildren(QToolButton)]
    assert "candidate.yaml " in names
    window.session.type(Edit(Span(0, 0), "x"))
    names = [one.text() for one in window.views.header.findChildren(QToolButton)]
    assert "candidate.yaml ● " in names


def test_review_comes_from_the_worker_and_typing_renews_it(
    window: MainWindow,
    files: tuple[str, str],
    qtbot: QtBot,
) -> None:
    window.open_paths(files)
    qtbot.waitUntil(lambda: window.session.is_current, timeout=20_000)
    window.session.type(Edit(Span(0, 0), "x"))
    assert not window.session.is_current
    qtbot.waitUntil(lambda: window.session.is_current, timeout=20_000)


def test_report_is_written(window: MainWindow, files: tuple[str, str], qtbot: QtBot) -> None:
    window.open_paths(files)
    report = Path(files[0]).with_name("review.md")
    window.reporting.write_to(str(report))
    qtbot.waitUntil(report.exists, timeout=20_000)
    assert report.read_text("utf-8").startswith("# Review of")
    assert any(str(report) in text for text in window.bars.texts())


def test_failure_of_the_worker_is_said(window: MainWindow, qtbot: QtBot) -> None:
    window.session.open(CANDIDATE, Source("", "die in structure"))
    qtbot.waitUntil(lambda: bool(window.bars.texts()), timeout=20_000)
    assert window.bars.texts()[0].startswith("The review failed:")
    words = [one.text() for one in window.views.findings.findChildren(QLabel) if one.isVisible()]
    assert "Nothing is known of this text: its review failed." in words
    qtbot.mouseClick(bar_button(window, "Review again"), Qt.MouseButton.LeftButton)
    assert window.background.is_busy
    qtbot.waitUntil(lambda: not window.background.is_busy, timeout=20_000)


@pytest.mark.parametrize("what", ["hang in structure", "hang in lint"])
def test_long_work_shows_and_can_be_cancelled(window: MainWindow, qtbot: QtBot, what: str) -> None:
    window.session.open(CANDIDATE, Source("", what))
    button = next(
        one
        for one in window.views.status.findChildren(QToolButton)
        if one.accessibleName() == "Cancel what is being done"
    )
    qtbot.waitUntil(button.isVisible, timeout=20_000)
    assert any(one.isVisible() for one in window.views.status.findChildren(QProgressBar))
    window.session.type(Edit(Span(0, 0), "# the window is usable\n"))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not button.isVisible()
    assert not window.background.is_busy
    assert window.bars.texts() == ("Cancelled. What had not come by then is not checked.",)
    window.session.open(CANDIDATE, Source("", "fine again"))
    assert window.bars.texts() == ()
    qtbot.waitUntil(lambda: window.session.is_current, timeout=20_000)


def test_pair_is_the_title(window: MainWindow, files: tuple[str, str]) -> None:
    assert window.windowTitle() == "TwinStack"
    window.open_paths(files)
    assert window.windowTitle() == "candidate.yaml ⇄ reference.yaml[*] · TwinStack"
    assert not window.isWindowModified()
    window.session.type(Edit(Span(0, 0), "x"))
    assert window.isWindowModified()


def test_typing_in_the_pane_is_one_step_and_reviewed(
    window: MainWindow,
    files: tuple[str, str],
    qtbot: QtBot,
) -> None:
    window.open_paths(files)
    pane = next(
        one for one in window.views.compare.findChildren(QPlainTextEdit) if not one.isReadOnly()
    )
    pane.setFocus()
    pane.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(pane, "# ok")
    assert text_of(window, CANDIDATE) == f"{MINE.text}# ok"
    qtbot.waitUntil(lambda: window.session.is_current, timeout=20_000)
    qtbot.keyClick(pane, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(pane, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert text_of(window, CANDIDATE) == MINE.text
    assert pane.toPlainText() == MINE.text


def test_file_changed_on_disk_can_be_opened_anew(
    window: MainWindow,
    files: tuple[str, str],
) -> None:
    window.open_paths(files)
    Path(files[1]).write_text("# theirs\n", "utf-8")
    window.pair_files.check_disk()
    assert window.bars.texts() == ("reference.yaml has changed on disk.",)
    bar_button(window, "Open it anew").click()
    assert text_of(window, REFERENCE) == "# theirs\n"
    assert window.bars.texts() == ()


def test_find_keys_work_in_every_view(window: MainWindow, qtbot: QtBot) -> None:
    adopt(window)
    for name in ("compare", "graph", "changes"):
        window.commands[f"view-{name}"].trigger()
        view = getattr(window.views, name)
        qtbot.keyClick(view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        focused = QApplication.focusWidget()
        assert isinstance(focused, QLineEdit), name
        assert view.isAncestorOf(focused), name


def test_layout_comes_back(
    make_window: Callable[[WorkerCommand], MainWindow],
    fake_command: WorkerCommand,
    files: tuple[str, str],
) -> None:
    first = make_window(fake_command)
    first.open_paths(files)
    first.resize(1300, 760)
    next(one for one in first.findChildren(QDockWidget) if "outline" in one.objectName()).hide()
    first.close()
    second = make_window(fake_command)
    second.resize(1300, 760)
    second.open_paths(files)
    assert not second.views.outline.isVisible()
    assert second.views.findings.isVisible()


def test_theme_is_switched_in_the_open_window(window: MainWindow, qapp: QApplication) -> None:
    adopt(window)
    window.commands["theme-dark"].trigger()
    dark = qapp.palette().window().color()
    window.commands["theme-light"].trigger()
    assert dark.lightness() < 80 < qapp.palette().window().color().lightness()


def test_no_two_commands_share_a_shortcut(window: MainWindow) -> None:
    seen: dict[str, str] = {}
    for name in window.commands:
        for shortcut in window.commands[name].shortcuts():
            assert seen.setdefault(shortcut.toString(), name) == name


def test_every_command_does_something(window: MainWindow) -> None:
    grouped = {command.name for command in COMMANDS if command.group}
    # A menu listens to each of its actions itself.
    idle = window.commands.menus["Help"].addAction("Idle").receivers("2triggered(bool)")
    for command in COMMANDS:
        if command.name not in grouped:
            receivers = window.commands[command.name].receivers("2triggered(bool)")
            assert receivers > idle, command.name


def test_buttons_and_fields_have_names_for_screen_readers(window: MainWindow) -> None:
    adopt(window)
    window.views.findings.choose(make_finding(), MINE, current=True)
    for part in (window.views.findings, window.views.header, window.views.status):
        for button in part.findChildren(QToolButton):
            # A line edit's own button to clear it has Qt's description.
            if not isinstance(button.parent(), QLineEdit):
                assert button.text() or button.accessibleName(), button


def test_narrow_window_folds_the_outline_and_brings_it_back(
    window: MainWindow,
    qtbot: QtBot,
) -> None:
    adopt(window)
    assert window.views.outline.isVisible()
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: not window.views.outline.isVisible())
    assert window.width() == 1024
    window.resize(1440, 900)
    qtbot.waitUntil(window.views.outline.isVisible)


def test_qt_keeps_the_count_of_none() -> None:
    assert none_drift() > -10
    assert sys.getrefcount(None) > 0
