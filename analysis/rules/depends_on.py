"""Resources are created in the order of the reference.

CloudFormation orders resources by what they name; an order that is not visible there needs
`DependsOn`.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import part_at

# What fails, or fails now and then, when it is created before what it silently needs.
_ORDERED = (
    r"AWS::(ECS::Service|EC2::(EIP|NatGateway|Route|VPNGatewayRoutePropagation)"
    r"|CloudTrail::Trail|Config::|ApiGateway::(Deployment|Account|Stage|UsagePlan)"
    r"|S3::Bucket$|EKS::Nodegroup)"
)
THEME = Theme(
    claims=about(paths=r"^(DependsOn|CreationPolicy|UpdatePolicy)"),
    words={
        Operation.ADD: (
            Words(
                title="Missing DependsOn{on}",
                severity=Severity.HIGH,
                root_cause="The candidate relies on an order that it does not state.",
                impact=Impact(
                    deployment="CloudFormation may create these before what they need is there; "
                    "creation may then fail.",
                ),
                when=part_at(r"^DependsOn", _ORDERED),
                prior=0.19,
            ),
            Words(
                title="Missing DependsOn{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves the order open that the reference states.",
                when=part_at(r"^DependsOn"),
            ),
            Words(
                title="Missing {properties}{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate does not say how servers are awaited or replaced.",
                prior=0.25,
            ),
        ),
        Operation.CHANGE: Words(
            title="Different {properties}{on}",
            severity=Severity.MEDIUM,
            root_cause="The candidate states another order, or another way to replace servers, "
            "than the reference.",
            prior=0.04,
        ),
        Operation.REMOVE: Words(
            title="{properties}{on} That the Reference Does Without",
            severity=Severity.MEDIUM,
            root_cause="The candidate states an order that the reference leaves open or gives by "
            "its references.",
            prior=0.12,
        ),
    },
    prior=0.26,
)
CANDIDATE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
      Later:
        Type: AWS::S3::Bucket
"""
REFERENCE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
      Later:
        Type: AWS::S3::Bucket
        DependsOn: Store
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "depends-on",
    "Resource ordering",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "DependsOn attribute",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-att"
            "ribute-dependson.html",
        ),
    ),
    residual=True,
)
