"""Security groups let through what the reference's let through.

A rule too many opens a way in, a rule too few stops the service.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_resource, theme_check

THEME = Theme(
    claims=about(
        types=r"AWS::EC2::SecurityGroup",
        wholes=r"AWS::EC2::SecurityGroup",
        paths=r"^(?!Tags|GroupName|GroupDescription)",
    ),
    words={
        Operation.ADD: Words(
            title="Missing Security Group Rules{list}",
            severity=Severity.HIGH,
            root_cause="The candidate does not allow all the traffic that the reference allows.",
            impact=Impact(
                deployment="Connections between the tiers time out.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Different Security Group Rules{of}",
            severity=Severity.HIGH,
            root_cause="The candidate allows other traffic than the reference.",
            impact=Impact(
                security="Hosts can be reached from elsewhere, or on other ports, than with the "
                "reference.",
            ),
            prior=0.2,
        ),
        Operation.REMOVE: Words(
            title="Overly Permissive Security Group Rules{list}",
            severity=Severity.HIGH,
            root_cause="The candidate allows traffic that the reference does not.",
            impact=Impact(
                security="Each rule that is not needed is a way in.",
            ),
            prior=0.1,
        ),
    },
    prior=0.25,
    split=by_resource,
)
CANDIDATE = """
    Resources:
      Web:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: Web
"""
REFERENCE = """
    Resources:
      Web:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: Web
          SecurityGroupIngress:
            - IpProtocol: tcp
              FromPort: 443
              ToPort: 443
              CidrIp: 10.0.0.0/8
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "security-group-rules",
    "Security group rules",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Security groups",
            "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
        ),
    ),
    residual=True,
)
