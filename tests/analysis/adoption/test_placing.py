"""What is written looks like what stands beside it: quotes, gaps, blank lines, comments."""

from dataclasses import dataclass
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.adoption.everything import adopt_everything
from analysis.adoption.plan import Piece, Plan, paired
from analysis.reading.reader import read
from analysis.source import Source, Span
from analysis.syntax import ArrayNode, Entry, Node, ObjectNode, ScalarNode
from analysis.template import build_template

NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    candidate: str
    reference: str
    adopted: str


CASES = (
    Case(
        "a replaced text keeps its quotes, a new one has those of its key",
        """
        Description: 'Orders'
        Parameters:
          Stage:
            Type: String
            Description: 'The stage'
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              QueueName: !Sub '${Stage}-orders'
              VisibilityTimeout: "30"
        """,
        """
        Description: Sales
        Parameters:
          Stage:
            Type: String
            Description: The stage
          Owner:
            Type: String
            Description: Who pays
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              QueueName: !Sub ${Stage}-sales
              KmsMasterKeyId: !Sub alias/${Owner}
              VisibilityTimeout: "30"
        """,
        """
        Description: 'Sales'
        Parameters:
          Stage:
            Type: String
            Description: 'The stage'
          Owner:
            Type: String
            Description: 'Who pays'
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              QueueName: !Sub '${Stage}-sales'
              KmsMasterKeyId: !Sub 'alias/${Owner}'
              VisibilityTimeout: "30"
        """,
    ),
    Case(
        "blank lines part what they part in the candidate, and come and go with it",
        """
        Parameters:
          A:
            Type: String

          B:
            Type: String

          C:
            Type: String

        Resources:
          # the network
          Vpc:
            Type: AWS::EC2::VPC
            # sizes are set later

          # the queue
          Queue:
            Type: AWS::SQS::Queue
        """,
        """
        Parameters:
          A:
            Type: String
          C:
            Type: String
        Resources:
          First:
            Type: AWS::SNS::Topic
          Vpc:
            Type: AWS::EC2::VPC
          Second:
            Type: AWS::SNS::Topic
            Properties:
              TopicName: second
          Queue:
            Type: AWS::SQS::Queue
        """,
        """
        Parameters:
          A:
            Type: String

          C:
            Type: String

        Resources:
          First:
            Type: AWS::SNS::Topic

          # the network
          Vpc:
            Type: AWS::EC2::VPC
            # sizes are set later

          Second:
            Type: AWS::SNS::Topic
            Properties:
              TopicName: second

          # the queue
          Queue:
            Type: AWS::SQS::Queue
        """,
    ),
    Case(
        "sections too",
        """
        Description: Orders

        Resources:
          Queue:
            Type: AWS::SQS::Queue

        Outputs:
          Queue:
            Value: !Ref Queue
        """,
        """
        Description: Orders
        Conditions:
          IsHere: !Equals [!Ref AWS::Region, eu-west-1]
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Condition: IsHere
        """,
        """
        Description: Orders

        Conditions:
          IsHere: !Equals [!Ref AWS::Region, eu-west-1]

        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Condition: IsHere
        """,
    ),
    Case(
        "short functions stand on one line, in brackets, where the others do",
        """
        Conditions:
          IsProduction: !Equals [!Ref AWS::Region, eu-west-1]
        Resources:
          Queue:
            Type: AWS::SQS::Queue
        """,
        """
        Conditions:
          IsProduction: !Equals
            - !Ref AWS::Region
            - eu-west-1
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              VisibilityTimeout: !If
                - IsProduction
                - 60
                - !Ref AWS::NoValue
              QueueName: !Join
                - "-"
                - - a
                  - !Sub ${AWS::StackName}
        """,
        """
        Conditions:
          IsProduction: !Equals [!Ref AWS::Region, eu-west-1]
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              VisibilityTimeout: !If [IsProduction, 60, !Ref AWS::NoValue]
              QueueName: !Join ["-", [a, !Sub "${AWS::StackName}"]]
        """,
    ),
    Case(
        "or as a block where the others do",
        """
        Conditions:
          IsProduction: !Equals
            - !Ref AWS::Region
            - eu-west-1
        Resources:
          Queue:
            Type: AWS::SQS::Queue
        """,
        """
        Conditions:
          IsProduction: !Equals [!Ref AWS::Region, eu-west-1]
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              VisibilityTimeout: !If [IsProduction, 60, 30]
        """,
        """
        Conditions:
          IsProduction: !Equals
            - !Ref AWS::Region
            - eu-west-1
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              VisibilityTimeout: !If
                - IsProduction
                - 60
                - 30
        """,
    ),
    Case(
        "lists of texts stand in brackets where the others do",
        """
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Action: ['s3:GetObject', 's3:PutObject']
                    Resource: '*'
        """,
        """
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Action:
                      - s3:GetObject
                      - s3:PutObject
                    Resource: "*"
                  - Effect: Allow
                    Action:
                      - sqs:SendMessage
                      - sqs:ReceiveMessage
                    Resource: "*"
        """,
        """
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Action: ['s3:GetObject', 's3:PutObject']
                    Resource: '*'
                  - Effect: Allow
                    Action: ['sqs:SendMessage', 'sqs:ReceiveMessage']
                    Resource: '*'
        """,
    ),
    Case(
        "of a list or function that differs, what is the same stays as it stands",
        """
        Resources:
          Trail:
            Type: AWS::CloudTrail::Trail
            Properties:
              EventSelectors:
                # everything
                - ReadWriteType: "All"
                  IncludeManagementEvents: true  # logins
                  DataResources:
                    - Type: 'AWS::S3::Object'
                      Values: ['arn:aws:s3:::a/']
                    - Type: 'AWS::KMS::Key'
                      Values: [k]
          Port:
            Type: Custom::Port
            Properties:
              Number:
                Fn::Join:
                  - ''
                  - - a  # first
                    - b
                    - c
        """,
        """
        Resources:
          Trail:
            Type: AWS::CloudTrail::Trail
            Properties:
              EventSelectors:
                - ReadWriteType: All
                  DataResources:
                    - Type: AWS::S3::Object
                      Values: ["arn:aws:s3:::b/"]
                  IncludeManagementEvents: true
                  ExcludeManagementEventSources: [kms.amazonaws.com]
          Port:
            Type: Custom::Port
            Properties:
              Number: !Join ["", [a, c, d]]
        """,
        """
        Resources:
          Trail:
            Type: AWS::CloudTrail::Trail
            Properties:
              EventSelectors:
                # everything
                - ReadWriteType: "All"
                  IncludeManagementEvents: true  # logins
                  ExcludeManagementEventSources: [kms.amazonaws.com]
                  DataResources:
                    - Type: 'AWS::S3::Object'
                      Values: ['arn:aws:s3:::b/']
          Port:
            Type: Custom::Port
            Properties:
              Number:
                Fn::Join:
                  - ''
                  - - a  # first
                    - c
                    - d
        """,
    ),
    Case(
        "comments between a key and its value stay",
        """
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              QueueName:  # its name
                # as the team calls it
                Fn::Sub: "${AWS::StackName}-x"
              RedrivePolicy:
                # where it goes
                deadLetterTargetArn: a
              Tags:  # who pays
                - Key: a
                  Value: b
        """,
        """
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              QueueName: orders
              RedrivePolicy: !If [IsBig, {maxReceiveCount: 3}, !Ref AWS::NoValue]
              Tags: !Ref Tags
        """,
        """
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              QueueName: "orders"  # its name
                # as the team calls it
              RedrivePolicy:
                # where it goes
                Fn::If:
                  - IsBig
                  - maxReceiveCount: 3
                  - Ref: AWS::NoValue
              Tags:  # who pays
                Ref: Tags
        """,
    ),
    Case(
        "what stands inside brackets has the gap that the others have",
        """
        {
          "Parameters": { "A": { "Type": "String" } },

          "Resources": {
            "Queue": {
              "Type": "AWS::SQS::Queue",
              "Properties": { "QueueName": { "Ref": "A" } }
            },

            "Topic": {
              "Type": "AWS::SNS::Topic"
            }
          }
        }
        """,
        """
        Parameters:
          A:
            Type: String
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              QueueName: !Sub ${A}-x
          Other:
            Type: AWS::SQS::Queue
          Topic:
            Type: AWS::SNS::Topic
        """,
        """
        {
          "Parameters": { "A": { "Type": "String" } },

          "Resources": {
            "Queue": {
              "Type": "AWS::SQS::Queue",
              "Properties": { "QueueName": { "Fn::Sub": "${A}-x" } }
            },

            "Other": {
              "Type": "AWS::SQS::Queue"
            },

            "Topic": {
              "Type": "AWS::SNS::Topic"
            }
          }
        }
        """,
    ),
)


