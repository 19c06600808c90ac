"""The report says what the review says: totals agree with items, excerpts with files."""

import re
from dataclasses import replace
from typing import Any

import pytest
from markdown_it import MarkdownIt

from analysis.edits import Edit
from analysis.findings import (
    Decision,
    Finding,
    Fix,
    Impact,
    Link,
    Place,
    Safety,
    Severity,
    State,
)
from analysis.reports.json import review_json
from analysis.reports.markdown import report
from analysis.review import Check, Checked, Inputs, ProblemPlace, Review, Side
from analysis.source import Source, Span

TEXT = """\
Resources:
  Database:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: mysql
      MasterUserPassword: swordfish
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Code:
        ZipFile: |
          import pymysql
          connection = pymysql.connect()
"""
SOURCE = Source("a.yaml", TEXT)
INPUTS = Inputs(SOURCE, Source("b.yaml", TEXT))
SIDE = Side("a.yaml", "yaml", "yaml", SOURCE.sha256, Span(0, len(TEXT)), (), (), 1, ())


def place(path: str, line: int, heading: int, last: int = 0) -> Place:
    lines = TEXT.split("\n")[line - 1 : max(line, last)]
    name = path.split("/")[1]
    return Place(name, path, line, max(line, last), heading, "\n".join(lines), Span(0, 1))


ENGINE = place("Resources/Database/Properties/Engine", 5, 2)
PASSWORD = place("Resources/Database/Properties/MasterUserPassword", 6, 2)
CODE = place("Resources/Function/Properties/Code/ZipFile", 12, 7, 13)
BASE = Finding(
    id="f1",
    rule="engine-mismatch",
    category="Database engine",
    severity=Severity.HIGH,
    title="Database Engine Mismatch",
    logical_ids=("Database",),
    resource_types=("AWS::RDS::DBInstance",),
    properties=("Engine",),
    candidate=(ENGINE, CODE),
    reference=(ENGINE,),
    issue="It is `mysql`.",
    suggestion="Use what the reference uses.",
    root_cause="The candidate chose another engine.",
    impact=Impact(deployment="It is replaced.", cost="It costs more."),
    documentation=(Link("Engines", "https://docs.aws.amazon.com/x.html"),),
    fixes=(Fix("Adopt it", Safety.REVIEW, (Edit(Span(0, 0), "swordfish"),)),),
)
FINDINGS = (
    BASE,
    replace(BASE, id="f2", severity=Severity.CRITICAL, category="Secrets", candidate=(PASSWORD,)),
    replace(BASE, id="f3", severity=Severity.LOW, impact=Impact(security="It is open.")),
    replace(BASE, id="f4", severity=Severity.LOW, title="Hidden"),
)
REVIEW = Review(SIDE, SIDE, Checked(), FINDINGS, 3, 7, secrets=("swordfish",))


def test_what_is_covered_by_a_listed_item_is_not_left_over() -> None:
    findings = tuple(replace(one, covers=(at,)) for at, one in enumerate(FINDINGS))
    review = replace(REVIEW, findings=findings, other_differences=1)
    assert "1 further finding, and 1 difference that" in report(review, INPUTS)
    assert "Not listed here" not in report(review, INPUTS, everything=True)


def test_items_are_numbered_by_severity_and_totals_agree() -> None:
    text = report(REVIEW, INPUTS)
    assert re.findall(r"^### (\d)\.", text, re.MULTILINE) == ["1", "2", "3"]
    levels = re.findall(r"\*\*Impact Level\*\*: (\w+)", text)
    assert levels == ["Critical", "High", "Low"]
    assert "- Total failures: 1 Critical, 1 High, 0 Medium, 1 Low" in text
    assert "1 further finding, and 7 differences that no item above covers" in text
    assert "  1. Secrets (item 1)\n  2. Database engine (items 2, 3)" in text
    assert "Hidden" not in text
    assert text.index("## Critical Failures") < text.index("## High Priority Issues")
    assert "## Medium" not in text


def test_all_findings_are_listed_when_asked() -> None:
    assert "### 4. Hidden" in report(REVIEW, INPUTS, everything=True)
    assert report(REVIEW, INPUTS, findings=["f4"]).count("\n### ") == 1


def test_labels_name_the_two_templates() -> None:
    text = report(REVIEW, INPUTS, "model-ideal")
    assert "**MODEL_RESPONSE Issue**: It is `mysql`." in text
    assert "**IDEAL_RESPONSE Fix**" in text
    assert "**Candidate Issue**" in report(REVIEW, INPUTS)


def test_excerpts_stand_under_their_heading_in_their_language() -> None:
    text = report(REVIEW, INPUTS)
    assert "```yaml\nDatabase:\n    …\n    Engine: mysql\n```" in text
    assert "Also: `Function` (line 12)." in text
    code = report(replace(REVIEW, findings=(replace(BASE, candidate=(CODE,)),)), INPUTS)
    assert "```python\nimport pymysql\nconnection = pymysql.connect()\n```" in code
    assert "Lines 12 to 13, in `Function`:" in code


