"""The tables of rights, network rules, exports and imports."""

from collections.abc import Mapping

from analysis.comparison import compare
from analysis.comparison.deltas import broadened, deltas
from analysis.reading.reader import read
from analysis.source import Source
from analysis.template import Template, build_template

ROLE = """
Resources:
  {name}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{{Effect: Allow, Action: 'sts:AssumeRole', Principal: {{Service: a.com}}}}]
      ManagedPolicyArns: [{managed}]
      Policies:
        - PolicyName: p
          PolicyDocument:
            Statement: [{{Effect: Allow, Action: {actions}, Resource: !GetAtt {name}.Arn}}]
"""


def template(text: str) -> Template:
    return build_template(read(Source("template.yaml", text)))


def table(name: str, mine: str, known: str, *others: str) -> tuple[Mapping[str, str], ...]:
    comparison = compare(template(mine), template(known))
    return deltas(comparison, [template(other) for other in others])[name]


def test_rights_that_one_side_alone_gives() -> None:
    mine = ROLE.format(name="JobRole", managed="arn:x", actions="['s3:Get', 's3:Put']")
    known = ROLE.format(name="JobsRole", managed="arn:y", actions="'s3:Get'")
    rows = table("iam", mine, known)
    assert rows == (
        {
            "Change": "-",
            "Resource": "${JobsRole.Arn}",
            "Effect": "Allow",
            "Action": "s3:Put",
            "Principal": "AWS:${JobsRole}",
            "Condition": "",
        },
        {"Change": "-", "Resource": "${JobsRole}", "Managed Policy ARN": "arn:x"},
        {"Change": "+", "Resource": "${JobsRole}", "Managed Policy ARN": "arn:y"},
    )


def test_a_policy_of_its_own_grants_what_an_inline_one_does() -> None:
    inline = ROLE.format(name="JobRole", managed="", actions="'s3:Get'")
    alone = (
        inline.partition("      Policies:")[0]
        + "  P: {Type: AWS::IAM::Policy, Properties: {PolicyName: p, Roles: [!Ref JobRole], "
        "PolicyDocument: {Statement: "
        "{Effect: Allow, Action: 's3:Get', Resource: !GetAtt JobRole.Arn}}}}\n"
    )
    assert table("iam", alone, inline) == ()


GROUP = """
Resources:
  {name}:
    Type: AWS::EC2::SecurityGroup
    Properties: {{GroupDescription: g{inline}}}
{more}
"""


def test_network_rules_wherever_they_are_written() -> None:
    mine = GROUP.format(
        name="WebSG",
        inline=", SecurityGroupIngress: "
        "[{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}]",
        more="",
    )
    known = GROUP.format(
        name="WebSecurityGroup",
        inline=", SecurityGroupEgress: [{IpProtocol: '-1', CidrIp: 0.0.0.0/0}]",
        more="  R: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: "
        "!Ref WebSecurityGroup, IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}}",
    )
    assert table("security_groups", mine, known) == (
        {
            "Change": "+",
            "Group": "${WebSecurityGroup.GroupId}",
            "Dir": "Out",
            "Protocol": "Everything",
            "Peer": "0.0.0.0/0",
        },
    )


def exporting(**names: str) -> str:
    outputs = "".join(
        f"  {key}: {{Value: x{key}, Export: {{Name: {name}}}}}\n" for key, name in names.items()
    )
    return f"Resources:\n  Q: {{Type: AWS::SQS::Queue}}\nOutputs:\n{outputs}"


def test_exports_are_a_contract() -> None:
    rows = table("exports", exporting(A="a", B="b", N="n"), exporting(A="a", B="bb", L="l"))
    assert [(row["Change"], row["Name"], row["Candidate name"]) for row in rows] == [
        ("renamed", "bb", "b"),
        ("lost", "l", ""),
        ("added", "n", ""),
    ]


def test_an_export_may_get_another_value() -> None:
    mine = exporting(A="a", B="b").replace("Value: xA", "Value: !GetAtt Q.Arn")
    known = exporting(A="a", B="b").replace("Value: xA", "Value: !Ref Q")
    (row,) = table("exports", mine, known)
    assert (row["Change"], row["Name"]) == ("re-valued", "a")
    assert (row["Candidate value"], row["Reference value"]) == ("${Q.Arn}", "${Q}")


def test_an_export_of_a_renamed_resource_keeps_its_value() -> None:
    known = exporting(A="a").replace("Value: xA", "Value: !Ref Q")
    mine = known.replace("Q:", "Queue:").replace("Ref Q", "Ref Queue")
    assert table("exports", mine, known) == ()


def test_what_broadens_rights() -> None:
    rows = {
        "iam": (
            {"Change": "-", "Effect": "Allow"},
            {"Change": "+", "Effect": "Allow"},
            {"Change": "+", "Effect": "Deny"},
            {"Change": "-", "Managed Policy ARN": "x"},
        ),
        "security_groups": ({"Change": "+"},),
    }
    assert broadened(rows, "candidate") == {"iam": 3, "security_groups": 0}
    assert broadened(rows, "reference") == {"iam": 1, "security_groups": 1}


def test_imports_need_somebody_who_exports() -> None:
    importing = (
        "Resources:\n  Q: {Type: AWS::SQS::Queue, Properties: {A: !ImportValue net-Vpc, "
        "B: !ImportValue gone, C: !ImportValue ours}}\n  R: {Type: AWS::SQS::Queue, "
        "Properties: {A: !ImportValue net-Vpc}}\n"
    )
    other = exporting(V="!Sub '${AWS::StackName}-Vpc'")
    rows = table("imports", importing, exporting(O="ours"), other)
    assert [(row["Name"], row["State"], row["Provided by"], row["Used by"]) for row in rows] == [
        ("net-Vpc", "provided", "${AWS::StackName}-Vpc", "Q, R"),
        ("gone", "unprovided", "", "Q"),
        ("ours", "provided", "ours", "Q"),
    ]


def test_templates_that_mean_the_same_have_empty_tables() -> None:
    text = ROLE.format(name="JobRole", managed="arn:x", actions="'s3:Get'")
    assert not any(deltas(compare(template(text), template(text))).values())
