"""Resources carry the reference's tags.

Tags tell who pays, who owns and what belongs together.
"""

from analysis.comparison import Operation
from analysis.findings import Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check

THEME = Theme(
    claims=about(
        paths=r"(^|\.)(Tags|TagSpecifications|HostedZoneTags|FileSystemTags|UserPoolTags)\b"
    ),
    words={
        Operation.ADD: Words(
            title="Missing Tags{on}",
            severity=Severity.LOW,
            root_cause="The candidate tags fewer resources, or with fewer keys, than the "
            "reference.",
            prior=0.08,
        ),
        Operation.CHANGE: Words(
            title="Inconsistent Tags{on}",
            severity=Severity.LOW,
            root_cause="The candidate tags with other values than the reference.",
            prior=0.04,
        ),
        Operation.REMOVE: Words(
            title="Surplus Tags{on}",
            severity=Severity.LOW,
            root_cause="The candidate has tags that the reference does without.",
            prior=0.04,
        ),
    },
    prior=0.13,
)
CANDIDATE = """
    Resources:
      Jobs:
        Type: AWS::SQS::Queue
        Properties:
          DelaySeconds: 1
"""
REFERENCE = """
    Resources:
      Jobs:
        Type: AWS::SQS::Queue
        Properties:
          DelaySeconds: 1
          Tags:
            - Key: Team
              Value: orders
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "tags",
    "Tags",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Resource tags",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-pro"
            "perties-resource-tags.html",
        ),
    ),
    residual=True,
)
