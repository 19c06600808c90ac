"""Events reach what should act on them, as in the reference.

A trigger is a rule or notification, a target and a permission: without one of them nothing
happens.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_service, theme_check

THEME = Theme(
    claims=about(
        types=r"AWS::(Events|Scheduler|Pipes|Lambda::(Permission|EventSourceMapping|EventInvokeConfig)|SNS|SQS|S3::Bucket$)",
        wholes=r"AWS::(Events|Scheduler|Pipes|Lambda::(Permission|EventSourceMapping|EventInvokeConfig)|SNS|SQS)",
        paths=r"",
    ),
    words={
        Operation.ADD: Words(
            title="Missing Event Triggers and Notifications{list}",
            severity=Severity.HIGH,
            root_cause="The candidate leaves out what triggers the work.",
            impact=Impact(
                deployment="Events are lost: the function or queue behind them is never reached.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Different Event Settings{of}: {properties}",
            severity=Severity.MEDIUM,
            root_cause="The candidate wires events otherwise than the reference.",
            impact=Impact(
                performance="Work starts at other times or on other events.",
            ),
            prior=0.3,
        ),
        Operation.REMOVE: Words(
            title="Surplus Event Wiring{list}",
            severity=Severity.MEDIUM,
            root_cause="The candidate wires events that the reference does without.",
            impact=Impact(
                deployment='A notification without permission is refused: "Unable to validate the '
                'following destination configurations".',
            ),
            prior=0.2,
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
    "Events and notifications",
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
