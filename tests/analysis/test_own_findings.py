"""Own findings: their places survive edits, and they are listed with the others."""

from dataclasses import replace

from analysis.findings import Anchor, Decision, Finding, OwnFinding, Severity, State
from analysis.pipeline import review
from analysis.reports import markdown
from analysis.review import Inputs
from analysis.source import Source
from analysis.values import decode, encode

TEXT = """Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      DelaySeconds: 5
  Topic:
    Type: AWS::SNS::Topic
"""
ANCHOR = Anchor("candidate", "Resources/Queue", "      DelaySeconds: 5")
OWN = OwnFinding("own-1", Severity.HIGH, "Why a delay?", "Nobody waits.", anchors=(ANCHOR,))


def inputs_of(text: str, *own: OwnFinding) -> Inputs:
    return Inputs(Source("a.yaml", text), own=own, lint=False)


def own_of(text: str, own: OwnFinding = OWN) -> Finding:
    return next(one for one in review(inputs_of(text, own)).findings if one.rule == "own")


def test_place_is_the_text_with_its_property() -> None:
    (place,) = own_of(TEXT).candidate
    assert (place.start_line, place.logical_id) == (5, "Queue")
    assert place.excerpt == "      DelaySeconds: 5"
    assert place.path.startswith("Resources/Queue")
    assert own_of(TEXT).resource_types == ("AWS::SQS::Queue",)


def test_place_follows_moved_lines() -> None:
    moved = TEXT.replace("Resources:", "Description: x\n\nResources:")
    assert own_of(moved).candidate[0].start_line == 7


def test_place_falls_back_to_the_entity_when_its_text_changed() -> None:
    (place,) = own_of(TEXT.replace("5", "6")).candidate
    assert (place.start_line, place.path) == (2, "Resources/Queue")


def test_finding_says_that_its_place_is_gone() -> None:
    finding = own_of(TEXT.replace("Queue:", "Other:"))
    assert finding.candidate == ()
    assert "Its place in the candidate is gone: Resources/Queue." in finding.issue


def test_own_finding_is_always_shown_with_those_as_grave() -> None:
    low = replace(OWN, id="own-2", severity=Severity.LOW, anchors=())
    made = review(inputs_of(TEXT, OWN, low))
    own = [one.id for one in made.findings[: made.shown] if one.rule == "own"]
    assert own == ["own-1", "own-2"]
    ranks = [one.severity.rank for one in made.findings[: made.shown]]
    assert ranks.index(3) <= len([rank for rank in ranks if rank > 3])


def test_inputs_with_own_findings_cross_the_process() -> None:
    inputs = replace(
        inputs_of(TEXT, OWN),
        notes={"own-1": "*sure*"},
        decisions={"own-1": Decision(State.ACCEPTED)},
    )
    assert decode(Inputs, encode(inputs)) == inputs
    finding = review(inputs).findings[0]
    assert (finding.note, finding.decision.state) == ("*sure*", State.ACCEPTED)


def test_report_has_the_own_finding() -> None:
    inputs = inputs_of(TEXT, OWN)
    text = markdown.report(review(inputs), inputs)
    assert "Why a delay?" in text
    assert "DelaySeconds: 5" in text
    assert "**Root Cause**: \n" not in text
    assert "Fix**: \n" not in text
