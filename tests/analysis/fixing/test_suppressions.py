"""A dismissed finding goes into the template's Metadata, in the form of the tool that reads it."""

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from analysis.edits import apply_edits
from analysis.findings import Fix
from analysis.fixing.suppressions import Dialect, Suppression, suppress
from analysis.lint import lint
from analysis.pipeline import read_template
from analysis.source import Source
from analysis.template import Template

YAML = """\
AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Queue:
    Type: AWS::SQS::Queue
    # Keep this.
    Properties:
      VisibilityTimeout: 30
  Bare: {Type: AWS::SNS::Topic}
"""
JSON = """\
{
  "Resources": {
    "Queue": {
      "Type": "AWS::SQS::Queue",
      "Properties": {"VisibilityTimeout": 30}
    }
  }
}
"""
REASON = "It is: meant."


def template_of(text: str) -> Template:
    return read_template(Source("t.json" if text.startswith("{") else "t.yaml", text))


def written(text: str, *wanted: Suppression) -> str:
    for one in wanted:
        fix = suppress(template_of(text), one)
        assert isinstance(fix, Fix)
        text = apply_edits(text, fix.edits)
    return text


def loaded(text: str) -> Any:  # noqa: ANN401 (a template has any form)
    return json.loads(text) if text.startswith("{") else yaml.safe_load(text)


def meant(dialect: Dialect, check: str = "W1", at: str = "Queue") -> Suppression:
    return Suppression(dialect, check, REASON, at)


@pytest.mark.parametrize("text", [YAML, JSON], ids=["yaml", "json"])
@pytest.mark.parametrize("dialect", Dialect)
def test_each_tool_gets_its_own_form(text: str, dialect: Dialect) -> None:
    after = written(text, meant(dialect))
    metadata = loaded(after)["Resources"]["Queue"].pop("Metadata")
    assert metadata == {dialect.value: expected(dialect, "W1", REASON)}
    rest = loaded(after)
    del rest["Resources"]["Queue"]["Metadata"]
    assert rest == loaded(text)
    assert ("# Keep this." in after) == ("# Keep this." in text)


@pytest.mark.parametrize("text", [YAML, JSON], ids=["yaml", "json"])
def test_what_is_there_stays_beside_what_comes(text: str) -> None:
    once = written(text, *map(meant, Dialect))
    twice = written(once, *(meant(dialect, "X2") for dialect in Dialect))
    metadata = loaded(twice)["Resources"]["Queue"]["Metadata"]
    assert metadata["cfn-lint"]["config"]["ignore_checks"] == ["W1", "X2"]
    assert metadata["cfn-lint"]["reasons"].keys() == {"W1", "X2"}
    assert [one["id"] for one in metadata["checkov"]["skip"]] == ["W1", "X2"]
    assert [one["id"] for one in metadata["cfn_nag"]["rules_to_suppress"]] == ["W1", "X2"]
    assert metadata["guard"]["SuppressedRules"] == ["W1", "X2"]
    for dialect in Dialect:
        assert suppress(template_of(twice), meant(dialect)) is None


def test_custom_puts_metadata_behind_the_type() -> None:
    assert "Type: AWS::SQS::Queue\n    Metadata:\n      guard:" in written(
        YAML, meant(Dialect.GUARD)
    )
    whole = written(YAML, meant(Dialect.CFN_LINT, at=""))
    assert list(loaded(whole)) == ["AWSTemplateFormatVersion", "Metadata", "Resources"]


def test_brackets_stay_brackets() -> None:
    after = written(YAML, meant(Dialect.CHECKOV, at="Bare"))
    assert loaded(after)["Resources"]["Bare"]["Metadata"]["checkov"] == expected(
        Dialect.CHECKOV, "W1", REASON
    )
    assert len(after.splitlines()) == len(YAML.splitlines())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (YAML, meant(Dialect.CHECKOV, at="")),
        (YAML, meant(Dialect.CFN_LINT, at="Nobody")),
        (YAML, meant(Dialect.CFN_LINT, check=" ")),
        (YAML.replace("# Keep this.", "Metadata: odd"), meant(Dialect.CFN_LINT)),
        (YAML.replace("# Keep this.", "Metadata: {checkov: [1]}"), meant(Dialect.CHECKOV)),
        (
            YAML.replace("# Keep this.", "Metadata: {guard: {SuppressedRules: 1}}"),
            meant(Dialect.GUARD),
        ),
    ],
)
def test_nothing_is_written_where_it_has_no_place(text: str, wanted: Suppression) -> None:
    assert suppress(template_of(text), wanted) is None


def test_empty_metadata_is_filled() -> None:
    for empty in ("Metadata:", "Metadata: {}"):
        after = written(YAML.replace("# Keep this.", empty), meant(Dialect.GUARD))
        metadata = loaded(after)["Resources"]["Queue"]["Metadata"]
        assert metadata == {"guard": expected(Dialect.GUARD, "W1", REASON)}


def expected(dialect: Dialect, check: str, reason: str) -> Any:  # noqa: ANN401
    match dialect:
        case Dialect.CFN_LINT:
            return {"config": {"ignore_checks": [check]}, "reasons": {check: reason}}
        case Dialect.CHECKOV:
            return {"skip": [{"id": check, "comment": reason}]}
        case Dialect.CFN_NAG:
            return {"rules_to_suppress": [{"id": check, "reason": reason}]}
        case Dialect.GUARD:
            return {"SuppressedRules": [check], "reasons": {check: reason}}


words = st.text(min_size=1).filter(str.strip)


@given(words, words, st.sampled_from(Dialect))
def test_any_words_arrive_whole(check: str, reason: str, dialect: Dialect) -> None:
    fix = suppress(template_of(JSON), Suppression(dialect, check, reason, "Queue"))
    assert fix
    metadata = json.loads(apply_edits(JSON, fix.edits))["Resources"]["Queue"]["Metadata"]
    assert metadata == {dialect.value: expected(dialect, check, reason)}


def test_cfn_lint_heeds_what_was_written() -> None:
    text = YAML.replace("Timeout: 30", "Timeout: 30\n      Unheard: 1")
    before = lint(template_of(text), "us-east-1").matches
    checks = {match.rule for match in before if not match.suppressed_by}
    assert "E3002" in checks
    after = written(text, *(meant(Dialect.CFN_LINT, check) for check in sorted(checks)))
    found = lint(template_of(after), "us-east-1").matches
    assert [match.rule for match in found if not match.suppressed_by] == []
