"""The network is that of the reference.

Subnets, routes and gateways decide who can reach whom.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check

THEME = Theme(
    claims=about(
        types=r"AWS::EC2::(VPC|Subnet|Route|InternetGateway|NetworkAcl|EgressOnly|TransitGateway|VPN|CustomerGateway|DHCP|PrefixList)",
        wholes=r"AWS::EC2::(VPC|Subnet|Route|InternetGateway|NetworkAcl|EgressOnly|TransitGateway|VPN|CustomerGateway|DHCP|PrefixList)",
        paths=r"^(?!Tags)",
    ),
    words={
        Operation.ADD: Words(
            title="Missing VPC Network Resources: {types}",
            severity=Severity.HIGH,
            root_cause="The candidate leaves out parts of the network.",
            impact=Impact(
                deployment="What needs these subnets or routes cannot be placed or reached.",
                performance="The loss of one zone may take the service down.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Different Network Settings{of}: {properties}",
            severity=Severity.MEDIUM,
            root_cause="The candidate lays out the network otherwise than the reference.",
            impact=Impact(
                deployment="Address ranges or zones clash with what the reference is deployed "
                "beside.",
            ),
            prior=0.26,
        ),
        Operation.REMOVE: Words(
            title="Surplus VPC Network Resources: {types}",
            severity=Severity.MEDIUM,
            root_cause="The candidate creates network parts that the reference does without.",
            impact=Impact(
                cost="More gateways, subnets and addresses are more to pay and to watch.",
            ),
            prior=0.1,
        ),
    },
    prior=0.25,
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
      Network:
        Type: AWS::EC2::VPC
        Properties:
          CidrBlock: 10.1.0.0/16
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "missing-network",
    "Network",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Amazon VPC",
            "https://docs.aws.amazon.com/vpc/latest/userguide/what-is-amazon-vpc.html",
        ),
    ),
    residual=True,
)
