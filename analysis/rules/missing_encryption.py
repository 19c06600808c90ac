"""Data is encrypted as in the reference.

Encryption at rest is a property of each store, topic, queue and log group; many cannot be
encrypted later without being replaced.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_service, theme_check

THEME = Theme(
    claims=about(
        paths=r"KmsKeyId|KMSMasterKeyID|KmsMasterKeyId|Encrypt(?!ionInTransit)|SSE|BucketKeyEnabled|KmsKeyArn|KMSKeyId|ServerSideEncryption|Kms",
        types=r"AWS::(?!Lambda::Function$)",
        wholes=r"AWS::KMS::",
    ),
    words={
        Operation.ADD: Words(
            title="Missing Encryption{on}",
            severity=Severity.HIGH,
            root_cause="The candidate leaves these to the service's default encryption.",
            impact=Impact(
                security="Data at rest is not under a key of one's own, or not encrypted at all.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Different Encryption Settings{of}",
            severity=Severity.MEDIUM,
            root_cause="The candidate encrypts otherwise than the reference.",
            impact=Impact(
                security="Another key protects the data than the reference's.",
            ),
            prior=0.08,
        ),
        Operation.REMOVE: Words(
            title="Surplus Encryption Settings{of}",
            severity=Severity.MEDIUM,
            root_cause="The candidate encrypts with keys that the reference does without.",
            impact=Impact(
                deployment="Services without a grant in the key's policy fail to write.",
                cost="Each customer managed key is charged monthly, and each request.",
            ),
            prior=0.06,
        ),
    },
    prior=0.25,
    split=by_service,
)
CANDIDATE = """
    Resources:
      Jobs:
        Type: AWS::SQS::Queue
        Properties:
          DelaySeconds: 1
"""
REFERENCE = """
    Resources:
      Jobs:
        Type: AWS::SQS::Queue
        Properties:
          DelaySeconds: 1
          KmsMasterKeyId: alias/aws/sqs
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "missing-encryption",
    "Encryption",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "AWS KMS",
            "https://docs.aws.amazon.com/kms/latest/developerguide/overview.html",
        ),
    ),
    residual=True,
)
