"""Inline code does its work, and does not stand for code that is to come.

A function that answers every call alike deploys well and does nothing.
"""

import re
from collections.abc import Iterator, Sequence

from analysis.comparison import Comparison, Difference
from analysis.findings import Impact, Severity
from analysis.rules import guide
from analysis.rules.evidence import of_reference
from analysis.rules.inline_functions import InlineFunction, code_lines, inline_functions
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.words import coded, named, verb

# What somebody writes who means to write the code later.
_SAID = re.compile(
    r"(?i)\bplace[-_ ]?holder\b|\bTODO\b|\b(your|actual|real) (code|logic|implementation) (goes )?"
    r"here\b|\bimplement (me|this|your|the)\b"
)
_FEW_LINES = 20
# How much more the reference's code must be for the candidate's to count as a stand-in.
_MORE = 2.5


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for the functions whose code stands for what is to come."""
    comparison = context.comparison
    if comparison is None:
        functions = inline_functions(context.candidate)
        empty = [one for one in functions if _says_so(one) and not _works(one)]
    else:
        empty = [*_behind(comparison)]
    if empty:
        yield _draft(context, empty)


def _says_so(function: InlineFunction) -> bool:
    return bool(_SAID.search(function.code.text))


def _behind(comparison: Comparison) -> Iterator[InlineFunction]:
    """Yield the candidate's functions that do nothing where the reference's do something."""
    known = {one.resource.logical_id: one for one in inline_functions(comparison.reference)}
    for ours in inline_functions(comparison.candidate):
        name = comparison.alignment.reference_id("Resources", ours.resource.logical_id)
        theirs = known.get(name or "")
        if theirs and _works(theirs) and not _works(ours):
            is_less = _line_count(theirs) >= _MORE * _line_count(ours)
            if is_less or (_says_so(ours) and not _says_so(theirs)):
                yield ours


def _works(function: InlineFunction) -> bool:
    """Whether the code does more than answer: calls a service, or has more than a few lines."""
    if function.python and function.python.calls:
        return True
    if _says_so(function):
        return False
    if function.python and function.python.clients:
        return True
    has_sdk = any(one.name.endswith("aws-sdk") for one in function.imports)
    return has_sdk or _line_count(function) > _FEW_LINES


def _line_count(function: InlineFunction) -> int:
    return sum(bool(line.strip()) for line in function.code.text.split("\n"))


def _draft(context: Context, functions: Sequence[InlineFunction]) -> Draft:
    owners = [one.resource.logical_id for one in functions]
    covers = _code_changes(context.comparison, owners) if context.comparison else []
    compared = (
        f" {verb(owners, 'It calls', 'They call')} no service; the reference's code does the work."
        if context.comparison
        else ""
    )
    says = all(map(_says_so, functions))
    has = verb(owners, "has", "have")
    return Draft(
        key="placeholder",
        severity=Severity.HIGH if context.comparison else Severity.MEDIUM,
        title=f"Placeholder Lambda Code in {named(owners, 2)}",
        issue=(
            f"The inline code of {coded(owners)} says itself that it is a placeholder, "
            "in whole or in part."
            if says
            else f"{coded(owners)} {has} code that only stands in for the logic: "
            f"{max(map(_line_count, functions))} lines{' at most' * (len(owners) > 1)}."
        )
        + compared,
        suggestion="Take the reference's code."
        if covers
        else "Write the code that the function is there for, or take it from an S3 bucket.",
        root_cause="The candidate leaves the function's implementation to be written later.",
        impact=Impact(deployment="The stack is created, but calls do none of the work."),
        candidate=tuple(
            code_lines(context.candidate, one, 1, min(_FEW_LINES, one.code.text.count("\n") + 1))
            for one in functions
        ),
        reference=of_reference(covers),
        covers=tuple(covers),
        fix_title="Adopt the reference's code",
        prior=0.25,
        about=tuple(owners),
        properties=("Code", "ZipFile"),
    )


def _code_changes(comparison: Comparison, owners: Sequence[str]) -> list[Difference]:
    return [
        one
        for one in comparison.differences
        if one.candidate_id in owners and one.property_name in {"Code", "InlineCode"}
    ]


EMPTY = """
    Resources:
      Job:
        Type: AWS::Lambda::Function
        Properties:
          Runtime: python3.12
          Handler: index.main
          Code:
            ZipFile: |
              def main(event, context):
                  return {'statusCode': 200}
"""
SAID = EMPTY.replace("return {'statusCode': 200}", "return 'placeholder'")
FULL = EMPTY.replace(
    "def main(event, context):\n                  return {'statusCode': 200}",
    "import boto3\n"
    "              queue = boto3.client('sqs')\n"
    "              def main(event, context):\n"
    "                  for order in event['orders']:\n"
    "                      queue.send_message(QueueUrl=order['url'], MessageBody='order')\n"
    "                  return {'statusCode': 200}",
)
EXAMPLES = (
    Example("the reference's code works", EMPTY, FULL, fixed=FULL),
    Example("the code says so", SAID),
    Example("both only answer", EMPTY, EMPTY, reported=False),
    Example("no reference, and nothing said", EMPTY, reported=False),
)
RULE = Rule(
    "placeholder-code",
    "Lambda code",
    check,
    __doc__,
    EXAMPLES,
    (guide.INLINE_CODE,),
)
