"""Requests can be followed as in the reference.

X-Ray, Container Insights and Performance Insights are each one property.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check

THEME = Theme(
    claims=about(
        paths=r"Tracing|XRay|ContainerInsights|PerformanceInsights|MonitoringInterval|MonitoringRoleArn|EnhancedMonitoring|DetailedMonitoring|^Monitoring|ClusterSettings"
    ),
    words={
        Operation.ADD: Words(
            title="Missing Tracing and Insights{on}",
            severity=Severity.MEDIUM,
            root_cause="The candidate leaves tracing and insights off.",
            impact=Impact(
                performance="Where time is lost cannot be seen.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Different Tracing and Insights{on}",
            severity=Severity.MEDIUM,
            root_cause="The candidate traces otherwise than the reference.",
            impact=Impact(
                performance="Less of what happens can be seen.",
            ),
            prior=0.13,
        ),
        Operation.REMOVE: Words(
            title="Surplus Tracing and Insights{on}",
            severity=Severity.LOW,
            root_cause="The candidate traces what the reference does not.",
            impact=Impact(
                cost="Insights and traces are charged.",
            ),
            prior=0.2,
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
