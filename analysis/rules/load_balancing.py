"""Requests are spread and health is checked as in the reference.

A target group with the wrong port, type or check takes healthy hosts out of service.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check

THEME = Theme(
    claims=about(
        types=r"AWS::ElasticLoadBalancing", wholes=r"AWS::ElasticLoadBalancing", paths=r"^(?!Tags)"
    ),
    words={
        Operation.ADD: Words(
            title="Incomplete Load Balancer Configuration{list}",
            severity=Severity.HIGH,
            root_cause="The candidate leaves out parts of the load balancing.",
            impact=Impact(
                performance="Requests reach hosts that cannot answer, or none.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Different Load Balancer Settings{of}: {properties}",
            severity=Severity.MEDIUM,
            root_cause="The candidate balances and checks otherwise than the reference.",
            impact=Impact(
                performance="Hosts are taken for healthy or not at other times.",
            ),
            prior=0.12,
        ),
        Operation.REMOVE: Words(
            title="Surplus Load Balancer Configuration{list}",
            severity=Severity.MEDIUM,
            root_cause="The candidate has parts of load balancing that the reference does without.",
            prior=0.13,
        ),
    },
    prior=0.18,
)
CANDIDATE = """
    Resources:
      Web:
        Type: AWS::ElasticLoadBalancingV2::TargetGroup
        Properties:
          Port: 80
          Protocol: HTTP
          VpcId: vpc-1
"""
REFERENCE = """
    Resources:
      Web:
        Type: AWS::ElasticLoadBalancingV2::TargetGroup
        Properties:
          Port: 80
          Protocol: HTTP
          VpcId: vpc-1
          HealthCheckPath: /health
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "load-balancing",
    "Load balancing",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Target groups",
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lo"
            "ad-balancer-target-groups.html",
        ),
    ),
    residual=True,
)
