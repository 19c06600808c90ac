"""The template says what it is.

Description and format version change nothing that is deployed.
"""

from analysis.comparison import Operation
from analysis.findings import Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, theme_check
from analysis.rules.values import part_at

_TEXTS = (("Description",), ("GroupDescription",), ("AlarmDescription",), ("Comment",))
_GROUPS = r"AWS::EC2::SecurityGroup"
THEME = Theme(
    claims=lambda one: (
        one.section in ("Description", "AWSTemplateFormatVersion", "Transform")
        or one.path[-1:] in _TEXTS
    ),
    words={
        Operation.ADD: (
            Words(
                title="Missing Security Group Rule Descriptions{on}",
                severity=Severity.LOW,
                root_cause="The candidate does not say what its security group rules are for.",
                when=part_at(r"^(SecurityGroup(Ingress|Egress).*)?Description$", _GROUPS),
                prior=0.06,
            ),
            Words(
                title="Missing Descriptions",
                severity=Severity.LOW,
                root_cause="The candidate describes less than the reference.",
                prior=0.02,
            ),
        ),
        Operation.CHANGE: Words(
            title="Different Descriptions",
            severity=Severity.LOW,
            root_cause="The candidate describes itself in other words.",
            prior=0.03,
        ),
        Operation.REMOVE: Words(
            title="Surplus Descriptions",
            severity=Severity.LOW,
            root_cause="The candidate describes more than the reference.",
            prior=0.02,
        ),
    },
    prior=0.02,
)
CANDIDATE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
"""
REFERENCE = """
    Description: A store.
    Resources:
      Store:
        Type: AWS::S3::Bucket
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "description",
    "Description",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Template description",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/templat"
            "e-description-structure.html",
        ),
    ),
    residual=True,
)
