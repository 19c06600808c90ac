"""Holds what the bundled pairs promise: they read, they review, and their references are clean."""

from functools import cache
from pathlib import Path

import pytest

from analysis.lint import LintResult, lint
from analysis.pipeline import read_template, review
from analysis.review import Inputs, Review
from analysis.source import Source

SAMPLES = Path(__file__).resolve().parent.parent / "resources" / "samples"
PAIRS = sorted(path.name for path in SAMPLES.iterdir() if path.is_dir())
EXPECTED = {
    "order-queue": {
        "deletion-policy",
        "environment-suffix",
        "error-handling",
        "missing-encryption",
        "missing-monitoring",
        "role-permissions",
    },
    "reporting-platform": {
        "engine-mismatch",
        "error-handling",
        "external-import",
        "function-code",
        "invalid-syntax",
        "missing-custom-resource",
        "missing-module",
        "missing-parameter",
        "role-permissions",
    },
    "static-site": {"content-delivery", "public-exposure", "role-permissions"},
}


def source(pair: str, side: str) -> Source:
    path = next((SAMPLES / pair).glob(f"{side}.*"))
    return Source(str(path), path.read_text(encoding="utf-8"))


@cache
def reviewed(pair: str) -> Review:
    return review(Inputs(source(pair, "candidate"), source(pair, "reference"), lint=False))


def test_there_are_samples_to_expect_something_of() -> None:
    assert sorted(EXPECTED) == PAIRS


@pytest.mark.parametrize("pair", PAIRS)
def test_title_is_one_line(pair: str) -> None:
    title = (SAMPLES / pair / "title.txt").read_text(encoding="utf-8")
    assert title.strip()
    assert title.count("\n") == 1
    assert title.endswith("\n")


@pytest.mark.parametrize("pair", PAIRS)
def test_reference_reads_without_a_problem(pair: str) -> None:
    assert read_template(source(pair, "reference")).reading.problems == ()


def test_only_the_mixed_candidate_has_problems() -> None:
    broken = [pair for pair in PAIRS if read_template(source(pair, "candidate")).reading.problems]
    assert broken == ["reporting-platform"]


@pytest.mark.parametrize("pair", PAIRS)
def test_cfn_lint_finds_nothing_in_the_reference(pair: str) -> None:
    assert lint(read_template(source(pair, "reference")), "us-east-1") == LintResult()


@pytest.mark.parametrize("pair", PAIRS)
def test_review_finds_what_the_pair_was_written_for(pair: str) -> None:
    found = {finding.rule for finding in reviewed(pair).findings}
    assert EXPECTED[pair] - found == set()


@pytest.mark.parametrize("pair", PAIRS)
def test_reference_has_no_difference_from_itself(pair: str) -> None:
    known = source(pair, "reference")
    same = review(Inputs(known, known, lint=False))
    assert same.other_differences == 0
    assert same.changes == ()


def test_borrowed_network_is_one_critical_finding() -> None:
    critical = [
        finding
        for finding in reviewed("reporting-platform").findings
        if finding.rule == "external-import"
    ]
    assert [str(finding.severity) for finding in critical] == ["critical"]
    assert len(critical[0].candidate) == 10
