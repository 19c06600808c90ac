"""`make bench`: what the stages of a review cost, beside a floor measured in the same run.

An absolute time means little on a shared machine; the ratio to the floor is what to compare.
"""

import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

from analysis.graph_view.view import graph_of
from analysis.layout import GraphLayout
from analysis.lint import LintOutcome, lint
from analysis.pipeline import Pair, read_template, review, understand
from analysis.review import Inputs
from analysis.source import Source

_ROOT = Path(__file__).resolve().parent.parent
_RUNS = 5


def main(arguments: list[str]) -> None:
    """Print a table for each pair: those of the folders that were named, else the samples."""
    folders = [Path(each) for each in arguments] or sorted(_ROOT.glob("resources/samples/*/"))
    for folder in folders:
        inputs = Inputs(_source(folder, "candidate"), _source(folder, "reference"), today="")
        size = sum(len(source.text) for source in (inputs.candidate, inputs.reference) if source)
        print(f"\n{folder.name}: {size / 1000:.0f} kB in both templates, medians of {_RUNS}")
        rows = list(_rows(inputs))
        floor = rows[0][1]
        for name, seconds in rows:
            print(f"  {name:<34} {seconds * 1000:8.1f} ms {seconds / floor:8.1f} x")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nmost memory, cfn-lint loaded: {peak:.0f} MB")


def _rows(inputs: Inputs) -> Iterator[tuple[str, float]]:
    sources = [source for source in (inputs.candidate, inputs.reference) if source]
    pair = understand(inputs)
    yield "floor: libyaml's events", _median(lambda: [_events(source) for source in sources])
    yield "reading", _median(lambda: [read_template(source) for source in sources])
    yield "reading and comparing", _median(lambda: understand(inputs))
    yield "findings, lines, changes", _median(lambda: review(inputs, pair=pair))
    yield "graph of both", _median(lambda: _graph(pair))
    yield "cfn-lint on both, warm", _median(lambda: _lint(pair, inputs.region))


def _events(source: Source) -> int:
    try:
        return sum(1 for _ in yaml.parse(source.text, yaml.CSafeLoader))
    except yaml.YAMLError:
        return 0


def _graph(pair: Pair) -> GraphLayout:
    uses = pair.candidate_uses
    return graph_of(pair.candidate, uses, comparison=pair.comparison, side="difference")


def _lint(pair: Pair, region: str) -> LintOutcome:
    reference = lint(pair.reference, region) if pair.reference else None
    return LintOutcome(lint(pair.candidate, region), reference)


def _median(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(_RUNS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def _source(folder: Path, side: str) -> Source:
    path = next(folder.glob(f"{side}.*"))
    return Source(str(path), path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main(sys.argv[1:])
