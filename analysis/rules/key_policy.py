"""Keys can be used by the services that need them.

A service that encrypts with a key must be named in the key's policy; rotation renews the key.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from analysis.comparison import Comparison, Difference, Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.theme import Theme, Words, about, by_resource, theme_check
from analysis.rules.values import both, part_at, theirs_is, theirs_says
from analysis.syntax import Node, text_of, walk

_POLICY = r"^KeyPolicy"
_TEXTS = r"\.Sid$|\.Id$|\.Version$"
_NAME = re.compile(r"([\w-]+)(?:\.[\w${}:-]+)?\.amazonaws\.com")
_SERVICE = Words(
    title="KMS Key Policy{of} Without a Service",
    severity=Severity.HIGH,
    root_cause="The candidate does not grant the key to all services that the reference names.",
    impact=Impact(
        deployment="A service that uses the key on its own behalf is refused where no other "
        "statement names it.",
    ),
    when=both(part_at(_POLICY), theirs_says(r"\.amazonaws\.com")),
    prior=0.12,
)
THEME = Theme(
    claims=about(
        types=r"AWS::KMS::Key$",
        paths=rf"^(KeyPolicy|EnableKeyRotation|RotationPeriod|PendingWindow|MultiRegion|KeySpec|KeyUsage)(?!.*({_TEXTS}))",
    ),
    words={
        Operation.ADD: (
            Words(
                title="Missing KMS Key Policy{on}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves the key's policy to the default, which grants it "
                "to the account alone.",
                when=part_at(r"^KeyPolicy$"),
                prior=0.09,
            ),
            _SERVICE,
            Words(
                title="Incomplete KMS Key Policy{of}",
                severity=Severity.MEDIUM,
                root_cause="The candidate's key policy lacks grants or limits that the reference "
                "has.",
                when=part_at(_POLICY),
                prior=0.1,
            ),
            Words(
                title="KMS Key Rotation Off{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves rotation to its default, which is off.",
                impact=Impact(security="The key is not rotated automatically."),
                when=both(part_at(r"^EnableKeyRotation"), theirs_is("true")),
                prior=0.15,
            ),
        ),
        Operation.CHANGE: (
            Words(
                title="Different KMS Key Settings{of}: {properties}",
                severity=Severity.LOW,
                root_cause="The candidate sets up the key otherwise than the reference.",
                when=part_at(r"^(?!KeyPolicy)"),
                prior=0.04,
            ),
            Words(
                title="Different KMS Key Policy{of}",
                severity=Severity.HIGH,
                root_cause="The candidate grants the key otherwise than the reference.",
                prior=0.04,
            ),
        ),
        Operation.REMOVE: (
            Words(
                title="KMS Key Policy{of} With More Grants",
                severity=Severity.MEDIUM,
                root_cause="The candidate's key policy has statements or parts of them that the "
                "reference's lacks.",
                when=part_at(_POLICY),
                prior=0.06,
            ),
            Words(
                title="Surplus KMS Key Settings{of}: {properties}",
                severity=Severity.LOW,
                root_cause="The candidate states what the reference leaves to the default.",
                prior=0.04,
            ),
        ),
    },
    prior=0.15,
    split=by_resource,
)


def check(context: Context) -> Iterator[Draft]:
    """Yield findings on keys; a service is left out where no statement of the key names it."""
    comparison = context.comparison
    if comparison is None:
        return
    added = THEME.words[Operation.ADD]
    assert not isinstance(added, Words)
    words = [
        replace(one, when=lambda it: _lacks_service(comparison, it)) if one is _SERVICE else one
        for one in added
    ]
    yield from theme_check(replace(THEME, words={**THEME.words, Operation.ADD: words}))(context)


def _lacks_service(comparison: Comparison, difference: Difference) -> bool:
    key = comparison.candidate.resources.get(difference.candidate_id or "")
    policy = key.property("KeyPolicy") if key else None
    return _SERVICE.when(difference) and not _services(difference.reference) <= _services(policy)


def _services(node: Node | None) -> frozenset[str]:
    """Return the services named at or below a node, without their regions."""
    texts = (text_of(inner) or "" for _, inner in walk(node)) if node else ()
    return frozenset(found[1] for text in texts if (found := _NAME.match(text)))


CANDIDATE = """
    Resources:
      Key:
        Type: AWS::KMS::Key
        Properties:
          Description: data
"""
REFERENCE = """
    Resources:
      Key:
        Type: AWS::KMS::Key
        Properties:
          Description: data
          EnableKeyRotation: true
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "key-policy",
    "KMS key policy",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Key policies",
            "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
        ),
        Link(
            "Rotation of keys",
            "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
        ),
    ),
    residual=True,
)
