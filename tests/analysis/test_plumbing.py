"""A graph without plumbing: what only joins others is left out, what was joined stays so."""

import pytest

from analysis.graph_view import KINDS, SHOWN, graph_of
from analysis.graph_view.plumbing import is_plumbing
from analysis.layout import GraphLayout
from analysis.pipeline import read_template
from analysis.source import Source
from analysis.uses import find_uses

WITHOUT = tuple(kind for kind in SHOWN if kind != "plumbing")
STACK = """
Resources:
  Vpc: {Type: AWS::EC2::VPC}
  Gateway: {Type: AWS::EC2::InternetGateway}
  Joint:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway}
  Address: {Type: AWS::EC2::EIP, DependsOn: Joint}
  Peered:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !ImportValue table, GatewayId: !Ref Gateway}
"""


def drawn(text: str, kinds: tuple[str, ...]) -> GraphLayout:
    template = read_template(Source("template.yaml", text))
    return graph_of(template, find_uses(template), kinds=kinds)


def test_what_joins_is_left_out_and_counted() -> None:
    graph = drawn(STACK, WITHOUT)
    assert "Joint" not in {node.id for node in graph.nodes}
    assert graph.plumbing == 1
    assert drawn(STACK, SHOWN).plumbing == drawn(STACK, KINDS).plumbing == 0


def test_edges_lead_through_it() -> None:
    edges = {(edge.source, edge.target): edge for edge in drawn(STACK, WITHOUT).edges}
    through = edges["Address", "Vpc"]
    assert through.kind == "through"
    assert [use.path for use in through.uses] == ["Joint"]
    assert ("Address", "Gateway") in edges


def test_what_imports_is_never_left_out() -> None:
    edges = {(edge.source, edge.target) for edge in drawn(STACK, WITHOUT).edges}
    assert ("Peered", "Imports/table") in edges


@pytest.mark.parametrize(
    ("resource_type", "expected"),
    [
        ("AWS::EC2::Route", True),
        ("AWS::EC2::SubnetRouteTableAssociation", True),
        ("AWS::Lambda::Permission", True),
        ("AWS::S3::BucketPolicy", True),
        ("AWS::IAM::Policy", True),
        ("AWS::AutoScaling::ScalingPolicy", False),
        ("AWS::IAM::Role", False),
        ("Custom::Permission", False),
        ("", False),
    ],
)
def test_types_of_plumbing(resource_type: str, expected: bool) -> None:  # noqa: FBT001 (a case)
    assert is_plumbing(resource_type) is expected
