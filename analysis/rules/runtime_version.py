"""Functions run on the reference's runtime.

An old runtime gets no patches, and one day can no longer be created or updated.
"""

from analysis.comparison import Operation
from analysis.findings import Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check

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
    theme_check(THEME),
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
