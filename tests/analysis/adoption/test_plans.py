"""What is planned for a template's containers becomes the smallest edits."""

from textwrap import dedent

import pytest

from analysis.adoption.plans import Plans
from analysis.adoption.style import style_of
from analysis.edits import apply_edits
from analysis.reading.reader import read
from analysis.source import Source
from analysis.syntax import Path
from analysis.template import build_template

YAML = dedent(
    """
    Mappings:
      Zones:
        a:
          b: c
    Conditions:
      IsIt: !Equals [a, b]
      IsOther: !Equals [a, c]
    Resources:
      Topic:
        Type: AWS::SNS::Topic
    """
).lstrip()
JSON = """{
  "Mappings": {"Zones": {"a": {"b": "c"}}},
  "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}
}
"""


def without(text: str, *paths: Path) -> str:
    template = build_template(read(Source("template", text)))
    plans = Plans(template, style_of(template.reading))
    assert all(plans.delete(path) for path in paths)
    edits, unwritable = plans.edits()
    assert unwritable == ()
    return apply_edits(text, edits)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        (YAML, "Mappings:\n  Zones:\n    a:\n      b: c\n"),
        (JSON, '  "Mappings": {"Zones": {"a": {"b": "c"}}},\n'),
    ],
)
def test_a_section_goes_with_its_last_entity(text: str, gone: str) -> None:
    assert without(text, ("Mappings", "Zones")) == text.replace(gone, "")


def test_a_section_stays_with_what_is_left_of_it() -> None:
    left = YAML.replace("  IsIt: !Equals [a, b]\n", "")
    assert without(YAML, ("Conditions", "IsIt")) == left


TAGGED = dedent(
    """
    Resources:
      Topic:
        Type: AWS::SNS::Topic
        Properties:
          Tags:
          - Key: a
            Value: b
          TopicName: c
    """
).lstrip()


def test_an_emptied_list_stands_behind_its_key() -> None:
    emptied = TAGGED.replace("\n      - Key: a\n        Value: b", " []")
    assert without(TAGGED, ("Resources", "Topic", "Properties", "Tags", 0)) == emptied


def test_an_emptied_object_stands_behind_its_key() -> None:
    path = ("Resources", "Topic", "Properties")
    emptied = TAGGED[: TAGGED.index("Properties:")] + "Properties: {}\n"
    assert without(TAGGED, (*path, "Tags"), (*path, "TopicName")) == emptied


def test_the_resources_stay_though_they_are_empty() -> None:
    assert without(JSON, ("Resources", "Topic")) == JSON.replace(
        '{"Topic": {"Type": "AWS::SNS::Topic"}}', "{}"
    )
