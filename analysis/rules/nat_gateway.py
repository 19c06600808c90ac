"""Private subnets reach the internet as in the reference.

One NAT gateway for several zones is cheaper; one in each survives the loss of a zone.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check

THEME = Theme(
    claims=about(types=r"AWS::EC2::(NatGateway|EIP)", wholes=r"AWS::EC2::(NatGateway|EIP)"),
    words={
        Operation.ADD: Words(
            title="Missing NAT Gateways{list}",
            severity=Severity.HIGH,
            root_cause="The candidate gives private subnets fewer ways out than the reference.",
            impact=Impact(
                deployment="Private hosts cannot fetch packages or reach AWS services.",
                performance="When one zone fails, others lose the internet too.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Different NAT Gateway Settings{of}",
            severity=Severity.MEDIUM,
            root_cause="The candidate places its NAT gateways otherwise than the reference.",
            prior=0.2,
        ),
        Operation.REMOVE: Words(
            title="Surplus NAT Gateways{list}",
            severity=Severity.HIGH,
            root_cause="The candidate creates more NAT gateways than the reference.",
            impact=Impact(
                deployment='Each takes an Elastic IP: creation fails at the limit, "The maximum '
                'number of addresses has been reached".',
                cost="NAT gateways are charged by the hour and by volume.",
            ),
            prior=0.1,
        ),
    },
    prior=0.24,
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
      Address:
        Type: AWS::EC2::EIP
        Properties:
          Domain: vpc
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "nat-gateway",
    "NAT gateways",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "NAT gateways",
            "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html",
        ),
    ),
    residual=True,
)
