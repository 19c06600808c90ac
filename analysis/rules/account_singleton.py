"""What an account has once is not created by every stack.

An account has one configuration recorder, one delivery channel and one detector in a region: a
second is refused.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_type, theme_check

THEME = Theme(
    claims=about(
        types=r"AWS::(Config::(ConfigurationRecorder|DeliveryChannel)|GuardDuty::Detector|SecurityHub::Hub|ApiGateway::Account)",
        paths=r"^Condition$",
        wholes=r"AWS::(Config::(ConfigurationRecorder|DeliveryChannel)|GuardDuty::Detector|SecurityHub::Hub|ApiGateway::Account)",
    ),
    words={
        Operation.REMOVE: Words(
            title="{types} Can Exist Only Once in an Account",
            severity=Severity.CRITICAL,
            root_cause="The candidate creates what an account can have only once, without "
            "considering that it may be there.",
            impact=Impact(
                deployment='Creation fails where it exists: "Failed to put configuration recorder '
                'because the maximum number of configuration recorders is reached" or '
                '"already exists".',
            ),
            prior=0.3,
        ),
        Operation.ADD: Words(
            title="Missing {types}",
            severity=Severity.HIGH,
            root_cause="The candidate leaves out an account-level service that the reference "
            "sets up.",
            impact=Impact(
                security="Changes of configuration and threats go unrecorded.",
            ),
        ),
    },
    prior=0.06,
    split=by_type,
)
CANDIDATE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
      Detector:
        Type: AWS::GuardDuty::Detector
        Properties:
          Enable: true
"""
REFERENCE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "account-singleton",
    "Account-level resource",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Managing the configuration recorder",
            "https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html",
        ),
    ),
    residual=True,
)
