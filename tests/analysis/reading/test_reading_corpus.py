import json
import re
from pathlib import Path

import pytest

from analysis.files import load
from analysis.reading.reader import read
from analysis.reading.repair import project
from analysis.syntax import ObjectNode, plain
from analysis.template import build_template
from tests.analysis.reading.span_checks import assert_spans_are_exact
from tests.shared_data import MALFORMED, SEED, corpus_pairs, needs_shared, pair

pytestmark = [pytest.mark.corpus, needs_shared]


def _resource_count(path: Path) -> int:
    reading = read(load(str(path)))
    resources = build_template(reading).resources.values()
    return sum(1 for resource in resources if resource.type)


def test_nearly_all_resources_of_the_malformed_templates_are_read() -> None:
    counts = {
        name: int(count)
        for name, count in re.findall(
            r"((?:json|yaml)-Pr\d+) (\d+)", (MALFORMED / "README.md").read_text("utf-8")
        )
    }
    found = {path.stem: _resource_count(path) for path in MALFORMED.glob("*-Pr*.*")}
    assert len(counts) == len(found) == 17
    assert sum(found.values()) >= 0.95 * sum(counts.values())
    assert all(found[name] >= 0.85 * count for name, count in counts.items())


@pytest.mark.parametrize("path", sorted(MALFORMED.glob("*-Pr*.*")), ids=lambda path: path.stem)
def test_every_malformed_template_has_problems_and_exact_spans(path: Path) -> None:
    reading = read(load(str(path)))
    assert reading.problems
    assert_spans_are_exact(reading.source, reading.root)
    projection = project(reading)
    for offset in range(0, len(projection.text), 97):
        assert 0 <= projection.source_offset(offset) <= len(reading.source.text)


def test_the_candidate_of_the_seed_is_mixed_and_repaired() -> None:
    reading = read(load(str(SEED / "candidate.json")))
    assert (reading.syntax, reading.format) == ("mixed", "mixed")
    assert len(reading.problems) == 7
    assert all("block scalar" in problem.message for problem in reading.problems)
    assert len(build_template(reading).resources) == 26
    assert json.loads(project(reading).text) == plain(reading.root)
    assert_spans_are_exact(reading.source, reading.root)


@pytest.mark.parametrize("folder", corpus_pairs(every=6), ids=lambda folder: folder.name)
def test_every_template_of_the_corpus_is_read(folder: Path) -> None:
    for path in pair(folder):
        reading = read(load(str(path)))
        resources = reading.root.child("Resources")
        assert isinstance(resources, ObjectNode)
        assert resources.entries
        assert not any(problem.unread for problem in reading.problems)
        assert_spans_are_exact(reading.source, reading.root)
        if path.suffix == ".json" and not reading.problems:
            assert plain(reading.root) == json.loads(reading.source.text)
