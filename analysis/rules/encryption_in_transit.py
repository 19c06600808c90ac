"""Traffic is encrypted as in the reference.

Listeners, distributions and bucket policies decide whether data crosses the network in the clear.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check

THEME = Theme(
    claims=about(
        paths=r"SecureTransport|Certificate|SslPolicy|ViewerProtocol|MinimumProtocol|TransitEncryption|RequireSecure|ForceSsl|EnforceHTTPS|^Protocol$",
        types=r"AWS::(?!SNS)",
        wholes=r"AWS::CertificateManager",
    ),
    words={
        Operation.ADD: Words(
            title="Missing HTTPS or TLS{on}",
            severity=Severity.HIGH,
            root_cause="The candidate lets traffic pass unencrypted where the reference does not.",
            impact=Impact(
                security="Data and credentials can be read on the way.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Different TLS Settings{of}",
            severity=Severity.HIGH,
            root_cause="The candidate encrypts traffic otherwise than the reference.",
            impact=Impact(
                security="Clients connect with another protocol than with the reference.",
            ),
            prior=0.2,
        ),
        Operation.REMOVE: Words(
            title="TLS Settings{of} That the Reference Does Without",
            severity=Severity.HIGH,
            root_cause="The candidate needs a certificate that the reference does without.",
            impact=Impact(
                deployment="Creation waits for a certificate that nobody validates, or fails: "
                '"Certificate not found".',
            ),
            prior=0.13,
        ),
    },
    prior=0.22,
)
CANDIDATE = """
    Resources:
      Cache:
        Type: AWS::ElastiCache::ReplicationGroup
        Properties:
          ReplicationGroupDescription: cache
"""
REFERENCE = """
    Resources:
      Cache:
        Type: AWS::ElastiCache::ReplicationGroup
        Properties:
          ReplicationGroupDescription: cache
          TransitEncryptionEnabled: true
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "encryption-in-transit",
    "TLS and HTTPS",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "HTTPS listeners",
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/cr"
            "eate-https-listener.html",
        ),
    ),
    residual=True,
)
