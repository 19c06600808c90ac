"""Alarms, topics and dashboards watch as the reference's do.

An alarm that follows another metric, or falls silent without data, is found out too late.
"""

from analysis.comparison import Difference, Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_type, theme_check
from analysis.rules.values import both, part_at
from analysis.syntax import IntrinsicNode

_TYPES = (
    r"AWS::(CloudWatch|Synthetics|Logs::MetricFilter|XRay|ApplicationInsights)"
    r"|AWS::SNS::(Topic|Subscription)$"
)
_METRIC = r"^(MetricName|Namespace|Metrics|Dimensions(?!.*\.Value$))"
_SUBSCRIBED = part_at(r"^Subscription", r"AWS::SNS::Topic$")
_OF_TOPIC = part_at(r"", r"AWS::SNS::")


def _is_made_optional(one: Difference) -> bool:
    """Whether only the reference sets it on a condition."""
    theirs, ours = one.reference, one.candidate
    is_ours = isinstance(ours, IntrinsicNode) and ours.name == "Fn::If"
    return isinstance(theirs, IntrinsicNode) and theirs.name == "Fn::If" and not is_ours


THEME = Theme(
    claims=about(types=_TYPES, paths=r"^(?!Tags|KmsMaster|TopicName|DependsOn|.*Description$)"),
    words={
        Operation.ADD: (
            Words(
                title="Missing SNS Topic Subscription{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate subscribes nobody within the topic.",
                impact=Impact(performance="Whom the reference subscribes is not told."),
                when=_SUBSCRIBED,
                prior=0.17,
            ),
            Words(
                title="SNS Topic Settings{of} Not Stated: {properties}",
                severity=Severity.LOW,
                root_cause="The candidate leaves settings of its topics to the defaults.",
                when=_OF_TOPIC,
                prior=0.08,
            ),
            Words(
                title="Incomplete {types} Configuration{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves settings out that the reference's monitoring has.",
                prior=0.19,
            ),
        ),
        Operation.CHANGE: (
            Words(
                title="SNS Topic Subscription{of} Without Condition",
                severity=Severity.HIGH,
                root_cause="The candidate always subscribes; the reference does so on a condition.",
                impact=Impact(
                    deployment="Creation fails where the subscription has no valid endpoint."
                ),
                when=both(_SUBSCRIBED, _is_made_optional),
                prior=0.13,
            ),
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
                title="Different SNS Topic Settings{of}: {properties}",
                severity=Severity.LOW,
                root_cause="The candidate sets its topics up otherwise than the reference.",
                when=_OF_TOPIC,
                prior=0.08,
            ),
            Words(
                title="Different {types} Configuration{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate's monitoring has other settings than the reference's.",
                prior=0.17,
            ),
        ),
        Operation.REMOVE: (
            Words(
                title="Surplus SNS Topic Subscription{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate subscribes within the topic; the reference does not.",
                when=_SUBSCRIBED,
                prior=0.1,
            ),
            Words(
                title="Surplus SNS Topic Settings{of}: {properties}",
                severity=Severity.LOW,
                root_cause="The candidate states settings of its topics that the reference leaves "
                "out.",
                when=_OF_TOPIC,
                prior=0.05,
            ),
            Words(
                title="Surplus {types} Settings{of}: {properties}",
                severity=Severity.LOW,
                root_cause="The candidate states settings that the reference leaves out.",
                prior=0.08,
            ),
        ),
    },
    prior=0.17,
    split=by_type,
)
CANDIDATE = """
    Resources:
      Busy:
        Type: AWS::CloudWatch::Alarm
        Properties:
          Threshold: 10
"""
REFERENCE = """
    Resources:
      Busy:
        Type: AWS::CloudWatch::Alarm
        Properties:
          Threshold: 10
          TreatMissingData: breaching
"""
ALWAYS = """
    Parameters:
      Mail:
        Type: String
        Default: ""
    Conditions:
      HasMail: !Not [!Equals [!Ref Mail, ""]]
    Resources:
      Alerts:
        Type: AWS::SNS::Topic
        Properties:
          Subscription:
            - Endpoint: !Ref Mail
              Protocol: email
"""
OPTIONAL = (
    ALWAYS[: ALWAYS.index("Subscription:")]
    + """Subscription: !If
            - HasMail
            - - Endpoint: !Ref Mail
                Protocol: email
            - !Ref AWS::NoValue
"""
)
SILENT = """
    Resources:
      Alerts:
        Type: AWS::SNS::Topic
"""
EXAMPLES = (
    Example("no data is no alarm", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("a subscription that may have no address", ALWAYS, OPTIONAL, fixed=OPTIONAL),
    Example("the reference subscribes nobody", ALWAYS, SILENT),
    Example("an alarm is missing as a whole", SILENT, REFERENCE, reported=False),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "alarm-settings",
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
