"""`fix` changes the candidate's own text, and writes it as asked."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from analysis.commands.command_line import run
from analysis.commands.patch import unified_diff
from analysis.source import Source
from analysis.worker_client import WorkerClient

REFERENCE = """\
Description: Keeps jobs until they are done.
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 60
"""
CANDIDATE = """\
Resources:
  Queue:  # jobs
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 30
"""
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


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "candidate.yaml").write_text(CANDIDATE)
    (tmp_path / "reference.yaml").write_text(REFERENCE)
    return tmp_path


def output_of(capsysbinary: pytest.CaptureFixture[bytes], *arguments: str) -> bytes:
    assert run(arguments) == 0
    return capsysbinary.readouterr().out


def test_all_makes_it_mean_the_same(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    fixed = output_of(capsysbinary, "fix", "candidate.yaml", "reference.yaml", "--all")
    assert b"# jobs" in fixed
    (folder / "fixed.yaml").write_bytes(fixed)
    diff = output_of(capsysbinary, "diff", "fixed.yaml", "reference.yaml", "--format", "json")
    assert json.loads(diff)["differences"] == []
    again = output_of(capsysbinary, "fix", "fixed.yaml", "reference.yaml", "--all")
    assert again == fixed


def test_the_rest_of_a_markdown_file_stays(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = f"# Answer\r\n\nHere `it` is.\n\n```yaml\n{CANDIDATE}```\n\nThat is *all*."
    (folder / "answer.md").write_bytes(text.encode())
    fixed = output_of(capsysbinary, "fix", "answer.md", "reference.yaml", "--all").decode()
    assert fixed.startswith("# Answer\r\n\nHere `it` is.\n\n```yaml\n")
    assert fixed.endswith("```\n\nThat is *all*.")
    assert "VisibilityTimeout: 60" in fixed


def test_safe_fixes_repair_the_syntax(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (folder / "mixed.json").write_text(MIXED)
    fixed = output_of(capsysbinary, "fix", "mixed.json", "--safe", "--no-lint")
    topic = json.loads(fixed)["Resources"]["Topic"]
    assert topic["Properties"]["DisplayName"].strip() == "A name"


def test_one_finding_is_fixed_in_place(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    pair = ("candidate.yaml", "reference.yaml", "--no-lint")
    review = json.loads(output_of(capsysbinary, "review", *pair, "--format", "json", "--all"))
    wanted = [one["id"] for one in review["findings"] if "VisibilityTimeout" in one["properties"]]
    (folder / "candidate.yaml").write_bytes(b"\xef\xbb\xbf" + CANDIDATE.encode())
    assert output_of(capsysbinary, "fix", *pair, "--finding", wanted[0], "--in-place") == b""
    fixed = (folder / "candidate.yaml").read_bytes()
    assert fixed == b"\xef\xbb\xbf" + CANDIDATE.replace("30", "60").encode()


SPARE = """\
Parameters:
  Colour:
    Type: String
    Default: red
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: !Sub "30"
  Other:
    Type: AWS::SQS::Queue
    DependsOn: Queue
    Properties:
      RedriveAllowPolicy:
        sourceQueueArns: [!GetAtt Queue.Arn]
"""


def test_safe_fixes_change_nothing_that_is_deployed(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (folder / "spare.yaml").write_text(SPARE)
    fixed = output_of(capsysbinary, "fix", "spare.yaml", "--safe").decode()
    left = SPARE[SPARE.index("Resources:") :].replace("    DependsOn: Queue\n", "")
    assert fixed == left.replace('!Sub "30"', '"30"')


def test_safe_fixes_that_touch_are_said_and_done_in_turn(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Deleting two neighbours that become one edit each cannot be done at once."""
    text = SPARE.replace("Parameters:\n", "Parameters:\n  Size:\n    Type: String\n").replace(
        "Resources:\n", "Conditions:\n  IsBig: !Equals [!Ref Size, big]\nResources:\n"
    )
    (folder / "spare.yaml").write_text(text)
    assert run(("fix", "spare.yaml", "--safe")) == 0
    said = capsysbinary.readouterr()
    assert b"Colour" not in said.out
    assert b"IsBig" not in said.out
    assert b"Size" not in said.out
    assert said.err.decode().splitlines()[-1].startswith("twinstack: gone: ")
    assert said.err.decode().endswith("new: none\n")


def findings_of(capsysbinary: pytest.CaptureFixture[bytes], *files: str) -> dict[str, str]:
    """Return the ids of the findings by title."""
    output = output_of(capsysbinary, "review", *files, "--no-lint", "--format", "json", "--all")
    return {one["title"]: one["id"] for one in json.loads(output)["findings"]}


