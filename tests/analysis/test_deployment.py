"""What a deployment does to each resource: propagation, data, and how loud it is said."""

import pytest

from analysis.comparison import compare
from analysis.deployment import deployments
from analysis.reading.reader import read
from analysis.review import ResourceImpact
from analysis.source import Source
from analysis.template import Template, build_template

VPC = "  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: %s}}\n"
USERS = """\
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: a}}
  Machine: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Subnet, EbsOptimized: true}}
  Parameter:
    Type: AWS::SSM::Parameter
    Properties: {Type: String, Value: !Sub "in ${Vpc}"}
  Alone: {Type: AWS::SNS::Topic, DependsOn: Vpc}
"""
CLUSTER = "  T: {Type: AWS::RDS::DBCluster%s, Properties: {DatabaseName: %s}}\n"
QUEUE = "  Q: {Type: AWS::SQS::Queue, Properties: {QueueName: %s}}\n"
TOPIC = "  T: {Type: AWS::SNS::Topic, Properties: {TopicName: %s}}\n"


def template(body: str) -> Template:
    return build_template(read(Source("template.yaml", f"Resources:\n{body}")))


def impacts(mine: str, known: str, deployed: str = "candidate") -> dict[str, ResourceImpact]:
    found = deployments(compare(template(mine), template(known)))[deployed]
    return {one.candidate_id or one.reference_id or "": one for one in found}


def test_replacing_goes_along_references_and_through_sub() -> None:
    found = impacts(VPC % "10.0.0.0/16" + USERS, VPC % "10.1.0.0/16" + USERS)
    assert {name: one.impact for name, one in found.items()} == {
        "Vpc": "replace",
        "Subnet": "replace",
        "Machine": "replace",
        "Parameter": "update",
    }
    assert found["Machine"].because[-1] == "SubnetId refers to Subnet, which is replaced."


def test_what_may_be_replaced_asks_no_more_of_others() -> None:
    mine = VPC % '!ImportValue "x"'
    found = impacts(mine + USERS, VPC % "10.1.0.0/16" + USERS)
    assert found["Vpc"].impact == found["Machine"].impact == "may replace"
    assert found["Machine"].weight == "quiet"


def test_a_circle_of_references_comes_to_an_end() -> None:
    circle = """\
  A: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: %s, VpcId: !Ref B}}
  B: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: x, VpcId: !Ref A}}
"""
    found = impacts(circle % "one", circle % "two")
    assert found["B"].impact == "replace"


@pytest.mark.parametrize(
    ("policies", "data", "action", "weight"),
    [
        ("", "lost", "ReplaceAndDelete", "grave"),
        (", UpdateReplacePolicy: Retain", "kept", "ReplaceAndRetain", "notable"),
        (", UpdateReplacePolicy: Snapshot", "snapshot", "ReplaceAndSnapshot", "notable"),
        (", DeletionPolicy: Retain", "lost", "ReplaceAndDelete", "grave"),
    ],
)
def test_the_data_of_a_replaced_resource(
    policies: str, data: str, action: str, weight: str
) -> None:
    found = impacts(CLUSTER % (policies, "a"), CLUSTER % (policies, "b"))["T"]
    assert (found.data, found.policy_action, found.weight) == (data, action, weight)


def test_policies_that_differ_leave_it_open_what_becomes_of_the_data() -> None:
    found = impacts(CLUSTER % (", UpdateReplacePolicy: Retain", "a"), CLUSTER % ("", "b"))["T"]
    assert found.data == "may be lost"


@pytest.mark.parametrize(
    ("resource", "impact", "data", "weight"),
    [
        ("Type: AWS::DynamoDB::Table", "delete", "lost", "grave"),
        ("Type: AWS::DynamoDB::Table, DeletionPolicy: Retain", "orphan", "kept", "notable"),
        ("Type: AWS::RDS::DBCluster", "delete", "snapshot", "notable"),
        ("Type: AWS::RDS::DBCluster, DeletionPolicy: Delete", "delete", "lost", "grave"),
        (
            "Type: AWS::RDS::DBInstance, Properties: {DBClusterIdentifier: x}",
            "delete",
            "",
            "notable",
        ),
        ("Type: AWS::S3::Bucket", "delete", "kept", "notable"),
        ("Type: AWS::SNS::Topic", "delete", "", "notable"),
    ],
)
def test_what_is_no_longer_there(resource: str, impact: str, data: str, weight: str) -> None:
    other = "  Other: {Type: AWS::SNS::Topic}\n"
    gone = f"{other}  X: {{{resource}}}\n"
    found = impacts(other, gone)["X"]
    assert (found.impact, found.data, found.weight) == (impact, data, weight)
    back = impacts(other, gone, "reference")["X"]
    assert (back.impact, back.data, back.weight) == ("create", "", "quiet")


@pytest.mark.parametrize(
    ("mine", "known", "impact", "weight"),
    [
        (TOPIC % "one", TOPIC % "two", "replace", "quiet"),
        (TOPIC % "!Ref A", TOPIC % "two", "may replace", "quiet"),
        (QUEUE % "one", QUEUE % "two", "replace", "notable"),
        (TOPIC % "one", TOPIC.replace("  T", "  Other") % "one", "replace", "quiet"),
        (VPC % "a", VPC % "b", "replace", "notable"),
    ],
)
def test_names_do_not_shout(mine: str, known: str, impact: str, weight: str) -> None:
    found = next(iter(impacts(mine, known).values()))
    assert (found.impact, found.weight) == (impact, weight)


def test_a_new_logical_id_is_said_in_both_directions() -> None:
    mine, known = TOPIC % "one", TOPIC.replace("  T", "  Other") % "one"
    one, back = impacts(mine, known)["T"], impacts(mine, known, "reference")["T"]
    assert one.because == ("Its logical ID changes from Other to T.",)
    assert back.because == ("Its logical ID changes from T to Other.",)


def test_templates_that_mean_the_same_ask_for_nothing() -> None:
    assert impacts(VPC % "a" + USERS, VPC % "a" + USERS) == {}
