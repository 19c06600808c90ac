"""Events reach what should act on them, as in the reference.

A trigger is a rule or notification, a target and a permission: without one of them nothing
happens.
"""

import re

from analysis.comparison import Difference, Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_service, theme_check
from analysis.rules.values import both, either, is_whole, part_at, whole_of
from analysis.syntax import ScalarNode, walk


def _names_something(one: Difference) -> bool:
    """Whether a configuration holds any value: empty lists notify nobody."""
    nodes = walk(one.reference) if one.reference else ()
    return any(isinstance(node, ScalarNode) for _, node in nodes)


def _is_dead_letter(one: Difference) -> bool:
    return bool(re.search(r"(?i)dlq|dead", one.logical_id))


_TYPES = (
    r"AWS::(Events|Scheduler|Pipes|Lambda::(Permission|EventSourceMapping"
    r"|EventInvokeConfig)|SNS|SQS)"
)
_TRIGGERS = (
    r"AWS::(Events::Rule|Scheduler|Pipes|Lambda::(Permission|EventSourceMapping)"
    r"|SNS::Subscription|SQS::QueuePolicy|SNS::TopicPolicy)"
)
THEME = Theme(
    claims=about(types=rf"{_TYPES}|AWS::S3::Bucket$", wholes=_TYPES, paths=r"^(?!Tags|DependsOn)"),
    words={
        Operation.ADD: (
            Words(
                title="Missing Queues and Topics{list}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out queues or topics that the reference has.",
                when=whole_of(r"AWS::(SQS::Queue|SNS::Topic)$"),
                prior=0.15,
            ),
            Words(
                title="Missing Event Triggers and Notifications{list}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out what passes events on in the reference.",
                impact=Impact(
                    deployment="The stack is created, but without what passes these events on.",
                ),
                when=either(
                    whole_of(_TRIGGERS),
                    both(part_at(r"^NotificationConfiguration"), _names_something),
                ),
                prior=0.19,
            ),
            Words(
                title="Missing Event Resources{list}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves out parts of how events are handled.",
                when=is_whole,
                prior=0.16,
            ),
            Words(
                title="Permission Not Limited to the Account{list} ({properties})",
                severity=Severity.MEDIUM,
                root_cause="The candidate does not say for which account the permission is meant.",
                impact=Impact(
                    security="Where the source's ARN names no account, as a bucket's, another "
                    "account may take the name over and invoke the function.",
                ),
                when=part_at(r"^SourceAccount$", r"AWS::Lambda::Permission"),
            ),
            Words(
                title="Permission Not Limited to the Source{list} ({properties})",
                severity=Severity.MEDIUM,
                root_cause="The candidate does not say for which resource the permission is meant.",
                impact=Impact(
                    security="Any resource of that service can invoke the function, whoever owns "
                    "it, unless `SourceAccount` says so.",
                ),
                when=part_at(r"^SourceArn$", r"AWS::Lambda::Permission"),
                prior=0.21,
            ),
            Words(
                title="Missing Dead-Letter Queue{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate does not keep messages that cannot be handled.",
                impact=Impact(performance="Messages that keep failing are lost in the end."),
                when=part_at(r"RedrivePolicy|DeadLetter|OnFailure"),
                prior=0.16,
            ),
            Words(
                title="Incomplete Event Settings{of}: {properties}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves settings out that the reference states.",
                when=lambda one: not one.type.startswith("AWS::S3::"),
                prior=0.2,
            ),
        ),
        Operation.CHANGE: (
            Words(
                title="Different Queue or Topic Settings{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate sets up its queues or topics otherwise than the "
                "reference.",
                prior=0.2,
                when=part_at(r"", r"AWS::(SQS::Queue|SNS::Topic)$"),
            ),
            Words(
                title="Different Event Settings{of}: {properties}",
                severity=Severity.HIGH,
                root_cause="The candidate wires events otherwise than the reference.",
                when=either(
                    part_at(r"^NotificationConfiguration"),
                    lambda one: not one.type.startswith("AWS::S3::"),
                ),
                prior=0.21,
            ),
        ),
        Operation.REMOVE: (
            Words(
                title="Surplus Bucket Notification{on}",
                severity=Severity.HIGH,
                root_cause="The candidate sends notifications that the reference does without.",
                impact=Impact(
                    deployment="Without a permission that is there first, the bucket is refused: "
                    '"Unable to validate the following destination configurations".',
                ),
                when=part_at(r"^NotificationConfiguration"),
                prior=0.12,
            ),
            Words(
                title="Dead-Letter Queue That the Reference Does Without{list}",
                severity=Severity.LOW,
                root_cause="The candidate keeps failed messages where the reference does not.",
                when=either(
                    part_at(r"RedrivePolicy|DeadLetter|OnFailure"),
                    both(whole_of(r"AWS::SQS::Queue$"), _is_dead_letter),
                ),
                prior=0.06,
            ),
            Words(
                title="Surplus Event Settings{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate states settings that the reference leaves out.",
                prior=0.14,
                when=lambda one: not one.type.startswith("AWS::S3::") and not one.is_whole_entity,
            ),
            Words(
                title="Surplus Event Wiring{list}",
                severity=Severity.MEDIUM,
                root_cause="The candidate wires events that the reference does without.",
                when=lambda one: not one.type.startswith("AWS::S3::"),
                prior=0.08,
            ),
        ),
    },
    prior=0.26,
    split=by_service,
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
          VisibilityTimeout: 60
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "event-wiring",
    "Event notifications and triggers",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "S3 event notifications",
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html",
        ),
    ),
    residual=True,
)
