"""What a graph answers: who needs whom, ways, cycles, what stands alone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.layout import GraphEdge, GraphLayout, GraphNode
from analysis.layout.questions import (
    apart,
    between,
    circular,
    dependents,
    direct_dependents,
    importing,
    requirements,
)


def drawn(*edges: str, side: str = "candidate", alone: str = "") -> GraphLayout:
    """Return a graph of edges such as `A>B`, or `A>B:add` for one that the reference alone has."""
    parsed = []
    for edge in edges:
        ends, _, change = edge.partition(":")
        source, _, target = ends.partition(">")
        parsed.append(GraphEdge(source, target, "Ref", (), (), change))
    names = sorted({name for edge in parsed for name in (edge.source, edge.target)} | set(alone))
    nodes = tuple(
        GraphNode(
            name, "import" if name.islower() else "resource", name, "", 0, 0, "candidate", name
        )
        for name in names
    )
    return GraphLayout(nodes, tuple(parsed), 0, 0, side, cycles=(("A", "B", "A"),))


CHAIN = drawn("A>B", "B>C", "D>C", "B>v", alone="E")


def test_the_blast_radius_is_all_that_needs_a_node() -> None:
    answer = dependents(CHAIN, ["C"])
    assert answer.nodes == {"A", "B", "C", "D"}
    assert answer.edges == {("A", "B"), ("B", "C"), ("D", "C")}
    assert direct_dependents(CHAIN, ["C"]) == {"B", "D"}


def test_what_a_node_needs_goes_through_others() -> None:
    assert requirements(CHAIN, ["A"]).nodes == {"A", "B", "C", "v"}
    assert requirements(CHAIN, ["E"]).nodes == {"E"}


@pytest.mark.parametrize(("one", "other"), [("A", "C"), ("C", "A")])
def test_ways_are_found_in_either_direction(one: str, other: str) -> None:
    assert between(CHAIN, one, other).nodes == {"A", "B", "C"}


def test_where_no_way_leads_there_is_no_answer() -> None:
    assert not between(CHAIN, "A", "D").nodes


def test_what_hangs_on_imports_is_all_that_needs_one() -> None:
    assert importing(CHAIN).nodes == {"A", "B", "v"}


def test_what_stands_alone_has_no_edges() -> None:
    assert apart(CHAIN).nodes == {"E"}


def test_circular_is_all_that_is_part_of_a_cycle() -> None:
    graph = drawn("A>B", "B>A", "B>C")
    tied = {"A", "B"}
    nodes = tuple(replace(node, in_cycle=node.id in tied) for node in graph.nodes)
    edges = tuple(replace(edge, in_cycle=edge.target in tied) for edge in graph.edges)
    answer = circular(replace(graph, nodes=nodes, edges=edges))
    assert answer.nodes == tied
    assert answer.edges == {("A", "B"), ("B", "A")}


def test_what_hangs_together_but_not_with_the_most_is_apart() -> None:
    answer = apart(drawn("A>B", "B>C", "D>E", alone="F"))
    assert answer.nodes == {"D", "E", "F"}
    assert answer.edges == {("D", "E")}


def test_a_way_through_both_templates_is_none() -> None:
    both = drawn("A>B:add", "B>C:remove", "D>B:same", side="difference")
    assert dependents(both, ["C"]).nodes == {"C", "B", "D"}
    assert not between(both, "A", "C").nodes


@given(st.sets(st.tuples(st.sampled_from("ABCDEF"), st.sampled_from("ABCDEF"))))
def test_who_needs_and_who_is_needed_mirror_each_other(edges: set[tuple[str, str]]) -> None:
    graph = drawn(*(f"{source}>{target}" for source, target in edges), alone="ABCDEF")
    for one in "ABCDEF":
        for other in requirements(graph, [one]).nodes:
            assert one in dependents(graph, [other]).nodes
