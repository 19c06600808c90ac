"""The reviewer's own findings and pairings, written and made in the window."""

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from analysis.findings import Decision, Severity, State, worded
from analysis.own_findings import OWN_RULE
from analysis.review import Pairing
from gui.main_window import MainWindow
from gui.shortcuts import ShortcutsDialog
from tests.gui.making import CANDIDATE, make_finding, make_review
from tests.gui.making import REFERENCE as KNOWN

Field = TypeVar("Field", bound=QWidget)


@pytest.fixture
def reviewed(window: MainWindow) -> MainWindow:
    window.session.open_pair((CANDIDATE, 0), (KNOWN, 0))
    adopt(window)
    return window


def adopt(window: MainWindow) -> None:
    """Have a review at hand, as the worker would give it."""
    inputs = window.session.inputs
    assert inputs is not None
    own = tuple(
        make_finding(9, id=one.id, rule=OWN_RULE, title=one.title, severity=one.severity)
        for one in inputs.own
    )
    window.session.adopt_review(inputs, make_review((make_finding(), *own)))


def named(window: MainWindow, kind: type[Field], name: str) -> Field:
    form = window.views.findings.own_form
    found: list[Field] = form.findChildren(kind)
    return next(one for one in found if one.accessibleName() == name)


def keep(window: MainWindow, qtbot: QtBot) -> None:
    form = window.views.findings.own_form
    button = next(one for one in form.findChildren(QPushButton) if one.text() == "Keep finding")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def write(window: MainWindow, qtbot: QtBot, title: str) -> None:
    window.commands["add-finding"].trigger()
    line = named(window, QLineEdit, "Title of your finding")
    text = named(window, QPlainTextEdit, "Text of your finding")
    qtbot.keyClicks(line, title)
    qtbot.keyClicks(text, "Why?")
    keep(window, qtbot)


def test_selected_lines_get_a_finding_of_the_reviewers_own(
    reviewed: MainWindow,
    qtbot: QtBot,
) -> None:
    start = CANDIDATE.text.index("AWS::SNS")
    reviewed.views.compare.choose_span("candidate", make_review().candidate.outline[1].span)
    pane = reviewed.views.compare._panes.pane("candidate")  # noqa: SLF001 (the user's cursor)
    cursor = pane.textCursor()
    cursor.setPosition(pane.mirror.position_at(start))
    pane.setTextCursor(cursor)
    write(reviewed, qtbot, "No filter")
    (own,) = reviewed.session.annotations.own
    assert (own.title, own.issue, own.severity) == ("No filter", "Why?", Severity.MEDIUM)
    (anchor,) = own.anchors
    assert (anchor.path, anchor.text) == ("Resources/Topic", "    Type: AWS::SNS::Topic")
    adopt(reviewed)
    assert reviewed.session.selection.finding_id == own.id
    reviewed.commands["edit-finding"].trigger()
    line = named(reviewed, QLineEdit, "Title of your finding")
    assert line.text() == "No filter"
    line.setText("No filter policy")
    keep(reviewed, qtbot)
    assert own_titles(reviewed) == ["No filter policy"]
    reviewed.commands["remove-finding"].trigger()
    assert own_titles(reviewed) == []
    reviewed.session.undo_group.undo()
    assert own_titles(reviewed) == ["No filter policy"]


def test_writing_ends_with_the_pair_it_is_about(reviewed: MainWindow) -> None:
    reviewed.commands["add-finding"].trigger()
    assert reviewed.views.findings.own_form.isVisible()
    reviewed.session.swap()
    assert not reviewed.views.findings.own_form.isVisible()


def test_help_lists_every_command_that_has_a_key(reviewed: MainWindow) -> None:
    reviewed.commands["shortcuts"].trigger()
    dialog = reviewed.findChild(ShortcutsDialog)
    assert isinstance(dialog, ShortcutsDialog)
    said = {one.text() for one in dialog.findChildren(QLabel)}
    assert {"Next undecided finding", "Ctrl+F8", "Review"} <= said
    dialog.close()


