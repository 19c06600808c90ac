"""The session: texts change by undoable steps, the review is derived."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from analysis.edits import Edit
from analysis.findings import Decision, Fix, OwnFinding, Safety, Severity, State, Verified
from analysis.review import Inputs, Pairing
from analysis.source import Source, Span
from gui.selection import NOTHING, REFERENCE, of_change, of_finding, of_place
from gui.session import Session
from tests.gui.making import CANDIDATE, RETAIN, make_finding, make_review
from tests.gui.making import REFERENCE as KNOWN


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    del qtbot
    session = Session()
    session.open_pair((CANDIDATE, 0), (KNOWN, 0))
    return session


def adopt(session: Session) -> None:
    inputs = session.inputs
    assert inputs is not None
    session.adopt_review(inputs, make_review())


def text(session: Session) -> str:
    source = session.source("candidate")
    assert source is not None
    return source.text


def type_text(session: Session, at: int, typed: str) -> None:
    for number, letter in enumerate(typed):
        session.type(Edit(Span(at + number, at + number), letter))


def test_fix_is_applied_undone_and_redone_under_its_title(session: Session) -> None:
    adopt(session)
    assert session.apply_fix(make_finding().fixes[0])
    fixed = text(session)
    assert "DeletionPolicy: Retain" in fixed
    assert session.undo_group.undoText() == "Retain the queue"
    session.undo_group.undo()
    assert text(session) == CANDIDATE.text
    session.undo_group.redo()
    assert text(session) == fixed


def test_fix_of_another_text_is_refused(session: Session, qtbot: QtBot) -> None:
    adopt(session)
    session.type(Edit(Span(0, 0), "#"))
    with qtbot.waitSignal(session.refused):
        assert not session.apply_fix(make_finding().fixes[0])
    assert text(session) == f"#{CANDIDATE.text}"


def test_overlapping_edits_change_nothing(session: Session, qtbot: QtBot) -> None:
    adopt(session)
    edits = (Edit(Span(0, 5), "a"), Edit(Span(3, 6), "b"))
    with qtbot.waitSignal(session.refused):
        assert not session.apply_fix(Fix("Break it", Safety.REVIEW, edits))
    assert text(session) == CANDIDATE.text
    assert not session.undo_group.canUndo()


def test_typed_word_is_one_step_and_the_next_word_another(session: Session) -> None:
    type_text(session, 0, "two words")
    session.undo_group.undo()
    assert text(session) == f"two {CANDIDATE.text}"
    session.undo_group.undo()
    assert text(session) == CANDIDATE.text


def test_backspaces_are_one_step(session: Session) -> None:
    for at in (8, 7, 6):
        session.type(Edit(Span(at, at + 1), ""))
    assert text(session) == CANDIDATE.text[:6] + CANDIDATE.text[9:]
    session.undo_group.undo()
    assert text(session) == CANDIDATE.text


def test_typing_after_a_fix_is_a_step_of_its_own(session: Session) -> None:
    adopt(session)
    session.apply_fix(make_finding().fixes[0])
    fixed = text(session)
    session.type(Edit(Span(0, 0), "x"))
    session.undo_group.undo()
    assert text(session) == fixed


def test_text_is_unsaved_until_undone(session: Session) -> None:
    document = session.document("candidate")
    assert document is not None
    assert not document.is_modified
    session.type(Edit(Span(0, 0), "x"))
    assert document.is_modified
    session.undo_group.undo()
    assert not document.is_modified


def test_pasted_text_is_unsaved(session: Session) -> None:
    session.open("candidate", Source("", "Resources: {}"))
    document = session.document("candidate")
    assert document is not None
    assert document.is_modified


def test_swap_keeps_each_text_with_its_steps(session: Session) -> None:
    session.type(Edit(Span(0, 0), "x"))
    session.swap()
    assert text(session) == KNOWN.text
    assert not session.undo_group.canUndo()
    session.swap()
    session.undo_group.undo()
    assert text(session) == CANDIDATE.text


def test_review_is_current_only_for_the_texts_it_is_of(session: Session) -> None:
    adopt(session)
    assert session.is_current
    session.type(Edit(Span(0, 0), "x"))
    assert not session.is_current
    session.undo_group.undo()
    assert session.is_current


def test_decision_shows_in_finding_and_inputs(session: Session) -> None:
    adopt(session)
    decision = Decision(State.DISMISSED, "meant so")
    session.decide("f1", decision)
    finding = session.finding("f1")
    assert finding is not None
    assert finding.decision == decision
    inputs = session.inputs
    assert inputs is not None
    assert inputs.decisions == {"f1": decision}
    session.decide("f1", Decision())
    assert session.decisions == {}


def test_tried_fix_stays_tried_in_a_later_stage_of_the_same_texts(session: Session) -> None:
    adopt(session)
    tried = Fix("Retain the queue", Safety.SAFE, (RETAIN,), (), Verified.YES)
    session.adopt_fixes("f1", (tried,))
    adopt(session)
    finding = session.finding("f1")
    assert finding is not None
    assert finding.fixes == (tried,)


def test_fix_that_grew_when_it_was_tried_takes_the_place_of_the_small_one(session: Session) -> None:
    adopt(session)
    edits = (RETAIN, Edit(Span(0, 0), "x"))
    grown = Fix("Retain the queue; also change Topic", Safety.REVIEW, edits, (), Verified.YES)
    session.adopt_fixes("f1", (grown,))
    for _ in range(2):
        finding = session.finding("f1")
        assert finding is not None
        assert finding.fixes == (grown,)
        adopt(session)


def test_tried_fix_of_another_text_is_not_tried(session: Session) -> None:
    adopt(session)
    tried = Fix("Retain the queue", Safety.SAFE, (RETAIN,), (), Verified.YES)
    session.adopt_fixes("f1", (tried,))
    session.adopt_review(Inputs(Source("", "other"), KNOWN), make_review())
    finding = session.finding("f1")
    assert finding is not None
    assert finding.fixes[0].verified is Verified.NOT_TRIED


def test_fix_that_was_given_up_says_why(session: Session) -> None:
    adopt(session)
    session.give_up_fixes("f1", "too long")
    finding = session.finding("f1")
    assert finding is not None
    assert (finding.fixes[0].verified, finding.fixes[0].why) == (Verified.NOT_TRIED, "too long")


def test_selection_goes_back_and_forward(session: Session) -> None:
    review = make_review()
    first, second = of_finding(review, make_finding()), of_change(review, 1)
    session.choose(first)
    session.choose(second)
    session.go_back()
    assert session.selection == first
    session.go_back()
    assert session.selection == first
    session.go_forward()
    assert session.selection == second
    session.choose(NOTHING)
    assert session.selection == NOTHING


def test_place_of_a_finding_chooses_it_and_others_choose_the_entity() -> None:
    review = make_review()
    at = make_finding().candidate[0].span.start
    found = of_place(review, "candidate", at)
    assert found is not None
    assert found.finding_id == "f1"
    topic = of_place(review, "candidate", CANDIDATE.text.index("Topic") + 1)
    assert topic is not None
    assert (topic.candidate_id, topic.finding_id) == ("Topic", "")
    alarm = of_place(review, REFERENCE, KNOWN.text.index("Alarm") + 1)
    assert alarm is not None
    assert (alarm.candidate_id, alarm.reference_id) == ("", "Alarm")


def test_selection_of_a_change_knows_both_places() -> None:
    selection = of_change(make_review(), 0)
    assert selection.path == "Resources/Queue/DeletionPolicy"
    assert selection.reference_span is not None
    # The candidate lacks the policy: its whole resource is where it would go.
    assert selection.candidate_span is not None
    assert CANDIDATE.slice(selection.candidate_span).lstrip().startswith("Queue:")


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 4), st.text("ab \n", max_size=3))),
)
def test_undoing_everything_restores_the_text(steps: list[tuple[int, int, str]]) -> None:
    session = Session()
    session.open("candidate", Source("", "Resources:\n  Queue: {}\n"))
    start = text(session)
    for at, length, typed in steps:
        size = len(text(session))
        begin = min(at, size)
        session.type(Edit(Span(begin, min(begin + length, size)), typed))
    end = text(session)
    while session.undo_group.canUndo():
        session.undo_group.undo()
    assert text(session) == start
    while session.undo_group.canRedo():
        session.undo_group.redo()
    assert text(session) == end


def test_what_the_reviewer_says_is_undone_and_leaves_the_file_saved(session: Session) -> None:
    adopt(session)
    session.decide("f1", Decision(State.DISMISSED, "known"))
    session.note("f1", "Ask *them*.")
    document = session.document("candidate")
    assert document is not None
    assert not document.is_modified
    assert session.finding("f1").note == "Ask *them*."  # type: ignore[union-attr]
    assert session.undo_group.undoText() == "Note"
    session.undo_group.undo()
    session.undo_group.undo()
    assert session.finding("f1") == make_review().findings[0]
    session.undo_group.redo()
    assert session.decisions == {"f1": Decision(State.DISMISSED, "known")}


def test_steps_of_a_former_pair_say_nothing_of_the_present_one(session: Session) -> None:
    session.decide("f1", Decision(State.DISMISSED))
    session.swap()
    session.swap()
    assert session.undo_group.canUndo()
    session.undo_group.undo()
    session.undo_group.redo()
    assert session.decisions == {}


def test_own_findings_and_pairings_ask_for_a_new_review(session: Session, qtbot: QtBot) -> None:
    own = OwnFinding("own-1", Severity.LOW, "Mine", "So it is.")
    with qtbot.waitSignal(session.inputs_changed):
        session.annotate("Add finding", session.annotations.with_own(own))
    assert session.inputs is not None
    assert session.inputs.own == (own,)
    part = Pairing("Resources", "Queue", "")
    with qtbot.waitSignal(session.inputs_changed):
        session.annotate("Part", session.annotations.with_pairing(part))
    pair = Pairing("Resources", "Queue", "Alarm")
    assert session.annotations.with_pairing(pair).pairings == (pair,)
    with qtbot.waitSignal(session.inputs_changed):
        session.undo_group.undo()
    assert session.inputs.pairings == ()
