"""Keys can be used by the services that need them.

A service that encrypts with a key must be named in the key's policy; rotation renews the key.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_property, theme_check

THEME = Theme(
    claims=about(
        types=r"AWS::KMS::Key$", paths=r"KeyPolicy|Rotation|PendingWindow|MultiRegion|KeyUsage"
    ),
    words={
        Operation.ADD: Words(
            title="Incomplete KMS Key Policy{of}",
            severity=Severity.HIGH,
            root_cause="The candidate does not grant the key to all services that use it, or "
            "leaves rotation off.",
            impact=Impact(
                deployment='Services fail to encrypt: "The KMS key does not exist or is not '
                'allowed to be used".',
                security="A key that is never rotated stays exposed once it leaks.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Different KMS Key Policy{of}",
            severity=Severity.HIGH,
            root_cause="The candidate grants the key to others than the reference.",
            impact=Impact(
                deployment="Services that the policy leaves out fail to encrypt.",
            ),
            prior=0.08,
        ),
        Operation.REMOVE: Words(
            title="Broader KMS Key Policy{of}",
            severity=Severity.MEDIUM,
            root_cause="The candidate grants the key to more than the reference does.",
            impact=Impact(
                security="More principals can decrypt.",
            ),
            prior=0.07,
        ),
    },
    prior=0.15,
    split=by_property,
)
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
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Key policies",
            "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
        ),
    ),
    residual=True,
)
