"""Someone is told when things go wrong.

Alarms, their topics and dashboards are how a fault is noticed before its users report it.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_type, theme_check
from analysis.rules.values import is_whole, part_at, whole_of

_TYPES = (
    r"AWS::(CloudWatch|Synthetics|Logs::MetricFilter|XRay|ApplicationInsights)"
    r"|AWS::SNS::(Topic|Subscription)$"
)
_METRIC = r"^(MetricName|Namespace|Metrics|Dimensions(?!.*\.Value$))"
THEME = Theme(
    claims=about(
        types=_TYPES, wholes=_TYPES, paths=r"^(?!Tags|KmsMaster|TopicName|DependsOn|.*Description$)"
    ),
    words={
        Operation.ADD: (
            Words(
                title="Missing CloudWatch Alarms and Monitoring: {types}",
                severity=Severity.MEDIUM,
                root_cause="The candidate does not watch over what it creates as the reference "
                "does.",
                impact=Impact(performance="Nobody is told of what these watch."),
                when=whole_of(r"AWS::CloudWatch::(Alarm|CompositeAlarm)$"),
                prior=0.15,
            ),
            Words(
                title="Missing CloudWatch Alarms and Monitoring: {types}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves out parts of the reference's monitoring.",
                when=is_whole,
                prior=0.15,
            ),
            Words(
                title="Incomplete Alarm Configuration{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves settings out that the reference's monitoring has.",
                prior=0.19,
            ),
        ),
        Operation.CHANGE: (
            Words(
                title="Incorrect Alarm Metric{of}: {properties}",
                severity=Severity.HIGH,
                root_cause="The candidate watches another metric than the reference.",
                impact=Impact(performance="The alarm follows another metric than is meant."),
                when=part_at(_METRIC, r"AWS::CloudWatch::(Alarm|CompositeAlarm)$"),
                prior=0.11,
            ),
            Words(
                title="Different Dashboard{of}",
                severity=Severity.LOW,
                root_cause="The candidate shows other things on its dashboard.",
                when=part_at(r"", r"AWS::CloudWatch::Dashboard"),
                prior=0.17,
            ),
            Words(
                title="Different Alarm Configuration{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate watches by other settings than the reference.",
                prior=0.17,
            ),
        ),
        Operation.REMOVE: (
            Words(
                title="Surplus Monitoring{list}",
                severity=Severity.LOW,
                root_cause="The candidate watches what the reference does not.",
                when=is_whole,
                prior=0.05,
            ),
            Words(
                title="Surplus Alarm Settings{of}: {properties}",
                severity=Severity.LOW,
                root_cause="The candidate states settings that the reference leaves out.",
                prior=0.08,
            ),
        ),
    },
    prior=0.3,
    split=by_type,
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
EXAMPLES = (
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