def source_of(text: str) -> Source:
    return Source("template", dedent(text).lstrip("\n"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_new_text_looks_like_what_stands_beside_it(case: Case) -> None:
    reference = build_template(read(source_of(case.reference)))
    adopted = adopt_everything(source_of(case.candidate), reference)
    assert adopted.text == source_of(case.adopted).text
    assert adopted.left == ()


def text(value: object) -> ScalarNode:
    return ScalarNode(NOWHERE, str(value))


def item(kind: int, value: int) -> Node:
    entries = {"kind": kind, "value": value}.items()
    return ObjectNode(NOWHERE, tuple(Entry(text(key), text(one)) for key, one in entries))


ITEMS = st.builds(item, st.integers(0, 3), st.integers(0, 99))


def outcome(plan: Plan) -> list[Node]:
    """Return the list that a plan leads to."""
    old = plan.container.items if isinstance(plan.container, ArrayNode) else ()
    found: list[Node] = []
    for index in range(-1, len(old)):
        if index >= 0 and index not in plan.deleted:
            found.append(plan.replaced.get(index, old[index]))
        found += [piece.value for piece in plan.inserted.get(index, ())]
    return found


@given(
    st.lists(ITEMS, min_size=1, max_size=6),
    st.sets(st.integers(0, 5)),
    st.dictionaries(st.integers(-1, 5), st.lists(ITEMS, max_size=3), max_size=3),
)
def test_new_items_that_take_the_place_of_old_ones_keep_the_order(
    items: list[Node], deleted: set[int], inserted: dict[int, list[Node]]
) -> None:
    last = len(items) - 1
    pieces = {
        min(at, last): [Piece("", value) for value in values] for at, values in inserted.items()
    }
    gone = {index for index in deleted if index <= last}
    plan = Plan(ArrayNode(NOWHERE, tuple(items)), "", pieces, {}, gone)
    assert outcome(paired(plan)) == outcome(plan)
