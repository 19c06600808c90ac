"""Objects are kept, moved and versioned as in the reference.

Lifecycle rules, versions and replication decide what an object costs and whether it can be had
back.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_property, theme_check

THEME = Theme(
    claims=about(
        types=r"AWS::S3::Bucket$",
        paths=r"Lifecycle|Versioning|Replication|IntelligentTiering|ObjectLock|Website|Cors",
    ),
    words={
        Operation.ADD: Words(
            title="Missing S3 {properties}{on}",
            severity=Severity.MEDIUM,
            root_cause="The candidate leaves these to the defaults of S3.",
            impact=Impact(
                security="An overwritten or deleted object is gone.",
                cost="Objects stay in the most expensive storage class.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Different S3 {properties}{on}",
            severity=Severity.MEDIUM,
            root_cause="The candidate keeps objects otherwise than the reference.",
            impact=Impact(
                cost="Objects are moved or deleted at other times.",
            ),
            prior=0.3,
        ),
        Operation.REMOVE: Words(
            title="Surplus S3 {properties}{on}",
            severity=Severity.LOW,
            root_cause="The candidate keeps objects by rules that the reference does without.",
            prior=0.12,
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
