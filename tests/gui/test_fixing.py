"""Fixes of several findings: what goes together, what is left and said."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from analysis.edits import Edit, apply_edits
from analysis.findings import Decision, Fix, Safety, State, Verified
from analysis.source import Span
from gui.fixing import Fixing, combine, safe_fixes
from gui.session import Session
from tests.gui.making import CANDIDATE, RETAIN, make_finding, make_review
from tests.gui.making import REFERENCE as KNOWN

TOPIC = Edit(Span(len(CANDIDATE.text), len(CANDIDATE.text)), "    DeletionPolicy: Retain\n")


def fix(*edits: Edit, adds: tuple[str, ...] = (), verified: Verified = Verified.YES) -> Fix:
    return Fix("Retain it", Safety.SAFE, edits, adds, verified)


ONE = make_finding(1, title="One", fixes=(fix(RETAIN),))
TWO = make_finding(2, title="Two", fixes=(fix(TOPIC),))
SAME = make_finding(3, title="Same", fixes=(fix(RETAIN),))


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    del qtbot
    session = Session()
    session.open_pair((CANDIDATE, 0), (KNOWN, 0))
    assert session.inputs is not None
    session.adopt_review(session.inputs, make_review((ONE, TWO, SAME)))
    return session


def text(session: Session) -> str:
    source = session.source("candidate")
    assert source is not None
    return source.text


def test_fixes_that_touch_are_left() -> None:
    made = combine(CANDIDATE.text, [(one, one.fixes[0]) for one in (ONE, TWO, SAME)])
    assert made.left == ("Same",)
    assert len(made.fixes) == 2
    assert apply_edits(CANDIDATE.text, made.edits).count("DeletionPolicy") == 2


def test_what_two_fixes_add_comes_once() -> None:
    adding = [
        (one, fix(edit, adds=("Resources/Vpc",))) for one, edit in ((ONE, RETAIN), (TWO, TOPIC))
    ]
    assert combine(CANDIDATE.text, adding).left == ("Two",)


def test_safe_fixes_are_verified_and_of_open_findings() -> None:
    decided = replace(ONE, decision=Decision(State.DISMISSED))
    untried = replace(TWO, fixes=(fix(TOPIC, verified=Verified.NOT_TRIED),))
    risky = replace(SAME, fixes=(replace(SAME.fixes[0], safety=Safety.REVIEW),))
    assert safe_fixes((decided, untried, risky)) == []
    assert [finding.id for finding, _ in safe_fixes((ONE, TWO))] == ["f1", "f2"]


def test_each_safe_fix_is_a_step_and_what_is_left_is_said(
    session: Session,
    qtbot: QtBot,
) -> None:
    fixing = Fixing(session, session)
    with qtbot.waitSignal(fixing.told) as caught:
        fixing.apply_safe()
    assert caught.args is not None
    assert "Same" in caught.args[0].text
    assert text(session).count("DeletionPolicy") == 2
    assert session.undo_group.undoText() == "Retain it"
    session.undo_group.undo()
    assert text(session).count("DeletionPolicy") == 1
    session.undo_group.undo()
    assert text(session) == CANDIDATE.text


def test_what_was_applied_together_is_taken_back_together(session: Session) -> None:
    applied: list[Fix] = []
    session.fix_applied.connect(applied.append)
    Fixing(session, session).apply_safe()
    assert [one.title for one in applied] == ["2 safe fixes"]
    session.take_back()
    assert text(session) == CANDIDATE.text


def test_nothing_to_apply_is_said(session: Session, qtbot: QtBot) -> None:
    fixing = Fixing(session, session)
    with qtbot.waitSignal(fixing.told) as caught:
        fixing.apply_of([replace(ONE, fixes=())])
    assert caught.args is not None
    assert caught.args[0].text == "None of these findings has a fix."
    assert text(session) == CANDIDATE.text
