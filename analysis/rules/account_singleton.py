"""What an account has once is not created by every stack.

An account has one configuration recorder, one delivery channel and one detector in a region: a
second is refused. What it has set for API Gateway is overwritten.
"""

from dataclasses import replace

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_service, theme_check
from analysis.rules.values import either, is_whole, part_at, whole_of

_ONCE = (
    r"AWS::(Config::(ConfigurationRecorder|DeliveryChannel)|GuardDuty::Detector|SecurityHub::Hub)$"
)
_OVERWRITTEN = r"AWS::ApiGateway::Account$"
_KINDS = rf"{_ONCE}|{_OVERWRITTEN}"
_CREATED = Words(
    title="Account-Level Service Can Exist Only Once: {types}",
    severity=Severity.CRITICAL,
    root_cause="The candidate creates what an account can have only once in a region, without "
    "considering that it may be there.",
    impact=Impact(deployment="Creation fails where the account already has one."),
    when=either(whole_of(_ONCE), part_at(r"^Condition$", _ONCE)),
    prior=0.24,
)
_SET = Words(
    title="Account-Level Singleton of API Gateway: {types}",
    severity=Severity.HIGH,
    root_cause="The candidate sets what an account has once in a region: the role by which API "
    "Gateway writes logs.",
    impact=Impact(deployment="What another stack has set there is overwritten."),
    when=either(whole_of(_OVERWRITTEN), part_at(r"^Condition$", _OVERWRITTEN)),
    prior=0.31,
)
THEME = Theme(
    claims=about(types=_KINDS, paths=r"^Condition$", wholes=_KINDS),
    words={
        Operation.REMOVE: (
            replace(_CREATED, when=whole_of(_ONCE)),
            replace(_SET, when=whole_of(_OVERWRITTEN)),
        ),
        Operation.ADD: (
            Words(
                title="Missing Account-Level Setup: {types}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out what the reference sets up once for an "
                "account.",
                when=is_whole,
                prior=0.13,
            ),
            _CREATED,
            _SET,
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
