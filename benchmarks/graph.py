"""What the graph costs and how clear it is: `python -m benchmarks.graph [--corpus FOLDER]`.

Without a corpus (folders with a `reference.*` in each) the samples are measured. Times are the
processor's, the best of several; `--agreement` compares the edges of all templates of the corpus
with those of cfn-lint's graph as well. Beside them stands Graphviz's dot, where it is installed.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.graph_clarity import Graph, chosen, dot, large_graph, own
from benchmarks.graph_speed import Timed, ready_times, scene_times
from tests.analysis.test_graph_agreement import edges_here, edges_there
from tests.analysis.test_layout import boxes_hit, overlapping
from tests.analysis.test_layout_keeping import shares_kept

_ROOT = Path(__file__).resolve().parent.parent
_ENOUGH = 0.9


def main(arguments: Sequence[str]) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.graph", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=_ROOT / "resources" / "samples")
    parser.add_argument("--agreement", action="store_true")
    asked = parser.parse_args(arguments)
    paths = sorted(asked.corpus.glob("*/reference.*"))
    picked = chosen(paths)
    _print_clarity([graph for _, graph in picked])
    _print_stability([path.parent for path, _ in picked])
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _print_times((*ready_times(paths), *scene_times()))
    if asked.agreement:
        _print_agreement([*paths, *sorted(asked.corpus.glob("*/candidate.*"))])


def _print_clarity(graphs: Sequence[Graph]) -> None:
    heads = ("nodes", "edges", "ms", "dot ms", "lines X", "edges X", "dot X", "area/dot")
    print(f"{'graph':<30}" + "".join(f"{head:>9}" for head in heads))
    total: Counter[str] = Counter()
    ratios = []
    for graph in (*graphs, large_graph()):
        mine, placed = own(graph)
        peer = dot(graph)
        row = f"{graph.name:<30}{len(graph.nodes):>9}{len(graph.edges):>9}"
        row += f"{mine.seconds * 1000:>9.0f}"
        row += f"{peer.seconds * 1000:>9.0f}" if peer else f"{'-':>9}"
        row += f"{mine.lines:>9}{mine.edges:>9}"
        if peer:
            row += f"{peer.edges:>9}{mine.area / peer.area:>9.2f}"
        print(row)
        total["hit"] += len(boxes_hit(placed))
        total["on each other"] += len(overlapping(placed.corners))
        if peer and graph in graphs:
            # The generated graph stands apart: it is no template that anybody wrote.
            total.update(lines=mine.lines, edges=mine.edges, dot=peer.edges)
            total.update(area=round(mine.area), dot_area=round(peer.area))
            ratios.append(mine.area / peer.area)
    if total["dot"]:
        print(f"crossings of {len(graphs)} templates beside dot's (at most 1.15 x):")
        print(f"  every edge counted    {total['edges'] / total['dot']:6.2f} x")
        print(f"  lines that are seen   {total['lines'] / total['dot']:6.2f} x")
        smaller = f"smaller in {sum(one <= 1 for one in ratios)} of {len(ratios)}"
        print(
            f"area in all           {total['area'] / total['dot_area']:6.2f} x, {smaller}", end=""
        )
        print(f", at most {max(ratios):.2f} x")
    print(f"lines through a box: {total['hit']}, boxes on each other: {total['on each other']}")


def _print_stability(folders: Sequence[Path]) -> None:
    edits = ("a use is lost", "a resource is lost", "a resource is new", "a use is new")
    shares = [shares_kept(folder) for folder in folders]
    print("\nnodes within 10 px of where they were, after an edit (at least 0.90):")
    for number, edit in enumerate(edits):
        own_shares = [one[number] for one in shares]
        mean, least = sum(own_shares) / len(own_shares), min(own_shares)
        enough = sum(share >= _ENOUGH for share in own_shares)
        print(
            f"  {edit:<20} mean {mean:.3f}, least {least:.2f}, enough in {enough} of {len(shares)}"
        )


def _print_times(times: Iterator[Timed] | Sequence[Timed]) -> None:
    print(f"\n{'what, in ms of the processor':<44}{'best':>8}{'worst':>8}{'limit':>8}")
    for one in times:
        limit = f"{one.limit:>8.0f}" if one.limit else ""
        print(f"{one.what:<44}{one.best * 1000:>8.1f}{one.worst * 1000:>8.1f}{limit}")


def _print_agreement(paths: Sequence[Path]) -> None:
    same = only_here = only_there = unread = 0
    for path in paths:
        text = path.read_text("utf-8", "replace")
        there = edges_there(text)
        if there is None:
            unread += 1
            continue
        here = edges_here(text)
        same += len(here & there)
        only_here += len(here - there)
        only_there += len(there - here)
        for edge in sorted(here ^ there):
            print(
                f"  {path.parent.name}: {' '.join(edge)} only {'here' if edge in here else 'there'}"
            )
    read = len(paths) - unread
    print(f"\nedges of {read} templates beside cfn-lint's graph: {same} agree, ", end="")
    print(f"{only_here} only here, {only_there} only there; it cannot read {unread}")


if __name__ == "__main__":
    main(sys.argv[1:])
