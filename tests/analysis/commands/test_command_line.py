"""The command line does what PRODUCT.md says, with its statuses, and prints nothing else."""

import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from analysis.commands.command_line import run
from analysis.review import Check, Checked, Inputs, Review
from analysis.supervision import Supervisor

ROOT = Path(__file__).resolve().parents[3]
SCHEMA: dict[str, Any] = json.loads((ROOT / "docs" / "review.schema.json").read_text("utf-8"))

REFERENCE = """\
AWSTemplateFormatVersion: '2010-09-09'
Description: Keeps jobs until they are done.
Resources:
  Queue:
    Type: AWS::SQS::Queue
    DeletionPolicy: Retain
    Properties:
      VisibilityTimeout: 60
      KmsMasterKeyId: alias/aws/sqs
Outputs:
  QueueUrl:
    Value: !Ref Queue
    Export: {Name: jobs-queue-url}
"""
CANDIDATE = """\
AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Queue:  # jobs
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 30
"""
# JSON with a YAML block scalar in it, which no parser takes.
MIXED = """\
{
  "Resources": {
    "Topic": {
      "Type": "AWS::SNS::Topic",
      "Properties": {
        "DisplayName": |
          A name
      }
    }
  }
}
"""
MARKDOWN = f"# Answer\n\nHere it is.\n\n```yaml\n{CANDIDATE}```\n\nThat is all.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (
        ("candidate.yaml", CANDIDATE),
        ("reference.yaml", REFERENCE),
        ("mixed.json", MIXED),
        ("answer.md", MARKDOWN),
        ("letter.txt", "Dear reader,\n"),
    ):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def said(capsysbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, str, str]:
    """Run a command; return its status, output and complaint."""
    status = run(arguments)
    output, complaint = capsysbinary.readouterr()
    return status, output.decode("utf-8"), complaint.decode("utf-8")


