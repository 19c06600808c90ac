"""The audit trail records what the reference's records.

A trail for one region, without log validation or data events, leaves gaps that nobody can fill
later.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check

THEME = Theme(
    claims=about(types=r"AWS::CloudTrail", wholes=r"AWS::CloudTrail"),
    words={
        Operation.ADD: Words(
            title="Incomplete CloudTrail Configuration: {properties}",
            severity=Severity.HIGH,
            root_cause="The candidate leaves out settings of the trail.",
            impact=Impact(
                security="Actions that the reference's trail records leave no trace.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Different CloudTrail Configuration: {properties}",
            severity=Severity.HIGH,
            root_cause="The candidate sets up the trail otherwise than the reference.",
            impact=Impact(
                security="The trail records something else than the reference's.",
            ),
            prior=0.32,
        ),
        Operation.REMOVE: Words(
            title="Surplus CloudTrail Configuration: {properties}",
            severity=Severity.MEDIUM,
            root_cause="The candidate gives the trail settings that the reference does without.",
            impact=Impact(
                cost="Data events and a second copy of management events are charged.",
            ),
            prior=0.3,
        ),
    },
    prior=0.4,
)
CANDIDATE = """
    Resources:
      Audit:
        Type: AWS::CloudTrail::Trail
        Properties:
          IsLogging: true
          S3BucketName: audit
"""
REFERENCE = """
    Resources:
      Audit:
        Type: AWS::CloudTrail::Trail
        Properties:
          IsLogging: true
          S3BucketName: audit
          IsMultiRegionTrail: true
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "cloudtrail-settings",
    "CloudTrail",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "CloudTrail",
            "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-user-guide.html",
        ),
    ),
    residual=True,
)
