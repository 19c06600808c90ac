"""Objects are kept, moved and versioned as in the reference.

Lifecycle rules, versions and replication decide what an object costs and whether it can be had
back.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_property, theme_check
from analysis.rules.values import both, part_at, theirs_says

THEME = Theme(
    claims=about(
        types=r"AWS::S3::Bucket$",
        paths=r"Lifecycle|Versioning|Replication|IntelligentTiering|ObjectLock|Website|Cors",
    ),
    words={
        Operation.ADD: (
            Words(
                title="Missing S3 Versioning{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate does not keep the versions of its objects.",
                impact=Impact(security="An object that is overwritten or deleted is gone."),
                when=both(part_at(r"^Versioning"), theirs_says(r"^Enabled$")),
                prior=0.11,
            ),
            Words(
                title="{lacks} S3 {properties}{on}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out copies of its objects, or settings of them.",
                when=part_at(r"^Replication"),
                prior=0.13,
            ),
            Words(
                title="{lacks} S3 {properties}{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves out what the reference says of its objects.",
                prior=0.17,
            ),
        ),
        Operation.CHANGE: (
            Words(
                title="Different S3 {properties}{on}",
                severity=Severity.HIGH,
                root_cause="The candidate copies its objects elsewhere, or by other rules.",
                when=part_at(r"^Replication"),
                prior=0.21,
            ),
            Words(
                title="Different S3 {properties}{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate stores or serves objects by other rules than the "
                "reference.",
                prior=0.27,
            ),
        ),
        Operation.REMOVE: Words(
            title="{beyond} S3 {properties}{on}",
            severity=Severity.LOW,
            root_cause="The candidate has rules for its objects that the reference does without.",
            prior=0.07,
        ),
    },
    prior=0.18,
    split=by_property,
)
CANDIDATE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
        Properties:
          BucketName: store
"""
REFERENCE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
        Properties:
          BucketName: store
          VersioningConfiguration:
            Status: Enabled
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "bucket-lifecycle",
    "S3 lifecycle and versioning",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "S3 lifecycle",
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html",
        ),
    ),
    residual=True,
)
