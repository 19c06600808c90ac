"""Makes pairs of any size that look like templates people write: resources that refer to others."""

import random
import re
from collections.abc import Iterator

from analysis.source import Source

_BYTES_PER_RESOURCE = 2000
_LINES_CHANGED = 0.03
_CODE_LINES = 22
_NUMBER = re.compile(r"(?<=[ -])\d+(?=\D*$)")


def large_pair(size: int, seed: int = 7) -> tuple[Source, Source]:
    """Return a candidate and a reference of about so many bytes in YAML, 3 % of lines changed."""
    reference = "".join(_template(size))
    chance = random.Random(seed)  # noqa: S311 (the same pair every time)
    lines = [
        _changed(line, chance) if chance.random() < _LINES_CHANGED else line
        for line in reference.splitlines(keepends=True)
    ]
    return Source("candidate.yaml", "".join(lines)), Source("reference.yaml", reference)


def _template(size: int) -> Iterator[str]:
    yield "AWSTemplateFormatVersion: '2010-09-09'\nDescription: A large platform\n"
    yield "Parameters:\n  Stage:\n    Type: String\n    Default: test\nResources:\n"
    for number in range(max(size // _BYTES_PER_RESOURCE, 1)):
        yield _function(number)


def _function(number: int) -> str:
    code = "".join(
        f"          value_{line} = event.get('key {line}', {number + line})\n"
        for line in range(_CODE_LINES)
    )
    return f"""\
  Queue{number}:
    Type: AWS::SQS::Queue
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      QueueName: !Sub "${{Stage}}-jobs-{number}"
      VisibilityTimeout: {30 + number % 7}
      Tags:
        - Key: stage
          Value: !Ref Stage
  Function{number}:
    Type: AWS::Lambda::Function
    DependsOn: Queue{max(number - 1, 0)}
    Properties:
      Runtime: python3.12
      Handler: index.handler
      Role: !Sub "arn:aws:iam::${{AWS::AccountId}}:role/worker-{number}"
      Timeout: {10 + number % 5}
      Environment:
        Variables:
          QUEUE: !GetAtt Queue{number}.Arn
          OTHER: !Ref Queue{number // 2}
      Code:
        ZipFile: |
          def handler(event, context):
{code.replace("          value", "            value")}
"""


def _changed(line: str, chance: random.Random) -> str:
    """Return a line with another number in it, which keeps the template whole."""
    if line.startswith(("  Queue", "  Function")) or "Queue" in line:
        return line
    return _NUMBER.sub(lambda found: f"{found.group()}{chance.randrange(9)}", line, count=1)
