"""The pipeline: from inputs to a review, the same every time, whatever the inputs are."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.findings import Decision, Severity, State
from analysis.lint import LintMatch, LintOutcome, LintResult
from analysis.pipeline import read_template, review, understand
from analysis.reports.json import review_json
from analysis.review import Check, Inputs, Pairing, Review
from analysis.source import Source, Span
from analysis.values import decode, encode
from analysis.workspace import Workspace
from tests.shared_data import SEED, needs_shared, pair

CANDIDATE = """\
Parameters:
  Unused: {Type: String, Default: secret-value, NoEcho: true}
Resources:
  Jobs:
    Type: AWS::SQS::Queue
    Properties: {VisibilityTimeout: 30, MessageRetentionPeriod: 600, DelaySeconds: 5}
  Extra: {Type: AWS::SNS::Topic}
"""
REFERENCE = """\
Resources:
  JobsQueue:
    Type: AWS::SQS::Queue
    Properties: {VisibilityTimeout: 60, MessageRetentionPeriod: 600, DelaySeconds: 5}
  Table:
    Type: AWS::DynamoDB::Table
    Properties: {TableName: jobs}
"""
INPUTS = Inputs(Source("a.yaml", CANDIDATE), Source("b.yaml", REFERENCE), today="2026-01-01")
MATCH = LintMatch("E3002", "X is unexpected.", ("Resources", "Extra"), Span(0, 1))
LINTED = LintOutcome(LintResult((MATCH,)), LintResult(failure="cfn-lint failed."))


def outline(found: Review, side: str) -> dict[str, tuple[str, str]]:
    return {
        entry.logical_id: (entry.change, entry.partner) for entry in getattr(found, side).outline
    }


def test_the_outline_says_who_is_whom_and_what_changed() -> None:
    found = review(INPUTS)
    assert outline(found, "candidate") == {
        "Unused": ("remove", ""),
        "Jobs": ("change", "JobsQueue"),
        "Extra": ("remove", ""),
    }
    assert outline(found, "reference") == {"JobsQueue": ("change", "Jobs"), "Table": ("add", "")}
    assert found.renamed == (("Resources", "Jobs", "JobsQueue", "AWS::SQS::Queue"),)


def test_a_renamed_entity_that_means_the_same_is_no_change() -> None:
    text = REFERENCE.replace("JobsQueue", "Jobs")
    found = review(replace(INPUTS, candidate=Source("a.yaml", text)))
    assert outline(found, "candidate")["Jobs"] == ("rename", "JobsQueue")
    assert found.changes == ()


def test_a_template_alone_has_no_changes() -> None:
    found = review(Inputs(INPUTS.candidate))
    assert {change for change, _ in outline(found, "candidate").values()} == {"same"}
    assert (found.reference, found.changes, found.rows) == (None, (), ())
    assert found.other_differences == 0


def test_resources_are_counted_by_service() -> None:
    assert review(INPUTS).counts == {"DynamoDB": (0, 1), "SNS": (1, 0), "SQS": (1, 1)}


def test_changes_carry_values_and_places() -> None:
    [change] = [one for one in review(INPUTS).changes if one.path.endswith("VisibilityTimeout")]
    assert (change.operation, change.candidate, change.reference) == ("change", 30, 60)
    assert change.candidate_span
    assert INPUTS.candidate.slice(change.candidate_span) == "30"


def test_differences_that_no_shown_finding_covers_are_counted() -> None:
    found = review(INPUTS)
    covered = {number for one in found.findings[: found.shown] for number in one.covers}
    assert found.other_differences == len(found.changes) - len(covered)


def test_decisions_are_applied() -> None:
    first = review(INPUTS).findings[0]
    decision = Decision(State.DISMISSED, "as agreed")
    decided = review(replace(INPUTS, decisions={first.id: decision, "gone": Decision()}))
    assert [one.decision for one in decided.findings if one.id == first.id] == [decision]
    assert {one.decision.state for one in decided.findings if one.id != first.id} <= {State.OPEN}


def test_a_pairing_by_hand_wins() -> None:
    parted = replace(INPUTS, pairings=(Pairing("Resources", "Jobs", ""),))
    assert outline(review(parted), "candidate")["Jobs"] == ("remove", "")


def test_what_was_checked_is_said() -> None:
    assert review(INPUTS).checked.lint_candidate is Check.SKIPPED
    linted = review(INPUTS, LINTED).checked
    assert (linted.lint_candidate, linted.lint_reference) == (Check.DONE, Check.FAILED)
    assert linted.why == ("Reference: cfn-lint failed.",)
    late = LintOutcome(LintResult(failure="It was late.", timed_out=True), LintResult())
    assert review(INPUTS, late).checked.lint_candidate is Check.TIMED_OUT
    off = review(replace(INPUTS, lint=False)).checked
    assert (off.lint_candidate, off.why) == (Check.SKIPPED, ("cfn-lint was switched off.",))


def test_ids_stay_the_same_from_stage_to_stage() -> None:
    first, second = review(INPUTS), review(INPUTS, LINTED)
    assert {one.id for one in first.findings} <= {one.id for one in second.findings}


def test_ids_stay_the_same_while_lines_move() -> None:
    moved = replace(INPUTS, candidate=Source("a.yaml", f"# one\n# two\n\n{CANDIDATE}"))
    assert [one.id for one in review(moved).findings] == [one.id for one in review(INPUTS).findings]


def test_secrets_are_named_and_masked() -> None:
    found = review(INPUTS)
    assert found.secrets == ("secret-value",)
    places = [
        {key: value for key, value in one.items() if key != "fixes"}
        for one in review_json(found, everything=True)["findings"]  # type: ignore[attr-defined]
    ]
    assert "secret-value" not in json.dumps(places)


def test_a_review_survives_the_process() -> None:
    found = review(INPUTS, LINTED)
    assert decode(Review, json.loads(json.dumps(encode(found)))) == found


def test_the_workspace_gives_what_the_pipeline_gives() -> None:
    workspace = Workspace()
    off = replace(INPUTS, lint=False)
    assert workspace.linted(off) == review(off)
    assert workspace.structure(INPUTS) == workspace.at_hand(INPUTS) == review(INPUTS)
    linted = workspace.linted(INPUTS)
    assert workspace.at_hand(INPUTS) == linted
    assert linted.checked.lint_candidate is Check.DONE


@given(st.text(max_size=200), st.text(max_size=50))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=50)
def test_any_text_gives_a_review(candidate: str, reference: str) -> None:
    found = review(Inputs(Source("a", candidate), Source("b", reference), lint=False))
    assert found.checked.structure is Check.DONE


@given(
    st.integers(0, len(CANDIDATE)), st.integers(0, 60), st.sampled_from(["", "{", "\t", "- ", '"'])
)
@settings(deadline=None, max_examples=60)
def test_any_damage_gives_a_review(start: int, length: int, written: str) -> None:
    text = CANDIDATE[:start] + written + CANDIDATE[start + length :]
    inputs = replace(INPUTS, candidate=Source("a.yaml", text))
    found = review(inputs)
    for finding in found.findings:
        for place in finding.candidate:
            assert 0 <= place.span.start <= place.span.end <= len(text)


@pytest.mark.parametrize("text", [CANDIDATE, REFERENCE])
def test_a_template_does_not_differ_from_itself(text: str) -> None:
    same = Inputs(Source("a.yaml", text), Source("b.yaml", text))
    found = review(same)
    assert found.changes == ()
    assert all(not finding.covers for finding in found.findings)


@needs_shared
def test_the_seed_has_its_findings() -> None:
    candidate, reference = (Source(str(path), path.read_text("utf-8")) for path in pair(SEED))
    inputs = Inputs(candidate, reference, today="2026-01-01")
    found = review(inputs)
    graded = {one.rule: one.severity for one in reversed(found.findings)}
    assert {
        "external-import": Severity.CRITICAL,
        "invalid-syntax": Severity.CRITICAL,
        "engine-mismatch": Severity.HIGH,
    }.items() <= graded.items()
    assert understand(inputs).candidate.resources.keys() == (
        read_template(candidate).resources.keys()
    )
    assert len(found.renamed) == 13
