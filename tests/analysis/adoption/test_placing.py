"""What is written looks like what stands beside it: quotes, gaps, blank lines, comments."""

from dataclasses import dataclass
from textwrap import dedent

import pytest

from analysis.adoption.everything import adopt_everything
from analysis.reading.reader import read
from analysis.source import Source
from analysis.template import build_template


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
