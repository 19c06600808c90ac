"""The candidate asks for no more than the reference.

Each parameter is a decision that somebody must make at deployment.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Severity
from analysis.rules import guide
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, theme_check
from analysis.rules.values import has_key, is_secret_default, is_whole

THEME = Theme(
    claims=lambda one: one.section == "Parameters" and not is_secret_default(one),
    words={
        Operation.REMOVE: (
            Words(
                title="Surplus Parameter{s} Without Default{which}",
                severity=Severity.CRITICAL,
                root_cause="The candidate asks for values that the reference does not ask for.",
                impact=Impact(
                    deployment='Deployment without a value fails: "Parameters: [{parameters}] must '
                    'have values".',
                ),
                when=lambda one: one.is_whole_entity and not has_key(one.candidate, ("Default",)),
                prior=0.075,
            ),
            Words(
                title="Surplus Parameter{s}{which}",
                severity=Severity.LOW,
                root_cause="The candidate has parameters that the reference does without.",
                when=is_whole,
                prior=0.15,
            ),
            Words(
                title="Surplus Parameter Settings{of}",
                severity=Severity.LOW,
                root_cause="The candidate says more of its parameters than the reference.",
                prior=0.02,
            ),
        ),
        Operation.ADD: Words(
            title="Missing Parameter Settings{of}",
            severity=Severity.LOW,
            root_cause="The candidate says less of its parameters than the reference.",
            prior=0.08,
        ),
        Operation.CHANGE: Words(
            title="Different Parameter Settings{of}",
            severity=Severity.LOW,
            root_cause="The candidate describes its parameters otherwise.",
            prior=0.03,
        ),
    },
    prior=0.05,
)
CANDIDATE = """
    Parameters:
      Name:
        Type: String
      Size:
        Type: Number
    Resources:
      Store:
        Type: AWS::S3::Bucket
"""
REFERENCE = """
    Parameters:
      Name:
        Type: String
    Resources:
      Store:
        Type: AWS::S3::Bucket
"""
OPTIONAL = CANDIDATE.replace("Type: Number", "Type: Number\n        Default: 2")
EXAMPLES = (
    Example("a value that must be given", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("a value that may be given", OPTIONAL, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "surplus-parameter",
    "Surplus parameters",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (guide.PARAMETERS,),
    residual=True,
)
