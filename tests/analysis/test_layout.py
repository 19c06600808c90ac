"""The layout of graphs: what must hold of any drawing."""

from collections.abc import Mapping
from itertools import combinations, pairwise
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.graph_view import KINDS, graph_of
from analysis.layout import BOX_HEIGHT, BOX_WIDTH, Arrangement, Point, arrange
from analysis.pipeline import read_template
from analysis.source import Source
from analysis.uses import find_uses
from tests.shared_data import corpus_pairs, needs_shared, pair

Edges = list[tuple[int, int]]
Name = TypeVar("Name", int, str)


@st.composite
def graphs(draw: st.DrawFn, *, largest: int = 24) -> tuple[int, Edges]:
    count = draw(st.integers(0, largest))
    if not count:
        return 0, []
    node = st.integers(0, count - 1)
    return count, draw(st.lists(st.tuples(node, node), max_size=3 * count))


def sampled(way: tuple[Point, ...], steps: int = 12) -> list[Point]:
    points = [way[0]]
    for start in range(0, len(way) - 1, 3):
        ends = way[start : start + 4]
        for step in range(1, steps + 1):
            at = step / steps
            weights = ((1 - at) ** 3, 3 * at * (1 - at) ** 2, 3 * at * at * (1 - at), at**3)
            points.append(
                (
                    sum(weight * x for weight, (x, _) in zip(weights, ends, strict=True)),
                    sum(weight * y for weight, (_, y) in zip(weights, ends, strict=True)),
                ),
            )
    return points


def boxes_hit(arrangement: Arrangement[Name]) -> list[tuple[Name, Name, Name]]:
    hit = []
    for (source, target), way in arrangement.ways.items():
        points = sampled(way)
        for node, (x, y) in arrangement.corners.items():
            for px, py in points:
                inside = x + 0.2 < px < x + BOX_WIDTH - 0.2 and y + 0.2 < py < y + BOX_HEIGHT - 0.2
                if inside:
                    hit.append((source, target, node))
                    break
    return hit


def overlapping(corners: Mapping[Name, Point]) -> list[tuple[Name, Name]]:
    return [
        (one, other)
        for one, other in combinations(corners, 2)
        if abs(corners[one][0] - corners[other][0]) < BOX_WIDTH
        and abs(corners[one][1] - corners[other][1]) < BOX_HEIGHT
    ]


@given(graphs())
@settings(max_examples=150, deadline=None)
def test_no_box_lies_on_another_and_no_line_runs_through_one(graph: tuple[int, Edges]) -> None:
    count, edges = graph
    arrangement = arrange(range(count), edges)
    assert not overlapping(arrangement.corners)
    assert not boxes_hit(arrangement)


@given(graphs())
@settings(deadline=None)
def test_every_edge_leads_from_its_source_to_its_target(graph: tuple[int, Edges]) -> None:
    count, edges = graph
    arrangement = arrange(range(count), edges)
    assert set(arrangement.ways) == set(edges)
    for (source, target), way in arrangement.ways.items():
        assert len(way) % 3 == 1
        for node, (x, y) in ((source, way[0]), (target, way[-1])):
            left, top = arrangement.corners[node]
            assert left <= x <= left + BOX_WIDTH
            assert top <= y <= top + BOX_HEIGHT


@given(graphs())
@settings(deadline=None)
def test_everything_lies_inside_the_size(graph: tuple[int, Edges]) -> None:
    count, edges = graph
    arrangement = arrange(range(count), edges)
    points = [point for way in arrangement.ways.values() for point in sampled(way)]
    points += [(x + BOX_WIDTH, y + BOX_HEIGHT) for x, y in arrangement.corners.values()]
    points += list(arrangement.corners.values())
    assert all(-0.1 < x < arrangement.width + 0.1 for x, _ in points)
    assert all(-0.1 < y < arrangement.height + 0.1 for _, y in points)


@given(graphs())
@settings(deadline=None)
def test_the_same_graph_gives_the_same_drawing(graph: tuple[int, Edges]) -> None:
    count, edges = graph
    assert arrange(range(count), edges) == arrange(range(count), edges)