def validate(text: str, kind: str) -> Any:  # noqa: ANN401 (JSON has any type)
    data = json.loads(text)
    one = {"$ref": f"#/$defs/{kind}", "$defs": SCHEMA["$defs"]}
    assert [error.message for error in Draft202012Validator(one).iter_errors(data)] == []
    assert Draft202012Validator(SCHEMA).is_valid(data)
    return data


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_review_prints_the_contract(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    del folder
    arguments = ("review", "candidate.yaml", "reference.yaml", "--format", "json")
    status, output, complaint = said(capsysbinary, *arguments, "--verify")
    review = validate(output, "review")
    assert (status, complaint) == (0, "")
    assert review["candidate"]["path"] == "candidate.yaml"
    assert review["checked"]["verification"] == "done"
    assert {fix["verified"] for one in review["findings"] for fix in one["fixes"]} <= {"yes", "no"}
    assert sum(review["summary"].values()) == len(review["findings"]) + review["hidden_findings"]


def test_review_of_one_template_has_no_reference(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    del folder
    status, output, _ = said(capsysbinary, "review", "mixed.json", "--format", "json")
    review = validate(output, "review")
    assert status == 0
    assert review["reference"] is None
    assert review["candidate"]["format"] == "mixed"
    assert review["candidate"]["problems"][0]["line"] == 6
    assert review["checked"]["lint_reference"] == "skipped"


def test_review_writes_markdown_with_the_labels_asked_for(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    arguments = ("review", "candidate.yaml", "reference.yaml", "--no-lint", "--output", "r.md")
    status, output, complaint = said(capsysbinary, *arguments, "--labels", "model-ideal")
    assert (status, output, complaint) == (0, "", "")
    report = (folder / "r.md").read_text("utf-8")
    assert report.startswith("# Model Response Failures Analysis\n")
    assert "**MODEL_RESPONSE Issue**" in report
    assert "cfn-lint was switched off" in report


@pytest.mark.parametrize(
    ("limit", "extra", "status"),
    [
        ("critical", ("--no-lint",), 0),
        ("low", ("--no-lint",), 1),
    ],
)
def test_review_fails_on_what_is_grave(
    folder: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
    limit: str,
    extra: tuple[str, ...],
    status: int,
) -> None:
    del folder
    arguments = ("review", "candidate.yaml", "reference.yaml", "--fail-on", limit, *extra)
    assert said(capsysbinary, *arguments)[0] == status


def test_review_fails_on_what_was_not_checked(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    del folder
    whole = Supervisor.review

    def too_slow(self: Supervisor, inputs: Inputs, *, verify: str = "none") -> Review:
        checked = Checked(lint_candidate=Check.TIMED_OUT, why=("cfn-lint was too slow.",))
        return replace(whole(self, inputs, verify=verify), checked=checked)

    monkeypatch.setattr(Supervisor, "review", too_slow)
    arguments = ("review", "candidate.yaml", "--no-lint", "--fail-on", "critical")
    status, _, complaint = said(capsysbinary, *arguments)
    assert status == 3
    assert complaint == "twinstack: not everything was checked: cfn-lint was too slow.\n"
    assert said(capsysbinary, *arguments, "--allow-unchecked")[0] == 0
    assert said(capsysbinary, *arguments[:-2])[0] == 0


def test_standard_input_is_read(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    del folder
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(CANDIDATE.encode())))
    status, output, _ = said(capsysbinary, "diff", "-", "reference.yaml", "--format", "json")
    assert status == 0
    assert validate(output, "diff")["differences"]


def test_diff_says_what_either_deployment_does(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    del folder
    arguments = ("diff", "candidate.yaml", "reference.yaml", "--format", "markdown")
    for options, deployed in (((), "candidate"), (("--deploy", "reference"), "reference")):
        status, output, _ = said(capsysbinary, *arguments, *options)
        assert status == 0
        assert f"## Impact of deploying the {deployed} over" in output


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("review", "missing.yaml"), "missing.yaml: There is no such file."),
        (("review", "."), ".: This is a folder, not a file."),
        (("review", "letter.txt"), "letter.txt: "),
        (("review", "answer.md#2"), "answer.md: It has 1 and not 2 templates."),
        (("diff", "-", "-"), "only one template can come from standard input"),
        (("fix", "candidate.yaml", "--all"), "fix --all needs a reference"),
        (("fix", "candidate.yaml", "--finding", "none"), "there is no finding 'none'"),
        (("fix", "-", "--safe", "--in-place"), "fix --in-place needs a file"),
        (("batch", "nowhere", "--output", "out"), "nowhere: there is no such folder"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_status_2(
    folder: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
    arguments: tuple[str, ...],
    complaint: str,
) -> None:
    del folder
    status, output, said_ = said(capsysbinary, *arguments)
    assert (status, output) == (2, "")
    assert said_.startswith(f"twinstack: {complaint}")
    assert said_.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("review",),
        ("review", "a", "b", "c"),
        ("review", "a", "--format", "xml"),
        ("review", "a", "--fail-on", "grave"),
        ("review", "a", "--region", "the moon"),
        ("fix", "a", "b"),
        ("fix", "a", "b", "--safe", "--all"),
        ("fix", "a", "b", "--safe", "--diff", "--in-place"),
        ("diff", "a"),
        ("graph", "a"),
        ("graph", "a", "--output", "x.gif"),
        ("batch", "a", "--output", "b", "--jobs", "0"),
        ("batch", "a", "--output", "b", "--jobs", "2", "--scheduler", "c"),
        ("unheard-of",),
        ("graph", "a\nb", "--output", "x\n.gif"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_status_2(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        run(arguments)
    assert end.value.code == 2
    said_ = capsys.readouterr()
    assert said_.out == ""
    assert said_.err.startswith("twinstack: ")
    assert said_.err.count("\n") == 1
    assert "--help" in said_.err


def test_help_explains_with_examples() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "--help"], capture_output=True, check=True
    )
    text = done.stdout.decode()
    assert all(word in text for word in ("review", "fix", "diff", "graph", "batch", "exit status"))


def test_without_a_display_the_window_says_so() -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux can be without a display")
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py")],
        capture_output=True,
        check=False,
        env={"PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.startswith(b"twinstack: there is no display")


def test_the_entry_point_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.path.insert(0, '.'); import main; "
        "print([name for name in ('yaml', 'PySide6', 'argparse', 'json') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, check=True, cwd=ROOT
    )
    assert done.stdout.decode().strip() == "[]"
