"""The network is that of the reference.

Subnets, routes and gateways decide who can reach whom.
"""

from analysis.comparison import Operation
from analysis.findings import Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import is_whole, whole_of

_TYPES = (
    r"AWS::EC2::(VPC|Subnet|Route|InternetGateway|NetworkAcl|EgressOnly|TransitGateway"
    r"|VPN|CustomerGateway|DHCP|PrefixList)"
)
_ROUTING = r"AWS::EC2::(Route|SubnetRouteTableAssociation|EgressOnly)"
_ACL = r"AWS::EC2::(NetworkAcl|SubnetNetworkAcl)"
THEME = Theme(
    claims=about(types=_TYPES, wholes=_TYPES, paths=r"^(?!Tags|DependsOn)"),
    words={
        Operation.ADD: (
            Words(
                title="Missing VPC Network Resources: {types}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out parts of the network.",
                when=is_whole,
                absent=r"AWS::EC2::VPC$",
                prior=0.21,
            ),
            Words(
                title="Missing Route Tables, Routes or Associations: {types}",
                lead="The candidate's subnets are routed otherwise than the reference's.",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out a part of the routing.",
                when=whole_of(_ROUTING),
                prior=0.21,
            ),
            Words(
                title="Missing Network ACL Rules: {types}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves out network ACLs, or what they allow.",
                when=whole_of(_ACL),
                prior=0.15,
            ),
            Words(
                title="Missing VPC Network Resources: {types}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out parts of the network.",
                when=is_whole,
                prior=0.21,
            ),
            Words(
                title="Incomplete Network Settings{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves settings of the network out.",
                prior=0.11,
            ),
        ),
        Operation.CHANGE: Words(
            title="Different Network Settings{of}: {properties}",
            severity=Severity.HIGH,
            root_cause="The candidate lays out the network otherwise than the reference.",
            prior=0.16,
        ),
        Operation.REMOVE: (
            Words(
                title="Surplus VPC Network Resources: {types}",
                severity=Severity.MEDIUM,
                root_cause="The candidate creates network parts that the reference does without.",
                when=is_whole,
                prior=0.08,
            ),
            Words(
                title="Surplus Network Settings{of}: {properties}",
                severity=Severity.LOW,
                root_cause="The candidate states what the reference leaves out.",
                prior=0.05,
            ),
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
