from analysis.dependencies import Graph, cycles, dependencies, dependency_graph, parts
from analysis.reading.reader import read
from analysis.source import Source
from analysis.template import build_template
from analysis.uses import find_uses

STACK = """
Parameters:
  Env: {Type: String}
Mappings:
  Env: {a: {b: c}}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
Resources:
  Key: {Type: AWS::KMS::Key, Condition: IsProd}
  Topic:
    Type: AWS::SNS::Topic
    Properties: {KmsMasterKeyId: !Ref Key, TopicName: !FindInMap [Env, a, b]}
  Env2: {Type: AWS::SQS::Queue, DependsOn: Topic, Properties: {A: !ImportValue net-Vpc}}
Outputs:
  Topic: {Value: !Ref Topic, Export: {Name: !Sub '${AWS::StackName}-Topic'}}
"""


def graph_of(text: str) -> Graph:
    template = build_template(read(Source("template.yaml", text)))
    return dependency_graph(template, find_uses(template))


def test_nodes_of_different_kinds_never_collide() -> None:
    assert {part.key: part.kind for part in parts(graph_of(STACK))} == {
        ("Resources", "Key"): "resource",
        ("Resources", "Topic"): "resource",
        ("Resources", "Env2"): "resource",
        ("Parameters", "Env"): "parameter",
        ("Mappings", "Env"): "mapping",
        ("Conditions", "IsProd"): "condition",
        ("Outputs", "Topic"): "output",
        ("Exports", "${AWS::StackName}-Topic"): "export",
        ("Imports", "net-Vpc"): "import",
    }


def test_edges_say_how_and_where() -> None:
    found = {
        (one.source, one.target): (one.kind, one.path) for one in dependencies(graph_of(STACK))
    }
    topic = ("Resources", "Topic")
    assert found[("Resources", "Env2"), topic] == ("DependsOn", "Resources/Env2/DependsOn")
    assert found[("Conditions", "IsProd"), ("Parameters", "Env")][0] == "Ref"
    assert found[("Resources", "Key"), ("Conditions", "IsProd")][0] == "Condition"
    assert found[topic, ("Mappings", "Env")][0] == "FindInMap"
    export = ("Exports", "${AWS::StackName}-Topic")
    assert found[export, ("Outputs", "Topic")] == ("Export", "Outputs/Topic/Export/Name")


def test_an_import_knows_all_places_that_use_it() -> None:
    text = STACK.replace("{A: !ImportValue net-Vpc}", "{A: !ImportValue n, B: [!ImportValue n]}")
    (part,) = (part for part in parts(graph_of(text)) if part.kind == "import")
    assert (part.key, part.line, part.owner) == (("Imports", "n"), 13, "Env2")
    assert len(part.paths) == 2


def test_uses_of_what_is_not_there_give_no_edges() -> None:
    graph = graph_of("Resources:\n  A: {Type: B, DependsOn: Nothing, Properties: {C: !Ref D}}\n")
    assert not list(dependencies(graph))
    assert len(parts(graph)) == 1


CIRCLES = """
Resources:
  A: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref B}}
  B: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref C, X: !Ref A}}
  C: {Type: AWS::SNS::Topic, DependsOn: A}
  D: {Type: AWS::SNS::Topic, DependsOn: D}
  E: {Type: AWS::SNS::Topic, DependsOn: A}
Conditions:
  One: !Not [!Condition Two]
  Two: !Not [!Condition One]
"""


def test_a_circle_is_spelled_the_shortest_way() -> None:
    found = cycles(graph_of(CIRCLES), "Resources")
    names = [[name for _, name in cycle.nodes] for cycle in found]
    assert names == [["A", "B", "C"], ["D"]]
    first = found[0]
    assert [name for _, name in first.way] == ["A", "B", "A"]
    assert first.dependencies[0].path == "Resources/A/Properties/TopicName/Ref"


def test_every_section_has_its_circles() -> None:
    assert [cycle.nodes[0][0] for cycle in cycles(graph_of(CIRCLES))] == [
        "Conditions",
        "Resources",
        "Resources",
    ]


def test_a_circle_through_everything_is_spelled() -> None:
    names = [f"R{number}" for number in range(500)]
    entries = (
        f"  {name}: {{Type: AWS::SNS::Topic, DependsOn: {needed}}}\n"
        for name, needed in zip(names, [*names[1:], names[0]], strict=True)
    )
    (cycle,) = cycles(graph_of("Resources:\n" + "".join(entries)))
    assert len(cycle.nodes) == len(cycle.dependencies) == 500


def test_a_template_without_circles_has_none() -> None:
    assert cycles(graph_of(STACK)) == ()


def test_what_needs_itself_hides_no_way_round() -> None:
    text = "Resources:\n  A: {Type: T, DependsOn: [A, B]}\n  B: {Type: T, DependsOn: A}\n"
    assert [[name for _, name in cycle.way] for cycle in cycles(graph_of(text))] == [
        ["A", "A"],
        ["A", "B", "A"],
    ]
