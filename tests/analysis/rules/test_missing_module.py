"""The reference's code is offered where it does without the module that is missing."""

import pytest

from analysis.comparison import compare
from analysis.drafts import find
from analysis.reading.reader import read
from analysis.rules.missing_module import RULE
from analysis.rules.rule import Context
from analysis.source import Source
from analysis.template import Template, build_template

FUNCTION = """
Resources:
  Job:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs20.x
      Handler: index.handler
      Role: arn:aws:iam::111122223333:role/job
      Code:
        ZipFile: |
          const AWS = require('aws-sdk');
          exports.handler = async () => 'ok';
"""
OTHER_ANSWER = FUNCTION.replace("'ok'", "'fine'")
NEWER = FUNCTION.replace("'aws-sdk'", "'@aws-sdk/client-s3'")
LAYERED = OTHER_ANSWER.replace(
    "Runtime:", "Layers: [arn:aws:lambda:us-east-1:111122223333:layer:sdk:1]\n      Runtime:"
)


def _template(text: str) -> Template:
    return build_template(read(Source("t.yaml", text)))


@pytest.mark.parametrize(
    ("reference", "covered", "titles"),
    [
        (NEWER, 1, ["Adopt the reference's code"]),
        (OTHER_ANSWER, 0, []),
        (LAYERED, 0, []),
    ],
    ids=["without it", "with it", "in a layer"],
)
def test_the_code_is_offered_that_needs_no_such_module(
    reference: str, covered: int, titles: list[str]
) -> None:
    comparison = compare(_template(FUNCTION), _template(reference))
    context = Context(comparison.candidate, comparison.candidate_uses, comparison)
    (finding,) = find(context, (RULE,))
    assert len(finding.covers) == covered
    assert [fix.title for fix in finding.fixes] == titles
