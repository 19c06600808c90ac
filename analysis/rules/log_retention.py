"""Log groups exist, and keep logs as long as in the reference.

A log group that a service makes itself keeps its logs for ever and stays when the stack goes.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import is_whole, part_at

THEME = Theme(
    claims=about(
        types=r"AWS::Logs::(LogGroup|LogStream)",
        wholes=r"AWS::Logs::(LogGroup|LogStream)",
        paths=r"^(?!Tags|DependsOn)",
    ),
    words={
        Operation.ADD: (
            Words(
                title="Missing Log Group{s}{list}",
                severity=Severity.MEDIUM,
                root_cause="The candidate does not create the log groups of the reference.",
                when=is_whole,
                prior=0.16,
            ),
            Words(
                title="Missing Log Retention{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate does not say how long logs are kept.",
                impact=Impact(cost="Logs are kept, and charged, for ever."),
                when=part_at(r"^RetentionInDays"),
                prior=0.14,
            ),
            Words(
                title="Incomplete Log Group Settings{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves settings of its log groups out.",
                prior=0.13,
            ),
        ),
        Operation.CHANGE: (
            Words(
                title="Different Log Retention{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate keeps its logs for another time than the reference.",
                when=part_at(r"^RetentionInDays$"),
                prior=0.15,
            ),
            Words(
                title="Different Log Group Settings{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate keeps its logs otherwise than the reference.",
                prior=0.08,
            ),
        ),
        Operation.REMOVE: (
            Words(
                title="Surplus Log Group{s}{which}",
                severity=Severity.MEDIUM,
                root_cause="The candidate creates log groups that the reference does without.",
                impact=Impact(
                    deployment='Creation fails where the group is there already: "already exists".',
                ),
                when=is_whole,
                prior=0.02,
            ),
            Words(
                title="Surplus Log Group Settings{of}: {properties}",
                severity=Severity.LOW,
                root_cause="The candidate states what the reference leaves to the default.",
                prior=0.03,
            ),
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
