"""How clear drawn graphs are, beside Graphviz's dot: crossings, area, what lies on what.

Crossings are counted twice: between edges, where a way that several of them share counts for each,
as dot's do; and between the lines that are seen, where such a way is one line.
"""

import json
import random
import resource
import shutil
import subprocess
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from analysis.graph_view import graph_of
from analysis.layout import BOX_HEIGHT, BOX_WIDTH, Arrangement, Point, arrange
from analysis.pipeline import read_template
from analysis.source import Source
from analysis.uses import find_uses

_STEPS = 10
_INCH = 72.0
_SEED = 3
_LARGEST, _SPREAD = 10, 20
_LEAST_NODES = 20

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
    """What a layout made of a graph; seconds are the processor's."""

    seconds: float
    lines: int
    edges: int
    area: float


def chosen(paths: Iterable[Path]) -> list[tuple[Path, Graph]]:
    """Return 30 graphs of many: the ten largest, and others of 20 nodes and more."""
    found = sorted(((path, read(path)) for path in paths), key=lambda one: -len(one[1].nodes))
    rest = [one for one in found[_LARGEST:] if len(one[1].nodes) >= _LEAST_NODES]
    rest.sort(key=lambda one: one[0])
    step = max(len(rest) / _SPREAD, 1.0)
    return [*found[:_LARGEST], *(rest[int(at * step)] for at in range(min(_SPREAD, len(rest))))]


def read(path: Path) -> Graph:
    """Return the graph of a template as the window draws it."""
    template = read_template(Source(str(path), path.read_text("utf-8", "replace")))
    drawn = graph_of(template, find_uses(template))
    return Graph(
        f"{path.parent.name[:18]}/{path.stem[:9]}",
        tuple(node.id for node in drawn.nodes),
        tuple((edge.source, edge.target) for edge in drawn.edges if edge.source != edge.target),
        frozenset(node.id for node in drawn.nodes if node.kind == "import"),
    )


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


def own(graph: Graph) -> tuple[Drawn, Arrangement[str]]:
    """Return what this layout makes of a graph."""
    started = time.process_time()
    placed = arrange(graph.nodes, graph.edges, graph.outside)
    seconds = time.process_time() - started
    ways = list(placed.ways.values())
    pieces = {way[at : at + 4] for way in ways for at in range(0, len(way) - 1, 3)}
    lines, edges = crossings(map(sampled, pieces)), crossings(map(sampled, ways))
    return Drawn(seconds, lines, edges, placed.width * placed.height), placed


def dot(graph: Graph) -> Drawn | None:
    """Return what Graphviz makes of it, with the same boxes and distances; None without it."""
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
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        ("dot", "-Tjson"),  # noqa: S607 (wherever it is installed)
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    made = json.loads(done.stdout)
    ways = [
        next(part["points"] for part in edge["_draw_"] if part["op"] == "b")
        for edge in made.get("edges", ())
    ]
    left, bottom, right, top = map(float, made["bb"].split(","))
    crossed = crossings(sampled([(x, y) for x, y in way]) for way in ways)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
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
