"""Parameters have the defaults of the reference.

A parameter without a default must be given a value at every deployment; a pipeline that does not
know it fails.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import is_secret_default

_ABOUT = about(sections=("Parameters",), paths=r"^Default$")
THEME = Theme(
    claims=lambda one: _ABOUT(one) and not is_secret_default(one),
    words={
        Operation.ADD: Words(
            title="Parameter{s}{which} Without Default Value",
            severity=Severity.HIGH,
            root_cause="The candidate expects whoever deploys to know these values.",
            impact=Impact(
                deployment='Deployment without them fails: "Parameters: [{parameters}] must have '
                'values".',
            ),
            prior=0.12,
        ),
        Operation.CHANGE: Words(
            title="Different Default{of}",
            severity=Severity.MEDIUM,
            root_cause="The candidate chooses other defaults than the reference.",
            prior=0.11,
        ),
    },
    prior=0.18,
)
CANDIDATE = """
    Parameters:
      Size:
        Type: Number
    Resources:
      Store:
        Type: AWS::S3::Bucket
"""
REFERENCE = """
    Parameters:
      Size:
        Type: Number
        Default: 2
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
    "parameter-default",
    "Parameter default",
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
