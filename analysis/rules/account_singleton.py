"""What an account has once is not created by every stack.

An account has one configuration recorder, one delivery channel and one detector in a region: a
second is refused.
"""

from dataclasses import replace

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_service, theme_check
from analysis.rules.values import either, is_whole, part_at

_ONCE = (
    r"AWS::(Config::(ConfigurationRecorder|DeliveryChannel)|GuardDuty::Detector|SecurityHub::Hub"
    r"|ApiGateway::Account)$"
)
_CREATED = Words(
    title="Account-Level Service Can Exist Only Once: {types}",
    severity=Severity.CRITICAL,
    root_cause="The candidate creates what an account can have only once in a region, without "
    "considering that it may be there.",
    impact=Impact(deployment="Creation fails where the account already has one."),
    when=either(is_whole, part_at(r"^Condition$")),
    prior=0.24,
)
THEME = Theme(
    claims=about(types=_ONCE, paths=r"^Condition$", wholes=_ONCE),
    words={
        Operation.REMOVE: replace(_CREATED, when=is_whole),
        Operation.ADD: (
            Words(
                title="Missing {types}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out an account-level service that the reference "
                "sets up.",
                when=is_whole,
                prior=0.13,
            ),
            _CREATED,
        ),
    },
    prior=0.06,
    split=by_service,
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
