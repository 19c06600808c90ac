"""The audit trail records what the reference's records.

A trail for one region, without log validation or data events, leaves gaps that nobody can fill
later.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import both, either, is_whole, ours_says, part_at

_RECORDED = (
    r"EventSelectors|IsMultiRegionTrail|IncludeGlobalServiceEvents|IsLogging"
    r"|InsightSelectors|EnableLogFileValidation"
)
_DATA = r"DataResources|FieldSelectors"
THEME = Theme(
    claims=about(
        types=r"AWS::CloudTrail",
        wholes=r"AWS::CloudTrail",
        paths=r"^(?!Tags|TrailName|DependsOn)",
    ),
    words={
        Operation.ADD: (
            Words(
                title="Missing CloudTrail{list}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out the trail that the reference has.",
                impact=Impact(security="This stack records no use of the account's API."),
                when=is_whole,
                absent=r"AWS::CloudTrail::Trail",
                prior=0.23,
            ),
            Words(
                title="Missing Further CloudTrail{list}",
                severity=Severity.MEDIUM,
                root_cause="The candidate has fewer trails than the reference.",
                when=is_whole,
                prior=0.2,
            ),
            Words(
                title="Incomplete CloudTrail Configuration: {properties}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out settings of the trail.",
                prior=0.32,
            ),
        ),
        Operation.CHANGE: (
            Words(
                title="Different CloudTrail Recording: {properties}",
                severity=Severity.HIGH,
                root_cause="The candidate's trail records otherwise than the reference's.",
                when=part_at(_RECORDED),
                prior=0.23,
            ),
            Words(
                title="Different CloudTrail Configuration: {properties}",
                severity=Severity.HIGH,
                root_cause="The candidate sets up the trail otherwise than the reference.",
                prior=0.22,
            ),
        ),
        Operation.REMOVE: (
            Words(
                title="Surplus CloudTrail Data Events{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate records more events than the reference.",
                impact=Impact(cost="Data events are charged by number."),
                when=both(part_at(r"EventSelectors"), either(part_at(_DATA), ours_says(_DATA))),
                prior=0.26,
            ),
            Words(
                title="Surplus CloudTrail Configuration: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate has a trail, or settings of it, that the reference does "
                "without.",
                prior=0.15,
            ),
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
