"""cfn-lint says all it has to say, in the right places, and nothing can make it do more."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from analysis.lint import LintMatch, LintResult, lint
from analysis.pipeline import read_template
from analysis.source import Source
from tests.shared_data import SEED, needs_shared, pair

QUEUE = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n      Colour: red\n"


def linted(text: str, path: str = "a.yaml") -> LintResult:
    return lint(read_template(Source(path, text)), "us-east-1")


def found(result: LintResult, rule: str) -> list[LintMatch]:
    return [match for match in result.matches if match.rule == rule]


def marked(text: str, match: LintMatch) -> str:
    return text[match.span.start : match.span.end]


@pytest.mark.parametrize(
    "before",
    [
        "",
        'Description: "a\u2028b\u2029c\u0085d"\n',
        "# \U0001f600 \u2028\r\n\r\n",
        "Description: |\n  one\n\n  two\n",
    ],
    ids=["nothing", "other line ends", "CRLF and an astral character", "a block"],
)
def test_a_match_stands_where_its_text_is(before: str) -> None:
    text = before + QUEUE
    [match] = found(linted(text), "E3002")
    assert marked(text, match) == "Colour"
    assert match.path == ("Resources", "Queue", "Properties", "Colour")
    assert match.is_error


def test_the_template_of_a_markdown_file_is_linted_in_place() -> None:
    text = f"# Answer\n\nText.\n\n```yaml\n{QUEUE}```\n"
    [match] = found(linted(text, "a.md"), "E3002")
    assert marked(text, match) == "Colour"


def test_a_mixed_template_is_linted_repaired_and_marked_in_its_own_text() -> None:
    text = """{
  "Resources": {
    "Task": {
      "Type": "AWS::SQS::Queue",
      "Properties": {
        "QueueName": |
          two
          lines
        ,
        "Colour": "red"
      }
    }
  }
}
"""
    result = linted(text, "a.json")
    [match] = found(result, "E3002")
    assert result.failure == ""
    assert marked(text, match) == '"Colour"'


@pytest.mark.parametrize(
    ("metadata", "suppressed_by"),
    [
        ("    Metadata: {cfn-lint: {config: {ignore_checks: [E3002]}}}\n", " of Queue"),
        ("Metadata: {cfn-lint: {config: {ignore_checks: [E]}}}\n", ""),
        ("    Metadata: {cfn-lint: {config: {ignore_checks: [E]}}}\n", None),
        ("    Metadata: {cfn-lint: {config: {ignore_checks: [W1001]}}}\n", None),
    ],
)
def test_what_a_template_hides_is_shown_and_marked(
    metadata: str, suppressed_by: str | None
) -> None:
    [match] = found(linted(QUEUE + metadata), "E3002")
    where = "Metadata/cfn-lint/config/ignore_checks"
    assert match.suppressed_by == (None if suppressed_by is None else where + suppressed_by)


@pytest.mark.parametrize(
    "metadata",
    [
        "Metadata: x\n",
        "Metadata: [x]\n",
        "Metadata:\n",
        "Metadata: {cfn-lint: }\n",
        "Metadata: {cfn-lint: {config: {ignore_checks: [5, {a: b}]}}}\n",
        "Metadata: {cfn-lint: {config: {regions: [nowhere], custom_rules: /etc/passwd}}}\n",
        "    Metadata:\n",
        "    Metadata: [x]\n",
        "    Metadata: {cfn-lint: {config: {ignore_checks: 5}}}\n",
        "    Metadata: {cfn-lint: {config: {ignore_checks: [{a: b}]}}}\n",
    ],
)
def test_odd_metadata_hides_nothing(metadata: str) -> None:
    result = linted(QUEUE + metadata)
    assert found(result, "E3002")
    # One rule of cfn-lint itself stumbles over some of these, and that is said.
    assert result.failure == "" or "rule I4010" in result.failure


def test_a_configuration_in_the_current_folder_and_at_home_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "evil").mkdir()
    (tmp_path / "evil" / "Evil.py").write_text("open('ran', 'w')\n")
    (tmp_path / ".cfnlintrc").write_text("ignore_checks: [E, W, I]\nappend_rules: [./evil]\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert found(linted(QUEUE), "E3002")
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    "text",
    [
        "Parameters: [a]\nResources:\n  T: {Type: AWS::SNS::Topic}\n",
        "Conditions: 5\nResources:\n  T: {Type: AWS::SNS::Topic}\n",
        "Resources:\n  T: {Type: AWS::SNS::Topic}\n  5: [6]\n",
    ],
)
def test_a_linter_that_fails_is_not_clean(text: str) -> None:
    result = linted(text)
    assert result.failure.startswith("cfn-lint failed")
    assert not found(result, "E0002")


def test_the_rules_that_break_down_are_named_and_their_errors_are_no_matches() -> None:
    result = linted("Resources:\n  T: {Type: AWS::SNS::Topic}\n  Odd: text\n")
    assert result.failure.startswith("cfn-lint failed in rule E1029: ")
    assert result.failure.endswith("And 1 more of its rules failed.")
    assert not [one for one in result.matches if "raised while" in one.message]
    assert found(result, "E3001")


@pytest.mark.parametrize("text", ["", "just a letter\n", "- a\n- b\n", "{}\n"])
def test_what_is_no_template_is_not_linted(text: str) -> None:
    result = linted(text)
    assert not result.matches
    assert "nothing of the template could be read" in result.failure


@pytest.mark.parametrize("error", [SystemExit(1), MemoryError(), RecursionError(), KeyError("x")])
def test_whatever_cfn_lint_raises_is_a_failure(
    error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.lint._run", _raising(error))
    assert type(error).__name__ in linted(QUEUE).failure


def test_a_rule_that_ends_the_linter_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def end(*_: object) -> None:
        raise SystemExit(1)

    monkeypatch.setattr("cfnlint.template.Template.is_resource_available", end)
    text = f"{QUEUE}  Topic: {{Type: AWS::SNS::Topic, DependsOn: Queue}}\n"
    assert linted(text).failure == "cfn-lint failed in rule E3005: SystemExit: 1"


def test_a_rule_that_fails_without_a_word_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    error = SimpleNamespace(
        rule=SimpleNamespace(id="E0002"),
        message="Unknown exception while processing rule E2015: ''",
        linenumber=1,
        columnnumber=1,
        linenumberend=1,
        columnnumberend=1,
    )
    monkeypatch.setattr("analysis.lint._run", lambda *_: [error])
    assert linted(QUEUE).failure == "cfn-lint failed in rule E2015 and gave no reason."


def test_an_interrupt_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.lint._run", _raising(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        linted(QUEUE)


def _raising(error: BaseException) -> object:
    def run(text: str, region: str) -> None:
        del text, region
        raise error

    return run


@needs_shared
def test_the_seed_has_what_cfn_lint_finds_in_it() -> None:
    from cfnlint.api import lint as whole_lint  # noqa: PLC0415 (only this test needs it)

    _, reference = pair(SEED)
    text = reference.read_text("utf-8")
    config = {"include_checks": ["I"], "regions": ["us-east-1"], "config_file": os.devnull}
    theirs = {
        (match.rule.id, " ".join(match.message.split()), match.linenumber)
        for match in whole_lint(text, config=config)
    }
    source = Source(str(reference), text)
    result = lint(read_template(source), "us-east-1")
    assert {
        (match.rule, match.message, source.line(match.span.start)) for match in result.matches
    } == theirs


def test_importing_lint_does_not_import_cfn_lint() -> None:
    code = (
        "import sys; sys.path.insert(0, '.'); import analysis.lint; print('cfnlint' in sys.modules)"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, cwd=root, text=True
    )
    assert done.stdout.strip() == "False"
