"""What cfn-lint finds can be mended with and without a reference."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import dedent

import pytest

from analysis.adoption import Adopter
from analysis.comparison import compare
from analysis.edits import apply_edits
from analysis.findings import Fix, Safety
from analysis.fixing.lint_fixes import lint_fixes
from analysis.lint import LintMatch, lint
from analysis.reading.reader import read
from analysis.source import Source
from analysis.template import Template, build_template

REGION = "us-east-1"


ADMIN = """
    Resources:
      Store:
        Type: AWS::RDS::DBCluster
        Properties:
          Engine: aurora-postgresql
          MasterUsername: admin
          MasterUserPassword: "{{resolve:ssm-secure:password}}"
"""
VERSIONED = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
        Properties:
          LifecycleConfiguration:
            Rules:
              - Status: Enabled
                NoncurrentVersionExpirations:
                  NoncurrentDays: 90
"""


def template_of(text: str) -> Template:
    return build_template(read(Source("template", dedent(text).lstrip("\n"))))


def found(template: Template, rule: str) -> list[LintMatch]:
    return [one for one in lint(template, REGION).matches if one.rule == rule]


def adopting(candidate: str, reference: str, rule: str) -> tuple[str, str]:
    mine = template_of(candidate)
    comparison = compare(mine, template_of(reference))
    fix = lint_fixes(mine, found(mine, rule), comparison, Adopter(comparison))[0]
    return fix.title, applied(mine, fix)


def applied(template: Template, fix: Fix) -> str:
    return apply_edits(template.reading.source.text, fix.edits)


@dataclass(frozen=True, slots=True)
class Case:
    rule: str
    safety: Safety
    template: str
    changed: Sequence[tuple[str, str]]
    titles: Sequence[str]
    """The first ones: newer tables of cfn-lint may know more values."""


QUEUES = """
    Resources:
      Dead:
        Type: AWS::SQS::Queue
      Queue:
        Type: AWS::SQS::Queue
        DependsOn: [Dead]
        Properties:
          RedrivePolicy:
            deadLetterTargetArn: !GetAtt Dead.Arn
            maxReceiveCount: 3
    """
UNUSED = """
    Metadata:
      AWS::CloudFormation::Interface:
        ParameterGroups:
          - Parameters: [Name, Colour]
        ParameterLabels:
          Colour: {default: The colour}
    Parameters:
      Name: {Type: String, Default: orders}
      Colour: {Type: String, Default: red}
    Resources:
      Queue:
        Type: AWS::SQS::Queue
        Properties:
          QueueName: !Ref Name
    """
JSON = """
    {
      "Mappings": {"Unused": {"A": {"B": "C"}}},
      "Conditions": {"Always": {"Fn::Equals": ["a", "a"]}},
      "Resources": {
        "Topic": {
          "Type": "AWS::SNS::Topic",
          "Properties": {"TopicName": {"Fn::Sub": "orders"}}
        }
      }
    }
    """
FUNCTION = """
    Resources:
      Job:
        Type: AWS::Lambda::Function
        Properties:
          Runtime: python3.7
          Handler: index.handler
          Role: arn:aws:iam::111122223333:role/x
          Code: {S3Bucket: code, S3Key: job}
    """
