"""Parameters have the defaults of the reference.

A parameter without a default must be given a value at every deployment; a pipeline that does not
know it fails.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Severity
from analysis.rules import guide
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import both, is_secret_default, ours_says, theirs_says

# Account numbers and names that documentation uses for any.
_STAND_IN = (
    r"(?i)\b(123456789012|(\d)\2{11}|x{4,}|(?:vpc|subnet|ami|sg)-(?:0?1234567[0-9a-f]*|x+)"
    r"|your-[\w-]+|replace-?me|placeholder[\w-]*)\b"
)
_IS_STAND_IN = theirs_says(_STAND_IN)
_ABOUT = about(sections=("Parameters",), paths=r"^Default$")
THEME = Theme(
    claims=lambda one: _ABOUT(one) and not is_secret_default(one),
    words={
        Operation.ADD: Words(
            title="Parameter{s}{which} Without Default Value",
            severity=Severity.CRITICAL,
            root_cause="The candidate expects whoever deploys to know these values.",
            impact=Impact(
                deployment='Deployment without a value fails: "Parameters: [{parameters}] must '
                'have values".',
            ),
            prior=0.09,
        ),
        Operation.CHANGE: (
            Words(
                title="Placeholder Default{of}",
                severity=Severity.CRITICAL,
                root_cause="The candidate's default stands for a value that somebody was to fill "
                "in.",
                impact=Impact(
                    deployment="Documentation writes such values for any account or resource: "
                    "what is deployed by them fails, or does not work.",
                ),
                when=both(ours_says(_STAND_IN), lambda one: not _IS_STAND_IN(one)),
                prior=0.08,
            ),
            Words(
                title="Different Default{of}",
                severity=Severity.LOW,
                root_cause="The candidate chooses other defaults than the reference.",
                prior=0.18,
            ),
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
ACCOUNT = """
    Parameters:
      Account:
        Type: String
        Default: "111111111111"
    Resources:
      Store:
        Type: AWS::S3::Bucket
"""
NUMBERED = ACCOUNT.replace("111111111111", "069919905910")
EXAMPLES = (
    Example("an account to be filled in", ACCOUNT, NUMBERED, fixed=NUMBERED),
    Example("another account", NUMBERED, NUMBERED.replace("0699", "0698")),
    Example("another stand-in", ACCOUNT, ACCOUNT, reported=False),
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
    (guide.PARAMETERS,),
    residual=True,
)
