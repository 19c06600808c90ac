"""A team's settings change what is reported, and every report says what they did."""

import json
from pathlib import Path
from typing import Any

import pytest

from analysis import team_settings
from analysis.commands.command_line import run
from analysis.files import RefusedFileError
from analysis.findings import Severity
from analysis.lint import LintMatch, LintOutcome, LintResult
from analysis.pipeline import review
from analysis.review import Inputs
from analysis.settings import Settings
from analysis.source import Source, Span

CANDIDATE = """\
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 30
"""
REFERENCE = """\
Description: Takes orders.
Resources:
  Queue:
    Type: AWS::SQS::Queue
    DeletionPolicy: Retain
    Properties:
      VisibilityTimeout: 60
"""
FORMATS = ("markdown", "json", "html", "sarif", "github")


def reviewed(settings: Settings, *checks: str) -> Any:  # noqa: ANN401
    inputs = Inputs(
        Source("a.yaml", CANDIDATE),
        Source("b.yaml", REFERENCE),
        lint=bool(checks),
        settings=settings,
    )
    found = tuple(LintMatch(one, "Odd", ("Resources", "Queue"), Span(13, 18)) for one in checks)
    return review(inputs, LintOutcome(LintResult(found), LintResult()) if checks else None)


def rules(result: Any) -> dict[str, Severity]:  # noqa: ANN401
    return {finding.rule: finding.severity for finding in result.findings}


def test_rule_that_is_off_reports_nothing_and_is_said_to_be_off() -> None:
    assert "description" in rules(reviewed(Settings()))
    result = reviewed(Settings((("description", "off"), ("tags", "off")), source="team.toml"))
    assert "description" not in rules(result)
    assert result.checked.why[-1] == (
        "Switched off by team.toml: `description` (1 finding), `tags` (no findings)."
    )
    assert result.other_differences == reviewed(Settings()).other_differences + 1


def test_rule_is_as_grave_as_the_team_holds_it() -> None:
    result = reviewed(Settings((("description", "critical"),), source="team.toml"))
    assert rules(result)["description"] is Severity.CRITICAL
    (now,) = (one for one in result.findings if one.rule == "description")
    (before,) = (one for one in reviewed(Settings()).findings if one.rule == "description")
    assert now.weight > before.weight
    weights = [one.weight for one in result.findings]
    assert weights == sorted(weights, reverse=True)
    assert result.checked.why[-1] == "Graded by team.toml: `description` critical."


def test_checks_of_cfn_lint_are_left_out() -> None:
    assert "cfn-lint" in rules(reviewed(Settings(), "W3010", "I3011"))
    result = reviewed(Settings(ignored_checks=("W3", "I3011"), source="t.toml"), "W3010", "I3011")
    assert "cfn-lint" not in rules(result)
    assert result.checked.why[-1] == (
        "Checks of cfn-lint switched off by t.toml: W3 (1 finding), I3011 (1 finding)."
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text(CANDIDATE)
    (tmp_path / "b.yaml").write_text(REFERENCE)
    (tmp_path / "twinstack.toml").write_text(
        'region = "eu-west-1"\nlabels = "model-ideal"\n[rules]\ndescription = "off"\n'
    )
    return tmp_path


@pytest.mark.parametrize("form", FORMATS)
def test_every_report_says_what_is_off(folder: Path, form: str) -> None:
    output = folder / "review"
    arguments = ("review", "a.yaml", "b.yaml", "--no-lint", "--format", form)
    assert run((*arguments, "--settings", "twinstack.toml", "--output", str(output))) == 0
    text = output.read_text("utf-8")
    assert "Switched off by " in text
    assert ("IDEAL_RESPONSE" in text) == (form == "markdown")


def test_settings_in_the_templates_folder_are_not_obeyed_unasked(folder: Path) -> None:
    output = folder / "review.json"
    assert (
        run(
            ("review", "a.yaml", "b.yaml", "--no-lint", "--format", "json", "--output", str(output))
        )
        == 0
    )
    found = json.loads(output.read_text())["findings"]
    assert "description" in {finding["rule"] for finding in found}


def test_batch_takes_settings_and_begins_anew_with_others(folder: Path) -> None:
    pair = folder / "pairs" / "one"
    pair.mkdir(parents=True)
    (folder / "a.yaml").rename(pair / "candidate.yaml")
    (folder / "b.yaml").rename(pair / "reference.yaml")
    batch = ("batch", "pairs", "--output", "o", "--no-lint", "--resume")
    assert run((*batch, "--settings", "twinstack.toml")) == 0
    assert "Switched off" in (folder / "o" / "one.json").read_text()
    assert run(batch) == 0
    assert "Switched off" not in (folder / "o" / "one.json").read_text()


def test_settings_are_found_up_to_the_repository(folder: Path) -> None:
    below = folder / "x" / "y"
    below.mkdir(parents=True)
    assert team_settings.found_above(str(below / "a.yaml")) == str(folder / "twinstack.toml")
    (folder / "x" / ".git").mkdir()
    assert team_settings.found_above(str(below / "a.yaml")) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("rules = 3", "rules must be a table"),
        ("[rules]\nunheard-of = 'off'", "there is no rule 'unheard-of'"),
        ("[rules]\ntags = 'grave'", "rules.tags must be one of off, critical,"),
        ("[rules]\ntags = []", "rules.tags must be one of off, critical,"),
        ("rulse = {}", "there is no setting rulse"),
        ("[cfn-lint]\nignore = []", "there is no setting cfn-lint.ignore"),
        ("[cfn-lint]\nignore_checks = 'W'", "ignore_checks must be a list"),
        ("[cfn-lint]\nignore_checks = ['']", "ignore_checks must be a list"),
        ("[cfn-lint]\ncfnlintrc = 1", "cfnlintrc must be the name"),
        ("region = 'the moon'", "region must be the name of a region"),
        ("labels = ['model-ideal']", "labels must be one of"),
        ("region = ", "Invalid value"),
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "twinstack.toml"
    path.write_text(text)
    with pytest.raises(RefusedFileError, match="These are no settings") as refused:
        team_settings.load(str(path))
    assert why in refused.value.reason


def test_ignored_checks_of_cfnlintrc_count_only_where_they_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / ".cfnlintrc").write_text("ignore_checks:\n  - W3010\nregions: [us-east-1]\n")
    path = tmp_path / "twinstack.toml"
    path.write_text("[cfn-lint]\nignore_checks = ['I']\n")
    assert team_settings.load(str(path)).findings.ignored_checks == ("I",)
    path.write_text("[cfn-lint]\nignore_checks = ['I']\ncfnlintrc = '.cfnlintrc'\n")
    assert team_settings.load(str(path)).findings.ignored_checks == ("I", "W3010")


@pytest.mark.parametrize("text", ["- a", "ignore_checks: W", "a: [", "ignore_checks: [1]", "!!x y"])
def test_odd_cfnlintrc_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "rc").write_text(text)
    (tmp_path / "twinstack.toml").write_text("[cfn-lint]\ncfnlintrc = 'rc'\n")
    with pytest.raises(RefusedFileError):
        team_settings.load(str(tmp_path / "twinstack.toml"))
