"""Security groups let through what the reference's let through.

A rule too many opens a way in, a rule too few stops the service.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_resource, theme_check
from analysis.syntax import Node, ObjectNode, text_of, walk

# SSH, RDP and the databases' own ports.
_PRIVATE_PORTS = (22, 3389, 1433, 1521, 3306, 5432, 6379, 27017)
_EVERYBODY = frozenset({"0.0.0.0/0", "::/0"})


def _opens_to_all(node: Node | None) -> bool:
    """Whether a rule at or below a node opens a port that is nobody else's to everybody."""
    rules = (inner for _, inner in walk(node)) if node else ()
    return any(_is_open(rule) for rule in rules if isinstance(rule, ObjectNode))


def _is_open(rule: ObjectNode) -> bool:
    sources = {text_of(rule.child("CidrIp")), text_of(rule.child("CidrIpv6"))}
    first, last = text_of(rule.child("FromPort")), text_of(rule.child("ToPort"))
    if not _EVERYBODY & sources or not first or not last:
        return False
    if not (first.isdecimal() and last.isdecimal()):
        return False
    return any(int(first) <= port <= int(last) for port in _PRIVATE_PORTS)


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
    is_critical=lambda one: _opens_to_all(one.candidate) and not _opens_to_all(one.reference),
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
OPEN = """
    Resources:
      Web:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: Web
          SecurityGroupIngress:
            - IpProtocol: tcp
              FromPort: 22
              ToPort: 22
              CidrIp: 0.0.0.0/0
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("SSH is open to everybody", OPEN, CANDIDATE, fixed=CANDIDATE),
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
