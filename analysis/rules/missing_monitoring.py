"""Someone is told when things go wrong.

Alarms, their topics and dashboards are how a fault is noticed before its users report it.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import whole_of

_TYPES = (
    r"AWS::(CloudWatch|Synthetics|Logs::MetricFilter|XRay|ApplicationInsights)"
    r"|AWS::SNS::(Topic|Subscription)$"
)
THEME = Theme(
    claims=about(types=r"$.", wholes=_TYPES),
    words={
        Operation.ADD: (
            Words(
                title="Missing CloudWatch Dashboard{list}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves out the reference's overview.",
                when=whole_of(r"AWS::CloudWatch::Dashboard$"),
                prior=0.15,
            ),
            Words(
                title="Missing CloudWatch Alarms and Monitoring: {types}",
                severity=Severity.MEDIUM,
                root_cause="The candidate does not watch over what it creates as the reference "
                "does.",
                impact=Impact(performance="Nobody is told of what these watch."),
                prior=0.19,
            ),
        ),
        Operation.REMOVE: Words(
            title="Surplus Monitoring{list}",
            severity=Severity.LOW,
            root_cause="The candidate watches what the reference does not.",
            prior=0.05,
        ),
    },
    prior=0.3,
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
      Alerts:
        Type: AWS::SNS::Topic
"""
WATCHED = (
    REFERENCE
    + """
      Busy:
        Type: AWS::CloudWatch::Alarm
        Properties:
          AlarmActions: [!Ref Alerts]
"""
)
EXAMPLES = (
    Example("an alarm and whom it tells", CANDIDATE, WATCHED),
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "missing-monitoring",
    "Monitoring and alarms",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "CloudWatch alarms",
            "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmTh"
            "atSendsEmail.html",
        ),
    ),
    residual=True,
)
