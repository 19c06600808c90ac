"""Parameters accept only what makes sense.

`AllowedValues`, `AllowedPattern` and a fitting type stop a mistyped value before anything is
created.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check

THEME = Theme(
    claims=about(sections=("Parameters",), paths=r"^(Allowed|Min|Max|Constraint|Type$|NoEcho)"),
    words={
        Operation.ADD: Words(
            title="Missing Validation of Parameter{which}",
            severity=Severity.MEDIUM,
            root_cause="The candidate accepts any value for these parameters.",
            impact=Impact(
                deployment="A mistyped value is found only when a resource fails to be created, "
                "and the stack rolls back.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Different Validation of Parameter{which}",
            severity=Severity.MEDIUM,
            root_cause="The candidate allows other values than the reference.",
            impact=Impact(
                deployment="Values that the reference accepts are refused, or the other way round.",
            ),
            prior=0.09,
        ),
        Operation.REMOVE: Words(
            title="Restrictive Validation of Parameter{which}",
            severity=Severity.MEDIUM,
            root_cause="The candidate restricts values that the reference leaves open.",
            impact=Impact(
                deployment="Values that the reference accepts are refused.",
            ),
            prior=0.1,
        ),
    },
    prior=0.16,
)
CANDIDATE = """
    Parameters:
      Stage:
        Type: String
    Resources:
      Store:
        Type: AWS::S3::Bucket
"""
REFERENCE = """
    Parameters:
      Stage:
        Type: String
        AllowedValues:
          - dev
          - prod
    Resources:
      Store:
        Type: AWS::S3::Bucket
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "parameter-validation",
    "Parameter validation",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Parameters",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/paramet"
            "ers-section-structure.html",
        ),
    ),
    residual=True,
)
