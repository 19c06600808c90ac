"""A broken text is mended without losing any of it."""

import time
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest

from analysis import files
from analysis.edits import apply_edits
from analysis.findings import Fix, Safety
from analysis.fixing.syntax_fixes import repairs, without_repeated
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
SOUND = """\
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      TopicName: orders
"""


def fixes(text: str, name: str = "a.yaml") -> list[Fix]:
    reading = read(Source(name, text))
    return list(repairs(reading, reading.problems))


def test_what_cannot_be_read_becomes_a_comment() -> None:
    fix, *_ = fixes(BROKEN)
    assert fix.safety is Safety.REVIEW
    text = apply_edits(BROKEN, fix.edits)
    assert read(Source("a.yaml", text)).problems == ()
    assert text.startswith("# Here is the template:\nResources:\n")
    assert all(word in text for word in BROKEN.split())


def test_a_sound_text_has_nothing_to_repair() -> None:
    assert fixes("Resources: {}\n") == []


def test_a_line_that_breaks_off_at_the_end_is_for_the_user_to_look_at() -> None:
    fix, *_ = fixes(SOUND + "      DisplayNa\n")
    assert fix.safety is Safety.REVIEW
    assert apply_edits(SOUND + "      DisplayNa\n", fix.edits) == SOUND + "      # DisplayNa\n"


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        (f"Here is the template:\n{SOUND}", f"# Here is the template:\n{SOUND}"),
        (f"{SOUND}It has one topic.\n", f"{SOUND}# It has one topic.\n"),
        (f"Words.\n\n```yaml\n{SOUND}```\n", f"# Words.\n\n# ```yaml\n{SOUND}# ```\n"),
        (f"Words.\n\n```yaml\n{SOUND}", f"# Words.\n\n# ```yaml\n{SOUND}"),
    ],
)
def test_words_around_a_template_become_comments_safely(text: str, mended: str) -> None:
    (fix,) = fixes(text)
    assert fix.safety is Safety.SAFE
    assert apply_edits(text, fix.edits) == mended


@pytest.mark.parametrize(
    ("text", "title", "mended"),
    [
        (
            '{"Resources": {"A": {"Type": "AWS::SNS::Topic", "Metadata": {"B": "or\n',
            "Repair the syntax, and close the texts that are cut off",
            '{"Resources": {"A": {"Type": "AWS::SNS::Topic", "Metadata": {"B": "or"}}}}\n',
        ),
        (
            '{"Resources": {"A": {"Type": "AWS::SNS::Topic", "Metadata": "C:\\',
            "Repair the syntax, and close the texts that are cut off",
            '{"Resources": {"A": {"Type": "AWS::SNS::Topic", "Metadata": "C:\\\\"}}}',
        ),
        (
            'These words are lost.\n{\n  "Resources": {"A": {"Type": "AWS::SNS::Topic"}}\n}\n',
            "Repair the syntax, and delete what is not part of the template",
            '{\n  "Resources": {"A": {"Type": "AWS::SNS::Topic"}}\n}\n',
        ),
    ],
)
def test_more_than_syntax_in_json_is_for_the_user_to_look_at(
    text: str, title: str, mended: str
) -> None:
    fix, *_ = fixes(text, "a.json")
    assert (fix.title, fix.safety) == (title, Safety.REVIEW)
    assert apply_edits(text, fix.edits) == mended


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


@pytest.mark.corpus
@pytest.mark.skipif(not MALFORMED.is_dir(), reason="the broken templates are not at hand")
def test_most_real_broken_templates_can_be_read_afterwards() -> None:
    sources = [files.load(str(path)) for path in sorted(MALFORMED.glob("*-*"))[::3]]
    mended = []
    for source in sources:
        reading = read(source)
        fix = next(repairs(reading, reading.problems), None)
        text = apply_edits(source.text, fix.edits) if fix else source.text
        mended.append(not read(replace(source, text=text)).problems)
    assert mended.count(True) >= len(sources) - 1


def test_what_stands_in_thousands_of_places_is_repaired_in_time() -> None:
    text = "%FOO bar\n" * 20_000 + "---\nResources:\n  A: {Type: AWS::SNS::Topic}\n"
    reading = read(Source("a.yaml", text))
    started = time.process_time()
    assert list(repairs(reading, reading.problems))
    assert time.process_time() - started < 3.0


def test_many_repeated_keys_are_found_in_time() -> None:
    keys = ", ".join(f'"k{n % 2_500}": {n}' for n in range(5_000))
    objects = ", ".join(f'"m{n}": {{{keys}}}' for n in range(6))
    text = f'{{"Resources": {{}}, "Metadata": {{{objects}}}}}'
    template = build_template(read(Source("a.json", text)))
    started = time.process_time()
    without_repeated(template)
    assert time.process_time() - started < 6.0
