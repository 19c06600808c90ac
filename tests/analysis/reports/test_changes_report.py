"""The differences for people, and as JSON: what deploying does stands before what differs."""

import json

import pytest

from analysis.pipeline import review
from analysis.reports.changes import changes_markdown, changes_text
from analysis.reports.json import diff_text
from analysis.review import Inputs, Review
from analysis.source import Source

KNOWN = """\
Resources:
  Cluster: {Type: AWS::RDS::DBCluster, Properties: {DatabaseName: one}}
  Instance:
    Type: AWS::RDS::DBInstance
    Properties: {DBClusterIdentifier: !Ref Cluster}
  Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: "a|b"}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      ManagedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
"""
MINE = KNOWN.replace("one", "two").replace('"a|b"', "other").replace("ReadOnly", "PowerUser")


@pytest.fixture(scope="module")
def made() -> Review:
    return review(Inputs(Source("c.yaml", MINE), Source("r.yaml", KNOWN), lint=False))


def test_markdown_says_what_deploying_does_and_keeps_names_quiet(made: Review) -> None:
    text = changes_markdown(made)
    assert "## Impact of deploying the candidate over the reference's stack" in text
    assert "| replace, data lost | `Cluster` `AWS::RDS::DBCluster` | Replaced by a change" in text
    assert "| replace | `Instance` `AWS::RDS::DBInstance` |" in text
    assert "`Topic`" not in text.split("Quietly:", maxsplit=1)[0]
    assert "Quietly: 1 replace (names or computed values alone), 1 update." in text
    assert "Deploying the candidate broadens rights, by 1 row." in text
    assert "| Change | Resource | Managed Policy ARN |" in text


def test_text_has_the_other_direction(made: Review) -> None:
    text = changes_text(made, "reference")
    assert "Impact of deploying the reference over the candidate's stack" in text
    assert "Deploying the reference broadens rights, by 1 row." in text


def test_json_has_both_directions(made: Review) -> None:
    found = json.loads(diff_text(made))["impacts"]
    assert [one["impact"] for one in found["candidate"]] == [
        "replace",
        "replace",
        "replace",
        "update",
    ]
    assert found["reference"][0]["policy_action"] == "ReplaceAndDelete"
    assert found["candidate"][0]["because"][-1].startswith("Its data is lost")


def test_templates_that_mean_the_same_have_no_impact() -> None:
    same = review(Inputs(Source("c.yaml", MINE), Source("r.yaml", MINE), lint=False))
    assert changes_markdown(same) == "# Differences\n\nThe two templates mean the same.\n"
    assert json.loads(diff_text(same))["impacts"] == {"candidate": [], "reference": []}
