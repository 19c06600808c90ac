"""The bars offer a repair at once where it is safe, and to look at it where it is not."""

import pytest

from analysis.pipeline import review
from analysis.source import Source
from gui.bars import Message
from gui.messages import Messages
from gui.selection import CANDIDATE
from gui.session import Session

SOUND = (
    "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      TopicName: orders\n"
)


def repair_of(text: str) -> tuple[Session, Message]:
    """Return a session with the text, and what is said about its repair."""
    session = Session()
    told: list[Message] = []
    messages = Messages(session, session)
    messages.told.connect(told.append)
    session.open(CANDIDATE, Source("a.yaml", text))
    inputs = session.inputs
    assert inputs is not None
    session.adopt_review(inputs, review(inputs))
    return session, next(one for one in told if one.key == "repair")


@pytest.mark.usefixtures("qapp")
def test_a_safe_repair_is_one_click_and_one_step_back() -> None:
    session, message = repair_of(f"Here it is:\n{SOUND}")
    message.choices["Repair"]()
    source, document = session.source(CANDIDATE), session.document(CANDIDATE)
    assert source is not None
    assert document is not None
    assert source.text == f"# Here it is:\n{SOUND}"
    assert document.stack.undoText() == "Repair the syntax"
    document.stack.undo()
    assert session.source(CANDIDATE) == Source("a.yaml", f"Here it is:\n{SOUND}")


@pytest.mark.usefixtures("qapp")
def test_a_repair_that_sets_lines_aside_is_shown_first() -> None:
    session, message = repair_of(f"{SOUND}      DisplayNa\n")
    before = session.source(CANDIDATE)
    message.choices["Show Repair"]()
    finding = session.finding(session.selection.finding_id)
    assert finding is not None
    assert finding.fixes[0].title.startswith("Repair the syntax, and make comments")
    assert session.source(CANDIDATE) == before
