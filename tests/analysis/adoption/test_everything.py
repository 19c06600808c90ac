"""On real pairs, nothing differs after everything was adopted."""

from pathlib import Path

import pytest

from analysis.adoption.everything import adopt_everything
from analysis.reading import Reading
from analysis.reading.reader import read
from analysis.source import Source
from analysis.template import build_template

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"
PAIRS = sorted(CORPUS.glob("*"))[::12]


def source_of(folder: Path, side: str) -> Source:
    file = next(folder.glob(f"{side}.*"))
    return Source(file.name, file.read_bytes().decode())


@pytest.mark.corpus
@pytest.mark.skipif(not PAIRS, reason="the review corpus is not beside the project")
@pytest.mark.parametrize("folder", PAIRS, ids=lambda folder: folder.name)
def test_nothing_is_left(folder: Path) -> None:
    candidate = source_of(folder, "candidate")
    everything = adopt_everything(candidate, build_template(read(source_of(folder, "reference"))))
    assert everything.left == ()
    assert len(read(Source(candidate.path, everything.text)).problems) <= len(
        read(candidate).problems,
    )


LINES = ("Description: x", "Resources:", "  Queue:", "    Type: AWS::SQS::Queue", "")
WANTED = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    DeletionPolicy: Retain\n"


@pytest.mark.parametrize("kept", [0, 1, 2, 3])
@pytest.mark.parametrize("end", ["\x85", "\u2028", "\u2029"])
def test_lines_that_only_yaml_ends_are_left_alone(end: str, kept: int) -> None:
    """What is deleted by the line would take its neighbours with it."""
    text = "\n".join([*LINES[:kept], end.join(LINES[kept:])])
    everything = adopt_everything(Source("a.yaml", text), build_template(read_text(WANTED)))
    assert end.join(LINES[max(kept, 1) :]).rstrip(end) in everything.text
    assert not read(Source("a.yaml", everything.text)).problems


def test_nothing_is_written_into_what_is_no_template() -> None:
    everything = adopt_everything(Source("a.yaml", "- x\n"), build_template(read_text(WANTED)))
    assert everything.text == "- x\n"


def read_text(text: str) -> Reading:
    return read(Source("b.yaml", text))


@pytest.mark.parametrize(
    "opened", ['{"Resources": {', '{"Resources": {"Queue": {', '{"Resources": [']
)
def test_nothing_is_written_into_a_bracket_that_is_never_closed(opened: str) -> None:
    everything = adopt_everything(Source("a.json", opened), build_template(read_text(WANTED)))
    assert everything.text.startswith(opened[:-1])


def test_a_resource_with_a_parameters_name_gives_way() -> None:
    """CloudFormation refuses the name, and a use of it could mean either."""
    parameter = "Parameters:\n  Key:\n    Type: String\n    Default: orders\n"
    alias = "    Type: AWS::KMS::Alias\n    Properties:\n      AliasName: !Sub alias/{}${{Key}}\n"
    mine = f"{parameter}Resources:\n  Key:\n{alias.format('')}      TargetKeyId: k\n"
    known = f"{parameter}Resources:\n  KeyResource:\n{alias.format('x-')}      TargetKeyId: k\n"
    everything = adopt_everything(Source("a.yaml", mine), build_template(read_text(known)))
    assert everything.left == ()
    assert "  KeyResource:\n" in everything.text
    assert everything.text.count("  Key:\n") == 1
