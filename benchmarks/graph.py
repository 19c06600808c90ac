"""What the graph costs and how clear it is: `python -m benchmarks.graph [TEMPLATE ...]`.

Beside each figure stands Graphviz's dot, where Debian's package is installed. Crossings are
counted twice: between the drawn lines, where edges that share their way are one line, and between
edges, where such a way counts for each.
"""

import itertools
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from analysis.graph_view import graph_of
from analysis.layout import BOX_HEIGHT, BOX_WIDTH, Arrangement, GraphLayout, Point, arrange
from analysis.pipeline import read_template
from analysis.source import Source
from analysis.template import Template
from analysis.uses import find_uses
from analysis.values import decode, encode

_ROOT = Path(__file__).resolve().parent.parent
_RUNS = 5
_STEPS = 10
_INCH = 72.0
_SEED = 3

Edge = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph to lay out; `outside` are its imports."""

    name: str
    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]
    outside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a layout made of a graph."""

    seconds: float
    lines: int
    edges: int
    area: float


def main(arguments: Sequence[str]) -> None:
    """Print a row for each template, one for the generated graph, and the scene's times."""
    paths = [Path(each) for each in arguments] or sorted(
        _ROOT.glob("resources/samples/*/reference.*"),
    )
    graphs = [*map(_read, paths), large_graph()]
    print(f"{'graph':<28}{'nodes':>6}{'edges':>6}{'ms':>8}{'lines X':>9}{'edges X':>9}  dot: ms, X")
    totals = [0, 0, 0]
    for graph in graphs:
        mine, peer = _own(graph), _dot(graph)
        row = f"{graph.name:<28}{len(graph.nodes):>6}{len(graph.edges):>6}"
        row += f"{mine.seconds * 1000:>8.1f}{mine.lines:>9}{mine.edges:>9}"
        if peer:
            row += f"  {peer.seconds * 1000:.1f}, {peer.edges}"
            counts = (mine.lines, mine.edges, peer.edges)
            totals = [one + more for one, more in zip(totals, counts, strict=True)]
        print(row)
    if totals[2]:
        ratios = f"{totals[0] / totals[2]:.2f} x (lines), {totals[1] / totals[2]:.2f} x (edges)"
        print(f"crossings beside dot's: {ratios}")
    _print_scene(paths[-1])


def large_graph(nodes: int = 500, edges: int = 1015) -> Graph:
    """Return a graph as large templates have them: near neighbours, and few that many need."""
    chance = random.Random(_SEED)  # noqa: S311 (always the same graph)
    names = tuple(f"Resource{number}" for number in range(nodes))
    found: dict[Edge, None] = {}
    while len(found) < edges:
        source = chance.randrange(nodes - 1)
        if chance.random() < 0.5:  # noqa: PLR2004 (half of them)
            target = nodes - 1 - int((nodes - 1 - source) * chance.random() ** 3)
        else:
            target = min(nodes - 1, source + 1 + int(chance.expovariate(1 / 12)))
        if source < target:
            found[names[source], names[target]] = None
    return Graph(f"generated, {nodes} nodes", names, tuple(found))


def _read(path: Path) -> Graph:
    template = read_template(Source(str(path), path.read_text("utf-8", "replace")))
    drawn = graph_of(template, find_uses(template))
    return Graph(
        f"{path.parent.name[:18]}/{path.stem[:9]}",
        tuple(node.id for node in drawn.nodes),
        tuple((edge.source, edge.target) for edge in drawn.edges if edge.source != edge.target),
        frozenset(node.id for node in drawn.nodes if node.kind == "import"),
    )


def _own(graph: Graph) -> Drawn:
    placed: Arrangement[str] = arrange(graph.nodes, graph.edges, graph.outside)
    ways = list(placed.ways.values())
    pieces = {way[at : at + 4] for way in ways for at in range(0, len(way) - 1, 3)}
    return Drawn(
        _median(lambda: arrange(graph.nodes, graph.edges, graph.outside)),
        crossings(map(sampled, pieces)),
        crossings(map(sampled, ways)),
        placed.width * placed.height,
    )


