"""Hostile inputs are answered: a sample of the suite that `python -m benchmarks.hostile` runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis import files
from analysis.commands.opening import check_read
from analysis.files import RefusedFileError
from analysis.reports import json, markdown
from analysis.reports.changes import changes_markdown, changes_text
from analysis.review import Check, Inputs, Review
from analysis.source import Source
from analysis.supervision import Supervisor
from analysis.worker_client import WorkerClient
from benchmarks.hostile.case import Case
from benchmarks.hostile.running import REFERENCE, run
from benchmarks.hostile.suite import cases

SUITE = cases()
LEAST = 1_000
# The large ones belong to the benchmark: here a deadline missed would only say that others work.
SAMPLE = [case for case in SUITE if len(case.data) < 50_000][::31]


@pytest.fixture(scope="module")
def client() -> Iterator[WorkerClient]:
    with WorkerClient() as client:
        yield client


def test_the_suite_is_large_and_the_same_each_time() -> None:
    assert len(SUITE) >= LEAST
    assert cases() == SUITE
    assert cases(1) != SUITE


@pytest.mark.parametrize("case", SAMPLE, ids=lambda case: case.label)
def test_hostile_input_is_reviewed_drawn_and_fixed(case: Case, client: WorkerClient) -> None:
    known = files.from_bytes("reference.yaml", REFERENCE)
    source = opened(case)
    if source is None:
        return
    inputs = Inputs(source, known, lint=False, today="2026-01-01")
    review = Supervisor(client).review(inputs)
    assert review.checked.structure is Check.DONE
    write_all(review, inputs)
    if refusal_of(review, inputs):
        return
    for form in ("dot", "mmd", "json"):
        assert client.ask("drawing", inputs, format=form)["file"]
    assert client.ask("fix-all", inputs)["text"]


def opened(case: Case) -> Source | None:
    try:
        return files.from_bytes(f"candidate{case.suffix}", case.data)
    except RefusedFileError:
        return None


def refusal_of(review: Review, inputs: Inputs) -> str:
    try:
        check_read(inputs, review)
    except RefusedFileError as refusal:
        return refusal.reason
    return ""


def write_all(review: Review, inputs: Inputs) -> None:
    for text in (
        json.review_text(review, everything=True),
        json.diff_text(review),
        markdown.report(review, inputs, everything=True),
        changes_text(review),
        changes_markdown(review),
    ):
        text.encode("utf-8")


@pytest.mark.parametrize("case", [SUITE[0], SUITE[-1]], ids=lambda case: case.label)
def test_a_command_answers(case: Case, tmp_path: Path) -> None:
    outcome = run(case, "diff", tmp_path)
    assert outcome.wrong == ""
