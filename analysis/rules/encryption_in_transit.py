"""Traffic is encrypted as in the reference.

Listeners, distributions and bucket policies decide whether data crosses the network in the clear.
"""

import re

from analysis.comparison import Difference, Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.places import place_text
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import both, is_whole, part_at, says
from analysis.syntax import IntrinsicNode, Node

_SECURE = (
    r"(?i)^(https|tls|443|ssl|https-only|redirect-to-https)$|SecureTransport|acm"
    r"|[Cc]ertificate|TLS|SSL|require_?secure|rds\.force_ssl"
)
_ON = r"(?i)^true$"


def _is_secure(one: Difference, node: Node | None) -> bool:
    """Whether a value asks for encryption."""
    if node is None:
        return False
    place = place_text(one.path)
    if re.search(r"Certificate|SslPolicy|MinimumProtocol|SecureTransport", place):
        return True
    return says(node, re.compile(_SECURE).search) or (
        not place.endswith("Protocol") and says(node, re.compile(_ON).search)
    )


_PLAIN = Words(
    title="Missing HTTPS or TLS{on}",
    severity=Severity.HIGH,
    root_cause="The candidate does not ask for encryption where the reference does.",
    impact=Impact(security="What passes unencrypted can be read on the way."),
    when=lambda one: _is_secure(one, one.reference) and not _is_secure(one, one.candidate),
    prior=0.13,
)
_ASKED = Words(
    title="TLS Settings{of} That the Reference Does Without",
    severity=Severity.MEDIUM,
    root_cause="The candidate asks for encryption or a certificate that the reference does "
    "without.",
    when=lambda one: _is_secure(one, one.candidate) and not _is_secure(one, one.reference),
    prior=0.13,
)
_ALWAYS = Words(
    title="TLS{on} That the Reference Makes Optional",
    severity=Severity.MEDIUM,
    root_cause="The candidate always asks for encryption; the reference decides by a parameter or "
    "a condition.",
    when=both(_ASKED.when, lambda one: isinstance(one.reference, IntrinsicNode)),
    prior=0.13,
)
_POLICY = Words(
    title="Missing TLS Security Policy{on}: SslPolicy",
    lead="The listener uses the default SSL/TLS policy.",
    severity=Severity.HIGH,
    root_cause="The candidate leaves the TLS versions and ciphers to the default policy.",
    impact=Impact(security="The default policy may allow older TLS versions and ciphers."),
    when=part_at(r"SslPolicy$|SecurityPolicy$"),
    prior=0.13,
)
THEME = Theme(
    claims=about(
        paths=r"SecureTransport|Certificate|SslPolicy|ViewerProtocol|MinimumProtocol|TransitEncryption|RequireSecure|ForceSsl|EnforceHTTPS|^Protocol$|OriginProtocolPolicy",
        types=r"AWS::(?!SNS)",
        wholes=r"AWS::CertificateManager",
    ),
    words={
        Operation.ADD: (
            Words(
                title="Missing ACM Certificate{list}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out the certificate that the reference creates.",
                when=is_whole,
                prior=0.09,
            ),
            _POLICY,
            _PLAIN,
        ),
        Operation.CHANGE: (
            _PLAIN,
            _ALWAYS,
            _ASKED,
            Words(
                title="Different TLS Settings{of}",
                severity=Severity.HIGH,
                root_cause="The candidate sets up encryption otherwise than the reference.",
                prior=0.15,
            ),
        ),
        Operation.REMOVE: (
            Words(
                title="ACM Certificate That the Reference Does Without{list}",
                severity=Severity.HIGH,
                root_cause="The candidate asks for a certificate that the reference does without.",
                impact=Impact(
                    deployment="Creation waits until somebody has shown that the domain is theirs.",
                ),
                when=is_whole,
                prior=0.14,
            ),
            _ASKED,
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
