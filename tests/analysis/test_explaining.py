import pytest

from analysis.explaining import explain
from analysis.pipeline import read_template
from analysis.review import Explanation
from analysis.source import Source
from analysis.uses import find_uses

TEXT = """
Parameters:
  Stage:
    Type: String
    Description: Where it runs.
    AllowedValues: [dev, prod]
  Password:
    Type: String
    NoEcho: true
    Default: secret
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "${Stage}-data"
      VersioningConfiguration:
        Status: Enabled
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt Role.Arn
      Runtime: python3.12
  Role:
    Type: AWS::IAM::Role
  Own:
    Type: Custom::Thing
    Properties:
      Anything: 1
"""
SOURCE = Source("t.yaml", TEXT)


def explained(words: str, into: int = 1) -> Explanation | None:
    template = read_template(SOURCE)
    return explain(template, find_uses(template), TEXT.index(words) + into)


def test_a_property_is_explained_with_what_a_change_does() -> None:
    found = explained("BucketName")
    assert found is not None
    assert found.title == "Bucket.BucketName"
    assert "A change replaces the resource." in found.facts
    assert found.link is not None
    assert found.link.url.endswith("aws-resource-s3-bucket.html#cfn-s3-bucket-bucketname")


def test_the_values_that_are_allowed_are_named() -> None:
    found = explained("Status")
    assert found is not None
    assert found.title == "Bucket.VersioningConfiguration.Status"
    assert "Allowed: Enabled, Suspended" in found.facts


def test_a_value_is_explained_as_its_property() -> None:
    assert explained("python3.12") == explained("Runtime")


def test_a_required_property_is_said_to_be_so() -> None:
    found = explained("Role: !GetAtt")
    assert found is not None
    assert found.facts[0] == "Required."


@pytest.mark.parametrize("words", ["AWS::S3::Bucket", "Bucket:\n    Type"])
def test_a_resource_is_explained_by_its_type(words: str) -> None:
    found = explained(words)
    assert found is not None
    assert found.title == "AWS::S3::Bucket"
    assert any("Holds data" in fact for fact in found.facts)
    assert "`" not in found.text
    assert "](" not in found.text


def test_a_name_that_is_used_is_explained_by_what_it_names() -> None:
    found = explained("Stage}")
    assert found == Explanation(
        "Parameter Stage",
        ("Type: String", "AllowedValues: dev, prod"),
        "Where it runs.",
    )
    assert (role := explained("Role.Arn"))
    assert role.title == "Role · AWS::IAM::Role"


def test_a_secret_default_is_not_shown() -> None:
    assert explained("Password") == Explanation("Parameter Password", ("Type: String",))


@pytest.mark.parametrize("words", ["Anything", "\nResources", "Resources"])
def test_nothing_is_made_up(words: str) -> None:
    assert explained(words) is None


def test_marks_of_emphasis_are_left_out() -> None:
    source = Source("t.yaml", "Resources:\n  Orders:\n    Type: AWS::DynamoDB::Table\n")
    template = read_template(source)
    explanation = explain(template, find_uses(template), source.text.index("AWS"))
    assert explanation is not None
    assert "CreateTable in the API Reference." in explanation.text
