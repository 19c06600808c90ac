"""Private subnets reach the internet as in the reference.

One NAT gateway for several zones is cheaper; one in each survives the loss of a zone.
"""

from collections.abc import Iterator
from dataclasses import replace

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import is_whole

THEME = Theme(
    claims=about(
        types=r"AWS::EC2::(NatGateway|EIP)",
        wholes=r"AWS::EC2::(NatGateway|EIP)",
        paths=r"^(?!Tags|DependsOn)",
    ),
    words={
        Operation.ADD: (
            Words(
                title="Missing NAT Gateways{list}",
                severity=Severity.HIGH,
                root_cause="The candidate gives private subnets fewer ways out than the reference.",
                when=is_whole,
                prior=0.2,
            ),
            Words(
                title="Incomplete NAT Gateway Settings{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves settings out that the reference states.",
                prior=0.09,
            ),
        ),
        Operation.CHANGE: Words(
            title="Different NAT Gateway Settings{of}",
            severity=Severity.MEDIUM,
            root_cause="The candidate sets up its NAT gateways otherwise than the reference.",
            prior=0.19,
        ),
        Operation.REMOVE: (
            Words(
                title="Surplus NAT Gateways{list}",
                severity=Severity.HIGH,
                root_cause="The candidate creates more NAT gateways or addresses than the "
                "reference.",
                impact=Impact(
                    deployment="Elastic IPs are limited: beyond the account's limit creation fails "
                    'with "The maximum number of addresses has been reached".',
                    cost="NAT gateways are charged by the hour and by volume.",
                ),
                when=is_whole,
                prior=0.07,
            ),
            Words(
                title="Surplus NAT Gateway Settings{of}: {properties}",
                severity=Severity.LOW,
                root_cause="The candidate states what the reference leaves out.",
                prior=0.05,
            ),
        ),
    },
    prior=0.24,
)
_GATEWAY = "AWS::EC2::NatGateway"


def check(context: Context) -> Iterator[Draft]:
    """Yield what the theme finds; addresses alone are no gateways."""
    for draft in theme_check(THEME)(context):
        has_gateway = any(one.type == _GATEWAY for one in draft.covers)
        yield draft if has_gateway or not draft.covers else _of_addresses(draft)


def _of_addresses(draft: Draft) -> Draft:
    is_whole = any(one.is_whole_entity for one in draft.covers)
    is_missing = any(one.operation is Operation.ADD for one in draft.covers)
    cause = f"The candidate creates {'fewer' if is_missing else 'more'} public addresses than "
    return replace(
        draft,
        title=draft.title.replace("NAT Gateways", "Elastic IPs").replace(
            "NAT Gateway Settings", "Elastic IP Settings"
        ),
        root_cause=f"{cause}the reference."
        if is_whole
        else draft.root_cause.replace("NAT gateways", "addresses"),
        impact=replace(draft.impact, cost=""),
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
    check,
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
