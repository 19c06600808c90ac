"""What the graph of a template, and of both, shows."""

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest

from analysis.comparison import Comparison, compare
from analysis.findings import Decision, Finding, Impact, Place, Severity, State
from analysis.graph_view import KINDS, LIMIT, graph_of, to_dot, to_json, to_mermaid
from analysis.graph_view.families import family_of
from analysis.layout import GraphLayout, GraphNode, changes_of, detail_of
from analysis.pipeline import read_template
from analysis.source import Source, Span
from analysis.template import Template
from analysis.uses import find_uses
from analysis.values import decode, encode

NETWORK = """
Parameters:
  Env: {Type: String}
Conditions:
  IsLive: !Equals [!Ref Env, live]
Mappings:
  Sizes: {live: {Size: large}}
Resources:
  Group:
    Type: AWS::EC2::SecurityGroup
    Condition: IsLive
    Properties:
      VpcId: !ImportValue shared-vpc
      GroupName: !Sub "${Env}-${Logs}"
  Host:
    Type: AWS::EC2::Instance
    DependsOn: Logs
    Properties:
      InstanceType: !FindInMap [Sizes, live, Size]
      SecurityGroupIds: [!Ref Group, !GetAtt Group.GroupId]
      SubnetId: !ImportValue shared-vpc
  Logs:
    Type: AWS::S3::Bucket
Outputs:
  HostId:
    Value: !Ref Host
  LogName:
    Value: !Ref Logs
    Export: {Name: logs-name}
"""
EXPORTING = """
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
Outputs:
  VpcId:
    Value: !Ref Vpc
    Export: {Name: shared-vpc}
"""


def template(text: str, path: str = "candidate.yaml") -> Template:
    return read_template(Source(path, text))


def graph(text: str, **options: object) -> GraphLayout:
    read = template(text)
    return graph_of(read, find_uses(read), **options)  # type: ignore[arg-type]


def compared(candidate: str, reference: str) -> Comparison:
    return compare(template(candidate), template(reference, "reference.yaml"))


def both(candidate: str, reference: str, side: str = "difference") -> GraphLayout:
    comparison = compared(candidate, reference)
    return graph_of(
        comparison.candidate,
        comparison.candidate_uses,
        comparison=comparison,
        side=side,
    )


def nodes(drawn: GraphLayout) -> Mapping[str, GraphNode]:
    return {node.id: node for node in drawn.nodes}


def ends(drawn: GraphLayout) -> set[tuple[str, str]]:
    return {(edge.source, edge.target) for edge in drawn.edges}


def finding(path: str, logical_id: str, severity: Severity = Severity.HIGH) -> Finding:
    place = Place(logical_id, path, 1, 1, 1, "", Span(0, 0))
    return Finding(
        id=f"{severity}-{path}",
        rule="some-rule",
        category="",
        severity=severity,
        title="",
        logical_ids=(logical_id,),
        resource_types=(),
        properties=(),
        candidate=(place,),
        reference=(),
        issue="",
        suggestion="",
        root_cause="",
        impact=Impact(),
    )


def test_resources_imports_and_outputs_are_drawn() -> None:
    kinds = {node.id: node.kind for node in graph(NETWORK).nodes}
    assert kinds == {
        "Group": "resource",
        "Host": "resource",
        "Logs": "resource",
        "Outputs/HostId": "output",
        "Exports/logs-name": "export",
        "Imports/shared-vpc": "import",
    }


def test_further_kinds_are_drawn_when_asked_for() -> None:
    drawn = graph(NETWORK, kinds=KINDS)
    assert {"Env", "Conditions/IsLive", "Mappings/Sizes"} <= set(nodes(drawn))
    assert {("Group", "Conditions/IsLive"), ("Host", "Mappings/Sizes")} <= ends(drawn)


def test_an_import_is_one_node_that_all_uses_lead_to() -> None:
    drawn = graph(NETWORK)
    shared = nodes(drawn)["Imports/shared-vpc"]
    assert shared.uses == 2
    assert {("Group", shared.id), ("Host", shared.id)} <= ends(drawn)
    assert shared.x == max(node.x for node in drawn.nodes)


def test_several_uses_between_two_nodes_are_one_edge_with_their_paths() -> None:
    (edge,) = (edge for edge in graph(NETWORK).edges if edge.target == "Group")
    assert [use.kind for use in edge.uses] == ["Ref", "GetAtt"]
    assert edge.uses[0].path.startswith("Resources/Host/Properties/SecurityGroupIds/0")


def test_an_output_that_exports_is_drawn_as_its_export() -> None:
    drawn = graph(NETWORK)
    export = nodes(drawn)["Exports/logs-name"]
    assert (export.label, export.detail) == ("LogName", "logs-name")
    assert ("Exports/logs-name", "Logs") in ends(drawn)
    assert "Outputs/LogName" not in nodes(drawn)


