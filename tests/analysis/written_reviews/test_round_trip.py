"""A report that is read in again says what went out, in its normal form."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.findings import Decision, Finding, Impact, Place, Severity, State
from analysis.reports.escaping import visible
from analysis.reports.markdown import report
from analysis.review import Checked, Inputs, Review, Side
from analysis.source import Source, Span
from analysis.written_reviews.normal_form import of_finding, of_item
from analysis.written_reviews.reading import read

SOURCE = Source("a.yaml", "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n")
SIDE = Side("a.yaml", "yaml", "yaml", SOURCE.sha256, Span(0, 1), (), (), 1, ())
HOSTILE = (
    "### 2. Another",
    "**Fix**: none",
    "**Impact Level**: Low",
    "---",
    "```",
    "~~~",
    "`a` ``b`` `",
    "Total failures: 9 Critical",
    "(Critical)",
    "3. Title",
    "- Issue",
    "**bold** title",
    "a\r\nb\u2028c\u202ed",
    "[x](https://evil.example)",
    "<!-- <b>",
    "    indented",
)
words = st.text(max_size=30) | st.sampled_from(HOSTILE) | st.tuples(
    st.sampled_from(HOSTILE), st.text(max_size=9), st.sampled_from(HOSTILE)
).map(" ".join)  # fmt: skip
places = st.lists(
    words.map(lambda text: Place("Queue", "Resources/Queue", 3, 3, 2, text, Span(0, 1))),
    max_size=2,
).map(tuple)
findings = st.builds(
    Finding,
    id=st.just("f"),
    rule=st.just("tags"),
    category=words,
    severity=st.sampled_from(Severity),
    title=words,
    logical_ids=st.just(()),
    resource_types=st.just(()),
    properties=st.just(()),
    candidate=places,
    reference=places,
    issue=words.filter(str.strip),
    suggestion=words.filter(str.strip),
    root_cause=words,
    impact=st.builds(Impact, words, words, words, words),
    decision=st.builds(Decision, st.sampled_from(State), words),
    note=words,
)


def written(found: tuple[Finding, ...], labels: str) -> str:
    review = Review(SIDE, SIDE, Checked(), found, len(found), 0)
    return report(review, Inputs(SOURCE, SOURCE), labels)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(findings, min_size=1, max_size=3).map(tuple),
    st.sampled_from(["candidate-reference", "model-ideal"]),
)
def test_what_went_out_is_read_in(found: tuple[Finding, ...], labels: str) -> None:
    ordered = sorted(found, key=lambda one: -one.severity.rank)
    review = read(written(found, labels))
    assert [of_item(item) for item in review.items] == [
        of_finding(finding, number) for number, finding in enumerate(ordered, 1)
    ]
    assert review.totals == {
        one.value: sum(finding.severity is one for finding in found) for one in Severity
    }
    assert [len(item.excerpts) for item in review.items] == [
        bool(one.candidate) + bool(one.reference) for one in ordered
    ]


@given(words)
def test_the_normal_form_loses_nothing_but_blanks_and_backquotes(text: str) -> None:
    (item,) = read(written((replace(FINDING, issue=text),), "model-ideal")).items
    assert _bare(of_item(item).issue) == _bare(visible(" ".join(text.split())))


def _bare(text: str) -> str:
    return "".join(text.replace("`", "").split())


FINDING = Finding(
    id="f",
    rule="tags",
    category="Tags",
    severity=Severity.HIGH,
    title="Title",
    logical_ids=(),
    resource_types=(),
    properties=(),
    candidate=(),
    reference=(),
    issue="",
    suggestion="",
    root_cause="",
    impact=Impact(),
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_change_no_structure(text: str) -> None:
    hostile = replace(FINDING, title=text, issue=text, suggestion=text, note=text)
    (item,) = read(written((hostile,), "candidate-reference")).items
    assert of_item(item) == of_finding(hostile, 1)
