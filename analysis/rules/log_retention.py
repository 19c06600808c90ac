"""Log groups exist, and keep logs as long as in the reference.

A log group that a service makes itself keeps its logs for ever and stays when the stack goes.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check

THEME = Theme(
    claims=about(types=r"AWS::Logs::LogGroup", wholes=r"AWS::Logs::LogGroup"),
    words={
        Operation.ADD: Words(
            title="Missing Log Groups or Retention{list}",
            severity=Severity.MEDIUM,
            root_cause="The candidate lets the services make their own log groups.",
            impact=Impact(
                cost="Logs that never expire cost more each month.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Different Log Group Settings{of}",
            severity=Severity.MEDIUM,
            root_cause="The candidate keeps logs for another time or under another name.",
            impact=Impact(
                cost="Storage of logs is charged by size and time.",
            ),
            prior=0.16,
        ),
        Operation.REMOVE: Words(
            title="Surplus Log Groups{which}",
            severity=Severity.MEDIUM,
            root_cause="The candidate creates log groups that the reference leaves to the "
            "services.",
            impact=Impact(
                deployment='Creation fails where the service made the group first: "already '
                'exists".',
            ),
            prior=0.05,
        ),
    },
    prior=0.22,
)
CANDIDATE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
"""
REFERENCE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
      JobLogs:
        Type: AWS::Logs::LogGroup
        Properties:
          RetentionInDays: 14
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "log-retention",
    "Log groups",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Lambda logs",
            "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html",
        ),
    ),
    residual=True,
)