@pytest.mark.parametrize(
    ("exports", "wanted", "provision", "by"),
    [
        ("shared-vpc", "shared-vpc", "provided", "other.yaml"),
        ("another-name", "shared-vpc", "missing", ""),
        ("!Sub '${AWS::StackName}-vpc'", "shared-vpc", "perhaps", "other.yaml"),
        ("shared-vpc", "!Sub '${Stack}-vpc'", "perhaps", "other.yaml"),
        ("another-name", "!Sub '${Stack}-vpc'", "open", ""),
    ],
)
def test_an_import_says_who_provides_it(exports: str, wanted: str, provision: str, by: str) -> None:
    other = template(EXPORTING.replace("shared-vpc", exports), "other.yaml")
    text = NETWORK.replace("!ImportValue shared-vpc", f"{{'Fn::ImportValue': {wanted}}}")
    (node,) = (node for node in graph(text, exporters=[other]).nodes if node.kind == "import")
    assert (node.provision, node.provided_by) == (provision, by)


def test_the_other_open_template_provides_imports_too() -> None:
    drawn = both(NETWORK, EXPORTING, "candidate")
    assert nodes(drawn)["Imports/shared-vpc"].provided_by == "reference.yaml"


def test_without_a_reference_nothing_has_changed() -> None:
    assert {node.change for node in graph(NETWORK).nodes} == {""}
    assert {edge.change for edge in graph(NETWORK).edges} == {""}


QUEUES = """
Resources:
  Kept: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 1}}
  Changed: {Type: AWS::SNS::Topic, Properties: {DisplayName: !GetAtt Kept.QueueName}}
  Old: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: !Ref Kept, RetentionInDays: 3}}
  Renewed: {Type: AWS::Kinesis::Stream, Properties: {Name: one}}
  Mine: {Type: AWS::S3::Bucket}
"""
KNOWN = """
Resources:
  Kept: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 1}}
  Changed: {Type: AWS::SNS::Topic, Properties: {DisplayName: other}}
  New: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: !Ref Kept, RetentionInDays: 3}}
  Renewed: {Type: AWS::Kinesis::Stream, Properties: {Name: other}}
  Theirs: {Type: AWS::KMS::Key, Properties: {Description: !Ref Changed}}
"""


def test_both_sides_are_drawn_in_one() -> None:
    changes = {name: node.change for name, node in nodes(both(QUEUES, KNOWN)).items()}
    assert changes == {
        "Kept": "same",
        "Changed": "change",
        "Renewed": "replace",
        "Old": "rename",
        "Mine": "remove",
        "Theirs": "add",
    }


def test_a_renamed_node_knows_its_other_name() -> None:
    assert nodes(both(QUEUES, KNOWN))["Old"].partner == "New"
    reference = nodes(both(QUEUES, KNOWN, "reference"))["Old"]
    assert (reference.label, reference.partner, reference.side) == ("New", "Old", "reference")


def test_a_side_shows_its_own_nodes_alone() -> None:
    assert set(nodes(both(QUEUES, KNOWN, "candidate"))) == {
        "Kept",
        "Changed",
        "Renewed",
        "Old",
        "Mine",
    }
    assert set(nodes(both(QUEUES, KNOWN, "reference"))) == {
        "Kept",
        "Changed",
        "Renewed",
        "Old",
        "Theirs",
    }


def test_edges_tell_which_side_has_them() -> None:
    changes = {(edge.source, edge.target): edge.change for edge in both(QUEUES, KNOWN).edges}
    assert changes == {
        ("Changed", "Kept"): "remove",
        ("Old", "Kept"): "same",
        ("Theirs", "Changed"): "add",
    }


def test_a_name_used_for_different_things_gives_two_nodes() -> None:
    drawn = both(
        "Resources: {Thing: {Type: AWS::S3::Bucket}}",
        "Parameters: {Thing: {Type: String}}\nResources: {Q: {Type: AWS::SQS::Queue}}",
    )
    assert len({node.id for node in drawn.nodes}) == len(drawn.nodes)


def test_open_findings_mark_the_nodes_that_they_point_at() -> None:
    critical = finding("Resources/Host/Properties/ImageId", "Host", Severity.CRITICAL)
    low = finding("Resources/Host", "Host", Severity.LOW)
    dismissed = replace(finding("Resources/Logs", "Logs"), decision=Decision(State.DISMISSED))
    drawn = nodes(graph(NETWORK, findings=[low, critical, dismissed]))
    assert (drawn["Host"].severity, len(drawn["Host"].findings)) == ("critical", 2)
    assert drawn["Logs"].severity == drawn["Group"].severity == ""


@pytest.mark.parametrize("end", ["", "/Fn::ImportValue"])
def test_a_finding_about_an_import_marks_the_import(end: str) -> None:
    path = f"Resources/Group/Properties/VpcId{end}"
    drawn = nodes(graph(NETWORK, findings=[finding(path, "Group", Severity.CRITICAL)]))
    assert drawn["Imports/shared-vpc"].severity == "critical"


