"""The files for pipelines say what the command line takes, and fail on what is new and grave."""

import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
PIPELINES = ROOT / "docs" / "pipelines"
GOLDEN = """\
Resources:
  Queue:
    Type: AWS::SQS::Queue
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
"""


def commands(name: str) -> list[str]:
    """Return the lines of a file that run TwinStack."""
    data = yaml.safe_load((PIPELINES / name).read_text("utf-8"))
    return [text for text in texts(data) if text.startswith("twinstack review ")]


def texts(data: Any) -> Iterator[str]:  # noqa: ANN401 (YAML has any type)
    match data:
        case str():
            yield from data.splitlines()
        case dict():
            for value in data.values():
                yield from texts(value)
        case list():
            for value in data:
                yield from texts(value)


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, str(ROOT / "main.py"), *shlex.split(line)[1:], "--no-lint"]
    return subprocess.run(arguments, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "golden.yaml").write_text(GOLDEN)
    (tmp_path / "template.yaml").write_text(GOLDEN)
    (baseline,) = [
        line
        for line in (PIPELINES / "README.md").read_text("utf-8").splitlines()
        if line.startswith("twinstack review ")
    ]
    assert run(baseline, tmp_path).returncode == 0
    assert (tmp_path / "baseline.json").exists()
    return tmp_path


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("pre-commit-config.yaml", ()),
        ("github-workflow.yml", ("review.sarif",)),
        ("gitlab-ci.yml", ("review.html",)),
    ],
)
def test_pipeline_passes_and_fails(folder: Path, name: str, written: tuple[str, ...]) -> None:
    lines = commands(name)
    assert [run(line, folder).returncode for line in lines] == [0] * len(lines)
    assert all((folder / one).exists() for one in written)
    (folder / "template.yaml").write_text("Resources:\n  Queue: {Type: [\n")
    gates = [line for line in lines if "--fail-on" in line]
    assert [run(line, folder).returncode for line in gates] == [1]