BUCKET = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
        DeletionPolicy: Retain
        Properties:
          BucketNam: orders
          AccessControl: PublicReed
    """
SUBNET = """
    Resources:
      Vpc:
        Type: AWS::EC2::VPC
        Properties: {CidrBlock: 10.0.0.0/16}
      Subnet:
        Type: AWS::EC2::Subnet
        Properties:
          VpcId: !Ref Vcp
          CidrBlock: 10.0.1.0/24
          AvailabilityZone: us-east-1b
    """
POLICY = """
    Resources:
      Users:
        Type: AWS::IAM::ManagedPolicy
        Properties:
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: iam:GetUser
                Resource: !Sub arn:${AWS::Partition}:iam::*:user/${aws:username}
    """
DATABASE = """
    Resources:
      Store:
        Type: AWS::RDS::DBInstance
        DeletionPolicy: Snapshot
        UpdateReplacePolicy: Snapshot
        Properties:
          Engine: postgres
          EngineVersion: "13.1"
          DBInstanceClass: db.t4g.micro
          AllocatedStorage: "20"
          ManageMasterUserPassword: true
          MasterUsername: keeper
    """
CONDITIONAL = """
    Conditions:
      IsHome: !Equals [!Ref AWS::Region, us-east-1]
    Resources:
      Store:
        Type: AWS::S3::Bucket
        Condition: IsHome
    Outputs:
      Name:
        Description: The name
        Value: !Ref Store
    """
CASES = (
    Case(
        *("W1001", Safety.REVIEW, CONDITIONAL),
        [("The name\n", "The name\n    Condition: IsHome\n")],
        ["Give Name the condition IsHome too"],
    ),
    Case(
        *("W3005", Safety.SAFE, QUEUES, [("    DependsOn: [Dead]\n", "")]),
        ["Delete the redundant DependsOn of Queue"],
    ),
    Case(
        *("W2001", Safety.SAFE, UNUSED),
        [
            ("[Name, Colour]", "[Name]"),
            ("    ParameterLabels:\n      Colour: {default: The colour}\n", ""),
            ("  Colour: {Type: String, Default: red}\n", ""),
        ],
        ["Delete the unused parameter Colour"],
    ),
    Case(
        *("W7001", Safety.SAFE, JSON),
        [('  "Mappings": {"Unused": {"A": {"B": "C"}}},\n', "")],
        ["Delete the unused mapping Unused"],
    ),
    Case(
        *("W8001", Safety.SAFE, JSON),
        [('  "Conditions": {"Always": {"Fn::Equals": ["a", "a"]}},\n', "")],
        ["Delete the unused condition Always"],
    ),
    Case(
        *("W1020", Safety.SAFE, JSON, [('{"Fn::Sub": "orders"}', '"orders"')]),
        ["Write the text of Topic without Fn::Sub"],
    ),
    Case(
        *("E2531", Safety.CHOICE, FUNCTION, [("python3.7", "python3.14")]),
        ["Use python3.14 in Job"],
    ),
    Case(
        *("E3002", Safety.CHOICE, BUCKET, [("BucketNam:", "BucketName:")]),
        ["Write BucketName instead of BucketNam in Store"],
    ),
    Case(
        *("E3030", Safety.CHOICE, BUCKET, [("PublicReed", "PublicRead")]),
        ["Use PublicRead in Store", "Use PublicReadWrite in Store"],
    ),
    Case(
        *("W3011", Safety.REVIEW, BUCKET),
        [("Policy: Retain\n", "Policy: Retain\n    UpdateReplacePolicy: Retain\n")],
        ["Give Store the UpdateReplacePolicy that goes with its DeletionPolicy"],
    ),
    Case(
        *("W3010", Safety.REVIEW, SUBNET),
        [("Zone: us-east-1b", 'Zone: !Select [1, !GetAZs ""]')],
        ["Choose the zones of Subnet with Fn::GetAZs", "Take the zone of Subnet from a parameter"],
    ),
    Case(
        *("E1019", Safety.REVIEW, POLICY, [("${aws:username}", "${!aws:username}")]),
        ["Keep ${aws:username} as it stands in Users"],
    ),
    Case(
        *("E1019", Safety.CHOICE, POLICY.replace("aws:username", "Stage")),
        [("Resources:", "Parameters:\n  Stage:\n    Type: String\nResources:")],
        ["Define Stage as a parameter"],
    ),
    Case(
        *("E1020", Safety.CHOICE, SUBNET, [("!Ref Vcp", "!Ref Vpc")]),
        ["Use Vpc in Subnet", "Define Vcp as a parameter"],
    ),
    Case(
        *("W3691", Safety.CHOICE, DATABASE, [('"13.1"', '"13.23"')]),
        ["Use version 13.23 for Store"],
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_a_fix_mends_what_cfn_lint_found(case: Case) -> None:
    template = template_of(case.template)
    matches = found(template, case.rule)
    assert matches
    fixes = lint_fixes(template, matches)
    assert [fix.title for fix in fixes][: len(case.titles)] == list(case.titles)
    assert fixes[0].safety is case.safety
    text = template.reading.source.text
    for old, new in case.changed:
        text = text.replace(old, new, 1)
    assert applied(template, fixes[0]) == text
    for fix in fixes:
        assert found(template_of(applied(template, fix)), case.rule) == []


def test_with_a_reference_its_value_comes_first() -> None:
    known = BUCKET.replace("PublicReed", "Private")
    title, text = adopting(BUCKET, known, "E3030")
    assert title == "Write Store as the reference does there"
    assert text == dedent(known).lstrip("\n")


def test_what_the_reference_does_without_is_deleted() -> None:
    surplus = BUCKET.replace(
        "Resources:", "Resources:\n      Odd:\n        Type: AWS::S3::Nothing\n"
    )
    title, text = adopting(surplus, BUCKET, "E3006")
    assert title == "Delete Odd, which the reference does without"
    assert "Odd" not in text


def test_many_places_are_mended_alike() -> None:
    template = template_of(UNUSED.replace("!Ref Name", "orders"))
    (fix,) = lint_fixes(template, found(template, "W2001"))
    assert fix.title == "Delete the unused parameter Name, Colour"
    assert "Parameters:\n" not in applied(template, fix).replace("- Parameters", "")


def test_what_is_wrong_in_several_ways_is_mended_at_once() -> None:
    text = SUBNET.replace("VpcId: !Ref Vcp", "VpcId: !Ref Vpc\n          Ipv6CidrBlok: a")
    template = template_of(text)
    matches = [*found(template, "E3002"), *found(template, "W3010")]
    (fix,) = lint_fixes(template, matches)
    assert fix.title == (
        "Write Ipv6CidrBlock instead of Ipv6CidrBlok in Subnet; "
        "Choose the zones of Subnet with Fn::GetAZs"
    )
    assert fix.safety is Safety.CHOICE


def test_nothing_is_offered_its_own_name() -> None:
    template = template_of(SUBNET.replace("!Ref Vcp", "!Ref Subnt"))
    fixes = lint_fixes(template, found(template, "E1020"))
    assert [fix.title for fix in fixes] == ["Define Subnt as a parameter"]


def test_a_value_that_is_not_allowed_is_no_reason_to_delete_its_property() -> None:
    template = template_of(ADMIN)
    matches = found(template, "E3002")
    assert [match.message for match in matches] == [
        "'admin' should not be valid under {'enum': ['admin']}"
    ]
    assert lint_fixes(template, matches) == ()


def test_a_property_that_takes_no_such_value_is_not_meant() -> None:
    template = template_of(VERSIONED)
    fixes = lint_fixes(template, found(template, "E3002"))
    assert [fix.title.split(" in ")[0] for fix in fixes] == [
        "Write NoncurrentVersionExpiration instead of NoncurrentVersionExpirations",
        "Delete NoncurrentVersionExpirations, which Store does not have",
    ]


UNDEFINED = {
    "E1011": ("Mappings", "Regions", "{us-east-1: {Name: a}}", "BucketName: {value}"),
    "E1019": ("Parameters", "Team", "{Type: String}", "BucketName: !Sub '${{Team}}-x'"),
    "E1020": ("Resources", "Owner", "{Type: AWS::SNS::Topic}", "BucketName: !Ref Owner"),
    "E1010": ("Resources", "Key", "{Type: AWS::KMS::Key}", "BucketName: !GetAtt Key.KeyId"),
    "E1028": ("Conditions", "Named", "!Equals [a, b]", "BucketName: !If [Named, a, b]"),
}


@pytest.mark.parametrize("rule", UNDEFINED)
def test_an_undefined_name_is_defined_as_the_reference_does(rule: str) -> None:
    section, name, definition, use = UNDEFINED[rule]
    lookup = "!FindInMap [Regions, us-east-1, Name]"
    lines = ["Resources:", "  Store:", "    Type: AWS::S3::Bucket", "    Properties:"]
    lines.append(f"      {use.format(value=lookup)}")
    candidate = "\n".join(lines) + "\n"
    added = f"  {name}: {definition}\n"
    reference = candidate + added if section == "Resources" else f"{section}:\n{added}{candidate}"
    title, text = adopting(candidate, reference, rule)
    assert title == f"Define {name} as the reference does"
    assert not found(template_of(text), rule)
    assert found(template_of(candidate), rule)