def test_cycles_are_marked_on_nodes_and_edges() -> None:
    text = """
Resources:
  A: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref B}}
  B: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref A}}
  C: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref A}}
  D: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref D}}
"""
    drawn = graph(text)
    assert {node.id for node in drawn.nodes if node.in_cycle} == {"A", "B", "D"}
    closing = {(edge.source, edge.target) for edge in drawn.edges if edge.in_cycle}
    assert closing == {("A", "B"), ("B", "A"), ("D", "D")}
    assert drawn.cycles == (("A", "B", "A"), ("D", "D"))


def test_a_circle_through_both_templates_is_none() -> None:
    one = "Resources:\n  A: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref B}}\n"
    other = "Resources:\n  A: {Type: AWS::SQS::Queue, Properties: {QueueName: x}}\n"
    drawn = both(
        f"{one}  B: {{Type: AWS::SNS::Topic, Properties: {{DisplayName: x}}}}",
        f"{other}  B: {{Type: AWS::SNS::Topic, Properties: {{DisplayName: !Ref A}}}}",
    )
    assert len(drawn.edges) == 2
    assert not any(node.in_cycle for node in drawn.nodes)


def test_above_the_limit_it_counts_what_it_leaves_out() -> None:
    names = "\n".join(f"  R{number}: {{Type: AWS::SQS::Queue}}" for number in range(LIMIT + 5))
    tied = "  Z: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref R3}}"
    drawn = graph(f"Resources:\n{names}\n{tied}\n")
    assert (len(drawn.nodes), drawn.left_out) == (LIMIT, 6)
    assert ("Z", "R3") in ends(drawn)


@pytest.mark.parametrize(
    "text",
    ["", "Resources: 3", "Resources: {A: 1, B: {}}", "{", "Resources: {A: {Type: [1]}}"],
)
def test_what_is_hardly_a_template_is_drawn_as_far_as_it_goes(text: str) -> None:
    drawn = graph(text, kinds=KINDS)
    assert drawn.left_out == 0
    assert all(node.kind == "resource" for node in drawn.nodes)


def test_the_graph_crosses_the_process_unchanged() -> None:
    drawn = both(QUEUES, KNOWN)
    assert decode(GraphLayout, json.loads(json.dumps(encode(drawn)))) == drawn


def test_json_has_the_form_of_the_contract() -> None:
    written = to_json(graph(NETWORK, kinds=KINDS))
    group = next(node for node in written["nodes"] if node["id"] == "Group")
    assert group == {
        "id": "Group",
        "kind": "resource",
        "type": "AWS::EC2::SecurityGroup",
        "line": 9,
        "change": None,
    }
    edges = [edge for edge in written["edges"] if edge["target"] == "Group"]
    assert [(edge["source"], edge["kind"], len(edge["paths"])) for edge in edges] == [
        ("Host", "Ref", 1),
        ("Host", "GetAtt", 1),
    ]


EVIL = r"""
Resources:
  "x\"]; evil [": {Type: "A::B::C\n\\"}
  "<img onerror=1>": {Type: AWS::S3::B}
"""


def test_dot_quotes_what_the_template_says() -> None:
    written = to_dot(graph(EVIL))
    assert '\\"]; evil [' in written
    assert written.count("\n") == len(graph(EVIL).nodes) + 5


def test_mermaid_lets_no_markup_through() -> None:
    written = to_mermaid(graph(EVIL))
    assert "<img" not in written
    assert written.startswith("flowchart LR\n")


def test_imports_stand_out_in_dot_and_mermaid() -> None:
    assert 'style="filled,dashed"' in to_dot(graph(NETWORK))
    assert "-.->" in to_mermaid(graph(NETWORK))
    assert "class n" in to_mermaid(graph(NETWORK))


@pytest.mark.parametrize(
    ("resource_type", "family"),
    [
        ("AWS::Lambda::Function", "compute"),
        ("AWS::EC2::Subnet", "network"),
        ("AWS::EC2::Instance", "compute"),
        ("AWS::EC2::Volume", "storage"),
        ("AWS::RDS::DBCluster", "database"),
        ("AWS::IAM::Role", "identity"),
        ("Custom::Thing", "other"),
        ("", "other"),
    ],
)
def test_services_belong_to_families(resource_type: str, family: str) -> None:
    assert family_of(resource_type) == family


def test_a_changed_node_says_that_it_is_renamed_too() -> None:
    queue = "Type: AWS::SQS::Queue, Properties: {{DelaySeconds: 9, KmsMasterKeyId: a, Timeout: {}}}"
    text = f"Resources: {{{{{{}}: {{{{{queue}}}}}}}}}"
    (node,) = both(text.format("OrderQueue", 1), text.format("OrdersQueue", 2)).nodes
    assert (node.change, node.partner) == ("change", "OrdersQueue")
    assert changes_of(node) == ("change", "rename")
    assert detail_of(node) == "↔ OrdersQueue · SQS::Queue"
    (node,) = both(text.format("OrderQueue", 1), text.format("OrderQueue", 1)).nodes
    assert changes_of(node) == ()
    assert detail_of(node) == "SQS::Queue"
