"""Images are asked for one by one, and what only stands in part of a template is left alone."""

from analysis.edits import apply_edits
from analysis.findings import Safety
from analysis.fixing.literals import image_fixes, zone_fixes
from analysis.reading.reader import read
from analysis.source import Source
from analysis.syntax import Path, ScalarNode, walk
from analysis.template import Template, build_template

SERVERS = """\
Parameters:
  ImageId1: {Type: String}
Resources:
  A:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-0123456789abcdef0
      AvailabilityZone: eu-west-1b
  B:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-0fedcba9876543210
  C:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-0123456789abcdef0
"""


def template_of(text: str) -> Template:
    return build_template(read(Source("a.yaml", text)))


def places(template: Template, begin: str) -> list[tuple[Path, ScalarNode]]:
    return [
        (path, node)
        for path, node in walk(template.root)
        if isinstance(node, ScalarNode) and node.text.startswith(begin)
    ]


def test_each_image_gets_a_parameter() -> None:
    template = template_of(SERVERS)
    latest, asked = image_fixes(template, places(template, "ami-"))
    assert (latest.safety, asked.safety) == (Safety.CHOICE, Safety.CHOICE)
    assert latest.also_adds == ("Parameters/ImageId12", "Parameters/ImageId2")
    text = apply_edits(SERVERS, asked.edits)
    assert "  ImageId12:\n    Type: AWS::EC2::Image::Id\n" in text
    assert [line.split()[-1] for line in text.splitlines() if "ImageId: " in line] == [
        "ImageId12",
        "ImageId2",
        "ImageId12",
    ]


def test_an_image_in_a_mapping_is_left() -> None:
    template = template_of("Mappings:\n  Images:\n    a: {b: ami-0123456789abcdef0}\n")
    assert image_fixes(template, places(template, "ami-")) == ()


def test_a_zone_becomes_the_one_of_its_letter() -> None:
    template = template_of(SERVERS)
    (fix,) = zone_fixes(template, places(template, "eu-west"))
    assert fix.safety is Safety.REVIEW
    assert 'AvailabilityZone: !Select [1, !GetAZs ""]' in apply_edits(SERVERS, fix.edits)
