"""An interrupted batch goes on where it stopped, and ends as if it had not been interrupted."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis.batches.record import FILE, read_record
from analysis.commands.command_line import run
from tests.analysis.batches.pairs_folder import QUEUE, content, write_pairs

ROOT = Path(__file__).resolve().parents[3]
OPTIONS = ("--no-lint", "--jobs", "1")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_pairs(tmp_path / "pairs", 6)
    return tmp_path


def batch(output: str, *options: str) -> int:
    return run(("batch", "pairs", "--output", output, *OPTIONS, *options))


def names_done(output: Path) -> list[str]:
    return [json.loads(line)["pair"] for line in (output / FILE).read_text().splitlines()[1:]]


def test_killed_run_goes_on_and_ends_the_same(folder: Path) -> None:
    assert batch("whole") == 0
    command = [sys.executable, str(ROOT / "main.py"), "batch", "pairs", "--output", "cut", *OPTIONS]
    with subprocess.Popen(command, cwd=folder) as process:
        record = folder / "cut" / FILE
        deadline = time.monotonic() + 30
        while not (record.exists() and record.read_bytes().count(b"\n") > 2):
            assert time.monotonic() < deadline
            assert process.poll() is None
        process.send_signal(signal.SIGKILL)
    done = names_done(folder / "cut")
    assert 2 <= len(done) < 6
    before = {name: (folder / "cut" / f"{name}.json").stat().st_mtime_ns for name in done}
    assert batch("cut", "--resume") == 0
    assert content(folder / "cut") == content(folder / "whole")
    after = {name: (folder / "cut" / f"{name}.json").stat().st_mtime_ns for name in done}
    assert after == before


def test_line_that_was_cut_off_is_done_again(folder: Path) -> None:
    assert batch("whole") == 0
    whole = content(folder / "whole")
    record = folder / "whole" / FILE
    record.write_bytes(record.read_bytes()[:-40])
    (folder / "whole" / "pair-02.json").write_text("{")
    (folder / "whole" / "pair-05.json").unlink()
    assert batch("whole", "--resume") == 0
    assert content(folder / "whole") == whole


def test_changed_pair_is_reviewed_again(folder: Path) -> None:
    assert batch("output") == 0
    before = content(folder / "output")
    (folder / "pairs" / "pair-03" / "candidate.yaml").write_text(f"{QUEUE}    Properties: {{}}\n")
    (folder / "pairs" / "pair-06").mkdir()
    assert batch("output", "--resume") == 3
    changed = {
        name for name, data in content(folder / "output").items() if data != before.get(name)
    }
    assert changed == {"pair-03.json", "pair-06.json", FILE, "index.html", "index.md"}


def test_a_run_made_otherwise_is_no_part_of_this_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert batch("output", "--verify") == 0
    (folder / "output" / "pair-00.json").write_text("left alone if it were taken over")
    assert batch("output", "--resume") == 0
    assert "all pairs are reviewed" in capsys.readouterr().err
    assert json.loads((folder / "output" / "pair-00.json").read_text())["format"] == 1


def test_resumed_run_keeps_the_date_of_its_beginning(folder: Path) -> None:
    assert batch("output") == 0
    record = folder / "output" / FILE
    head, *rest = record.read_text().splitlines(keepends=True)
    begun = {**json.loads(head), "today": "2026-01-02"}
    record.write_text("".join([f"{json.dumps(begun)}\n", *rest[:3]]))
    assert batch("output", "--resume") == 0
    recorded = read_record(folder / "output")
    assert recorded
    assert recorded.making.today == "2026-01-02"
    assert len(recorded.entries) == 6


def test_error_that_may_pass_is_tried_again(folder: Path) -> None:
    assert batch("output") == 0
    record = folder / "output" / FILE
    lines = record.read_text().splitlines()
    failed = {**json.loads(lines[1]), "error": "the worker ended", "is_passing": True}
    record.write_text("\n".join([lines[0], json.dumps(failed), *lines[2:]]) + "\n")
    assert batch("output", "--resume") == 0
    recorded = read_record(folder / "output")
    assert recorded
    assert [entry.pair for entry in recorded.entries.values() if entry.error] == []


@pytest.mark.parametrize(
    "text", ["", "{}\n", "[]\n", "{\n", '{"kind": "twinstack-batch"}\n', "\x00"]
)
def test_anything_else_is_no_record(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    assert read_record(tmp_path) is None
