"""Inline code does what the reference's does.

Code that stands in the template is part of what is deployed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.comparison import Comparison, Difference, Operation
from analysis.findings import Link, Severity
from analysis.rules.inline_functions import inline_functions
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.words import coded

_TOLD = 3
THEME = Theme(
    claims=about(
        types=r"AWS::(Lambda|Serverless)::(Function|LayerVersion)$",
        paths=r"^(Code|InlineCode|Handler|PackageType|Layers|Content)",
    ),
    words={
        Operation.CHANGE: Words(
            title="Different Lambda Code{of}",
            severity=Severity.MEDIUM,
            root_cause="The candidate's code, or where it comes from, is another than the "
            "reference's.",
            prior=0.15,
        ),
        Operation.ADD: Words(
            title="Missing Lambda Code or Handler{of}: {properties}",
            severity=Severity.HIGH,
            root_cause="The candidate leaves out what the reference says of its code.",
            prior=0.17,
        ),
        Operation.REMOVE: Words(
            title="Surplus Lambda Code Settings{of}: {properties}",
            severity=Severity.MEDIUM,
            root_cause="The candidate says of its code what the reference does not.",
            prior=0.05,
        ),
    },
    prior=0.2,
    rivals=r"^Code\.(ZipFile|S3\w+|ImageUri)$",
)


def check(context: Context) -> Iterator[Draft]:
    """Yield what the theme finds, with the services that the code of one side alone calls."""
    for draft in theme_check(THEME)(context):
        told = _services(context.comparison, draft.covers) if context.comparison else ""
        yield replace(draft, issue=f"{told} {draft.issue}".strip())


def _services(comparison: Comparison, differences: Sequence[Difference]) -> str:
    """Say which services the code of the reference uses and the candidate's does not."""
    ours = {one.resource.logical_id: one for one in inline_functions(comparison.candidate)}
    theirs = {one.resource.logical_id: one for one in inline_functions(comparison.reference)}
    told = []
    for name, counterpart in {one.candidate_id: one.reference_id for one in differences}.items():
        mine, known = ours.get(name or ""), theirs.get(counterpart or "")
        if mine and known and mine.python and known.python:
            lacking = sorted(known.python.services - mine.python.services)
            if lacking:
                told.append(
                    f"The reference's code of `{name}` calls {coded(lacking)}, the "
                    "candidate's does not."
                )
    return " ".join(told[:_TOLD])


CANDIDATE = """
    Resources:
      Job:
        Type: AWS::Lambda::Function
        Properties:
          Role: arn:aws:iam::111122223333:role/x
          Handler: app.main
"""
REFERENCE = """
    Resources:
      Job:
        Type: AWS::Lambda::Function
        Properties:
          Role: arn:aws:iam::111122223333:role/x
          Handler: index.handler
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "function-code",
    "Lambda code",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Lambda functions",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference"
            "/aws-properties-lambda-function-code.html",
        ),
    ),
    residual=True,
)
