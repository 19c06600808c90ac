"""Nothing is more public than in the reference.

Buckets, databases and subnets are closed by a property each; what is open is found within hours.
"""

import re
from dataclasses import replace

from analysis.comparison import Difference, Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.places import place_text
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import both, part_at, says
from analysis.syntax import Node, text_of

_BLOCK = r"PublicAccessBlock|BlockPublic|IgnorePublic|RestrictPublic"
_SWITCH = r"PubliclyAccessible|MapPublicIpOnLaunch|AssociatePublicIp|EndpointPublicAccess"
_ABOUT = about(
    paths=rf"{_BLOCK}|{_SWITCH}|AccessControl$|OwnershipControls|^Scheme$",
)


def _is_closed(one: Difference, node: Node | None) -> bool:
    """Whether a value shuts out the internet."""
    place, text = place_text(one.path), (text_of(node) or "").lower()
    if re.search(_BLOCK, place):
        return node is not None and not says(node, re.compile(r"(?i)^false$").search)
    if re.search(_SWITCH, place):
        return text == "false"
    return text in {"internal", "private"}


def _is_open(one: Difference, node: Node | None) -> bool:
    place, text = place_text(one.path), (text_of(node) or "").lower()
    if re.search(_BLOCK, place):
        return node is not None and says(node, re.compile(r"(?i)^false$").search)
    if re.search(_SWITCH, place):
        return text == "true"
    return text == "internet-facing" or text.startswith("publicread")


_EXPOSED = Words(
    title="Missing Public Access Protection{on}: {properties}",
    severity=Severity.HIGH,
    root_cause="The candidate does not shut out the internet as the reference does.",
    impact=Impact(security="What the reference keeps private can be reached or made public."),
    when=lambda one: _is_closed(one, one.reference) and _is_open(one, one.candidate),
    prior=0.17,
)
_CLOSED = Words(
    title="Closed to the Internet Where the Reference Is Open{list}",
    severity=Severity.MEDIUM,
    root_cause="The candidate shuts out the internet where the reference lets it in.",
    when=lambda one: _is_open(one, one.reference),
    prior=0.18,
)
THEME = Theme(
    claims=_ABOUT,
    words={
        Operation.ADD: (
            Words(
                title="Missing Public Access Settings{on}: {properties}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves settings of public access to the service's "
                "default.",
                impact=Impact(
                    security="Whether a policy or ACL can make objects public is left to S3's "
                    "default and to the account.",
                ),
                when=part_at(_BLOCK),
                prior=0.21,
            ),
            replace(
                _CLOSED,
                title="Missing Public Access Settings{on}: {properties}",
                root_cause="The candidate leaves to the default, which is closed, what the "
                "reference opens.",
            ),
            Words(
                title="Bucket ACLs Left to the Default{on}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate does not say who owns objects or what ACLs they have.",
                when=part_at(r"OwnershipControls|AccessControl$"),
                prior=0.05,
            ),
            Words(
                title="Public Access Left to the Default{on}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves settings of public access to the service's "
                "default.",
                prior=0.05,
            ),
        ),
        Operation.CHANGE: (
            _EXPOSED,
            _CLOSED,
            Words(
                title="Different Public Access Settings{on}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate decides about public access by another value than the "
                "reference.",
                prior=0.12,
            ),
        ),
        Operation.REMOVE: (
            Words(
                title="Open to the Internet{list} ({properties})",
                severity=Severity.HIGH,
                root_cause="The candidate lets in the internet; the reference leaves it to the "
                "default.",
                impact=Impact(security="What is open can be reached from the internet."),
                when=both(
                    lambda one: _is_open(one, one.candidate), lambda one: not part_at(_BLOCK)(one)
                ),
                prior=0.09,
            ),
            Words(
                title="Surplus Bucket ACL{on}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate sets an ACL that the reference does without.",
                impact=Impact(
                    deployment='Buckets whose owner is enforced, the default, refuse ACLs: "The '
                    'bucket does not allow ACLs".',
                ),
                when=part_at(r"AccessControl$"),
                prior=0.07,
            ),
            Words(
                title="Surplus Public Access Settings{on}: {properties}",
                severity=Severity.LOW,
                root_cause="The candidate states what the reference leaves to the default.",
                prior=0.05,
            ),
        ),
    },
    prior=0.2,
)
CANDIDATE = """
    Resources:
      Store:
        Type: AWS::RDS::DBInstance
        Properties:
          Engine: mysql
"""
REFERENCE = """
    Resources:
      Store:
        Type: AWS::RDS::DBInstance
        Properties:
          Engine: mysql
          PubliclyAccessible: false
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "public-exposure",
    "Public exposure",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Block public access",
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-b"
            "lock-public-access.html",
        ),
    ),
    residual=True,
)
