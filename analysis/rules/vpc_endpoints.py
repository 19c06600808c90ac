"""AWS services are reached privately as in the reference.

Without an endpoint, traffic to S3, Secrets Manager and others needs a way to the internet.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import is_whole

THEME = Theme(
    claims=about(
        types=r"AWS::EC2::VPCEndpoint",
        wholes=r"AWS::EC2::VPCEndpoint",
        paths=r"^(?!Tags|DependsOn)",
    ),
    words={
        Operation.ADD: (
            Words(
                title="Missing VPC Endpoints{list}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out the endpoints by which the reference reaches "
                "AWS services.",
                impact=Impact(
                    deployment="Without an endpoint, these services are reached through the "
                    "internet only.",
                ),
                when=is_whole,
                prior=0.24,
            ),
            Words(
                title="Incomplete VPC Endpoint Settings{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves settings of its endpoints out.",
                prior=0.1,
            ),
        ),
        Operation.CHANGE: Words(
            title="Different VPC Endpoint Settings{of}",
            severity=Severity.MEDIUM,
            root_cause="The candidate sets up endpoints otherwise than the reference.",
            prior=0.1,
        ),
        Operation.REMOVE: Words(
            title="Surplus VPC Endpoints{list}",
            severity=Severity.MEDIUM,
            root_cause="The candidate has endpoints, or settings of them, that the reference does "
            "without.",
            prior=0.1,
        ),
    },
    prior=0.28,
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
      Private:
        Type: AWS::EC2::VPCEndpoint
        Properties:
          VpcId: vpc-1
          ServiceName: com.amazonaws.us-east-1.s3
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "vpc-endpoints",
    "VPC endpoints",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "VPC endpoints",
            "https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html",
        ),
    ),
    residual=True,
)
