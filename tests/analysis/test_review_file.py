"""A review file keeps what a reviewer decided, over edits and between reviewers."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from analysis import files, review_file
from analysis.findings import Anchor, Decision, OwnFinding, Severity, State, Wording
from analysis.pipeline import review
from analysis.reports.markdown import report
from analysis.review import Inputs, Pairing
from analysis.review_file import ReviewFile, Template
from analysis.source import Source

ROOT = Path(__file__).resolve().parents[2]
SCHEMA: dict[str, Any] = json.loads((ROOT / "docs" / "review-file.schema.json").read_text("utf-8"))
REFERENCE = """\
Resources:
  Queue:
    Type: AWS::SQS::Queue
    DeletionPolicy: Retain
    Properties:
      VisibilityTimeout: 60
"""
CANDIDATE = REFERENCE.replace("    DeletionPolicy: Retain\n", "").replace("60", "30")
INPUTS = Inputs(Source("a.yaml", CANDIDATE), Source("b.yaml", REFERENCE), lint=False)
OWN = OwnFinding("own-1", Severity.HIGH, "Mine", "So.", anchors=(Anchor("candidate", "x", "y"),))
DISMISSED = Decision(State.DISMISSED, "as agreed")
ACCEPTED = Decision(State.ACCEPTED, "later")
KEPT = ReviewFile(
    Template("a.yaml", "1"),
    Template("b.yaml", "2"),
    known={"f": Severity.LOW},
    decisions={"f": DISMISSED},
    notes={"f": "# Why\n\nBecause."},
    wordings={"f": Wording(severity=Severity.CRITICAL, title="Other")},
    own=(OWN,),
    pairings=(Pairing("Resources", "A", "B"),),
    view={"tab": "graph"},
)
UNCHANGED = review_file.Since((), (), candidate_changed=False, reference_changed=False)
decisions = st.builds(Decision, st.sampled_from(State), st.text())
kept = st.builds(
    ReviewFile,
    st.just(Template("a", "1")),
    st.none() | st.just(Template("b", "2")),
    known=st.dictionaries(st.text(), st.sampled_from(Severity), max_size=3),
    decisions=st.dictionaries(st.sampled_from("abc"), decisions, max_size=3),
    notes=st.dictionaries(st.sampled_from("abc"), st.text(), max_size=3),
    wordings=st.dictionaries(
        st.sampled_from("abc"), st.builds(Wording, title=st.none() | st.text()), max_size=2
    ),
    view=st.dictionaries(st.text(), st.text(), max_size=2),
)


def test_what_is_saved_is_loaded_and_has_its_schema(tmp_path: Path) -> None:
    path = review_file.path_for(str(tmp_path / "a.yaml"))
    assert path.endswith("a.yaml.review.json")
    digest = review_file.save(path, KEPT)
    assert review_file.load(path) == KEPT
    Draft202012Validator(SCHEMA).validate(json.loads(Path(path).read_text("ascii")))
    assert review_file.save(path, KEPT, digest) == digest
    Path(path).write_text("{}")
    with pytest.raises(files.ChangedOnDiskError):
        review_file.save(path, KEPT, digest)


def test_the_second_template_of_a_file_has_the_files_review(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    name = str(tmp_path / "a.md")
    assert review_file.path_for(f"{name}#2") == f"{name}.review.json"


@given(kept)
def test_json_and_back_is_the_same(one: ReviewFile) -> None:
    data = json.loads(json.dumps(review_file.to_json(one)))
    assert review_file.from_json(data) == one
    Draft202012Validator(SCHEMA).validate(data)


@pytest.mark.parametrize(
    "text", ["[]", "{}", '{"kind": "twinstack-review", "format": 2}', "no", "[" * 9999]
)
def test_what_is_no_review_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.review.json"
    path.write_text(text)
    with pytest.raises(files.RefusedFileError, match="This is no review file"):
        review_file.load(str(path))


def test_a_reopened_review_has_its_decisions_and_knows_what_changed() -> None:
    first = review(INPUTS)
    name = first.findings[0].id
    decided = replace(INPUTS, decisions={name: DISMISSED}, notes={name: "Noted."}, own=(OWN,))
    saved = review_file.kept_of(review(decided), decided)
    assert review_file.since(saved, review(decided)) == UNCHANGED
    edited = replace(INPUTS, candidate=Source("a.yaml", f"# x\n{CANDIDATE}"))
    reopened = review(review_file.reopened(saved, edited))
    assert {one.decision for one in reopened.findings if one.id == name} == {DISMISSED}
    assert review_file.since(saved, reopened).candidate_changed
    mended = review(review_file.reopened(saved, replace(INPUTS, candidate=INPUTS.reference)))  # type: ignore[arg-type]
    assert name in review_file.since(saved, mended).gone


def test_wordings_take_the_place_of_a_findings_own() -> None:
    found = review(INPUTS)
    first = found.findings[0]
    written = replace(KEPT, wordings={first.id: Wording(title="Other")}, decisions={}, notes={})
    shown = review_file.annotated(written, found).findings[0]
    assert (shown.title, shown.issue) == ("Other", first.issue)


def test_words_are_kept_and_reports_say_that_they_are_the_reviewers() -> None:
    first = review(INPUTS).findings[0]
    wording = Wording(severity=Severity.LOW, title="Other", issue=first.issue)
    inputs = replace(INPUTS, wordings={first.id: wording})
    found = review(inputs)
    (edited,) = (one for one in found.findings if one.id == first.id)
    assert (edited.severity, edited.title) == (Severity.LOW, "Other")
    assert edited.original == Wording(severity=first.severity, title=first.title)
    saved = review_file.kept_of(found, inputs)
    assert saved.wordings == {first.id: wording}
    # A later review has the finding's own severity: it has not become graver.
    assert saved.known[first.id] is first.severity
    assert review_file.reopened(saved, INPUTS).wordings == {first.id: wording}
    text = report(found, inputs, everything=True)
    assert "**Edited by the Reviewer**: severity and title" in text


def test_two_reviews_merge_and_say_where_they_disagree() -> None:
    theirs = replace(
        KEPT, decisions={"f": ACCEPTED, "g": ACCEPTED}, notes={"f": "Else."}, own=(), wordings={}
    )
    merged, conflicts = review_file.merge(KEPT, theirs)
    assert merged.decisions == {"f": DISMISSED, "g": ACCEPTED}
    assert merged.notes == {"f": "# Why\n\nBecause.\n\nElse."}
    assert merged.own == (OWN,)
    assert conflicts == (review_file.Conflict("f", "decisions"),)


def test_an_open_decision_gives_way() -> None:
    opened = replace(KEPT, decisions={"f": Decision()})
    merged, conflicts = review_file.merge(opened, KEPT)
    assert (merged.decisions, conflicts) == ({"f": DISMISSED}, ())


@given(kept)
def test_merging_a_review_with_itself_changes_nothing(one: ReviewFile) -> None:
    assert review_file.merge(one, one) == (one, ())