def test_what_can_be_used_has_a_name_for_screen_readers(reviewed: MainWindow) -> None:
    kinds = (QAbstractButton, QComboBox, QLineEdit, QAbstractItemView, QPlainTextEdit)
    areas = reviewed.findChildren(QScrollArea)
    assert [one for one in areas if not one.accessibleName()] == []
    nameless = [
        f"{type(one).__name__} in {type(one.parentWidget()).__name__}"
        for kind in kinds
        for one in reviewed.findChildren(kind)
        if one.isVisible()
        and not (one.accessibleName() or getattr(one, "text", str)() or one.toolTip())
        and not one.objectName().startswith("qt_")
    ]
    assert nameless == []


@pytest.fixture
def offer(reviewed: MainWindow) -> Callable[[int], dict[str, Callable[[], None]]]:
    def of_row(row: int) -> dict[str, Callable[[], None]]:
        outline = reviewed.views.outline
        tree = outline.findChild(QTreeView)
        assert isinstance(tree, QTreeView)
        model = tree.model()
        assert outline.menu_for(QModelIndex()) is None
        menu = outline.menu_for(model.index(row, 0, model.index(0, 0)))
        assert menu is not None
        inner = menu.actions()[0].menu()
        actions = [*inner.actions(), *menu.actions()[1:]]  # type: ignore[attr-defined]
        return {one.text(): one.trigger for one in actions if one.isEnabled() and one.text()}

    return of_row


def own_titles(window: MainWindow) -> list[str]:
    return [one.title for one in window.session.annotations.own]


def pairings(window: MainWindow) -> list[Pairing]:
    return list(window.session.annotations.pairings)


def test_entities_are_paired_and_parted_by_hand(
    reviewed: MainWindow,
    offer: Callable[[int], dict[str, Callable[[], None]]],
) -> None:
    assert "Part" not in offer(1)
    offer(1)["Alarm · AWS::CloudWatch::Alarm"]()
    assert pairings(reviewed) == [Pairing("Resources", "Topic", "Alarm")]
    assert reviewed.session.undo_group.undoText() == "Pair"
    offer(1)["Pair as TwinStack does"]()
    assert pairings(reviewed) == []
    offer(0)["Part"]()
    assert pairings(reviewed) == [Pairing("Resources", "Queue", "")]
    assert reviewed.session.inputs is not None
    assert reviewed.session.inputs.pairings == (Pairing("Resources", "Queue", ""),)


def test_a_finding_is_put_in_other_words_and_back(reviewed: MainWindow, qtbot: QtBot) -> None:
    reviewed.views.findings.finding_chosen.emit(make_finding())
    reviewed.commands["edit-finding"].trigger()
    named(reviewed, QLineEdit, "Title of your finding").setText("Keep the queue")
    keep(reviewed, qtbot)
    wording = reviewed.session.annotations.wordings["f1"]
    assert (wording.title, wording.severity, wording.issue) == ("Keep the queue", None, None)
    inputs = reviewed.session.inputs
    assert inputs is not None
    assert inputs.wordings == {"f1": wording}
    edited = worded(make_finding(), wording)
    reviewed.session.adopt_review(inputs, make_review((edited,)))
    shown = {one.text() for one in reviewed.views.findings.detail.findChildren(QLabel)}
    assert any("edited by you" in text for text in shown)
    reviewed.commands["edit-finding"].trigger()
    named(reviewed, QLineEdit, "Title of your finding").setText(make_finding().title)
    keep(reviewed, qtbot)
    assert reviewed.session.annotations.wordings == {}
    reviewed.session.undo_group.undo()
    reviewed.commands["remove-finding"].trigger()
    assert reviewed.session.annotations.wordings == {}


def test_a_finding_is_dismissed_as_false_or_for_good(reviewed: MainWindow) -> None:
    reviewed.views.findings.finding_chosen.emit(make_finding())
    reviewed.commands["dismiss-false"].trigger()
    assert reviewed.session.decisions["f1"] == Decision(State.DISMISSED, "It is false.")
    reviewed.commands["dismiss-false"].trigger()
    assert reviewed.session.decisions["f1"].reason == "It is false."
    reviewed.session.decide("f1", Decision(State.OPEN, ""))
    reviewed.commands["dismiss-wont-fix"].trigger()
    assert reviewed.session.decisions["f1"].reason == "It will not be fixed."
