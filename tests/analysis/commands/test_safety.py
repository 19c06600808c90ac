"""Nothing that stands in a template or beside it gives the program orders."""

import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from analysis import worker_client
from analysis.commands.command_line import run
from analysis.commands.output import complain
from analysis.worker_client import Deadlines
from benchmarks.hostile.audited import MARK, hostile_folder, of_command, of_worker

ROOT = Path(__file__).resolve().parents[3]
QUEUE = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n      Wrong: x\n"
KNOWN = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n"
ENDLESS = f"Parameters:\n  P: {{Type: String, AllowedPattern: ^(a|aa)+$, Default: {'a' * 60}!}}\n"
# Put together here, so that no scanner takes it for a real one.
TOKEN = "ghp_" + "q1W2e3R4t5Y6u7I8o9P0a1S2d3F4g5H6j7K8"
SECRET = f"""{KNOWN}\
  Database:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUserPassword: hush-hush-77
      DBName: {TOKEN}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "known.yaml").write_text(KNOWN, "utf-8")
    return tmp_path


def said(capsysbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, str, str]:
    status = run(arguments)
    output, complaint = capsysbinary.readouterr()
    return status, output.decode("utf-8"), complaint.decode("utf-8")


def test_a_lint_that_hangs_passes_no_gate(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "endless.yaml").write_text(f"{ENDLESS}{KNOWN}", "utf-8")
    quick = partial(Deadlines, lint=1.0, lint_per_mb=0.0)
    monkeypatch.setattr(worker_client, "Deadlines", quick)
    arguments = ("review", "endless.yaml", "--fail-on", "critical")
    status, output, complaint = said(capsysbinary, *arguments)
    assert status == 3
    assert "cfn-lint did not answer in time" in complaint
    assert "cfn-lint did not answer in time" in output


def test_orders_to_cfn_lint_beside_the_template_are_not_read(folder: Path) -> None:
    stray = hostile_folder(folder)
    (folder / "queue.yaml").write_text(QUEUE, "utf-8")
    done = subprocess.run(
        [
            sys.executable,
            str(ROOT / "main.py"),
            "review",
            "queue.yaml",
            "--format",
            "json",
            "--all",
        ],
        cwd=folder,
        env={**os.environ, "HOME": str(folder)},
        capture_output=True,
        check=True,
    )
    review = json.loads(done.stdout)
    assert "E3002" in json.dumps(review["findings"])
    assert review["checked"]["lint_candidate"] == "done"
    assert not stray.exists()


@pytest.mark.parametrize("order", ["ignore_checks: [E, W, I]", "mandatory_checks: x", "regions: 5"])
def test_no_finding_is_lost_to_orders_in_the_template(
    order: str, folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    metadata = f"{{cfn-lint: {{config: {{{order}}}}}}}"
    text = f"{QUEUE}    Metadata: {metadata}\nMetadata: {metadata}\n"
    (folder / "ordered.yaml").write_text(text, "utf-8")
    (folder / "plain.yaml").write_text(QUEUE, "utf-8")
    titles = []
    for name in ("plain.yaml", "ordered.yaml"):
        _, output, _ = said(capsysbinary, "review", name, "--format", "json", "--all")
        review = json.loads(output)
        assert review["checked"]["lint_candidate"] == "done"
        titles.append({one["title"] for one in review["findings"]})
        if name == "ordered.yaml" and "ignore" in order:
            assert all(one["suppressed_by"] for one in review["findings"])
    assert titles[0] <= titles[1]


CODE = (
    "Resources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties:\n      Code:\n"
    f"        ZipFile: |\n          import boto3, {MARK}\n          open('stray', 'w')\n"
)
SERVERLESS = (
    "Transform: AWS::Serverless-2016-10-31\nResources:\n"
    "  F: {Type: AWS::Serverless::Function, Properties: {CodeUri: /etc/passwd}}\n"
    "  A: {Type: AWS::Serverless::Api, Properties: {DefinitionUri: file:///etc/passwd}}\n"
    "  S: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: /etc/passwd}}\n"
)


@pytest.mark.skipif(sys.platform == "win32", reason="the paths are those of Linux")
def test_nothing_is_executed_read_written_or_sent() -> None:
    assert of_worker(SERVERLESS.encode(), CODE.encode()) == []
    assert of_command(CODE.encode(), SERVERLESS.encode()) == []


@pytest.mark.parametrize("command", ["review", "diff", "graph"])
def test_secrets_are_written_only_where_that_is_asked_for(
    command: str, folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (folder / "secret.yaml").write_text(SECRET, "utf-8")
    arguments = [command, "secret.yaml", "known.yaml"]
    if command == "graph":
        arguments += ["--output", "drawing.json"]
    elif command == "diff":
        arguments += ["--format", "json"]
    else:
        arguments += ["--all", "--no-lint"]
    written = []
    for more in ([], ["--show-secrets"]):
        status, output, complaint = said(capsysbinary, *arguments, *more)
        assert status == 0
        drawing = folder / "drawing.json"
        written.append(drawing.read_text("utf-8") if drawing.exists() else output)
        assert ("secrets are written as they are" in complaint) == bool(more)
    for secret in ("hush-hush-77", TOKEN):
        assert secret not in written[0]
        # A drawing has neither, and a path that is drawn is none of them.
        assert secret in written[1] or command == "graph"


STRANGE = {
    "-x.yaml": "markdown",
    "a\nb.yaml": "github",
    "\x1b[2J.yaml": "markdown",
    "\u202e.yaml": "html",
    "a#2.yaml": "markdown",
    "<b>.yaml": "html",
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize(("name", "form"), STRANGE.items())
def test_names_of_files_are_names(
    name: str, form: str, folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (folder / name).write_text(KNOWN, "utf-8")
    path = f"./{name}" if name.startswith("-") else name
    arguments = ("review", path, "--no-lint", "--format", form)
    status, output, complaint = said(capsysbinary, *arguments)
    assert (status, complaint) == (0, "")
    assert not {"\x1b", "\u202e"} & set(output)
    assert "<b>." not in output
    assert form != "github" or (output.startswith("::") and output.count("\n") == 1)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
def test_what_is_no_file_is_refused(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    os.mkfifo(folder / "pipe.yaml")
    (folder / "folder.yaml").mkdir()
    (folder / "round.yaml").symlink_to("round.yaml")
    (folder / "nowhere.yaml").symlink_to("gone.yaml")
    for name in ("pipe.yaml", "folder.yaml", "round.yaml", "nowhere.yaml", "/dev/zero", "", "a\0b"):
        for arguments in (("review", name), ("diff", "known.yaml", name)):
            status, _, complaint = said(capsysbinary, *arguments)
            assert status == 2
            assert complaint.startswith("twinstack: ")
            assert complaint.count("\n") == 1


def test_a_template_is_reviewed_against_itself(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    del folder
    status, output, _ = said(capsysbinary, "diff", "known.yaml", "known.yaml")
    assert (status, "Queue" in output) == (0, False)


def test_what_is_told_holds_no_token_and_nothing_that_a_terminal_obeys(
    capsys: pytest.CaptureFixture[str],
) -> None:
    complain("a\x1b[2Jb \u202e AKIA" + "Z7Q2MNB4KD1FYR5T")
    assert capsys.readouterr().err == "twinstack: a<U+001B>[2Jb <U+202E> ****\n"
