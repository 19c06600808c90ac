"""Roles are those of the reference.

Who may assume a role, and which managed policies it has, decide what can be done with it.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_resource, theme_check
from analysis.rules.values import is_whole, part_at

_NAMES = (
    r"Tags|RoleName|PolicyName$|InstanceProfileName|ManagedPolicyName|GroupName|UserName"
    r"|Description|DependsOn"
)
_TRUST = r"^AssumeRolePolicyDocument"
THEME = Theme(
    claims=about(types=r"AWS::IAM", wholes=r"AWS::IAM", paths=rf"^(?!{_NAMES})(?!.*\.PolicyName$)"),
    words={
        Operation.ADD: (
            Words(
                title="Missing IAM Roles and Policies{list}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out roles or policies that the reference has.",
                when=is_whole,
                prior=0.06,
            ),
            Words(
                title="Incomplete IAM Trust Policy{of}",
                severity=Severity.HIGH,
                root_cause="The candidate lets fewer principals assume the role, or on fewer "
                "conditions.",
                when=part_at(_TRUST),
                prior=0.06,
            ),
            Words(
                title="Missing IAM Settings{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves settings out that the reference states.",
                prior=0.06,
            ),
        ),
        Operation.CHANGE: (
            Words(
                title="Different IAM Trust Policy{of}",
                severity=Severity.HIGH,
                root_cause="The candidate says otherwise who may assume the role.",
                impact=Impact(security="Others may assume the role than the reference's."),
                when=part_at(rf"{_TRUST}.*Principal"),
                prior=0.12,
            ),
            Words(
                title="Different IAM Settings{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate writes its roles and policies otherwise than the "
                "reference.",
                prior=0.05,
            ),
        ),
        Operation.REMOVE: (
            Words(
                title="Surplus IAM Roles and Policies{list}",
                severity=Severity.MEDIUM,
                root_cause="The candidate creates roles or policies that the reference does "
                "without.",
                when=is_whole,
                prior=0.03,
            ),
            Words(
                title="Surplus IAM Settings{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate states what the reference does without.",
                prior=0.08,
            ),
        ),
    },
    prior=0.11,
    split=by_resource,
)
CANDIDATE = """
    Resources:
      Worker:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument: {}
"""
REFERENCE = """
    Resources:
      Worker:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument: {}
          MaxSessionDuration: 7200
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "iam-settings",
    "IAM roles",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "IAM best practices",
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
        ),
    ),
    residual=True,
)
