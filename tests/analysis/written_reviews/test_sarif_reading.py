"""What other tools found is read like a review, placed, and held against the templates."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from analysis.findings import Decision, Severity, State
from analysis.pipeline import review
from analysis.reports.sarif import sarif_text
from analysis.review import Inputs
from analysis.source import Source
from analysis.written_reviews.examining import examine, read_any
from analysis.written_reviews.sarif_reading import is_sarif, read_sarif
from analysis.written_reviews.written import ExaminedItem

CANDIDATE = """\
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 30
  Bucket:
    Type: AWS::S3::Bucket
"""
REFERENCE = CANDIDATE.replace("Timeout: 30", "Timeout: 60")
INPUTS = Inputs(
    Source("work/templates/a.yaml", CANDIDATE), Source("golden/b.yaml", REFERENCE), lint=False
)


def result(rule: str, line: int, uri: str = "templates/a.yaml", **more: Any) -> Any:  # noqa: ANN401
    snippet = {"snippet": {"text": more.pop("snippet")}} if "snippet" in more else {}
    region = {"startLine": line, "endLine": more.pop("end", line), **snippet}
    physical = {"artifactLocation": {"uri": uri}, "region": region}
    return {
        "ruleId": rule,
        "message": {"text": "Ensure the queue is encrypted"},
        "locations": [{"physicalLocation": physical}],
        **more,
    }


def log(*results: Any, rules: Any = ()) -> str:  # noqa: ANN401
    driver = {"name": "Checkov", "rules": list(rules)}
    return json.dumps(
        {"version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
    )


def examined(*results: Any) -> tuple[ExaminedItem, ...]:  # noqa: ANN401
    return examine(read_any(log(*results)), review(INPUTS), INPUTS).items


def places(item: ExaminedItem) -> list[tuple[str, str, int, int]]:
    return [(one.side, one.logical_id, one.start_line, one.end_line) for one in item.places]


def test_rules_say_what_results_leave_out() -> None:
    rule = {
        "id": "CKV_AWS_27",
        "shortDescription": {"text": "Encrypt queues"},
        "helpUri": "https://docs.example",
        "defaultConfiguration": {"level": "error"},
        "messageStrings": {"m": {"text": "{0} is {{open}} to {1}, {7}"}},
    }
    told: dict[str, Any] = {"message": {"id": "m", "arguments": ["Queue", "all"]}}
    (item,) = read_sarif(log(result("CKV_AWS_27", 2, **told), rules=[rule])).items
    assert (item.title, item.severity) == ("Encrypt queues", Severity.HIGH)
    assert item.issue == "Queue is {open} to all, {7}"
    assert item.others == {"Rule": "CKV_AWS_27", "Tool": "Checkov"}
    assert item.documentation == "https://docs.example"


def test_severities_come_from_where_tools_put_them() -> None:
    graded: dict[Severity, Any] = {
        Severity.CRITICAL: {"properties": {"security-severity": "9.1"}},
        Severity.HIGH: {"level": "error"},
        Severity.MEDIUM: {},
        Severity.LOW: {"level": "note", "properties": {"security-severity": "odd"}},
    }
    for severity, more in graded.items():
        assert read_sarif(log(result("A", 1, **more))).items[0].severity is severity
    words: dict[str, Any] = {"level": "note", "properties": {"severity": "CRITICAL"}}
    assert read_sarif(log(result("A", 1, **words))).items[0].severity is Severity.CRITICAL


def test_same_words_in_several_places_are_one_item() -> None:
    items = read_sarif(log(result("A", 2), result("B", 2), result("A", 6), result("A", 2))).items
    assert [(item.number, item.others["Rule"]) for item in items] == [(1, "A"), (2, "B")]
    assert [region.start_line for region in items[0].regions] == [2, 6]


def test_region_is_placed_in_the_file_it_names() -> None:
    (mine,) = examined(result("A", 5))
    assert places(mine) == [("candidate", "Queue", 5, 5)]
    assert mine.places[0].confidence == 0.85
    (known,) = examined(result("A", 5, "file:///home/golden/b.yaml"))
    assert places(known) == [("reference", "Queue", 5, 5)]
    (other,) = examined(result("A", 5, "c.yaml"))
    assert other.remarks == ("It is about another file: c.yaml.",)


def test_snippet_makes_a_place_sure_or_finds_it_again() -> None:
    (sure,) = examined(
        result("A", 4, snippet="    Properties:\n      VisibilityTimeout: 30\n", end=5)
    )
    assert sure.confidence == 0.95
    assert sure.remarks == ()
    (moved,) = examined(result("A", 2, snippet="VisibilityTimeout: 30"))
    assert places(moved) == [("candidate", "Queue", 5, 5)]
    assert moved.remarks[0].startswith("Line 2 of the candidate does not read")


def test_line_behind_the_end_is_said() -> None:
    (item,) = examined(result("A", 99))
    assert item.remarks == ("Line 99 is behind the end of the candidate, which has 8 lines.",)


def test_equal_names_leave_the_side_open() -> None:
    inputs = Inputs(Source("x/a.yaml", CANDIDATE), Source("y/a.yaml", REFERENCE), lint=False)
    (item,) = examine(read_any(log(result("A", 5, "a.yaml"))), review(inputs), inputs).items
    assert item.confidence < 0.5


def test_own_log_comes_back_with_its_findings() -> None:
    found = review(INPUTS).findings
    dismissed = Decision(State.DISMISSED, "Meant so.")
    inputs = Inputs(
        INPUTS.candidate, INPUTS.reference, lint=False, decisions={found[0].id: dismissed}
    )
    text = sarif_text(review(inputs), inputs)
    assert is_sarif(text)
    result_ = examine(read_any(text), review(inputs), inputs)
    assert [item.finding for item in result_.items] == [finding.id for finding in found]
    assert [item.item.severity for item in result_.items] == [one.severity for one in found]
    assert result_.items[0].item.decision == "Dismissed: Meant so."


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["runs", "tool", "driver", "rules", "results", "message", "text", "locations",
                 "physicalLocation", "region", "startLine", "artifactLocation", "uri", "properties"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)  # fmt: skip


@given(anything)
def test_any_json_is_read(data: Any) -> None:  # noqa: ANN401
    read_sarif(json.dumps({"runs": data}))


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert read_sarif(text).items == () or is_sarif(text)
