"""Data is encrypted as in the reference.

Encryption at rest is a property of each store, topic, queue and log group; many cannot be
encrypted later without being replaced.
"""

from analysis.comparison import Difference, Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_service, theme_check
from analysis.rules.values import both, is_whole, ours_is, ours_says, part_at, theirs_is, whole_of
from analysis.syntax import text_of

_KEYS = r"KmsKeyId$|KMSMasterKeyID|KmsMasterKeyId|KmsKeyArn|KMSKeyId$|KmsKeyIdentifier"
_SETTINGS = r"Encrypt(?!ionInTransit)|SSE|BucketKeyEnabled|ServerSideEncryption"
_NOT_DATA = r"PerformanceInsightsKMSKeyId|MasterUserSecret"


def _is_off(one: Difference) -> bool:
    return (text_of(one.reference) or "").lower() == "false"


THEME = Theme(
    claims=about(
        paths=rf"{_KEYS}|{_SETTINGS}",
        types=r"AWS::(?!Lambda::Function$|KMS::)",
        wholes=r"AWS::KMS::",
    ),
    words={
        Operation.ADD: (
            Words(
                title="Missing Customer Managed KMS Key{list}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out the keys that the reference encrypts with.",
                when=whole_of(r"AWS::KMS::(Replica)?Key$"),
                prior=0.09,
            ),
            Words(
                title="Missing KMS Alias{list}",
                severity=Severity.LOW,
                root_cause="The candidate gives its keys no alias.",
                when=is_whole,
                prior=0.08,
            ),
            Words(
                title="Missing KMS Encryption{on}",
                severity=Severity.HIGH,
                root_cause="The candidate does not name the key that the reference encrypts with.",
                impact=Impact(security="The data is not under the key that the reference names."),
                when=both(part_at(_KEYS), lambda one: not part_at(_NOT_DATA)(one)),
                prior=0.12,
            ),
            Words(
                title="Missing Encryption at Rest{on}",
                severity=Severity.HIGH,
                root_cause="The candidate does not switch on encryption.",
                impact=Impact(security="The data is stored unencrypted."),
                when=both(
                    part_at(r"^(StorageEncrypted|Encrypted|AtRestEncryptionEnabled)$"),
                    theirs_is("true"),
                ),
                prior=0.16,
            ),
            Words(
                title="Missing BucketKeyEnabled{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves the bucket key off, its default.",
                impact=Impact(
                    cost="Under SSE-KMS every object asks KMS; a bucket key reduces these "
                    "requests and their costs.",
                ),
                when=both(part_at(r"\bBucketKeyEnabled$"), theirs_is("true")),
                prior=0.33,
            ),
            Words(
                title="Missing Encryption Settings{on}: {properties}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out settings of encryption that the reference "
                "states.",
                when=lambda one: not _is_off(one),
                prior=0.26,
            ),
        ),
        Operation.CHANGE: (
            Words(
                title="Encryption Switched Off{on}",
                severity=Severity.HIGH,
                root_cause="The candidate switches off encryption that the reference has on.",
                impact=Impact(security="The data is stored unencrypted."),
                when=both(
                    part_at(r"(StorageEncrypted|Encrypted|EncryptionEnabled|SSEEnabled)$"),
                    ours_is("false"),
                    theirs_is("true"),
                ),
                prior=0.15,
            ),
            Words(
                title="Different Encryption Settings{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate encrypts by other settings than the reference.",
                prior=0.06,
            ),
        ),
        Operation.REMOVE: (
            Words(
                title="Surplus Customer Managed KMS Key{list}",
                severity=Severity.MEDIUM,
                root_cause="The candidate creates keys that the reference does without.",
                impact=Impact(cost="Each customer managed key is charged monthly."),
                when=whole_of(r"AWS::KMS::(Replica)?Key$"),
                prior=0.04,
            ),
            Words(
                title="KMS Key{of} That the Reference Does Without",
                severity=Severity.MEDIUM,
                root_cause="The candidate names a key where the reference does without.",
                impact=Impact(
                    deployment="Who writes there needs a grant in the key's policy.",
                ),
                when=both(
                    part_at(_KEYS),
                    lambda one: not ours_says(r"^alias/aws/")(one),
                ),
                prior=0.04,
            ),
            Words(
                title="Surplus Encryption Settings{of}: {properties}",
                severity=Severity.LOW,
                root_cause="The candidate states encryption that the reference leaves to the "
                "default.",
                prior=0.03,
            ),
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
