"""An export that another of the given templates imports is missed more gravely."""

import pytest

from analysis.comparison import compare
from analysis.drafts import find
from analysis.findings import Severity
from analysis.reading.reader import read
from analysis.rules.missing_output import RULE
from analysis.rules.rule import Context
from analysis.source import Source
from analysis.template import Template, build_template

STORE = """
Resources:
  Store:
    Type: AWS::S3::Bucket
"""
EXPORTING = f"""{STORE}
Outputs:
  StoreName:
    Value: !Ref Store
    Export:
      Name: order-store
"""
IMPORTING = """
Resources:
  Reader:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !ImportValue order-store
"""


def _template(text: str) -> Template:
    return build_template(read(Source("t.yaml", text)))


@pytest.mark.parametrize(
    ("reference", "other", "severity"),
    [
        (EXPORTING, IMPORTING, Severity.HIGH),
        (EXPORTING, STORE, Severity.MEDIUM),
        (EXPORTING.replace("order-store", "!Sub ${AWS::StackName}-x"), IMPORTING, Severity.MEDIUM),
    ],
    ids=["imported", "not imported", "another name for each stack"],
)
def test_what_another_template_imports_is_missed_gravely(
    reference: str, other: str, severity: Severity
) -> None:
    comparison = compare(_template(STORE), _template(reference))
    context = Context(
        comparison.candidate,
        comparison.candidate_uses,
        comparison,
        exporters=(_template(other),),
    )
    (finding,) = find(context, [RULE])
    assert finding.severity is severity
    assert ("imports `order-store`" in finding.issue) is (severity is Severity.HIGH)
