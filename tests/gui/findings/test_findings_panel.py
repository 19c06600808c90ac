"""The findings panel with real clicks and keys."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
)
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from analysis.edits import Edit
from analysis.findings import Decision, Finding, Fix, Safety, Severity, State, Verified
from analysis.review import Check, Checked
from analysis.source import Span
from gui.code_block import CodeBlock
from gui.findings.model import FilteredFindings, FindingsModel
from gui.findings.panel import FindingsPanel
from gui.findings.preview import diff_lines
from gui.theme import load_theme
from tests.gui.making import CANDIDATE, RETAIN, make_finding, make_review

FIVE = (
    make_finding(1, severity=Severity.CRITICAL, title="No network", category="Network"),
    make_finding(2, title="No retention"),
    make_finding(3, severity=Severity.MEDIUM, title="No tags", logical_ids=("Topic", "Queue")),
    make_finding(4, severity=Severity.LOW, title="No description", fixes=()),
    make_finding(5, severity=Severity.LOW, title="No export"),
)


@pytest.fixture
def panel(qtbot: QtBot) -> FindingsPanel:
    panel = FindingsPanel()
    qtbot.addWidget(panel)
    panel.show_theme(load_theme("light"))
    panel.resize(380, 760)
    panel.show()
    show(panel)
    return panel


def show(panel: FindingsPanel, shown: int = 5) -> None:
    review = replace(make_review(FIVE), shown=shown)
    panel.show_review(review, CANDIDATE, current=True)


def titles(panel: FindingsPanel) -> list[str]:
    model = listed(panel).model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def listed(panel: FindingsPanel) -> QListView:
    found = [view for view in panel.findChildren(QListView) if view.accessibleName() == "Findings"]
    return found[0]


def button(panel: FindingsPanel, text: str) -> QPushButton:
    return next(one for one in panel.findChildren(QPushButton) if one.text() == text)


def choose(panel: FindingsPanel, finding: Finding) -> None:
    panel.choose(finding, CANDIDATE, current=True)
    # The detail that came into sight gets its place.
    QApplication.processEvents()


def line_edit(panel: FindingsPanel, name: str) -> QLineEdit:
    return next(one for one in panel.findChildren(QLineEdit) if one.accessibleName() == name)


def combo(panel: FindingsPanel, name: str) -> QComboBox:
    return next(one for one in panel.findChildren(QComboBox) if one.accessibleName() == name)


def texts(panel: FindingsPanel) -> str:
    return "\n".join(block.toPlainText() for block in panel.findChildren(CodeBlock))


def test_models_keep_qts_rules(qtmodeltester: ModelTester) -> None:
    model = FindingsModel()
    model.replace(FIVE)
    qtmodeltester.check(model)
    filtered = FilteredFindings()
    filtered.setSourceModel(model)
    qtmodeltester.check(filtered)


def test_click_chooses_a_finding(panel: FindingsPanel, qtbot: QtBot) -> None:
    view = listed(panel)
    place = view.visualRect(view.model().index(1, 0)).center()
    with qtbot.waitSignal(panel.finding_chosen) as caught:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert caught.args is not None
    assert caught.args[0].id == "f2"


def test_arrow_keys_walk_the_list(panel: FindingsPanel, qtbot: QtBot) -> None:
    choose(panel, FIVE[0])
    chosen: list[str] = []
    panel.finding_chosen.connect(lambda finding: chosen.append(finding.id))
    qtbot.keyClick(listed(panel), Qt.Key.Key_Down)
    qtbot.keyClick(listed(panel), Qt.Key.Key_Down)
    assert chosen == ["f2", "f3"]


def test_text_narrows_by_every_word(panel: FindingsPanel, qtbot: QtBot) -> None:
    box = line_edit(panel, "Filter findings by text")
    qtbot.keyClicks(box, "no topic")
    assert titles(panel) == ["No tags"]
    qtbot.keyClicks(box, " nowhere")
    assert titles(panel) == []


def test_what_is_chosen_elsewhere_narrows_until_it_is_let_go(panel: FindingsPanel) -> None:
    panel.narrow_to("Topic", ["f3", "f5"])
    assert titles(panel) == ["No tags", "No export"]
    button(panel, "Only Topic  ✕").click()
    assert len(titles(panel)) > 2
    panel.narrow_to("Queue", [])
    assert titles(panel) == []
    panel.narrow_to("", ())
    assert len(titles(panel)) > 2


def test_severity_toggle_hides_its_findings(panel: FindingsPanel, qtbot: QtBot) -> None:
    toggle = panel.findChild(QToolButton, "severity-low")
    assert isinstance(toggle, QToolButton)
    assert toggle.text() == "2"
    qtbot.mouseClick(toggle, Qt.MouseButton.LeftButton)
    assert titles(panel) == ["No network", "No retention", "No tags"]


def test_category_and_status_narrow(panel: FindingsPanel) -> None:
    category, state = combo(panel, "Category"), combo(panel, "Status")
    category.setCurrentText("Network")
    assert titles(panel) == ["No network"]
    category.setCurrentIndex(0)
    state.setCurrentText("Dismissed")
    assert titles(panel) == []


def test_hidden_findings_come_on_demand(panel: FindingsPanel, qtbot: QtBot) -> None:
    show(panel, shown=2)
    assert titles(panel) == ["No network", "No retention"]
    qtbot.mouseClick(button(panel, "3 more"), Qt.MouseButton.LeftButton)
    assert len(titles(panel)) == 5
    qtbot.mouseClick(button(panel, "Show the first 2"), Qt.MouseButton.LeftButton)
    assert len(titles(panel)) == 2


def test_filter_finds_hidden_findings_too(panel: FindingsPanel, qtbot: QtBot) -> None:
    show(panel, shown=2)
    qtbot.keyClicks(line_edit(panel, "Filter findings by text"), "export")
    assert titles(panel) == ["No export"]


def test_no_findings_says_what_was_checked(panel: FindingsPanel) -> None:
    checked = Checked(lint_candidate=Check.TIMED_OUT, lint_reference=Check.DONE)
    panel.show_review(replace(make_review(()), checked=checked), CANDIDATE, current=True)
    shown = [one.text() for one in panel.findChildren(type(panel._empty))]  # noqa: SLF001 (its type)
    assert any("cfn-lint on the candidate: timed out" in text for text in shown)


def test_fix_is_shown_as_a_diff_and_asked_for(panel: FindingsPanel, qtbot: QtBot) -> None:
    choose(panel, FIVE[1])
    assert "+     DeletionPolicy: Retain" in texts(panel)
    with qtbot.waitSignal(panel.fix_requested) as caught:
        qtbot.mouseClick(panel.detail.fix_view.apply_button, Qt.MouseButton.LeftButton)
    assert caught.args is not None
    assert caught.args[1].title == "Retain the queue"


def test_fix_cannot_be_asked_for_on_a_changed_text(panel: FindingsPanel, qtbot: QtBot) -> None:
    panel.choose(FIVE[1], CANDIDATE, current=False)
    assert not panel.detail.fix_view.apply_button.isEnabled()
    with qtbot.assertNotEmitted(panel.fix_requested):
        panel.detail.fix_view.request()


def test_alternative_fix_can_be_chosen(panel: FindingsPanel) -> None:
    other = Fix("Delete it", Safety.REVIEW, (Edit(Span(0, 10), ""),), verified=Verified.NO, why="x")
    panel.choose(replace(FIVE[1], fixes=(*FIVE[1].fixes, other)), CANDIDATE, current=True)
    menu = panel.detail.fix_view.apply_button.menu()
    menu.actions()[1].trigger()
    assert panel.detail.fix_view.fix == other
    assert "− Resources:" in texts(panel)  # noqa: RUF001 (the sign)


def test_withdrawn_fix_stands_behind_those_that_can_be_applied(panel: FindingsPanel) -> None:
    why = "Withdrawn: applied, cfn-lint has a new error, E3021: A needs B."
    withdrawn = Fix("Delete it", Safety.REVIEW, (), verified=Verified.NO, why=why)
    panel.choose(replace(FIVE[1], fixes=(withdrawn, *FIVE[1].fixes)), CANDIDATE, current=True)
    view = panel.detail.fix_view
    assert view.fix == FIVE[1].fixes[0]
    assert view.apply_button.isEnabled()
    _, other = view.apply_button.menu().actions()
    assert not other.isEnabled()


def test_withdrawn_fix_says_why_and_cannot_be_applied(panel: FindingsPanel) -> None:
    why = "Withdrawn: applied, cfn-lint has a new error, E3021: A needs B."
    withdrawn = Fix("Delete it", Safety.REVIEW, (), verified=Verified.NO, why=why)
    panel.choose(replace(FIVE[1], fixes=(withdrawn,)), CANDIDATE, current=True)
    assert any(why in one.text() for one in panel.findChildren(QLabel))
    assert not panel.detail.fix_view.apply_button.isEnabled()


def test_findings_that_were_shown_leave_nothing_behind(panel: FindingsPanel, qtbot: QtBot) -> None:
    def show_all() -> int:
        for finding in FIVE:
            panel.choose(finding, CANDIDATE, current=True)
        qtbot.wait(10)
        return len(panel.findChildren(QObject))

    before = show_all()
    for _ in range(10):
        after = show_all()
    assert after <= before


def test_choice_stays_through_a_newer_review(panel: FindingsPanel) -> None:
    panel.choose(FIVE[2], CANDIDATE, current=True)
    panel.show_review(make_review(FIVE[1:]), CANDIDATE, current=True)
    assert panel.detail.finding == FIVE[2]
    assert listed(panel).currentIndex().data() == "No tags"
    panel.show_review(make_review(FIVE[3:]), CANDIDATE, current=True)
    assert panel.detail.finding is None


@pytest.mark.parametrize(
    ("text", "state"),
    [("Accept", State.ACCEPTED), ("Dismiss", State.DISMISSED)],
)
def test_decision_is_told_and_then_its_reason(
    panel: FindingsPanel,
    qtbot: QtBot,
    text: str,
    state: State,
) -> None:
    choose(panel, FIVE[1])
    reason = line_edit(panel, "Reason")
    assert not reason.isVisible()
    with qtbot.waitSignal(panel.decided) as caught:
        qtbot.mouseClick(button(panel, text), Qt.MouseButton.LeftButton)
    assert caught.args == ["f2", Decision(state)]
    choose(panel, replace(FIVE[1], decision=Decision(state)))
    qtbot.keyClicks(reason, "meant so")
    with qtbot.waitSignal(panel.decided) as caught:
        qtbot.keyClick(reason, Qt.Key.Key_Return)
    assert caught.args == ["f2", Decision(state, "meant so")]


def test_note_is_told_when_the_reviewer_turns_to_another_finding(
    panel: FindingsPanel,
    qtbot: QtBot,
) -> None:
    choose(panel, FIVE[1])
    edits = panel.detail.findChildren(QPlainTextEdit)
    note = next(one for one in edits if one.accessibleName() == "Note")
    qtbot.keyClicks(note, "Ask *them*.")
    with qtbot.waitSignal(panel.noted) as caught:
        choose(panel, FIVE[2])
    assert caught.args == ["f2", "Ask *them*."]
    assert note.toPlainText() == ""
    choose(panel, replace(FIVE[1], note="Ask *them*."))
    assert note.toPlainText() == "Ask *them*."


def test_long_title_takes_a_second_line(panel: FindingsPanel) -> None:
    long = make_finding(1, title="Direct database connection with pymysql instead of the Data API")
    panel.show_review(make_review((long, FIVE[1])), CANDIDATE, current=True)
    QApplication.processEvents()
    view = listed(panel)
    heights = [view.visualRect(view.model().index(row, 0)).height() for row in range(2)]
    line = view.fontMetrics().height()
    assert heights[0] - heights[1] == line


def test_decided_finding_can_be_reopened(panel: FindingsPanel, qtbot: QtBot) -> None:
    decided = replace(FIVE[1], decision=Decision(State.DISMISSED, "meant so"))
    choose(panel, decided)
    with qtbot.waitSignal(panel.decided) as caught:
        qtbot.mouseClick(button(panel, "Reopen"), Qt.MouseButton.LeftButton)
    assert caught.args == ["f2", Decision()]


def test_place_leads_to_the_text(panel: FindingsPanel, qtbot: QtBot) -> None:
    choose(panel, FIVE[1])
    with qtbot.waitSignal(panel.place_chosen) as caught:
        qtbot.mouseClick(button(panel, "Queue · line 3"), Qt.MouseButton.LeftButton)
    assert caught.args == ["candidate", FIVE[1].candidate[0].span.start]


def test_only_the_aws_documentation_is_linked(panel: FindingsPanel, qtbot: QtBot) -> None:
    links = FIVE[1].documentation[0]
    evil = (
        replace(links, title="evil 1", url="file:///etc/passwd"),
        replace(links, title="evil 2", url="https://docs.aws.amazon.com.evil.com/"),
        replace(links, title="evil 3", url="https://user@docs.aws.amazon.com/"),
        replace(links, title="evil 4", url="http://docs.aws.amazon.com/"),
    )
    panel.choose(replace(FIVE[1], documentation=(*evil, links)), CANDIDATE, current=True)
    qtbot.waitUntil(lambda: button(panel, "DeletionPolicy").isVisibleTo(panel))
    shown = [one.text() for one in panel.findChildren(QPushButton)]
    assert not [text for text in shown if text.startswith("evil")]


def test_long_words_do_not_widen_the_detail(panel: FindingsPanel) -> None:
    link = replace(FIVE[1].documentation[0], title="Secrets of a database " * 4)
    panel.resize(300, 760)
    choose(panel, replace(FIVE[1], documentation=(link,), issue="`Queue` is `" + "x" * 20 + "`."))
    area = panel.detail.findChildren(QScrollArea)[0]
    inside = area.widget()
    assert inside is not None
    assert inside.width() <= area.viewport().width()
    shown = [one.text() for one in panel.detail.findChildren(QLabel)]
    assert f"Queue is {'x' * 20}." in shown


def test_text_of_a_template_stays_plain(panel: FindingsPanel) -> None:
    panel.choose(
        replace(FIVE[1], title="<img src='x'>\u202e", issue="<b>bold</b>"),
        CANDIDATE,
        current=True,
    )
    labels = panel.detail.findChildren(type(panel._empty))  # noqa: SLF001 (its type)
    shown = [one.text() for one in labels]
    assert "<img src='x'><U+202E>" in shown
    assert "<b>bold</b>" in shown
    assert {one.textFormat() for one in labels} == {Qt.TextFormat.PlainText}


def test_step_walks_and_stops_at_the_ends(panel: FindingsPanel) -> None:
    chosen: list[str] = []
    panel.finding_chosen.connect(lambda finding: chosen.append(finding.id))
    panel.step(-1)
    panel.step(-1)
    panel.step(1)
    panel.step(1)
    assert chosen == ["f5", "f4", "f5"]


def test_diff_shows_only_what_an_edit_touches() -> None:
    lines = [line.text for line in diff_lines(CANDIDATE, FIVE[1].fixes[0])]
    assert lines[0] == "line 2"
    assert [line for line in lines if line.startswith("+")] == ["+     DeletionPolicy: Retain"]
    assert not [line for line in lines if line.startswith("−")]  # noqa: RUF001 (the sign)


def test_diff_of_edits_that_do_not_fit_is_empty() -> None:
    beyond = Edit(Span(10_000, 10_001), "x")
    assert diff_lines(CANDIDATE, Fix("Bad", Safety.SAFE, (RETAIN, beyond))) == ()


def test_several_findings_are_decided_and_fixed_at_once(
    panel: FindingsPanel,
    qtbot: QtBot,
) -> None:
    view = listed(panel)
    for row, held in ((0, Qt.KeyboardModifier.NoModifier), (2, Qt.KeyboardModifier.ShiftModifier)):
        place = view.visualRect(view.model().index(row, 0)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, held, place)
        current = panel.chosen()[-1]
        choose(panel, current)
    assert [finding.id for finding in panel.chosen()] == ["f1", "f2", "f3"]
    with qtbot.waitSignal(panel.several_decided) as caught:
        qtbot.mouseClick(button(panel, "Dismiss all"), Qt.MouseButton.LeftButton)
    assert caught.args == [dict.fromkeys(("f1", "f2", "f3"), Decision(State.DISMISSED))]
    with qtbot.waitSignal(panel.fixes_requested) as caught:
        qtbot.mouseClick(button(panel, "Apply fixes"), Qt.MouseButton.LeftButton)
    assert caught.args is not None
    assert len(caught.args[0]) == 3


def test_next_undecided_goes_round(panel: FindingsPanel) -> None:
    decided = replace(FIVE[1], decision=Decision(State.ACCEPTED))
    review = make_review((FIVE[0], decided, FIVE[2]))
    panel.show_review(review, CANDIDATE, current=True)
    chosen: list[str] = []
    panel.finding_chosen.connect(lambda finding: chosen.append(finding.id))
    for _ in range(3):
        panel.step_undecided()
    assert chosen == ["f1", "f3", "f1"]


def test_decided_findings_can_be_listed_alone(panel: FindingsPanel) -> None:
    decided = replace(FIVE[1], decision=Decision(State.ACCEPTED))
    panel.show_review(make_review((FIVE[0], decided)), CANDIDATE, current=True)
    state = combo(panel, "Status")
    state.setCurrentText("Decided")
    assert titles(panel) == ["No retention"]


def test_every_row_has_room_for_its_title(panel: FindingsPanel, qtbot: QtBot) -> None:
    rows = listed(panel)
    titles = ("Different settings " + "x" * count for count in range(1, 61))
    findings = tuple(make_finding(number, title=title) for number, title in enumerate(titles, 1))
    # The bar for scrolling comes when all is laid out, and takes away some of the room.
    panel.show_review(replace(make_review(findings), shown=60), CANDIDATE, current=True)
    qtbot.waitUntil(rows.verticalScrollBar().isVisible)
    qtbot.waitUntil(lambda: not cramped(rows))
    for width in (340, 420, 372, 900):
        panel.resize(width, 760)
        qtbot.waitUntil(lambda: not cramped(rows))


def test_a_row_says_what_its_number_and_its_tick_stand_for(panel: FindingsPanel) -> None:
    tried = replace(FIVE[2], fixes=(replace(FIVE[2].fixes[0], verified=Verified.YES),))
    panel.show_review(replace(make_review((tried,)), shown=1), CANDIDATE, current=True)
    said = listed(panel).model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "2 entities: Topic, Queue" in said
    assert "✓ A fix was tried" in said


def cramped(rows: QListView) -> list[int]:
    places = [rows.visualRect(rows.model().index(row, 0)) for row in range(rows.model().rowCount())]
    pairs = enumerate(pairwise(places))
    return [row for row, (one, below) in pairs if one.bottom() + 1 != below.top()]


def test_a_finding_chosen_elsewhere_is_listed_whatever_its_rank(panel: FindingsPanel) -> None:
    show(panel, shown=2)
    panel.choose(FIVE[3], CANDIDATE, current=True)
    assert titles(panel) == ["No network", "No retention", "No description"]
    assert [one.title for one in panel.chosen()] == ["No description"]
    assert button(panel, "2 more").isVisible()
    panel.choose(FIVE[0], CANDIDATE, current=True)
    assert titles(panel) == ["No network", "No retention"]
    assert button(panel, "3 more").isVisible()


def test_a_place_outside_every_entity_is_named_by_its_line(panel: FindingsPanel) -> None:
    place = replace(FIVE[0].candidate[0], logical_id="", path="")
    panel.choose(replace(FIVE[0], candidate=(place,)), CANDIDATE, current=True)
    assert button(panel, f"Line {place.start_line}").isVisible()


def test_the_keyboard_comes_into_the_list_on_a_row_that_is_seen(
    panel: FindingsPanel, qtbot: QtBot
) -> None:
    panel.finding_chosen.connect(lambda one: panel.choose(one, CANDIDATE, current=True))
    # An X server without a window manager must be asked for the keyboard.
    with qtbot.waitActive(panel, timeout=10_000):
        panel.activateWindow()
    listed(panel).setFocus(Qt.FocusReason.TabFocusReason)
    assert [one.title for one in panel.chosen()] == ["No network"]
