from analysis.dependencies import (
    blast_radius,
    cycles,
    dependencies,
    dependency_graph,
    neighbours,
)
from analysis.reading.reader import read
from analysis.source import Source
from analysis.template import Template, build_template

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
NETWORK = "Resources: {}\nOutputs:\n  V: {Value: x, Export: {Name: !Sub '${AWS::StackName}-Vpc'}}\n"


def template(text: str) -> Template:
    return build_template(read(Source("template.yaml", text)))


def test_nodes_of_different_kinds_never_collide() -> None:
    graph = dependency_graph(template(STACK))
    kinds = {node: data["kind"] for node, data in graph.nodes(data=True)}
    assert kinds["Parameters/Env"] == "parameter"
    assert kinds["Mappings/Env"] == "mapping"
    assert kinds["Resources/Topic"] == "resource"
    assert kinds["Outputs/Topic"] == "output"
    assert kinds["Imports/net-Vpc"] == "import"
    assert kinds["Exports/${AWS::StackName}-Topic"] == "export"


def test_edges_say_how_and_where() -> None:
    found = {
        (one.source, one.target): (one.kind, one.path)
        for one in dependencies(dependency_graph(template(STACK)))
    }
    assert found["Resources/Env2", "Resources/Topic"] == ("DependsOn", "Resources/Env2/DependsOn")
    assert found["Conditions/IsProd", "Parameters/Env"][0] == "Ref"
    assert found["Resources/Key", "Conditions/IsProd"][0] == "Condition"
    assert found["Resources/Topic", "Mappings/Env"][0] == "FindInMap"
    assert ("Exports/${AWS::StackName}-Topic", "Outputs/Topic") in found


def test_an_import_leads_to_the_export_of_an_open_template() -> None:
    alone = dependency_graph(template(STACK))
    together = dependency_graph(template(STACK), [template(NETWORK)])
    assert not list(alone.successors("Imports/net-Vpc"))
    assert list(together.successors("Imports/net-Vpc")) == ["Exports/${AWS::StackName}-Vpc"]


def test_a_change_reaches_all_that_needs_it() -> None:
    graph = dependency_graph(template(STACK))
    assert blast_radius(graph, "Resources/Key") == {
        "Resources/Topic",
        "Resources/Env2",
        "Outputs/Topic",
        "Exports/${AWS::StackName}-Topic",
    }
    assert blast_radius(graph, "Resources/Unknown") == frozenset()
    needed, needing = neighbours(graph, "Resources/Key")
    assert needed == {"Conditions/IsProd"}
    assert needing == {"Resources/Topic"}
    assert neighbours(graph, "Resources/Unknown") == (frozenset(), frozenset())


def test_a_circle_is_spelled_the_shortest_way() -> None:
    graph = dependency_graph(
        template(
            "Resources:\n"
            "  A: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref B}}\n"
            "  B: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref C, X: !Ref A}}\n"
            "  C: {Type: AWS::SNS::Topic, DependsOn: A}\n"
            "  D: {Type: AWS::SNS::Topic, DependsOn: D}\n"
            "  E: {Type: AWS::SNS::Topic, DependsOn: A}\n",
        ),
    )
    found = cycles(graph)
    assert [cycle.nodes for cycle in found] == [
        ("Resources/A", "Resources/B", "Resources/C"),
        ("Resources/D",),
    ]
    first = found[0].dependencies
    assert [(one.source, one.target) for one in first] == [
        ("Resources/A", "Resources/B"),
        ("Resources/B", "Resources/A"),
    ]
    assert first[0].path == "Resources/A/Properties/TopicName/Ref"


def test_a_template_without_circles_has_none() -> None:
    assert cycles(dependency_graph(template(STACK))) == ()
