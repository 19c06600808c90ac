import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparison import compare
from analysis.comparison.rows import align_rows
from analysis.reading.reader import read
from analysis.row_blocks import Row, align_in_file_order
from analysis.source import Source
from analysis.template import Template, build_template
from tests.shared_data import CORPUS, needs_shared, pair

TEXTS = st.lists(st.sampled_from(["{", "}", "a: 1", "b: 2", "c: 3", ""]), max_size=25).map(
    "\n".join,
)


def assert_covers(rows: tuple[Row, ...], candidate: Source, reference: Source) -> None:
    mine = [line for row in rows for line in range(row[0], row[1])]
    known = [line for row in rows for line in range(row[2], row[3])]
    assert mine == list(range(1, candidate.line_count + 1))
    assert sorted(known) == list(range(1, reference.line_count + 1))


@given(TEXTS, TEXTS)
def test_file_order_covers_each_line_once(candidate: str, reference: str) -> None:
    mine, known = Source("", candidate), Source("", reference)
    rows = align_in_file_order(mine, known)
    assert_covers(rows, mine, known)
    assert [row[2] for row in rows] == sorted(row[2] for row in rows)


@given(TEXTS)
def test_identical_texts_are_one_block(text: str) -> None:
    source = Source("", text)
    assert align_in_file_order(source, source) == (
        (1, source.line_count + 1, 1, source.line_count + 1, "same"),
    )


def test_similar_lines_stand_beside_each_other() -> None:
    candidate = Source("", "same\nEngine: aurora-mysql\nPort: 3306\nend")
    reference = Source("", "same\nNew: line\nEngine: aurora-postgresql\nPort: 5432\nend")
    assert align_in_file_order(candidate, reference) == (
        (1, 2, 1, 2, "same"),
        (2, 2, 2, 3, "add"),
        (2, 4, 3, 5, "change"),
        (4, 5, 5, 6, "same"),
    )


def template(text: str) -> Template:
    return build_template(read(Source("", textwrap.dedent(text))))


def aligned(candidate: str, reference: str) -> tuple[list[tuple[str, str, str]], Template]:
    """Return the rows as (candidate's lines, reference's lines, kind)."""
    mine, known = template(candidate), template(reference)
    rows = align_rows(mine, known, compare(mine, known))
    assert_covers(rows, mine.reading.source, known.reading.source)
    return [
        (lines(mine, row[0], row[1]), lines(known, row[2], row[3]), row[4]) for row in rows
    ], mine


def lines(side: Template, start: int, end: int) -> str:
    source = side.reading.source
    return "|".join(source.line_text(line).strip() for line in range(start, end))


BUCKET = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
        Properties:
          BucketName: reports
          VersioningConfiguration:
            Status: Enabled
      Topic:
        Type: AWS::SNS::Topic
        Properties:
          DisplayName: a
    Outputs:
      Name:
        Value: !Ref Store
"""
MOVED = """
    Outputs:
      Name:
        Value: !Ref Archive
    Resources:
      Topic:
        Type: AWS::SNS::Topic
        Properties:
          DisplayName: a
      Archive:
        Type: AWS::S3::Bucket
        Properties:
          BucketName: reports
          VersioningConfiguration:
            Status: Enabled
"""
AS_JSON = """
    {
      "Resources": {
        "Store": {
          "Type": "AWS::S3::Bucket",
          "Properties": {
            "BucketName": "archive",
            "VersioningConfiguration": {
              "Status": "Enabled"
            }
          }
        },
        "Topic": {
          "Type": "AWS::SNS::Topic",
          "Properties": {
            "DisplayName": "a"
          }
        }
      },
      "Outputs": {
        "Name": {
          "Value": {"Ref": "Store"}
        }
      }
    }
"""


def test_moved_and_renamed_resources_stand_beside_each_other() -> None:
    rows, _ = aligned(BUCKET, MOVED)
    assert {kind for _, _, kind in rows} == {"same"}
    assert any("Store:" in mine and "Archive:" in known for mine, known, _ in rows)


def test_json_stands_beside_yaml_property_by_property() -> None:
    rows, _ = aligned(BUCKET, AS_JSON)
    changed = [row for row in rows if row[2] != "same"]
    assert changed == [("BucketName: reports", '"BucketName": "archive",', "change")]


STATEMENT = """
    Resources:
      Policy:
        Type: AWS::S3::BucketPolicy
        Properties:
          Statement:
            - Sid: Mine
              Resource: !Sub arn-${Store}
"""
STATEMENT_AS_JSON = """
    {"Resources": {
      "Policy": {
        "Type": "AWS::S3::BucketPolicy",
        "Properties": {
          "Statement": [
            {
              "Sid": "Known",
              "Resource": {"Fn::Sub": "arn-${Store}"}
            }
          ]
        }
      }
    }}
"""


def test_intrinsics_of_both_syntaxes_are_alike_amid_changes() -> None:
    rows, _ = aligned(STATEMENT, STATEMENT_AS_JSON)
    kinds = {line: kind for mine, _, kind in rows for line in mine.split("|")}
    assert kinds["- Sid: Mine"] == "change"
    assert kinds["Resource: !Sub arn-${Store}"] == "same"


def test_what_the_candidate_lacks_follows_its_neighbour() -> None:
    rows, _ = aligned(BUCKET.replace("          BucketName: reports\n", ""), BUCKET)
    at = next(number for number, row in enumerate(rows) if row[2] == "add")
    assert rows[at] == ("", "BucketName: reports", "add")
    assert rows[at - 1][1].endswith("Properties:")


def test_a_resource_of_one_side_stands_alone() -> None:
    extra = "      Queue:\n        Type: AWS::SQS::Queue\n    Outputs:"
    rows, _ = aligned(BUCKET.replace("    Outputs:", extra), BUCKET)
    assert [row for row in rows if row[2] != "same"] == [
        ("Queue:|Type: AWS::SQS::Queue", "", "remove"),
    ]


def test_the_same_template_is_one_block() -> None:
    mine, known = template(BUCKET), template(BUCKET)
    count = mine.reading.source.line_count + 1
    assert align_rows(mine, known, compare(mine, known)) == ((1, count, 1, count, "same"),)


def test_one_line_stands_beside_the_first_of_several() -> None:
    short = BUCKET.replace("        Value: !Ref Store", '        Value: {"Ref": "Topic"}')
    long = BUCKET.replace("        Value: !Ref Store", "        Value:\n          Ref: Store")
    rows, _ = aligned(short, long)
    assert [row for row in rows if row[2] != "same"] == [
        ('Value: {"Ref": "Topic"}', "Value:|Ref: Store", "change"),
    ]


@pytest.mark.corpus
@needs_shared
@pytest.mark.parametrize("name", ["json-Pr2491", "yaml-Pr4373", "json-Pr7122", "yaml-Pr8936"])
def test_real_pairs_are_covered_and_align_at_least_as_well_as_by_lines(name: str) -> None:
    mine, known = (
        build_template(read(Source(str(path), path.read_text("utf-8"))))
        for path in pair(CORPUS / name)
    )
    rows = align_rows(mine, known, compare(mine, known))
    assert_covers(rows, mine.reading.source, known.reading.source)
    by_lines = align_in_file_order(mine.reading.source, known.reading.source)
    assert alike(rows) >= alike(by_lines)


def alike(rows: tuple[Row, ...]) -> int:
    return sum(row[1] - row[0] for row in rows if row[4] == "same")
