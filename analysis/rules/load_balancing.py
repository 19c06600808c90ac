"""Requests are spread and health is checked as in the reference.

A target group with the wrong port, type or check takes healthy hosts out of service.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import is_whole, part_at

_TYPES = r"AWS::ElasticLoadBalancing"
_CHECKS = r"^HealthCheck|^HealthyThreshold|^UnhealthyThreshold|^Matcher"
THEME = Theme(
    claims=about(types=_TYPES, wholes=_TYPES, paths=r"^(?!Tags|Name$|DependsOn)"),
    words={
        Operation.ADD: (
            Words(
                title="Missing Load Balancer Resources{list}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out parts of the load balancing.",
                when=is_whole,
                prior=0.09,
            ),
            Words(
                title="Missing Health Check Settings{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves the health checks to their defaults.",
                when=part_at(_CHECKS),
                prior=0.12,
            ),
            Words(
                title="Incomplete Load Balancer Configuration{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves settings of the load balancing out.",
                prior=0.11,
            ),
        ),
        Operation.CHANGE: (
            Words(
                title="Different Health Check Settings{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate checks its hosts otherwise than the reference.",
                impact=Impact(
                    performance="Hosts are taken for healthy or not by other signs.",
                ),
                when=part_at(_CHECKS),
                prior=0.13,
            ),
            Words(
                title="Different Load Balancer Settings{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate balances its requests otherwise than the reference.",
                prior=0.04,
            ),
        ),
        Operation.REMOVE: Words(
            title="Surplus Load Balancer Configuration{list}",
            severity=Severity.MEDIUM,
            root_cause="The candidate has parts of load balancing that the reference does without.",
            prior=0.1,
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