@pytest.mark.parametrize(
    ("excerpt", "shown"),
    [
        (r'    "ZipFile": "import os\nprint(\"a\")\n"', 'import os\nprint("a")'),
        (r"…try:\n    call()\n    x = \"a\\nb\"\n  …", 'try:\n    call()\n    x = "a\\nb"\n…'),
        (r"…return f(\n        a=1,\n        b=2\n    )\…", "return f(\n    a=1,\n    b=2\n)\n…"),
        (r"…return f(\n        a=1,\n        b=2,\n  …", "return f(\n    a=1,\n    b=2,\n…"),
    ],
)
def test_code_in_a_string_is_shown_as_lines(excerpt: str, shown: str) -> None:
    one = replace(BASE, candidate=(replace(CODE, start_line=12, end_line=12, excerpt=excerpt),))
    text = report(replace(REVIEW, findings=(one,)), INPUTS)
    assert f"```python\n{shown}\n```" in text


def test_equal_templates_differ_nowhere() -> None:
    text = report(replace(REVIEW, findings=(), changes=()), INPUTS)
    assert "The templates mean the same." in text
    assert "0 places" not in text


def test_impact_names_deployment_first() -> None:
    text = report(REVIEW, INPUTS)
    heading = "**Cost/Security/Performance Impact**:"
    assert f"{heading}\n- Deployment: It is replaced.\n- Cost: It costs more." in text
    assert f"{heading} Security: It is open." in text


def test_secrets_are_masked_in_reports_and_kept_in_edits() -> None:
    assert "MasterUserPassword: ****" in report(REVIEW, INPUTS)
    assert "swordfish" not in report(REVIEW, INPUTS)
    findings: Any = review_json(REVIEW, everything=True)["findings"]
    assert "swordfish" not in findings[1]["candidate"][0]["excerpt"]
    assert findings[1]["fixes"][0]["edits"][0]["text"] == "swordfish"


def test_what_was_not_checked_and_problems_are_said() -> None:
    problem = ProblemPlace("A comma is missing.", 3, 4, Span(0, 1), repairable=True)
    checked = Checked(
        lint_candidate=Check.TIMED_OUT, verification=Check.FAILED, why=("It took too long.",)
    )
    bad = replace(REVIEW, candidate=replace(SIDE, problems=(problem,)), checked=checked)
    text = report(bad, INPUTS)
    assert "## Syntax Problems\n\n- Candidate, line 3, column 4: A comma is missing." in text
    assert "- cfn-lint on the Candidate: timed out" in text
    assert "- Trying the fixes: failed\n- It took too long." in text
    assert "## Not Checked" not in report(REVIEW, INPUTS)


def test_decisions_and_suppressions_are_said() -> None:
    decided = replace(
        BASE,
        decision=Decision(State.ACCEPTED, "it is old"),
        suppressed_by="Metadata/cfn-lint/config/ignore_checks",
        note="Ask the team.",
    )
    text = report(replace(REVIEW, findings=(decided,)), INPUTS)
    assert "**Decision**: Accepted: it is old" in text
    assert "**Suppressed by**: `Metadata/cfn-lint/config/ignore_checks`" in text
    assert "**Note**: Ask the team." in text


def test_links_lead_to_aws_alone() -> None:
    elsewhere = replace(BASE, documentation=(Link("x", "https://evil.example/"),))
    text = report(replace(REVIEW, findings=(elsewhere,)), INPUTS)
    assert "evil.example" not in text
    assert "AWS Documentation Reference" not in text


def test_nothing_found_is_said() -> None:
    text = report(replace(REVIEW, findings=(), shown=0), INPUTS)
    assert "It lists no finding." in text
    assert "- Total failures: 0 Critical, 0 High, 0 Medium, 0 Low" in text
    assert "knowledge gaps" not in text


EVIL = "x`y <img src=a> [b](javascript:c) ``` # d\n\n| e | @f https://g.example"


@pytest.mark.parametrize(
    "where", ["title", "issue", "suggestion", "root_cause", "note", "category"]
)
def test_foreign_words_stay_words(where: str) -> None:
    evil = replace(BASE, candidate=(replace(ENGINE, excerpt=EVIL, logical_id=EVIL),))
    values: dict[str, Any] = {where: EVIL}
    text = report(replace(REVIEW, findings=(replace(evil, **values),)), INPUTS)
    tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(text)
    assert not [token for token in tokens if token.type in ("html_block", "table_open")]
    links = [
        child.attrs["href"]
        for token in tokens
        for child in token.children or ()
        if child.type == "link_open"
    ]
    assert links == ["https://docs.aws.amazon.com/x.html"]
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert not kinds & {"html_inline", "image"}
