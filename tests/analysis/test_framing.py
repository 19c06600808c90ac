"""Frames of a graph: what network or service nodes are in."""

from analysis.comparison import compare
from analysis.graph_view import graph_of
from analysis.layout import GraphLayout
from analysis.pipeline import read_template
from analysis.source import Source
from analysis.uses import find_uses

NETWORK = """
Parameters:
  Net: {Type: AWS::EC2::VPC::Id}
  Inner: {Type: AWS::EC2::Subnet::Id}
Resources:
  Vpc: {Type: AWS::EC2::VPC}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc}}
  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc}}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref Vpc}}
  Host: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref A}}
  Work:
    Type: AWS::Lambda::Function
    Properties: {VpcConfig: {SubnetIds: [!Ref A, !Ref B], SecurityGroupIds: [!Ref Group]}}
  Base: {Type: AWS::RDS::DBInstance, Properties: {VPCSecurityGroups: [!GetAtt Group.GroupId]}}
  Cluster: {Type: AWS::RDS::DBCluster, Properties: {VpcSecurityGroupIds: [!Ref Group]}}
  Member: {Type: AWS::RDS::DBInstance, Properties: {DBClusterIdentifier: !Ref Cluster}}
  Role: {Type: AWS::IAM::Role, Properties: {Policies: [{SubnetId: !Ref A}]}}
  Way: {Type: AWS::EC2::InternetGateway}
  Tie:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Way}
  Guard: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref Net}}
  Far:
    Type: AWS::EC2::Instance
    Properties: {SubnetId: !Ref Inner, SecurityGroupIds: [!Ref Guard]}
  Else:
    Type: AWS::EC2::Instance
    Properties: {SubnetId: {"Fn::ImportValue": net-Subnet}}
Outputs:
  HostId: {Value: !Ref Host}
  Both: {Value: !Sub "${Host}-${Role}", Export: {Name: both}}
  NetId: {Value: !Ref Vpc, Export: {Name: net}}
"""


def graph(text: str, frames: str = "none") -> GraphLayout:
    template = read_template(Source("template.yaml", text))
    return graph_of(template, find_uses(template), frames=frames)


def test_frames_show_the_network_that_nodes_are_in() -> None:
    frames = {frame.title: set(frame.members) for frame in graph(NETWORK, frames="network").frames}
    stack = frames.pop("This stack")
    assert {"Role", "Else", "Vpc"} <= stack
    inner = {"Vpc", "A", "B", "Group", "Host", "Work", "Base", "Way", "Tie", "Cluster", "Member"}
    assert frames == {
        "VPC Vpc": {*inner, "Outputs/HostId", "Exports/net"},
        "Subnet A": {"A", "Host", "Outputs/HostId"},
        "VPC Net · parameter": {"Guard", "Far"},
        "Subnet Inner · parameter": {"Far"},
        "Subnet net-Subnet · imported": {"Else"},
    }


def test_frames_show_services() -> None:
    frames = {frame.title: set(frame.members) for frame in graph(NETWORK, frames="service").frames}
    assert frames["RDS"] == {"Base", "Cluster", "Member"}
    assert frames["EC2"] >= {"Vpc", "A", "Host"}


def test_there_is_no_frame_unless_asked_for_or_something_is_outside() -> None:
    assert graph("Resources: {A: {Type: AWS::SNS::Topic}}").frames == ()


def test_of_both_sides_a_part_is_where_the_candidate_has_it() -> None:
    mine = "Resources: {A: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !ImportValue V}}}"
    known = """
    Resources:
      A: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref Vpc}}
      B: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref Vpc}}
      Vpc: {Type: AWS::EC2::VPC}
    """
    sides = [read_template(Source(f"{name}.yaml", name)) for name in (mine, known)]
    drawn = graph_of(
        sides[0],
        find_uses(sides[0]),
        comparison=compare(sides[0], sides[1]),
        side="difference",
        frames="network",
    )
    assert {frame.title: set(frame.members) for frame in drawn.frames} == {
        "Both stacks": {"A", "B", "Vpc"},
        "VPC V · imported": {"A"},
        "VPC Vpc": {"B", "Vpc"},
    }
