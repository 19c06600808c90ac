"""`make bench`: what the stages of a review cost, beside a floor measured in the same run.

An absolute time means little on a shared machine; the ratio to the floor is what to compare.
"""

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import yaml

from analysis.adoption import Adopter
from analysis.commands.patch import unified_diff
from analysis.comparison import Comparison, Difference
from analysis.edits import Edit, apply_edits, invert
from analysis.graph_view.view import graph_of
from analysis.layout import GraphLayout
from analysis.lint import LintOutcome, lint
from analysis.pipeline import Pair, read_template, review, understand
from analysis.review import Inputs
from analysis.source import Source
from benchmarks.large_pair import large_pair

_ROOT = Path(__file__).resolve().parent.parent
_RUNS = 5
_FIXED_SIZE = 60_000


def main(arguments: list[str]) -> None:
    """Print a table for each pair: those of the folders that were named, else the samples."""
    folders = [Path(each) for each in arguments] or sorted(_ROOT.glob("resources/samples/*/"))
    for folder in folders:
        inputs = Inputs(_source(folder, "candidate"), _source(folder, "reference"), today="")
        size = sum(len(source.text) for source in (inputs.candidate, inputs.reference) if source)
        print(f"\n{folder.name}: {size / 1000:.0f} kB in both templates, medians of {_RUNS}")
        rows = list(_rows(inputs))
        floor = rows[0][1]
        _print(rows, floor)
    _print_fixes()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nmost memory, cfn-lint loaded: {peak:.0f} MB\n", flush=True)
    subprocess.run([sys.executable, "-m", "benchmarks.compare_view"], cwd=_ROOT, check=True)


def _print(rows: list[tuple[str, float]], floor: float) -> None:
    for name, seconds in rows:
        print(f"  {name:<34} {seconds * 1000:8.1f} ms {seconds / floor:8.1f} x")


def _print_fixes() -> None:
    """Print what the slowest fix of a pair of 50 kB each costs, to see and to apply."""
    candidate, reference = large_pair(_FIXED_SIZE)
    inputs = Inputs(candidate, reference, today="")
    pair = understand(inputs)
    found = review(inputs, pair=pair)
    assert pair.comparison, "there is a reference"
    wanted = [[pair.comparison.differences[n] for n in one.covers] for one in found.findings]
    made = max(
        (_timed_fix(pair.comparison, differences) for differences in wanted if differences),
        key=lambda one: one[0] + one[1],
    )
    floor = _median(lambda: [_events(source) for source in (candidate, reference)])
    print(f"\n{len(candidate.text) / 1000:.0f} kB in the candidate: the slowest of its fixes")
    rows = ("floor: libyaml's events", floor), ("made, and shown as a diff", made[0])
    _print([*rows, ("applied, and its inverse kept", made[1])], floor)


def _timed_fix(comparison: Comparison, differences: list[Difference]) -> tuple[float, float]:
    """Return what it costs to make a fix and its diff, and to apply it."""
    source = comparison.candidate.reading.source
    fix = Adopter(comparison).fix(differences, "")
    edits = fix.edits if fix else ()

    def preview() -> str:
        again = Adopter(comparison).fix(differences, "")
        return unified_diff("a", source, apply_edits(source.text, again.edits if again else ()))

    def apply() -> tuple[str, Sequence[Edit]]:
        return apply_edits(source.text, edits), invert(source.text, edits)

    return _median(preview), _median(apply)


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