def test_several_findings_are_fixed_one_after_the_other(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (folder / "spare.yaml").write_text(SPARE.replace("  Queue:", "  Queue:  # jobs"))
    pair = ("spare.yaml", "reference.yaml")
    ids = findings_of(capsysbinary, *pair)
    told = ("Unused Parameter Colour", "Surplus Event Wiring: Other", "Missing Descriptions")
    chosen = [word for one in told for word in ("--finding", ids[one])]
    fixed = output_of(capsysbinary, "fix", *pair, "--no-lint", *chosen).decode()
    assert fixed.startswith("Description: Keeps jobs until they are done.\nResources:\n")
    assert "# jobs" in fixed
    assert "Other" not in fixed
    assert "Colour" not in fixed


RUNTIME = """\
Resources:
  Job:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: python3.7
      Handler: index.handler
      Role: arn:aws:iam::111122223333:role/x
      Code: {S3Bucket: code, S3Key: job}
"""


def test_a_choice_is_the_users(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    (folder / "job.yaml").write_text(RUNTIME)
    review = json.loads(output_of(capsysbinary, "review", "job.yaml", "--format", "json", "--all"))
    (finding,) = (one for one in review["findings"] if one["properties"] == ["Runtime"])
    assert run(("fix", "job.yaml", "--finding", finding["id"])) == 2
    said = capsysbinary.readouterr().err.decode()
    assert f"leaves a choice: {finding['id']}#1: Use python3." in said
    chosen = output_of(capsysbinary, "fix", "job.yaml", "--finding", f"{finding['id']}#1")
    assert b"python3.7" not in chosen


def test_a_fix_that_brings_an_error_is_not_done(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    odd = REFERENCE + "  Session:\n    Type: AWS::Macie2::Session\n"
    (folder / "reference.yaml").write_text(odd)
    pair = ("candidate.yaml", "reference.yaml")
    review = json.loads(output_of(capsysbinary, "review", *pair, "--format", "json", "--all"))
    wanted = [one["id"] for one in review["findings"] if "Session" in one["title"]]
    assert run(("fix", *pair, "--finding", wanted[0])) == 3
    said = capsysbinary.readouterr()
    assert said.out.decode() == CANDIDATE
    assert "Withdrawn: applied, cfn-lint has a new error, E3006: " in said.err.decode()


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
@pytest.mark.parametrize("name", ["candidate.yaml", "sub dir/my file.yaml", 'a\n"b\\\\.yaml'])
@pytest.mark.parametrize(
    "text",
    [
        CANDIDATE,
        CANDIDATE.rstrip("\n"),
        CANDIDATE.replace("\n", "\r\n"),
        f"\ufeff{CANDIDATE}",
        CANDIDATE.replace("jobs", "j\u00f6bs\u00a0\U0001f600"),
    ],
    ids=["plain", "no newline at the end", "CRLF", "a mark", "not ASCII"],
)
def test_git_takes_the_patch(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes], text: str, name: str
) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(text.encode())
    fixed = output_of(capsysbinary, "fix", name, "reference.yaml", "--all")
    patch = output_of(capsysbinary, "fix", name, "reference.yaml", "--all", "--diff")
    subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], input=patch, check=True)
    assert (folder / name).read_bytes() == fixed


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("new\nline.yaml", '"a/new\\012line.yaml"'),
        ('a"b\\c.yaml', '"a/a\\042b\\134c.yaml"'),
        ("esc\x1b[31m.yaml", '"a/esc\\033[31m.yaml"'),
        ("\udcff.yaml", '"a/\\377.yaml"'),
        ("a b.yaml", "a/a b.yaml\t"),
    ],
)
def test_a_name_in_a_patch_is_written_as_git_writes_it(name: str, written: str) -> None:
    patch = unified_diff(name, Source(name, "a: 1\n"), "a: 2\n")
    assert patch.startswith(f"--- {written}\n")


def test_no_change_is_no_patch() -> None:
    assert unified_diff("a.yaml", Source("a.yaml", CANDIDATE), CANDIDATE) == ""


def test_what_cannot_be_done_is_said(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    del folder
    answer = {"text": CANDIDATE, "left": ["change Resources/Queue"]}
    monkeypatch.setattr(WorkerClient, "ask", lambda *_: answer)
    assert run(("fix", "candidate.yaml", "reference.yaml", "--all")) == 3
    said = capsysbinary.readouterr()
    assert said.out.decode() == CANDIDATE
    assert said.err == b"twinstack: not done: change Resources/Queue\n"
