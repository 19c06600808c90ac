"""Functions run on the reference's runtime.

An old runtime gets no patches, and one day can no longer be created or updated.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from analysis.comparison import Difference, Operation
from analysis.findings import Link, Severity
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.words import coded
from analysis.syntax import Node, text_of

_LANGUAGE = re.compile(r"python|nodejs|java|dotnet|go|ruby")
THEME = Theme(
    claims=about(
        paths=r"^(Runtime|CompatibleRuntimes|RuntimeVersion)",
        types=r"AWS::(Lambda|Serverless|Synthetics)",
    ),
    words={
        Operation.CHANGE: Words(
            title="Different Lambda Runtime{of}",
            severity=Severity.MEDIUM,
            root_cause="The candidate chooses another runtime than the reference.",
            prior=0.09,
        ),
    },
    prior=0.15,
)


def check(context: Context) -> Iterator[Draft]:
    """Yield what the theme finds, with what else a runtime of another language asks for."""
    for draft in theme_check(THEME)(context):
        others = sorted({one.logical_id for one in draft.covers if _is_other_language(one)})
        more = (
            f" The code and handler of {coded(others)} have to be of that language, too."
            if others
            else ""
        )
        yield replace(draft, suggestion=draft.suggestion + more)


def _is_other_language(one: Difference) -> bool:
    ours, theirs = _language(one.candidate), _language(one.reference)
    return bool(ours and theirs and ours != theirs)


def _language(runtime: Node | None) -> str:
    found = _LANGUAGE.search((text_of(runtime) or "").lower())
    return found[0] if found else ""


CANDIDATE = """
    Resources:
      Job:
        Type: AWS::Lambda::Function
        Properties:
          Runtime: python3.9
          Role: arn:aws:iam::111122223333:role/x
"""
REFERENCE = """
    Resources:
      Job:
        Type: AWS::Lambda::Function
        Properties:
          Runtime: python3.13
          Role: arn:aws:iam::111122223333:role/x
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "runtime-version",
    "Lambda runtime",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Lambda runtimes",
            "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
        ),
    ),
    residual=True,
)
