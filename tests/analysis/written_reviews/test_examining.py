"""A written review finds its places, its findings, and is told what disagrees."""

from typing import Any

import pytest

from analysis import files
from analysis.pipeline import review
from analysis.review import Inputs
from analysis.source import Source
from analysis.written_reviews.examining import examine
from analysis.written_reviews.reading import read
from analysis.written_reviews.written import Examined
from tests.shared_data import SEED, needs_shared

CANDIDATE = """\
Resources:
  OrderQueue:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 30
      MessageRetentionPeriod: 60
  AuditQueue:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 30
  ArchiveBucket:
    Type: AWS::S3::Bucket
"""
REFERENCE = """\
{"Resources": {
  "OrderQueue": {
    "Type": "AWS::SQS::Queue",
    "DeletionPolicy": "Retain",
    "Properties": {
      "VisibilityTimeout": 300, "KmsMasterKeyId": {"Fn::Sub": "alias/${AWS::StackName}"}}
  },
  "AuditQueue": {"Type": "AWS::SQS::Queue", "Properties": {"VisibilityTimeout": 30}},
  "ArchiveBucket": {"Type": "AWS::S3::Bucket"}
}}
"""


def examined(*items: str, summary: str = "") -> Examined:
    text = (
        "## High Issues\n" + "".join(f"\n### {item}\n" for item in items) + f"\n## Sum\n{summary}"
    )
    inputs = Inputs(Source("a.yaml", CANDIDATE), Source("b.json", REFERENCE), lint=False)
    return examine(read(text), review(inputs), inputs)


def places(item: Any) -> list[tuple[str, str, int, int]]:  # noqa: ANN401
    return [(one.side, one.logical_id, one.start_line, one.end_line) for one in item.places]


def excerpt(text: str, label: str = "Issue") -> str:
    return f"Timeout\n**{label}**: See\n```\n{text}\n```\n"


def test_an_excerpt_is_placed_on_its_lines() -> None:
    (item,) = examined(excerpt("VisibilityTimeout: 30\nMessageRetentionPeriod: 60")).items
    assert places(item) == [("candidate", "OrderQueue", 5, 6)]
    assert item.confidence > 0.9
    assert item.remarks == ()


@pytest.mark.parametrize(
    "text",
    [
        "VisibilityTimeout: 300\nKmsMasterKeyId: !Sub alias/${AWS::StackName}",
        '"VisibilityTimeout": 300,\n"KmsMasterKeyId": {\n  "Fn::Sub": "alias/${AWS::StackName}"\n}',
    ],
)
def test_an_excerpt_in_another_form_is_placed_all_the_same(text: str) -> None:
    (item,) = examined(excerpt(text, "Fix")).items
    assert places(item) == [("reference", "OrderQueue", 6, 6)]


def test_what_stands_twice_is_not_sure_unless_the_item_names_one() -> None:
    (item,) = examined(excerpt("Properties:\n  VisibilityTimeout: 30")).items
    assert item.confidence < 0.5
    named = excerpt("Properties:\n  VisibilityTimeout: 30").replace("See", "See `AuditQueue`")
    (item,) = examined(named).items
    assert places(item) == [("candidate", "AuditQueue", 9, 10)]
    assert item.confidence <= 0.8


def test_an_excerpt_that_is_not_there_is_said_so() -> None:
    (item,) = examined(excerpt("FifoQueue: true\nContentBasedDeduplication: true")).items
    assert item.remarks == (
        "Line 6: the excerpt is not in the candidate: 0 % of its words stand there in this order.",
    )
    (item,) = examined(excerpt("DeletionPolicy: Retain\nProperties:\nVisibilityTimeout: 300")).items
    assert item.remarks == ("Line 6: the excerpt is not in the candidate, but in the reference.",)


def test_without_excerpts_names_place_an_item() -> None:
    (item,) = examined("Queue\n**Issue**: `OrderQueue` is short.\n**Fix**: Longer.\n").items
    assert places(item)[0] == ("candidate", "OrderQueue", 2, 6)
    assert item.confidence <= 0.6


def test_an_item_is_matched_with_the_finding_of_the_same_thing() -> None:
    result = examined(
        "Missing DeletionPolicy on OrderQueue\n**Issue**: It has none.\n**Fix**: Retain.\n",
        "The Weather\n**Issue**: It rains.\n**Fix**: Wait.\n",
    )
    assert [bool(item.finding) for item in result.items] == [True, False]
    assert result.items[0].finding not in result.unsaid


def test_totals_that_do_not_add_up_are_said() -> None:
    item = "A\n**Issue**: b\n**Fix**: c\n"
    assert examined(item, summary="Total issues: 0 Critical, 1 High, 0 Medium").remarks == ()
    (remark,) = examined(item, summary="Total issues: 2 Critical, 1 High").remarks
    assert remark.startswith("Line 9: the totals do not add up. It states 2 Critical, 1 High,")
    assert remark.endswith("the items are 0 Critical, 1 High, 0 Medium, 0 Low.")


def test_a_level_that_its_section_contradicts_is_said() -> None:
    (item,) = examined("A\n**Severity**: Low\n**Issue**: b\n**Fix**: c\n").items
    assert item.remarks == ("Its level is low, but it stands below the heading for high ones.",)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Missing Archive Bucket", True),
        ("No Audit Queues", True),
        ("Missing Archive Table", False),
        ("Missing Bucket", False),
        ("Archive Bucket Is Public", False),
    ],
)
def test_a_claim_that_something_is_missing_is_checked(title: str, said: bool) -> None:  # noqa: FBT001
    (item,) = examined(f"{title}\n**Issue**: b\n**Fix**: c\n").items
    assert any("the candidate has" in remark for remark in item.remarks) == said


@needs_shared
def test_the_seeds_review_is_placed_and_corrected() -> None:
    mine, known = (files.load(str(SEED / f"{side}.json")) for side in ("candidate", "reference"))
    inputs = Inputs(mine, known, lint=False)
    result = examine(read((SEED / "review.md").read_text("utf-8")), review(inputs), inputs)
    assert [bool(item.places) for item in result.items] == [True] * 7
    assert [bool(item.finding) for item in result.items] == [True] * 7
    (totals,) = result.remarks
    assert "states 2 Critical, 3 High, 2 Medium, 0 Low" in totals
    assert "items are 1 Critical, 3 High, 3 Medium, 0 Low" in totals
    assert any("the candidate has DatabaseInitFunction" in one for one in result.items[3].remarks)
