"""SARIF says where findings stand and what their fixes do, so that others can apply them."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from analysis import files
from analysis.edits import Edit, apply_edits
from analysis.findings import Decision, Finding, Fix, Impact, Place, Safety, Severity, State
from analysis.pipeline import review
from analysis.reports.sarif import sarif, sarif_text, uri_of
from analysis.review import Check, Checked, Inputs, Review, Side
from analysis.source import Source, Span
from tests.shared_data import corpus_pairs, needs_shared, pair

ROOT = Path(__file__).resolve().parents[3]
SCHEMA: dict[str, Any] = json.loads((ROOT / "docs" / "sarif.schema.json").read_text("utf-8"))
TEXT = "Résumé: 🙂\r\nEngine: mysql\rPort: {a}\n"
SOURCE = Source("my file#1.yaml", TEXT)
AT = Span(TEXT.index("mysql"), TEXT.index("mysql") + 5)
SIDE = Side(SOURCE.path, "yaml", "yaml", SOURCE.sha256, Span(0, len(TEXT)), (), (), 1, ())
FINDING = Finding(
    id="abc",
    rule="engine-mismatch",
    category="Database engine",
    severity=Severity.HIGH,
    title="Mismatch",
    logical_ids=(),
    resource_types=(),
    properties=(),
    candidate=(Place("Db", "Resources/Db/Engine", 2, 2, 2, "Engine: mysql", AT),),
    reference=(),
    issue="See [here](https://evil.example) and `${A}`.",
    suggestion="Use another.",
    root_cause="It was chosen.",
    impact=Impact(),
    fixes=(Fix("Take it", Safety.SAFE, (Edit(AT, "postgres"), Edit(Span(0, 0), "# new\n"))),),
)
INPUTS = Inputs(SOURCE)


def reviewed(*findings: Finding, secrets: tuple[str, ...] = ()) -> Review:
    return Review(SIDE, None, Checked(), findings, len(findings), 0, secrets=secrets)


def run_of(log: Any) -> Any:  # noqa: ANN401 (JSON has any type)
    assert [error.message[:200] for error in Draft202012Validator(SCHEMA).iter_errors(log)] == []
    return log["runs"][0]


def result_of(finding: Finding, **more: Any) -> Any:  # noqa: ANN401
    return run_of(sarif(reviewed(finding, **more), INPUTS))["results"][0]


def applied(text: str, fix: Any) -> str:  # noqa: ANN401
    """Apply a fix by lines and columns, as a reader of SARIF does."""
    source = Source("", text)
    edits = []
    for one in fix["artifactChanges"][0]["replacements"]:
        region = one["deletedRegion"]
        start, end = (
            source.line_span(region[f"{name}Line"]).start + region[f"{name}Column"] - 1
            for name in ("start", "end")
        )
        assert (start, end - start) == (region["charOffset"], region["charLength"])
        edits.append(Edit(Span(start, end), one.get("insertedContent", {"text": ""})["text"]))
    return apply_edits(text, edits)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_regions_count_code_points_and_our_line_ends() -> None:
    region = result_of(FINDING)["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (2, 9, 14)
    assert TEXT[region["charOffset"] :][: region["charLength"]] == "mysql"


def test_a_reader_can_apply_the_fix() -> None:
    fix = result_of(FINDING)["fixes"][0]
    assert applied(TEXT, fix) == apply_edits(TEXT, FINDING.fixes[0].edits)


def test_what_is_missing_is_shown_where_its_fix_would_put_it() -> None:
    result = result_of(
        replace(
            FINDING,
            candidate=(),
            fixes=(replace(FINDING.fixes[0], edits=(Edit(Span(AT.end, AT.end), "x"),)),),
        )
    )
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["charLength"]) == (2, 0)


def test_messages_hold_no_link_and_no_placeholder() -> None:
    message = result_of(FINDING)["message"]
    assert "](" not in message["text"]
    assert "${{A}}" in message["text"]
    assert "<a " not in MarkdownIt("gfm-like", {"linkify": False}).render(message["markdown"])


def test_rules_have_help_and_results_point_at_them() -> None:
    run = run_of(sarif(reviewed(FINDING, replace(FINDING, rule="tags", id="b")), INPUTS))
    rules = run["tool"]["driver"]["rules"]
    assert [rules[one["ruleIndex"]]["id"] for one in run["results"]] == ["engine-mismatch", "tags"]
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)


@pytest.mark.parametrize(
    ("finding", "kinds"),
    [
        (FINDING, []),
        (replace(FINDING, suppressed_by="Metadata/cfn-lint/x"), ["inSource"]),
        (replace(FINDING, decision=Decision(State.DISMISSED, "as agreed")), ["external"]),
    ],
)
def test_decisions_are_suppressions(finding: Finding, kinds: list[str]) -> None:
    suppressions = result_of(finding)["suppressions"]
    assert [one["kind"] for one in suppressions] == kinds
    assert all(one["justification"] for one in suppressions)


def test_secrets_are_masked_and_no_fix_spells_one_out() -> None:
    finding = replace(
        FINDING,
        issue="It is swordfish.",
        fixes=(*FINDING.fixes, Fix("Leak", Safety.SAFE, (Edit(AT, "swordfish"),))),
    )
    text = sarif_text(reviewed(finding, secrets=("swordfish",)), INPUTS)
    assert "swordfish" not in text
    assert len(run_of(json.loads(text))["results"][0]["fixes"]) == 1


def test_what_was_not_checked_is_a_notification() -> None:
    checked = Checked(lint_candidate=Check.TIMED_OUT, why=("cfn-lint was too slow.",))
    run = run_of(sarif(replace(reviewed(), checked=checked), INPUTS))
    said = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    assert said == "cfn-lint was too slow."


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b/ü#1.yaml", "a%20b/%C3%BC%231.yaml"),
        ("/tmp/a.json", "file:///tmp/a.json"),  # noqa: S108 (nothing is written)
        ("C:\\x y\\a.json", "file:///C:/x%20y/a.json"),
        ("http:x", "http%3Ax"),
        ("../a.json", "../a.json"),
    ],
)
def test_paths_become_uris(path: str, uri: str) -> None:
    assert uri_of(path) == uri
    assert unquote(urlparse(uri).path) or uri


@needs_shared
@pytest.mark.parametrize("folder", corpus_pairs(every=66), ids=lambda path: path.name)
def test_real_reviews_validate_and_their_fixes_apply(folder: Path) -> None:
    mine, known = (files.load(str(path)) for path in pair(folder))
    inputs = Inputs(mine, known, lint=False)
    found = review(inputs)
    run = run_of(json.loads(sarif_text(found, inputs, everything=True)))
    assert len(run["results"]) == len(found.findings)
    texts = {
        apply_edits(mine.text, fix.edits) for finding in found.findings for fix in finding.fixes
    }
    for result in run["results"]:
        for fix in result.get("fixes", ()):
            assert applied(mine.text, fix) in texts


def test_only_the_candidate_has_a_role_that_the_standard_knows() -> None:
    both = replace(reviewed(FINDING), reference=SIDE)
    mine, known = run_of(sarif(both, replace(INPUTS, reference=SOURCE)))["artifacts"]
    assert mine["roles"] == ["analysisTarget"]
    assert "roles" not in known
