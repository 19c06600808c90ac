"""What an adopted piece needs comes along."""

from textwrap import dedent

import pytest

from analysis.adoption import Adopter
from analysis.adoption.closure import Closing
from analysis.comparison import compare
from analysis.reading.reader import read
from analysis.source import Source
from analysis.template import Template, build_template


def template_of(text: str) -> Template:
    return build_template(read(Source("template", dedent(text).lstrip("\n"))))


BARE = """
    Parameters:
      Name: {Type: String, Default: a}
    Resources:
      Topic:
        Type: AWS::SNS::Topic
        Properties: {TopicName: !Ref Name}
    """
FORM = """
    Metadata:
      AWS::CloudFormation::Interface:
        ParameterGroups:
          - Parameters: [Name, Stage]
        ParameterLabels:
          Colour: {default: The colour}
    Parameters:
      Name: {Type: String, Default: a}
      Stage: {Type: String, Default: b}
      Colour: {Type: String, Default: c}
      Size: {Type: String, Default: d}
    Resources:
      Topic:
        Type: AWS::SNS::Topic
        Properties: {TopicName: !Ref Name}
    Outputs:
      Size:
        Value: !Ref Size
    """


def test_the_parameters_that_the_console_shows_come_along() -> None:
    comparison = compare(template_of(BARE), template_of(FORM))
    form = [one for one in comparison.differences if one.section == "Metadata"]
    closure = Closing(comparison).close(form)
    assert [one.reference_id for one in closure.added] == ["Stage", "Colour"]


@pytest.mark.parametrize(("name", "section"), [("Colour", "Metadata"), ("Size", "Outputs")])
def test_what_names_a_parameter_goes_with_it(name: str, section: str) -> None:
    comparison = compare(template_of(FORM), template_of(BARE))
    closure = Closing(comparison).close(
        one
        for one in comparison.differences
        if one.section == "Parameters" and one.candidate_id == name
    )
    assert [one.section for one in closure.added] == [section]


def test_who_goes_on_using_what_is_removed_is_said() -> None:
    """The reference uses a name that it does not define either."""
    broken = BARE.replace("    Parameters:\n      Name: {Type: String, Default: a}\n", "")
    comparison = compare(template_of(BARE), template_of(broken))
    assert Closing(comparison).close(comparison.differences).bereft == ("Topic",)
    fix = Adopter(comparison).fix(comparison.differences, "Delete Name")
    assert fix is not None
    assert fix.why == "What it removes is still used by Topic."


QUEUE = """
    Resources:
      Jobs:
        Type: AWS::SQS::Queue
        Properties: {QueueName: jobs, FifoQueue: true}
    """


def test_what_deploying_it_takes_away_is_said() -> None:
    both = QUEUE + "  Kept: {Type: AWS::SNS::Topic, DeletionPolicy: Retain}\n    "
    other = QUEUE.replace("jobs,", "orders,")
    comparison = compare(template_of(both + "  Old: {Type: AWS::SNS::Topic}"), template_of(other))
    fix = Adopter(comparison).fix(comparison.differences, "")
    assert fix is not None
    assert fix.why == (
        "Deployed over a stack of the candidate, it deletes Old, replaces Jobs and leaves "
        "behind Kept."
    )


def test_an_attribute_brings_the_type_that_has_it() -> None:
    trail = """
        Resources:
          Trail: {Type: "AWS::CloudTrail::Trail"}
        Outputs:
          Trail: {Value: !GetAtt Trail.Arn}
        """
    made = trail.replace("AWS::CloudTrail::Trail", "Custom::Trail").replace(".Arn", ".TrailArn")
    comparison = compare(template_of(trail), template_of(made))
    output = [one for one in comparison.differences if one.section == "Outputs"]
    added = Closing(comparison).close(output).added
    assert [(one.section, one.candidate_id) for one in added] == [("Resources", "Trail")]


def test_a_parameter_that_is_a_list_no_more_brings_its_uses() -> None:
    listed = """
        Parameters:
          Subnets: {Type: "List<AWS::EC2::Subnet::Id>"}
        Resources:
          Job:
            Type: AWS::Lambda::Function
            Properties: {VpcConfig: {SubnetIds: !Ref Subnets}}
        """
    joined = (
        listed.replace('"List<AWS::EC2::Subnet::Id>"', "String")
        .replace("!Ref Subnets", '!Split [",", !Ref Subnets]')
        .replace(
            "Resources:",
            "Conditions:\n          Any: !Equals [!Ref Subnets, '']\n        Resources:",
        )
    )
    comparison = compare(template_of(listed), template_of(joined))
    condition = [one for one in comparison.differences if one.section == "Conditions"]
    added = Closing(comparison).close(condition).added
    assert [one.section for one in added] == ["Parameters", "Resources"]


@pytest.mark.parametrize("section", ["Parameters", "Resources"])
def test_a_parameter_takes_the_place_of_a_resource_of_its_name(section: str) -> None:
    user = """
          Host:
            Type: AWS::EC2::Instance
            Properties: {ImageId: !Ref Image}
        """
    mine = f"""
        Resources:
          Image: {{Type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>"}}{user}"""
    known = f"""
        Parameters:
          Image: {{Type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>"}}
        Resources:{user}"""
    comparison = compare(template_of(mine), template_of(known))
    chosen = [one for one in comparison.differences if one.section == section]
    closure = Closing(comparison).close(chosen)
    assert {one.section for one in closure.differences} == {"Parameters", "Resources"}
    assert closure.bereft == ()
