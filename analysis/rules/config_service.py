"""AWS Config records and judges as in the reference.

A recorder without its delivery channel, role or rules records nothing or judges nothing.
"""

from analysis.comparison import Operation
from analysis.findings import Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import is_whole

_TYPES = r"AWS::(Config|SecurityHub|GuardDuty|Macie|Inspector|AccessAnalyzer)"
THEME = Theme(
    claims=about(
        types=_TYPES,
        wholes=_TYPES,
        paths=r"^(?!DependsOn|Tags|Condition|(ConfigRule)?Name$|Description$)",
    ),
    words={
        Operation.ADD: (
            Words(
                title="Missing AWS Config and Security Services: {types}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out parts of these services that the reference "
                "has.",
                when=is_whole,
                prior=0.12,
            ),
            Words(
                title="Incomplete AWS Config Settings{of}: {properties}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves settings out that the reference states.",
                prior=0.16,
            ),
        ),
        Operation.CHANGE: Words(
            title="Different AWS Config Settings{of}: {properties}",
            severity=Severity.HIGH,
            root_cause="The candidate sets up AWS Config otherwise than the reference.",
            prior=0.18,
        ),
        Operation.REMOVE: (
            Words(
                title="Surplus AWS Config and Security Services: {types}",
                severity=Severity.HIGH,
                root_cause="The candidate adds parts of these services that the reference does "
                "without.",
                when=is_whole,
                prior=0.1,
            ),
            Words(
                title="Surplus AWS Config Settings{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate states settings that the reference leaves out.",
                prior=0.09,
            ),
        ),
    },
    prior=0.24,
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
      Rule:
        Type: AWS::Config::ConfigRule
        Properties:
          Source:
            Owner: AWS
            SourceIdentifier: S3_BUCKET_VERSIONING_ENABLED
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "config-service",
    "AWS Config",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "AWS Config",
            "https://docs.aws.amazon.com/config/latest/developerguide/WhatIsConfig.html",
        ),
    ),
    residual=True,
)
