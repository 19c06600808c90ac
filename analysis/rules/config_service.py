"""AWS Config records and judges as in the reference.

A recorder without its delivery channel, role or rules records nothing or judges nothing.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check

THEME = Theme(
    claims=about(
        types=r"AWS::(Config|SecurityHub|GuardDuty|Macie|Inspector|AccessAnalyzer)",
        wholes=r"AWS::(Config|SecurityHub|GuardDuty|Macie|Inspector|AccessAnalyzer)",
    ),
    words={
        Operation.ADD: Words(
            title="Missing AWS Config {types}",
            severity=Severity.HIGH,
            root_cause="The candidate leaves out parts of AWS Config that the reference has.",
            impact=Impact(
                security="Violations of the rules go unnoticed.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Incorrect AWS Config Settings{of}",
            severity=Severity.HIGH,
            root_cause="The candidate sets up AWS Config otherwise than the reference.",
            impact=Impact(
                deployment="The recorder or its delivery fails to start, or records something "
                "else.",
            ),
            prior=0.2,
        ),
        Operation.REMOVE: Words(
            title="Surplus AWS Config {types}",
            severity=Severity.HIGH,
            root_cause="The candidate adds parts of AWS Config that the reference does without.",
            impact=Impact(
                deployment="Creation may fail where the account already has them.",
            ),
            prior=0.2,
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
