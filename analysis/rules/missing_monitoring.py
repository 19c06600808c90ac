"""Someone is told when things go wrong.

Alarms, their topics and dashboards are how a fault is noticed before its users report it.
"""

from collections.abc import Iterator
from dataclasses import replace

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import whole_of

_TYPES = (
    r"AWS::(CloudWatch|Synthetics|Logs::MetricFilter|XRay|ApplicationInsights)"
    r"|AWS::SNS::(Topic|Subscription)$"
)
_UNTOLD = Impact(performance="What only these would report goes unnoticed.")
THEME = Theme(
    claims=about(types=r"$.", wholes=_TYPES),
    words={
        Operation.ADD: (
            Words(
                title="Missing CloudWatch Dashboard{list}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves out the reference's overview.",
                when=whole_of(r"AWS::CloudWatch::Dashboard$"),
                prior=0.08,
            ),
            Words(
                title="Missing CloudWatch Alarms and Monitoring: {types}",
                severity=Severity.MEDIUM,
                root_cause="The candidate does not watch over what it creates as the reference "
                "does.",
                impact=_UNTOLD,
                prior=0.24,
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


def check(context: Context) -> Iterator[Draft]:
    """Yield what the theme finds; topics alone are no alarms."""
    for draft in theme_check(THEME)(context):
        kinds = {one.type.split("::")[1] for one in draft.covers}
        if kinds == {"SNS"} and draft.reference:
            yield replace(
                draft,
                title=draft.title.replace("CloudWatch Alarms and Monitoring", "SNS Notifications"),
                root_cause="The candidate leaves out topics or subscriptions that the reference "
                "has.",
            )
        else:
            yield draft


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
    check,
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
