"""Names are those of the reference.

A physical name that is stated must be free, needs `CAPABILITY_NAMED_IAM` for IAM, and stops any
change that replaces the resource.
"""

from analysis.comparison import Difference, Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.parameters import is_name
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, by_service, theme_check
from analysis.rules.values import part_at


def _convention_or_service(one: Difference) -> str:
    """Put all names that differ into one finding, as they follow one convention."""
    return "" if one.operation is Operation.CHANGE else by_service(one)


THEME = Theme(
    claims=is_name,
    words={
        Operation.REMOVE: (
            Words(
                title="Explicit IAM Names {properties}{on}",
                severity=Severity.HIGH,
                root_cause="The candidate names IAM resources that the reference lets "
                "CloudFormation name.",
                impact=Impact(
                    deployment="Named IAM resources must be allowed at deployment, or it is "
                    'refused: "Requires capabilities : [CAPABILITY_NAMED_IAM]". A second stack '
                    'with the same name fails: "already exists".',
                ),
                when=part_at("Name$", "AWS::IAM::"),
                prior=0.1,
            ),
            Words(
                title="Explicit Resource Names {properties}{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate names resources that the reference lets CloudFormation "
                "name.",
                impact=Impact(
                    deployment="A change that replaces the resource, or a second stack with the "
                    'same name, fails: "already exists".',
                ),
                prior=0.13,
            ),
        ),
        Operation.CHANGE: Words(
            title="Resource Naming Inconsistent With the Reference",
            severity=Severity.MEDIUM,
            root_cause="The candidate names resources by another pattern than the reference.",
            prior=0.16,
        ),
        Operation.ADD: Words(
            title="Missing Resource Names {properties}{on}",
            severity=Severity.LOW,
            root_cause="The candidate lets CloudFormation choose names that the reference states.",
            prior=0.15,
        ),
    },
    prior=0.12,
    split=_convention_or_service,
)
CANDIDATE = """
    Resources:
      Jobs:
        Type: AWS::SQS::Queue
        Properties:
          DelaySeconds: 1
          QueueName: jobs
"""
REFERENCE = """
    Resources:
      Jobs:
        Type: AWS::SQS::Queue
        Properties:
          DelaySeconds: 1
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "explicit-name",
    "Naming",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Name type",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-pro"
            "perties-name.html",
        ),
    ),
    residual=True,
)