def _dot(graph: Graph) -> Drawn | None:
    if not shutil.which("dot"):
        return None
    number = {name: at for at, name in enumerate(graph.nodes)}
    box = f"width={BOX_WIDTH / _INCH}, height={BOX_HEIGHT / _INCH}"
    text = "".join(
        (
            "digraph { rankdir=LR; ranksep=1.25; nodesep=0.25; ",
            f"node [shape=box, fixedsize=true, {box}]; ",
            *(f"{at}; " for at in number.values()),
            *(f"{number[source]} -> {number[target]}; " for source, target in graph.edges),
            "}",
        ),
    )
    started = time.perf_counter()
    done = subprocess.run(
        ("dot", "-Tjson"),  # noqa: S607 (wherever it is installed)
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    seconds = time.perf_counter() - started
    made = json.loads(done.stdout)
    ways = [
        next(part["points"] for part in edge["_draw_"] if part["op"] == "b")
        for edge in made.get("edges", ())
    ]
    left, bottom, right, top = map(float, made["bb"].split(","))
    crossed = crossings(sampled([(x, y) for x, y in way]) for way in ways)
    return Drawn(seconds, crossed, crossed, (right - left) * (top - bottom))


def sampled(way: Sequence[Point]) -> list[Point]:
    """Return points along a chain of cubic segments."""
    points = [way[0]]
    for at in range(0, len(way) - 1, 3):
        ends = way[at : at + 4]
        if len({y for _, y in ends}) == 1:
            points.append(ends[3])
            continue
        points += (_on_cubic(ends, step / _STEPS) for step in range(1, _STEPS + 1))
    return points


def _on_cubic(ends: Sequence[Point], at: float) -> Point:
    rest = 1 - at
    weights = (rest**3, 3 * at * rest**2, 3 * at**2 * rest, at**3)
    x, y = (
        sum(weight * point[axis] for weight, point in zip(weights, ends, strict=True))
        for axis in (0, 1)
    )
    return x, y


def crossings(lines: Iterable[Sequence[Point]]) -> int:
    """Return how often lines cross each other, swept from left to right."""
    pieces = sorted(
        (min(start[0], end[0]), max(start[0], end[0]), number, start, end)
        for number, line in enumerate(lines)
        for start, end in pairwise(line)
    )
    total = 0
    reaching: list[tuple[float, float, int, Point, Point]] = []
    for piece in pieces:
        reaching = [one for one in reaching if one[1] >= piece[0]]
        total += sum(one[2] != piece[2] and _cross(one[3:], piece[3:]) for one in reaching)
        reaching.append(piece)
    return total


def _cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    (a, b), (c, d) = one, other
    if max(a[1], b[1]) < min(c[1], d[1]) or max(c[1], d[1]) < min(a[1], b[1]):
        return False
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(start: Point, end: Point, point: Point) -> float:
    across, down = end[0] - start[0], end[1] - start[1]
    return across * (point[1] - start[1]) - down * (point[0] - start[0])


def _print_scene(path: Path) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for name, seconds in _scene_times(path):
        print(f"{name:<34}{seconds * 1000:8.1f} ms")


def _scene_times(path: Path) -> Iterator[tuple[str, float]]:
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 (the rest needs no window)

    from gui.graph import GraphView  # noqa: PLC0415
    from gui.graph.canvas import GraphCanvas  # noqa: PLC0415
    from gui.theme import load_theme  # noqa: PLC0415

    application = QApplication.instance() or QApplication([])
    view = GraphView(load_theme("light"))
    view.resize(1400, 850)
    view.show()
    template = read_template(Source(str(path), path.read_text("utf-8", "replace")))
    uses = find_uses(template)
    yield "a sample's graph, laid out", _median(lambda: graph_of(template, uses))
    many = _large_template()
    source = many.reading.source
    yield "500 nodes: reading", _median(lambda: find_uses(read_template(source)))
    drawn = graph_of(many, find_uses(many))
    yield "500 nodes: layout", _median(lambda: graph_of(many, find_uses(many)))
    crossing = json.dumps(encode(drawn))
    yield (
        "500 nodes: across the process",
        _median(
            lambda: decode(GraphLayout, json.loads(crossing)),
        ),
    )
    yield "500 nodes: scene", _median(lambda: view.show_graph(drawn))
    canvas = view.findChild(GraphCanvas)
    assert canvas is not None
    canvas.fit()
    application.processEvents()
    yield "500 nodes: a frame of the whole", _median(canvas.viewport().repaint)
    canvas.zoom(1 / canvas.transform().m11())
    yield "500 nodes: a frame at full size", _median(canvas.viewport().repaint)
    nodes = [canvas.mapFromScene(node.x + 5, node.y + 5) for node in drawn.nodes]
    places = itertools.cycle(nodes)
    yield "500 nodes: hover", _median(lambda: canvas.hover(next(places)))


def _large_template() -> Template:
    graph = large_graph()
    needs: dict[str, list[str]] = {name: [] for name in graph.nodes}
    for source, target in graph.edges:
        needs[source].append(target)
    resources = {
        name: {
            "Type": "AWS::SQS::Queue",
            "Properties": {"Tags": [{"Key": "k", "Value": {"Ref": other}} for other in others]},
        }
        for name, others in needs.items()
    }
    return read_template(Source("large.json", json.dumps({"Resources": resources}, indent=1)))


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(_RUNS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


if __name__ == "__main__":
    main(sys.argv[1:])