@given(graphs())
@settings(deadline=None)
def test_dependencies_stand_right_of_their_dependents(graph: tuple[int, Edges]) -> None:
    count, edges = graph
    acyclic = [(source, target) for source, target in edges if source < target]
    corners = arrange(range(count), acyclic).corners
    assert all(corners[source][0] < corners[target][0] for source, target in acyclic)


@given(graphs(), st.integers(1, 4))
@settings(deadline=None)
def test_what_comes_from_outside_stands_alone_at_the_right_edge(
    graph: tuple[int, Edges],
    imports: int,
) -> None:
    count, edges = graph
    outside = range(count, count + imports)
    leading = [(at % count, node) for at, node in enumerate(outside)] if count else []
    drawn = arrange(
        range(count + imports if count else 0), [*edges, *leading], outside if count else ()
    )
    corners = drawn.corners
    right = max((x for x, _ in corners.values()), default=0.0)
    assert all(corners[node][0] == right for node in outside if count)


def test_edges_to_one_target_share_their_way() -> None:
    chain = [(0, 1), (1, 2), (2, 3), (3, 4)]
    ways = arrange(range(5), [*chain, (0, 4), (1, 4), (2, 4)]).ways
    assert len({ways[source, 4][-7:] for source in (0, 1, 2)}) == 1


def test_lines_into_a_box_arrive_apart_and_in_order() -> None:
    drawn = arrange(range(5), [(0, 4), (1, 4), (2, 4), (3, 4)])
    downwards = sorted(range(4), key=lambda node: drawn.corners[node][1])
    ends = [drawn.ways[source, 4][-1][1] for source in downwards]
    assert all(upper < lower for upper, lower in pairwise(ends))


def test_a_chain_is_drawn_straight() -> None:
    corners = arrange(range(4), [(0, 1), (1, 2), (2, 3)]).corners
    assert len({y for _, y in corners.values()}) == 1


def test_a_planar_graph_is_drawn_without_crossings() -> None:
    tree = [(0, 1), (0, 2), (1, 3), (1, 4), (2, 5), (2, 6), (3, 7), (5, 8), (6, 9)]
    ways = arrange(range(10), tree).ways
    for one, other in combinations(ways.values(), 2):
        shared = set(sampled(one)) & set(sampled(other))
        above = [a - b for (_, a), (_, b) in zip(sampled(one), sampled(other), strict=False)]
        aligned = one[0][0] == other[0][0] and not shared
        assert not aligned or all(gap > 0 for gap in above) or all(gap < 0 for gap in above)


@pytest.mark.parametrize(
    ("count", "edges"),
    [
        (0, []),
        (1, []),
        (1, [(0, 0)]),
        (2, [(0, 1), (1, 0)]),
        (500, []),
        (120, [(at, (at + 1) % 120) for at in range(120)]),
        (60, [(at, 59) for at in range(59)]),
    ],
    ids=["empty", "one", "loop", "both ways", "unconnected", "one great cycle", "star"],
)
def test_odd_graphs_are_drawn(count: int, edges: Edges) -> None:
    drawn = arrange(range(count), edges)
    assert len(drawn.corners) == count
    assert set(drawn.ways) == set(edges)
    assert not overlapping(drawn.corners)


def test_unconnected_boxes_fill_a_block_that_is_wider_than_high() -> None:
    drawn = arrange(range(500), [])
    assert 1 < drawn.width / drawn.height < 3


@pytest.mark.corpus
@needs_shared
@pytest.mark.parametrize("folder", corpus_pairs(every=22), ids=lambda folder: folder.name)
def test_real_graphs_have_no_line_through_a_box(folder: Path) -> None:
    text = pair(folder)[1].read_text("utf-8", "replace")
    template = read_template(Source("reference", text))
    drawn = graph_of(template, find_uses(template), kinds=KINDS)
    arrangement = Arrangement(
        {node.id: (node.x, node.y) for node in drawn.nodes},
        {(edge.source, edge.target): edge.points for edge in drawn.edges},
        drawn.width,
        drawn.height,
    )
    assert drawn.nodes
    assert not overlapping(arrangement.corners)
    assert not boxes_hit(arrangement)
