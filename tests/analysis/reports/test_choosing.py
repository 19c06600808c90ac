"""A report is on the findings that were asked for, in the format that was asked for."""

import json

import pytest

from analysis.pipeline import review
from analysis.reports.choosing import ReportWish, report_text
from analysis.review import Inputs
from analysis.source import Source

CANDIDATE = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n"
REFERENCE = "Description: All.\n" + CANDIDATE + "    DeletionPolicy: Retain\n"
INPUTS = Inputs(Source("a.yaml", CANDIDATE), Source("b.yaml", REFERENCE), lint=False)
REVIEW = review(INPUTS)
CHOSEN = REVIEW.findings[-1]


def made(form: str, *, chosen: bool = True) -> str:
    findings = [CHOSEN.id] if chosen else "shown"
    return report_text(REVIEW, INPUTS, ReportWish(form, "candidate-reference", findings), "<svg/>")


@pytest.mark.parametrize("form", ["markdown", "html", "sarif", "json", "finding"])
def test_only_what_is_wanted_is_in_it(form: str) -> None:
    text = made(form)
    assert CHOSEN.title in text
    assert all(one.title not in text for one in REVIEW.findings if one is not CHOSEN)


def test_what_is_left_out_is_counted() -> None:
    assert json.loads(made("json"))["hidden_findings"] == len(REVIEW.findings) - 1
    assert json.loads(made("json", chosen=False))["hidden_findings"] == 0


def test_one_finding_stands_alone() -> None:
    text = made("finding")
    assert text.startswith(f"### 1. {CHOSEN.title}\n\n**Impact Level**: ")
    assert "## Summary" not in text
