"""A broken text is mended without losing any of it."""

from pathlib import Path
from textwrap import dedent

import pytest

from analysis import files
from analysis.edits import apply_edits
from analysis.findings import Safety
from analysis.fixing.syntax_fixes import set_aside, without_repeated
from analysis.reading.reader import read
from analysis.source import Source
from analysis.template import build_template

MALFORMED = Path(__file__).resolve().parents[4] / "shared" / "malformed"
BROKEN = """\
Here is the template:
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      TopicName: "orders
      DisplayName: [Orders,
"""


def test_what_cannot_be_read_becomes_a_comment() -> None:
    fix = set_aside(read(Source("a.yaml", BROKEN)))
    assert fix is not None
    assert fix.safety is Safety.REVIEW
    text = apply_edits(BROKEN, fix.edits)
    assert read(Source("a.yaml", text)).problems == ()
    assert text.startswith("# Here is the template:\nResources:\n")
    assert all(word in text for word in BROKEN.split())


def test_a_sound_text_has_nothing_to_set_aside() -> None:
    assert set_aside(read(Source("a.yaml", "Resources: {}\n"))) is None


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            """
            Resources:
              Topic:
                Type: AWS::SNS::Topic
                Properties:
                  TopicName: a
                  DisplayName: b
                  TopicName: c  # the last one
            """,
            """
            Resources:
              Topic:
                Type: AWS::SNS::Topic
                Properties:
                  DisplayName: b
                  TopicName: c  # the last one
            """,
        ),
        (
            '{"Resources": {"A": {"Type": "a"}, "B": {"Type": "b"}, "A": {"Type": "c"}}}',
            '{"Resources": {"B": {"Type": "b"}, "A": {"Type": "c"}}}',
        ),
    ],
)
def test_of_a_repeated_key_the_last_stays(text: str, left: str) -> None:
    source = Source("template", dedent(text).lstrip("\n"))
    fix = without_repeated(build_template(read(source)))
    assert fix is not None
    assert fix.safety is Safety.SAFE
    assert apply_edits(source.text, fix.edits) == dedent(left).lstrip("\n")


def repaired(source: Source) -> bool:
    reading = read(source)
    edits = [edit for problem in reading.problems for edit in problem.repair]
    return not read(Source(source.path, apply_edits(source.text, edits))).problems


@pytest.mark.corpus
@pytest.mark.skipif(not MALFORMED.is_dir(), reason="the broken templates are not at hand")
def test_most_real_broken_templates_can_be_read_afterwards() -> None:
    sources = [files.load(str(path)) for path in sorted(MALFORMED.glob("*-*"))[::3]]
    mended = [source for source in sources if repaired(source) or set_aside(read(source))]
    assert len(mended) >= len(sources) - 2
