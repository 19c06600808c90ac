"""Requests can be followed as in the reference.

X-Ray, Container Insights and Performance Insights are each one property.
"""

from analysis.comparison import Operation
from analysis.findings import Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import both, ours_says, theirs_says

_ON = r"(?i)^(true|active|enabled|enhanced)$"
THEME = Theme(
    claims=about(
        paths=r"Tracing|XRay|ContainerInsights|PerformanceInsights|MonitoringInterval|MonitoringRoleArn|EnhancedMonitoring|DetailedMonitoring|^Monitoring$|ClusterSettings"
    ),
    words={
        Operation.ADD: Words(
            title="Missing Tracing and Insights{on}",
            severity=Severity.MEDIUM,
            root_cause="The candidate leaves tracing and insights to their defaults.",
            prior=0.08,
        ),
        Operation.CHANGE: (
            Words(
                title="Tracing and Insights Off{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves off what the reference traces.",
                when=both(theirs_says(_ON), lambda one: not ours_says(_ON)(one)),
                prior=0.09,
            ),
            Words(
                title="Different Tracing and Insights{on}",
                severity=Severity.LOW,
                root_cause="The candidate traces otherwise than the reference.",
                prior=0.09,
            ),
        ),
        Operation.REMOVE: Words(
            title="Surplus Tracing and Insights{on}",
            severity=Severity.LOW,
            root_cause="The candidate traces what the reference does not.",
            prior=0.14,
        ),
    },
    prior=0.15,
)
CANDIDATE = """
    Resources:
      Job:
        Type: AWS::Lambda::Function
        Properties:
          Role: arn:aws:iam::111122223333:role/x
"""
REFERENCE = """
    Resources:
      Job:
        Type: AWS::Lambda::Function
        Properties:
          Role: arn:aws:iam::111122223333:role/x
          TracingConfig:
            Mode: Active
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "tracing",
    "Tracing",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "AWS X-Ray",
            "https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html",
        ),
    ),
    residual=True,
)
