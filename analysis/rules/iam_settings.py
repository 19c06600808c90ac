"""Roles are those of the reference.

Who may assume a role, and which managed policies it has, decide what can be done with it.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_resource, theme_check

THEME = Theme(
    claims=about(
        types=r"AWS::IAM",
        wholes=r"AWS::IAM",
        paths=r"^(?!Tags|RoleName|PolicyName$|InstanceProfileName|ManagedPolicyName|GroupName|UserName)",
    ),
    words={
        Operation.ADD: Words(
            title="Missing IAM Roles and Policies{list}",
            severity=Severity.HIGH,
            root_cause="The candidate leaves out roles or policies that the reference has.",
            impact=Impact(
                deployment='Calls that need them fail: "is not authorized to perform".',
            ),
        ),
        Operation.CHANGE: Words(
            title="Different IAM Role Settings{of}: {properties}",
            severity=Severity.MEDIUM,
            root_cause="The candidate grants roles otherwise than the reference.",
            impact=Impact(
                security="Others may assume the role, or the role may do other things.",
            ),
            prior=0.13,
        ),
        Operation.REMOVE: Words(
            title="Surplus IAM Roles and Policies{list}",
            severity=Severity.MEDIUM,
            root_cause="The candidate grants what the reference does not.",
            impact=Impact(
                security="Permissions that nobody needs can be misused.",
            ),
            prior=0.08,
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
