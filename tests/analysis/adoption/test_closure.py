"""What an adopted piece needs comes along."""

from textwrap import dedent

from analysis.adoption.closure import Closing
from analysis.comparison import compare
from analysis.reading.reader import read
from analysis.source import Source
from analysis.template import Template, build_template


def template_of(text: str) -> Template:
    return build_template(read(Source("template", dedent(text).lstrip("\n"))))


def test_the_parameters_that_the_console_shows_come_along() -> None:
    comparison = compare(
        template_of(
            """
            Parameters:
              Name: {Type: String, Default: a}
            Resources:
              Topic:
                Type: AWS::SNS::Topic
                Properties: {TopicName: !Ref Name}
            """
        ),
        template_of(
            """
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
            """
        ),
    )
    form = [one for one in comparison.differences if one.section == "Metadata"]
    closure = Closing(comparison).close(form)
    assert [one.reference_id for one in closure.added] == ["Stage", "Colour"]
