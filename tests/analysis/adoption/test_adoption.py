"""Adopting makes the candidate mean what the reference means, in the candidate's own hand."""

from dataclasses import dataclass
from textwrap import dedent

import pytest

from analysis.adoption import Adopter
from analysis.adoption.everything import adopt_everything
from analysis.comparison import Comparison, Operation, compare
from analysis.edits import apply_edits
from analysis.findings import Safety
from analysis.reading.reader import read
from analysis.source import Source
from analysis.template import Template, build_template


@dataclass(frozen=True)
class Case:
    name: str
    candidate: str
    reference: str
    adopted: str


def template_of(text: str) -> Template:
    return build_template(read(Source("template", dedent(text).lstrip("\n"))))


def compared(candidate: str, reference: str) -> Comparison:
    return compare(template_of(candidate), template_of(reference))


def adopted(candidate: str, reference: str) -> str:
    comparison = compared(candidate, reference)
    adoption = Adopter(comparison).adopt(comparison.differences)
    assert not adoption.left
    return apply_edits(comparison.candidate.reading.source.text, adoption.edits)


CASES = [
    Case(
        "a property goes where the reference has it, comments and blank lines stay",
        """
        Resources:
          Logs:   # ours
            Type: AWS::S3::Bucket
            Properties:
              BucketName: logs  # a name

              Tags: []
        """,
        """
        {"Resources": {"Logs": {"Type": "AWS::S3::Bucket", "Properties": {
            "BucketName": "logs",
            "VersioningConfiguration": {"Status": "Enabled"},
            "Tags": []}}}}
        """,
        """
        Resources:
          Logs:   # ours
            Type: AWS::S3::Bucket
            Properties:
              BucketName: logs  # a name

              VersioningConfiguration:
                Status: Enabled

              Tags: []
        """,
    ),
    Case(
        "an attribute of a resource that has no properties",
        """
        Resources:
          Logs:
            Type: AWS::S3::Bucket
        """,
        """
        Resources:
          Logs:
            Type: AWS::S3::Bucket
            DeletionPolicy: Retain
            Properties:
              BucketName: !Sub "${AWS::StackName}-logs"
        """,
        """
        Resources:
          Logs:
            Type: AWS::S3::Bucket
            DeletionPolicy: Retain
            Properties:
              BucketName: !Sub ${AWS::StackName}-logs
        """,
    ),
    Case(
        "JSON keeps its width, its one-line functions and its commas",
        """
        {
            "Resources": {
                "Queue": {
                    "Type": "AWS::SQS::Queue",
                    "Properties": {
                        "QueueName": {"Ref": "AWS::StackName"}
                    }
                }
            }
        }
        """,
        """
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              QueueName: !Ref AWS::StackName
              KmsMasterKeyId: !GetAtt Key.Arn
          Key:
            Type: AWS::KMS::Key
            Properties:
              EnableKeyRotation: true
        """,
        """
        {
            "Resources": {
                "Queue": {
                    "Type": "AWS::SQS::Queue",
                    "Properties": {
                        "QueueName": {"Ref": "AWS::StackName"},
                        "KmsMasterKeyId": {"Fn::GetAtt": ["Key", "Arn"]}
                    }
                },
                "Key": {
                    "Type": "AWS::KMS::Key",
                    "Properties": {
                        "EnableKeyRotation": true
                    }
                }
            }
        }
        """,
    ),
    Case(
        "a value is replaced alone, whatever stands around it",
        """
        Resources:
          Database:
            Type: AWS::RDS::DBInstance
            Properties:
              Engine: mysql   # old
              AllocatedStorage: '20'
              DBInstanceClass: db.t3.micro
        """,
        """
        Resources:
          Database:
            Type: AWS::RDS::DBInstance
            Properties:
              Engine: postgres
              AllocatedStorage: 20
              DBInstanceClass: db.t3.micro
        """,
        """
        Resources:
          Database:
            Type: AWS::RDS::DBInstance
            Properties:
              Engine: postgres   # old
              AllocatedStorage: '20'
              DBInstanceClass: db.t3.micro
        """,
    ),
    Case(
        "what the candidate alone has goes, the comment before its neighbour stays",
        """
        Parameters:
          Name:
            Type: String
          # kept
          Size:
            Type: Number
            Default: 1
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              TopicName: !Ref Name
              DisplayName: x
        """,
        """
        Parameters:
          Size:
            Type: Number
            Default: 1
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              DisplayName: x
        """,
        """
        Parameters:
          # kept
          Size:
            Type: Number
            Default: 1
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              DisplayName: x
        """,
    ),
    Case(
        "a section that the candidate lacks is made in its usual place",
        """
        AWSTemplateFormatVersion: "2010-09-09"
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              TopicName: a
        """,
        """
        AWSTemplateFormatVersion: "2010-09-09"
        Parameters:
          Name:
            Type: String
            Default: a
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              TopicName: !Ref Name
        """,
        """
        AWSTemplateFormatVersion: "2010-09-09"
        Parameters:
          Name:
            Type: String
            Default: a
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              TopicName: !Ref Name
        """,
    ),
    Case(
        "names are the candidate's",
        """
        Resources:
          MyVpc:
            Type: AWS::EC2::VPC
            Properties:
              CidrBlock: 10.0.0.0/16
        """,
        """
        Resources:
          Vpc:
            Type: AWS::EC2::VPC
            Properties:
              CidrBlock: 10.0.0.0/16
          Subnet:
            Type: AWS::EC2::Subnet
            DependsOn: Vpc
            Properties:
              VpcId: !Ref Vpc
              CidrBlock: 10.0.1.0/24
              Tags:
                - Key: Name
                  Value: !Sub "${Vpc}-subnet"
        """,
        """
        Resources:
          MyVpc:
            Type: AWS::EC2::VPC
            Properties:
              CidrBlock: 10.0.0.0/16
          Subnet:
            Type: AWS::EC2::Subnet
            DependsOn: MyVpc
            Properties:
              VpcId: !Ref MyVpc
              CidrBlock: 10.0.1.0/24
              Tags:
                - Key: Name
                  Value: !Sub ${MyVpc}-subnet
        """,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_everything_is_adopted(case: Case) -> None:
    assert adopted(case.candidate, case.reference) == dedent(case.adopted).lstrip("\n")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nothing_differs_afterwards(case: Case) -> None:
    changed = adopted(case.candidate, case.reference)
    assert compared(changed, case.reference).differences == ()


def test_what_a_piece_needs_comes_along() -> None:
    comparison = compared(
        """
        Resources:
          Queue:
            Type: AWS::SQS::Queue
        """,
        """
        Parameters:
          Suffix:
            Type: String
            Default: dev
        Conditions:
          IsProd: !Equals [!Ref Suffix, prod]
        Mappings:
          Sizes:
            a:
              b: c
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              QueueName: !If [IsProd, !FindInMap [Sizes, a, b], !Ref AWS::NoValue]
        """,
    )
    queue = [d for d in comparison.differences if d.section == "Resources"]
    fix = Adopter(comparison).fix(queue, "Name the queue")
    assert fix is not None
    assert set(fix.also_adds) == {"Conditions/IsProd", "Mappings/Sizes", "Parameters/Suffix"}
    assert fix.safety is Safety.REVIEW
    text = apply_edits(comparison.candidate.reading.source.text, fix.edits)
    assert compare(template_of(text), comparison.reference).differences == ()


def test_a_removed_parameter_takes_its_uses_along() -> None:
    comparison = compared(
        """
        Parameters:
          KeyPair:
            Type: AWS::EC2::KeyPair::KeyName
        Resources:
          Server:
            Type: AWS::EC2::Instance
            Properties:
              ImageId: ami-1
              KeyName: !Ref KeyPair
        """,
        """
        Resources:
          Server:
            Type: AWS::EC2::Instance
            Properties:
              ImageId: ami-1
        """,
    )
    parameter = [d for d in comparison.differences if d.section == "Parameters"]
    assert [d.operation for d in parameter] == [Operation.REMOVE]
    text = apply_edits(
        comparison.candidate.reading.source.text,
        Adopter(comparison).adopt(parameter).edits,
    )
    assert "KeyPair" not in text


def test_a_name_that_is_taken_is_not_overwritten() -> None:
    comparison = compared(
        """
        Parameters:
          Store:
            Type: String
            Default: x
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              TopicName: !Ref Store
        """,
        """
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              TopicName: !GetAtt Store.Name
          Store:
            Type: AWS::SSM::Parameter
            Properties:
              Type: String
              Value: y
        """,
    )
    store = [d for d in comparison.differences if d.reference_id == "Store"]
    text = apply_edits(
        comparison.candidate.reading.source.text, Adopter(comparison).adopt(store).edits
    )
    changed = template_of(text)
    assert set(changed.resources) == {"Topic", "Store2"}
    assert set(changed.section("Parameters")) == {"Store"}


def test_a_description_is_safe() -> None:
    comparison = compared(
        "Description: a\nResources: {}\n",
        "Description: b\nResources: {}\n",
    )
    fix = Adopter(comparison).fix(comparison.differences, "Describe it")
    assert fix is not None
    assert fix.safety is Safety.SAFE


def test_windows_line_ends_stay() -> None:
    candidate = "Resources:\r\n  A:\r\n    Type: AWS::SNS::Topic\r\n"
    reference = "Resources:\n  A:\n    Type: AWS::SNS::Topic\n    Properties:\n      TopicName: a\n"
    everything = adopt_everything(Source("a.yaml", candidate), template_of(reference))
    assert everything.text == candidate + "    Properties:\r\n      TopicName: a\r\n"
    assert everything.left == ()


def test_a_block_at_the_end_of_the_file_keeps_its_last_newline() -> None:
    candidate = "Resources: {}\nOutputs:\n  Note:\n    Value: a"
    reference = "Resources: {}\nOutputs:\n  Note:\n    Value: |\n      a\n      b\n"
    everything = adopt_everything(Source("a.yaml", candidate), template_of(reference))
    assert everything.text == reference


def test_two_insertions_at_one_place_stay_in_their_objects() -> None:
    everything = adopt_everything(
        Source("a.yaml", "Resources:\n  A:\n    Type: AWS::SNS::Topic\n"),
        template_of(
            """
            Resources:
              A:
                Type: AWS::SNS::Topic
                Properties:
                  TopicName: a
              B:
                Type: AWS::SNS::Topic
            """,
        ),
    )
    assert everything.left == ()


def test_of_a_repeated_key_the_last_is_adopted() -> None:
    everything = adopt_everything(
        Source("a.yaml", "Resources: {}\n"),
        template_of("Resources:\n  A:\n    Type: AWS::SNS::Topic\n    Type: AWS::SQS::Queue\n"),
    )
    assert everything.text == "Resources:\n  A:\n    Type: AWS::SQS::Queue\n"


def test_the_form_of_the_console_names_the_candidates_parameters() -> None:
    candidate = """
        Metadata:
          Note: a
        Parameters:
          Environment:
            Type: String
            Default: dev
        Resources:
          A:
            Type: AWS::SNS::Topic
            Properties:
              TopicName: !Ref Environment
        """
    reference = """
        Metadata:
          Note: a
          AWS::CloudFormation::Interface:
            ParameterGroups:
              - Parameters:
                  - EnvironmentSuffix
            ParameterLabels:
              EnvironmentSuffix:
                default: Suffix
        Parameters:
          EnvironmentSuffix:
            Type: String
            Default: dev
        Resources:
          A:
            Type: AWS::SNS::Topic
            Properties:
              TopicName: !Ref EnvironmentSuffix
        """
    changed = adopted(candidate, reference)
    assert "EnvironmentSuffix" not in changed
    assert compared(changed, reference).differences == ()


def test_a_tag_without_a_value_goes_with_it() -> None:
    candidate = (
        "Resources:\n  A:\n    Type: X\n    Properties:\n      Subnets:\n        - a\n        - !\n"
    )
    reference = candidate.replace("- !\n", "- !Ref AWS::Region\n")
    everything = adopt_everything(Source("a.yaml", candidate), template_of(reference))
    assert everything.text == reference
