"""The command `graph`: what it draws, and what it says of what it leaves out or cannot do."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from analysis.commands.command_line import run
from analysis.graph_view import LIMIT
from tests.analysis.test_graph_extremes import CASES

TEMPLATE = """
Resources:
  Vpc: {Type: AWS::EC2::VPC}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref Vpc}}
  Other: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !ImportValue "net-$\\\\frac{"}}
"""


def write(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


def test_a_drawing_has_the_frames_that_were_asked_for(tmp_path: Path) -> None:
    candidate = write(tmp_path, "candidate.yaml", TEMPLATE)
    output = tmp_path / "graph.svg"
    wish = ("--frames", "network", "--orientation", "down", "--dark")
    assert run(["graph", candidate, "--output", str(output), *wish]) == 0
    written = "".join(ET.parse(output).getroot().itertext())  # noqa: S314 (our own picture)
    assert "VPC Vpc" in written
    assert "Outside this stack" in written
    assert "net-$\\frac{" in written


def test_a_side_that_is_not_there_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    candidate = write(tmp_path, "candidate.yaml", TEMPLATE)
    output = tmp_path / "graph.svg"
    assert run(["graph", candidate, "--side", "reference", "--output", str(output)]) == 2
    assert "needs a reference" in capsys.readouterr().err
    assert not output.exists()


def test_what_a_limit_leaves_out_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    resources = {f"R{number}": {"Type": "AWS::SNS::Topic"} for number in range(LIMIT + 3)}
    candidate = write(tmp_path, "many.json", json.dumps({"Resources": resources}))
    output = tmp_path / "graph.mmd"
    assert run(["graph", candidate, "--output", str(output)]) == 0
    assert "3 nodes are left out: all would be too many to draw" in capsys.readouterr().err
    assert output.read_text("utf-8").count("SNS") == LIMIT


def test_a_template_that_nobody_would_write_is_drawn(tmp_path: Path) -> None:
    text = json.dumps({"Resources": CASES["hostile names"]})
    candidate = write(tmp_path, "candidate.json", text)
    output = tmp_path / "graph.pdf"
    assert run(["graph", candidate, "--output", str(output)]) == 0
    assert output.read_bytes().startswith(b"%PDF")
