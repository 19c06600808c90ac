"""What code calls is granted on the resources that it may mean, or on all."""

from analysis.edits import apply_edits
from analysis.findings import Safety
from analysis.fixing.grants import grants
from analysis.reading.reader import read
from analysis.source import Source
from analysis.template import build_template

ROLE = """\
Resources:
  Files:
    Type: AWS::S3::Bucket
  News:
    Type: AWS::SNS::Topic
  JobRole:
    Type: AWS::IAM::Role
    Properties:
      RoleName: job
"""


def granted(text: str, actions: list[str]) -> list[tuple[Safety, str, str]]:
    """Return safety, title and what comes behind the text for each fix."""
    template = build_template(read(Source("a", text)))
    fixes = grants(template, template.resources["JobRole"], actions)
    return [(one.safety, one.title, apply_edits(text, one.edits)) for one in fixes]


POLICY = """\
      Policies:
        - PolicyName: CalledActions
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: s3:GetObject
                Resource:
                  - !GetAtt Files.Arn
                  - !Sub ${Files.Arn}/*
              - Effect: Allow
                Action: sns:Publish
                Resource: !Ref News
"""


def test_a_role_without_policies_gets_one() -> None:
    (safety, title, text), (other, _, everywhere) = granted(ROLE, ["s3:GetObject", "sns:Publish"])
    assert (safety, other) == (Safety.REVIEW, Safety.CHOICE)
    assert title == "Grant s3:GetObject and sns:Publish on Files and News to JobRole"
    assert text == ROLE + POLICY
    assert everywhere.count('Resource: "*"') == 2


def test_of_several_resources_none_is_guessed() -> None:
    both = ROLE.replace("  JobRole", "  Other:\n    Type: AWS::S3::Bucket\n  JobRole")
    ((safety, title, _),) = granted(both, ["s3:GetObject"])
    assert (safety, title) == (Safety.CHOICE, "Grant s3:GetObject on all resources to JobRole")


def test_a_statement_joins_those_of_the_role() -> None:
    text = """\
{
  "Resources": {
    "JobRole": {
      "Type": "AWS::IAM::Role",
      "Properties": {
        "Policies": [
          {
            "PolicyName": "work",
            "PolicyDocument": {
              "Statement": [
                {"Effect": "Allow", "Action": "logs:*", "Resource": "*"}
              ]
            }
          }
        ]
      }
    }
  }
}
"""
    ((_, _, changed),) = granted(text, ["sqs:SendMessage", "sqs:Purge"])
    line = 16 * " " + '{"Effect": "Allow", "Action": "logs:*", "Resource": "*"}'
    own = line.replace('"logs:*"', '["sqs:SendMessage", "sqs:Purge"]')
    assert changed == text.replace(line, f"{line},\n{own}")
