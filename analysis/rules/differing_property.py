"""Properties have the values of the reference.

The same change of the same property on several resources is one finding.
"""

from analysis.comparison import Difference, Operation
from analysis.findings import Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, by_property, theme_check
from analysis.rules.values import is_default, is_secret_default

_FATE = ("DeletionPolicy", "UpdateReplacePolicy")


def _cause(one: Difference) -> str:
    """Tell properties and attributes apart; what becomes of a resource's data is one."""
    beside = str(one.path[0]) if one.path and one.path[0] != "Properties" else ""
    if beside in _FATE and is_default(one):
        return _FATE[0]
    return by_property(one) if one.section != "Resources" or not beside else beside


THEME = Theme(
    claims=lambda one: bool(one.section) and not is_secret_default(one),
    words={
        Operation.ADD: (
            Words(
                title="Default Not Stated{on}: {properties}",
                severity=Severity.LOW,
                root_cause="The candidate leaves to the default what the reference states; the "
                "value is the same.",
                when=is_default,
                prior=0.11,
            ),
            Words(
                title="{lacks} {properties}{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves out what the reference sets.",
                prior=0.06,
            ),
        ),
        Operation.CHANGE: (
            Words(
                title="Same Resource by Another Name{on}: {properties}",
                severity=Severity.LOW,
                root_cause="The candidate names by its ID what the reference names by its ARN, or "
                "the other way round; both are accepted.",
                same=True,
                prior=0.01,
            ),
            Words(
                title="Different {properties}{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate sets this otherwise than the reference.",
                prior=0.02,
            ),
        ),
        Operation.REMOVE: (
            Words(
                title="Default Stated{on}: {properties}",
                severity=Severity.LOW,
                root_cause="The candidate states what the reference leaves to the default; the "
                "value is the same.",
                when=is_default,
                prior=0.02,
            ),
            Words(
                title="{beyond} {properties}{on}",
                severity=Severity.LOW,
                root_cause="The candidate sets what the reference leaves out.",
                prior=0.05,
            ),
        ),
    },
    prior=0.05,
    split=_cause,
    most=60,
    takes_defaults=True,
)
CANDIDATE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
"""
REFERENCE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
        Properties:
          AccelerateConfiguration:
            AccelerationStatus: Enabled
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "differing-property",
    "Other differences",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Template anatomy",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html",
        ),
    ),
    residual=True,
)
