"""Beside a baseline only what is new is reported, and only that fails a pipeline."""

import json
from pathlib import Path
from typing import Any

import pytest

from analysis import review_file
from analysis.commands.command_line import run
from analysis.findings import Severity

REFERENCE = """\
Resources:
  Queue:
    Type: AWS::SQS::Queue
    DeletionPolicy: Retain
    Properties:
      VisibilityTimeout: 60
"""
CANDIDATE = REFERENCE.replace("    DeletionPolicy: Retain\n", "")
WORSE = f"# moved\n{CANDIDATE.replace('60', '30')}"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    texts = {"candidate": CANDIDATE, "worse": WORSE, "reference": REFERENCE}
    for name, text in texts.items():
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    return tmp_path


def reviewed(
    capsysbinary: pytest.CaptureFixture[bytes], name: str, *more: str
) -> tuple[int, Any, str]:
    arguments = ("review", name, "reference.yaml", "--no-lint", "--format", "json", *more)
    status = run(arguments)
    output, complaint = capsysbinary.readouterr()
    return status, json.loads(output or "null"), complaint.decode()


def ids(review: Any) -> set[str]:  # noqa: ANN401 (JSON has any type)
    return {one["id"] for one in review["findings"]}


def test_only_what_is_new_is_reported_and_counts(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    _, before, _ = reviewed(capsysbinary, "candidate.yaml", "--all")
    assert before["findings"]
    (folder / "old.json").write_text(json.dumps(before))
    known = ("--baseline", "old.json", "--fail-on", "low")
    status, again, _ = reviewed(capsysbinary, "candidate.yaml", *known)
    assert (status, again["findings"], again["summary"]["medium"]) == (0, [], 0)
    status, after, _ = reviewed(capsysbinary, "worse.yaml", *known)
    _, whole, _ = reviewed(capsysbinary, "worse.yaml", "--all")
    assert status == 1
    assert ids(after) == ids(whole) - ids(before) != set()


def test_what_became_graver_is_new(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    _, before, _ = reviewed(capsysbinary, "candidate.yaml", "--all")
    for one in before["findings"]:
        one["severity"] = "low"
    (folder / "old.json").write_text(json.dumps(before))
    _, after, _ = reviewed(capsysbinary, "candidate.yaml", "--baseline", "old.json")
    graver = [one for one in after["findings"] if one["severity"] != "low"]
    assert graver == after["findings"] != []


def test_a_review_file_is_a_baseline(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    _, before, _ = reviewed(capsysbinary, "candidate.yaml", "--all")
    known = {one["id"]: Severity(one["severity"]) for one in before["findings"]}
    path = str(folder / "candidate.yaml.review.json")
    review_file.save(
        path, review_file.ReviewFile(review_file.Template("candidate.yaml", "0"), known=known)
    )
    _, after, _ = reviewed(capsysbinary, "candidate.yaml", "--baseline", path)
    assert after["findings"] == []


def test_a_baseline_that_leaves_findings_out_says_so(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    _, before, _ = reviewed(capsysbinary, "candidate.yaml")
    before["hidden_findings"] = 4
    (folder / "old.json").write_text(json.dumps(before))
    _, _, complaint = reviewed(capsysbinary, "candidate.yaml", "--baseline", "old.json")
    assert "the baseline leaves 4 of its findings out" in complaint


@pytest.mark.parametrize(
    "text", ["[]", "{}", '{"kind": "twinstack-review"}', "no JSON", "[" * 9999]
)
def test_what_is_no_review_is_refused(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes], text: str
) -> None:
    (folder / "old.json").write_text(text)
    status, output, complaint = reviewed(capsysbinary, "candidate.yaml", "--baseline", "old.json")
    assert (status, output) == (2, None)
    assert complaint.startswith("twinstack: old.json: This is no review as JSON")
