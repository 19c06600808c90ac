"""`batch` reviews a folder of pairs; a pair that cannot be read does not stop the others."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from analysis.commands.command_line import run
from tests.shared_data import corpus_pairs, needs_shared

ROOT = Path(__file__).resolve().parents[3]
SCHEMA: dict[str, Any] = json.loads((ROOT / "docs" / "review.schema.json").read_text("utf-8"))
QUEUE = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n"
TAGGED = f"{QUEUE}    Properties:\n      VisibilityTimeout: 60\n"


def write_pair(folder: Path, **files: str) -> None:
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text)


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    folder = tmp_path / "pairs"
    write_pair(folder / "good", candidate_yaml=QUEUE, reference_yaml=TAGGED)
    write_pair(
        folder / "also-good", candidate_md=f"# A\n```yaml\n{QUEUE}```\n", reference_yml=TAGGED
    )
    write_pair(folder / "alone", candidate_yaml=QUEUE)
    write_pair(folder / "double", candidate_yaml=QUEUE, candidate_json="{}", reference_yaml=QUEUE)
    write_pair(folder / "empty", candidate_yaml="", reference_yaml=QUEUE)
    write_pair(folder / "letter", candidate_yaml="Dear reader,\n", reference_yaml=QUEUE)
    (folder / "notes.txt").write_text("not a pair")
    return folder


def outcome(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    errors = Draft202012Validator(SCHEMA).iter_errors(data)
    assert [error.message[:200] for error in errors] == []
    return data


def test_every_pair_gets_a_file(
    pairs: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    output = tmp_path / "a" / "b"
    assert run(("batch", str(pairs), "--output", str(output), "--jobs", "2", "--no-lint")) == 3
    said = capsysbinary.readouterr()
    assert said.out == b""
    assert said.err == b"twinstack: 4 of 6 pairs could not be read: alone, double, empty, letter\n"
    errors = {path.stem: outcome(path).get("error") for path in output.glob("*.json")}
    assert {name for name, error in errors.items() if error is None} == {"good", "also-good"}
    assert "no reference.*" in str(errors["alone"])
    assert "more than one candidate.*" in str(errors["double"])
    assert "The file is empty." in str(errors["empty"])
    assert outcome(output / "good.json")["findings"]


def test_reports_can_be_markdown(pairs: Path, tmp_path: Path) -> None:
    for name in ("alone", "double", "empty", "letter"):
        for path in (pairs / name).iterdir():
            path.unlink()
        (pairs / name).rmdir()
    arguments = ("batch", str(pairs), "--output", str(tmp_path / "o"), "--format", "markdown")
    assert run((*arguments, "--no-lint", "--jobs", "1")) == 0
    names = sorted(path.name for path in (tmp_path / "o").iterdir())
    assert names == ["also-good.md", "batch.jsonl", "good.md", "index.html", "index.md"]
    assert (tmp_path / "o" / "good.md").read_text("utf-8").startswith("# CloudFormation Template")


@needs_shared
@pytest.mark.corpus
def test_real_pairs_give_the_contract(tmp_path: Path) -> None:
    folder = tmp_path / "pairs"
    folder.mkdir()
    chosen = corpus_pairs(every=44)
    for pair in chosen:
        (folder / pair.name).symlink_to(pair)
    output = tmp_path / "o"
    assert run(("batch", str(folder), "--output", str(output))) == 0
    for pair in chosen:
        review = outcome(output / f"{pair.name}.json")
        assert review["checked"]["structure"] == "done"
        for finding in review["findings"]:
            check_places(finding["candidate"], next(pair.glob("candidate.*")))
            check_places(finding["reference"], next(pair.glob("reference.*")))


def check_places(places: list[dict[str, Any]], file: Path) -> None:
    """Fail if an excerpt is not what the file has in these lines."""
    lines = file.read_text("utf-8").split("\n")
    for place in places:
        assert place["start_line"] <= place["end_line"] <= len(lines)
        assert place["heading_line"] <= place["start_line"]
        excerpt = place["excerpt"].split("\n")
        assert len(excerpt) <= 12
        assert max(map(len, excerpt)) <= 200
        shown = excerpt[0].strip("…")
        assert "****" in shown or shown in lines[place["start_line"] - 1]
