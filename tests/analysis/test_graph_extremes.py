"""Graphs of templates that nobody would write: drawn or explained, in every form."""

import json
from collections.abc import Mapping

import pytest

from analysis.graph_view import KINDS, graph_of, to_dot, to_json, to_mermaid
from analysis.layout import GraphLayout
from analysis.pictures import draw_graph
from analysis.pipeline import read_template
from analysis.source import Source
from analysis.uses import find_uses

Case = Mapping[str, object] | str

RESOURCE = {"Type": "AWS::SNS::Topic"}


def drawn(resources: Case) -> GraphLayout:
    text = resources if isinstance(resources, str) else json.dumps({"Resources": resources})
    template = read_template(Source("template.json", text))
    return graph_of(template, find_uses(template), kinds=KINDS)


def needing(*names: str) -> dict[str, object]:
    return {**RESOURCE, "DependsOn": list(names)}


CIRCLE = {f"R{number}": needing(f"R{(number + 1) % 300}") for number in range(300)}
TANGLE = {f"R{one}": needing(*(f"R{other}" for other in range(30))) for one in range(30)}
LONELY = {f"R{number}": RESOURCE for number in range(500)}
HOSTILE = {
    "A" * 255: needing("$\\frac{"),
    "$\\frac{": needing("\u202eevil\u202c"),
    "\u202eevil\u202c": needing("データベース"),
    "データベース": needing('"]; x ['),
    '"]; x [': needing("<script>"),
    "<script>": needing("A" * 255),
    "": RESOURCE,
    "\ud800": RESOURCE,
}
NESTED = """
Resources:
  A:
    Type: AWS::SNS::Topic
    Properties:
      TopicName:
        Fn::ImportValue: !Join ["-", [!Sub "${AWS::Region}", !Select [0, !Split [",", !Ref P]]]]
"""
HALF = '{"Resources": {"A": {"Type": "AWS::SNS::Topic"}, "B": {"Type": "AWS::SNS::To'
CASES: Mapping[str, Case] = {
    "empty": "",
    "one node": {"A": RESOURCE},
    "itself": {"A": needing("A")},
    "a circle through everything": CIRCLE,
    "everything needs everything": TANGLE,
    "500 that stand alone": LONELY,
    "hostile names": HOSTILE,
    "a nested import": NESTED,
    "half of a template": HALF,
    "no resources": "Resources: [1, 2]",
}


@pytest.mark.parametrize("resources", CASES.values(), ids=CASES)
def test_any_template_is_drawn_as_text(resources: Case) -> None:
    graph = drawn(resources)
    assert json.loads(json.dumps(to_json(graph)))["nodes"] is not None
    assert to_dot(graph).startswith("digraph")
    assert to_mermaid(graph).startswith("flowchart")
    assert "\u202e" not in to_dot(graph) + to_mermaid(graph)


@pytest.mark.parametrize("name", ["empty", "hostile names", "a nested import", "itself"])
def test_any_template_is_drawn_as_a_picture(name: str) -> None:
    picture = draw_graph(drawn(CASES[name]), "svg").decode("utf-8")
    assert "<svg" in picture
    assert "\u202e" not in picture
    assert "<script>" not in picture


def test_a_circle_through_everything_is_told() -> None:
    graph = drawn(CIRCLE)
    assert len(graph.nodes) == 300
    assert all(node.in_cycle for node in graph.nodes)
    assert [len(way) for way in graph.cycles] == [301]


def test_a_tangle_is_told_by_its_shortest_ways() -> None:
    ways = drawn(TANGLE).cycles
    assert sorted(len(way) for way in ways) == [*[2] * 30, 3]


def test_what_stands_alone_fills_a_block() -> None:
    graph = drawn(LONELY)
    assert len({(node.x, node.y) for node in graph.nodes}) == 500
    assert 0.8 < graph.width / graph.height < 3


def test_an_import_named_by_nested_functions_is_one_node_with_a_pattern() -> None:
    (node,) = (node for node in drawn(NESTED).nodes if node.kind == "import")
    assert node.provision == "open"
    assert "${" in node.label


def test_the_healthy_half_of_a_template_is_drawn() -> None:
    assert {node.id for node in drawn(HALF).nodes} >= {"A"}
