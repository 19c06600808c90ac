"""Frames around groups, and both orientations: what must hold of any drawing."""

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.graph_view import KINDS, graph_of
from analysis.layout import BOX_HEIGHT, BOX_WIDTH, Arrangement, Box, arrange, arrangement_of
from analysis.pipeline import read_template
from analysis.source import Source
from analysis.uses import find_uses
from tests.analysis.test_layout import boxes_hit, graphs, overlapping
from tests.shared_data import corpus_pairs, needs_shared

Graph = tuple[int, list[tuple[int, int]]]
Groups = dict[int, tuple[str, ...]]


@st.composite
def grouped(draw: st.DrawFn) -> tuple[Graph, Groups]:
    graph = draw(graphs(largest=16))
    paths = st.sampled_from([(), ("a",), ("b",), ("a", "x"), ("a", "y"), ("c", "z"), ("d",)])
    return graph, {node: draw(paths) for node in range(graph[0])}


def holds(frame: Box, x: float, y: float) -> bool:
    across = frame.x <= x and x + BOX_WIDTH <= frame.x + frame.width
    return across and frame.y <= y and y + BOX_HEIGHT <= frame.y + frame.height


def touches(frame: Box, x: float, y: float) -> bool:
    across = frame.x < x + BOX_WIDTH and x < frame.x + frame.width
    return across and frame.y < y + BOX_HEIGHT and y < frame.y + frame.height


def apart(one: Box, other: Box) -> bool:
    across = one.x + one.width <= other.x + 0.1 or other.x + other.width <= one.x + 0.1
    down = one.y + one.height <= other.y + 0.1 or other.y + other.height <= one.y + 0.1
    return across or down


def check(drawn: Arrangement[int], groups: Groups) -> None:
    assert not overlapping(drawn.corners)
    assert not boxes_hit(drawn)
    for path, frame in drawn.frames.items():
        for node, corner in drawn.corners.items():
            if groups.get(node, ())[: len(path)] == path:
                assert holds(frame, *corner)
            else:
                assert not touches(frame, *corner)
    for one, other in combinations(drawn.frames, 2):
        if one[: len(other)] != other and other[: len(one)] != one:
            assert apart(drawn.frames[one], drawn.frames[other])


@pytest.mark.parametrize("orientation", ["right", "down"])
@given(grouped())
@settings(max_examples=120, deadline=None)
def test_frames_hold_what_is_in_them_and_nothing_else(
    orientation: str,
    drawing: tuple[Graph, Groups],
) -> None:
    (count, edges), groups = drawing
    check(arrange(range(count), edges, orientation=orientation, groups=groups), groups)


@given(graphs())
@settings(max_examples=60, deadline=None)
def test_a_drawing_downwards_is_as_clean(graph: Graph) -> None:
    count, edges = graph
    drawn = arrange(range(count), edges, orientation="down")
    assert not overlapping(drawn.corners)
    assert not boxes_hit(drawn)
    acyclic = [(source, target) for source, target in edges if source < target]
    corners = arrange(range(count), acyclic, orientation="down").corners
    assert all(corners[source][1] < corners[target][1] for source, target in acyclic)


@given(graphs())
@settings(max_examples=40, deadline=None)
def test_the_same_graph_stays_where_it_is_downwards(graph: Graph) -> None:
    count, edges = graph
    before = arrange(range(count), edges, orientation="down")
    again = arrange(range(count), edges, (), before, orientation="down")
    assert again.corners == before.corners


def test_what_comes_from_outside_has_the_last_row_for_itself() -> None:
    edges = [(0, 1), (1, 4), (2, 3), (5, 6)]
    drawn = arrange(range(9), edges, {4}, orientation="down")
    far = drawn.corners[4][1]
    assert all(y < far for node, (_, y) in drawn.corners.items() if node != 4)


@pytest.mark.corpus
@needs_shared
@pytest.mark.parametrize("frames", ["service", "network"])
@pytest.mark.parametrize("folder", corpus_pairs(every=44), ids=lambda folder: folder.name)
def test_frames_of_real_templates(folder: Path, frames: str) -> None:
    text = next(folder.glob("reference.*")).read_text("utf-8", "replace")
    template = read_template(Source("reference", text))
    for orientation in ("right", "down"):
        drawn = graph_of(
            template,
            find_uses(template),
            kinds=KINDS,
            frames=frames,
            orientation=orientation,
        )
        placed = arrangement_of(drawn)
        assert not overlapping(placed.corners)
        assert not boxes_hit(placed)
        for frame in drawn.frames:
            box = Box(frame.x, frame.y, frame.width, frame.height)
            for node in drawn.nodes:
                is_in = node.id in frame.members
                assert (holds if is_in else lambda *args: not touches(*args))(box, node.x, node.y)
