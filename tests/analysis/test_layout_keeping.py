"""After a small edit nodes keep their places, and the drawing stays as clean as a fresh one."""

import random
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.graph_view import graph_of
from analysis.layout import BOX_HEIGHT, BOX_WIDTH, Arrangement, arrange, arrangement_of
from analysis.pipeline import read_template
from analysis.source import Source
from analysis.uses import find_uses
from tests.analysis.test_layout import boxes_hit, overlapping
from tests.shared_data import corpus_pairs, needs_shared

_NEAR = 10.0


@dataclass(frozen=True, slots=True)
class Edit:
    """A graph before and after something changed; `outside` are its imports."""

    names: list[int]
    edges: list[tuple[int, int]]
    later_names: list[int]
    later_edges: list[tuple[int, int]]
    outside: set[int]


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    count = draw(st.integers(2, 18))
    node = st.integers(0, count - 1)
    edges = draw(st.lists(st.tuples(node, node), max_size=2 * count))
    outside = {count - 1} if draw(st.booleans()) else set()
    edges = [edge for edge in edges if edge[0] not in outside]
    gone = draw(st.sets(node, max_size=2))
    later = [name for name in range(count + 1) if name not in gone]
    one = st.sampled_from(later)
    added = draw(st.lists(st.tuples(one, one), max_size=3))
    kept = [edge for edge in edges if not gone.intersection(edge)]
    dropped = draw(st.integers(0, 2))
    later_edges = [*kept[dropped:], *(edge for edge in added if edge[0] not in outside)]
    return Edit(list(range(count)), edges, later, later_edges, outside)


def after(edit: Edit) -> Arrangement[int]:
    before = arrange(edit.names, edit.edges, edit.outside)
    return arrange(
        edit.later_names, edit.later_edges, edit.outside.intersection(edit.later_names), before
    )


@settings(max_examples=60, deadline=None)
@given(edits())
def test_nothing_lies_on_or_runs_through_anything(edit: Edit) -> None:
    drawn = after(edit)
    assert overlapping(drawn.corners) == []
    assert boxes_hit(drawn) == []


@settings(max_examples=60, deadline=None)
@given(edits())
def test_every_edge_has_its_way_inside_the_drawing(edit: Edit) -> None:
    drawn = after(edit)
    assert set(drawn.ways) == set(edit.later_edges)
    assert set(drawn.corners) == set(edit.later_names)
    for x, y in drawn.corners.values():
        assert 0 <= x <= drawn.width - BOX_WIDTH
        assert 0 <= y <= drawn.height - BOX_HEIGHT + 0.1


@settings(max_examples=40, deadline=None)
@given(edits())
def test_the_same_graph_stays_where_it_is(edit: Edit) -> None:
    before = arrange(edit.names, edit.edges, edit.outside)
    again = arrange(edit.names, edit.edges, edit.outside, before)
    assert again.corners == before.corners


def shares_kept(folder: Path) -> list[float]:
    """Return for a lost use, a lost and a new resource, and a new use how many nodes stay near.

    What moves the drawing as a whole moves nothing: the window moves its view along.
    """
    source = Source("template", next(folder.glob("reference.*")).read_text("utf-8"))
    template = read_template(source)
    graph = graph_of(template, find_uses(template))
    names = [node.id for node in graph.nodes]
    edges = [(edge.source, edge.target) for edge in graph.edges]
    outside = {node.id for node in graph.nodes if node.kind == "import"}
    before = arrangement_of(graph)
    chance = random.Random(folder.name)  # noqa: S311 (always the same edits)
    lost, gone, needed = chance.choice(edges), chance.choice(names), chance.choice(names)
    inner = [name for name in names if name not in outside]
    using, used = sorted(chance.sample(inner, 2), key=lambda name: before.corners[name])
    later = (
        (names, [edge for edge in edges if edge != lost]),
        ([name for name in names if name != gone], [edge for edge in edges if gone not in edge]),
        ([*names, "New"], [*edges, ("New", needed)]),
        (names, [*edges, (using, used)]),
    )
    return [
        _share(before, arrange(some, ways, outside.intersection(some), before))
        for some, ways in later
    ]


def _share(before: Arrangement[str], later: Arrangement[str]) -> float:
    both = before.corners.keys() & later.corners.keys()
    moves = [
        (later.corners[name][0] - before.corners[name][0], later.corners[name][1] - y)
        for name, (_, y) in ((name, before.corners[name]) for name in both)
    ]
    aside = median(x for x, _ in moves)
    return sum(abs(x - aside) <= _NEAR and abs(y) <= _NEAR for x, y in moves) / len(both)


@needs_shared
@pytest.mark.corpus
def test_nine_of_ten_nodes_of_real_graphs_stay_where_they_were() -> None:
    shares = [share for folder in corpus_pairs(every=24) for share in shares_kept(folder)]
    assert min(shares) >= 0.9


def test_a_new_first_dependent_stands_left_of_everything() -> None:
    before = arrange([1, 2, 3], [(1, 2), (2, 3)])
    later = arrange([1, 2, 3, 0], [(1, 2), (2, 3), (0, 1)], (), before)
    assert later.corners[0][0] == 0
    moves = {later.corners[name][0] - before.corners[name][0] for name in (1, 2, 3)}
    assert len(moves) == 1
