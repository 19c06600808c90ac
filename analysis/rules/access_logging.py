"""Access is logged as in the reference.

Load balancers, buckets, APIs and distributions write access logs only when told to.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check

THEME = Theme(
    claims=about(
        paths=r"LoggingConfig|AccessLog|access_logs|^Logging|LogDelivery|LogExports|LoggingLevel|DataTrace|MethodSettings|DistributionConfig\.Logging"
    ),
    words={
        Operation.ADD: Words(
            title="Missing Access Logging{on}",
            severity=Severity.MEDIUM,
            root_cause="The candidate does not switch on the logs that the reference has.",
            impact=Impact(security="What these logs record cannot be told afterwards."),
            prior=0.17,
        ),
        Operation.CHANGE: Words(
            title="Different Logging{of}",
            severity=Severity.MEDIUM,
            root_cause="The candidate logs otherwise than the reference.",
            prior=0.11,
        ),
        Operation.REMOVE: Words(
            title="Surplus Logging{of}",
            severity=Severity.MEDIUM,
            root_cause="The candidate writes logs that the reference does without.",
            prior=0.12,
        ),
    },
    prior=0.18,
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
          LoggingConfiguration:
            LogFilePrefix: store/
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "access-logging",
    "Access logging",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Server access logging",
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
        ),
    ),
    residual=True,
)
