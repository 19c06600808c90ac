"""Annotations are one line each, and nothing in them can begin another command."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.findings import Decision, Finding, Impact, Place, Severity, State
from analysis.reports.github import annotations
from analysis.review import Checked, Review, Side
from analysis.source import Span

SIDE = Side("a,b:c.yaml", "yaml", "yaml", "", Span(0, 1), (), (), 1, ())
FINDING = Finding(
    id="a",
    rule="tags",
    category="Tags",
    severity=Severity.HIGH,
    title="100 %, at once: all",
    logical_ids=(),
    resource_types=(),
    properties=(),
    candidate=(Place("Q", "Resources/Q", 3, 4, 2, "", Span(0, 1)),),
    reference=(),
    issue="One\ntwo.",
    suggestion="Do it.",
    root_cause="",
    impact=Impact(),
)


def said(*findings: Finding) -> str:
    return annotations(Review(SIDE, None, Checked(), findings, len(findings), 0))


def test_what_would_end_a_property_is_escaped() -> None:
    assert said(FINDING) == (
        "::error file=a%2Cb%3Ac.yaml,line=3,endLine=4,"
        "title=High%3A 100 %25%2C at once%3A all::One%0Atwo.%0ADo it.\n"
    )


@pytest.mark.parametrize(
    ("severity", "command"),
    [("critical", "error"), ("high", "error"), ("medium", "warning"), ("low", "notice")],
)
def test_severities_have_their_commands(severity: str, command: str) -> None:
    assert said(replace(FINDING, severity=Severity(severity))).startswith(f"::{command} ")


def test_what_is_decided_is_not_annotated() -> None:
    assert said(replace(FINDING, decision=Decision(State.DISMISSED, "fine"))) == ""


def test_what_is_missing_is_shown_at_the_top() -> None:
    assert ",line=1,title=" in said(replace(FINDING, candidate=()))


@given(st.text(), st.text())
def test_hostile_text_stays_on_its_line(title: str, issue: str) -> None:
    text = said(replace(FINDING, title=title, issue=issue))
    assert len(text.splitlines()) == 1
    assert text.startswith("::error file=a%2Cb%3Ac.yaml,line=3,endLine=4,title=High%3A ")
