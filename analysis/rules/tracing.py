"""What runs can be watched in detail, and requests followed, as in the reference.

X-Ray, Container Insights, Performance Insights and detailed monitoring are each one property.
"""

from analysis.comparison import Difference, Operation
from analysis.findings import Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import When, both, ours_says, part_at, theirs_says

_ON = r"(?i)^(true|active|enabled|enhanced)$"
_REQUESTS = r"Tracing|XRay"
_CONTAINERS = r"ContainerInsights|ClusterSettings"
_QUERIES = r"PerformanceInsights"
_DATABASE = r"MonitoringInterval|MonitoringRoleArn|EnhancedMonitoring"
_GROUP = r"^MetricsCollection"
_SERVERS = r"DetailedMonitoring|(^|\.)Monitoring(\.Enabled)?$|DetailedMetrics"
_KINDS = (
    ("X-Ray Tracing", _REQUESTS),
    ("Container Insights", _CONTAINERS),
    ("Performance Insights", _QUERIES),
    ("Enhanced Monitoring", _DATABASE),
    ("Auto Scaling Group Metrics", _GROUP),
    ("Detailed Monitoring", _SERVERS),
)


def _is_off(one: Difference) -> bool:
    return theirs_says(_ON)(one) and not ours_says(_ON)(one)


def _words(
    title: str, root_cause: str, severity: Severity, prior: float, when: When | None = None
) -> tuple[Words, ...]:
    """Return the same words for each kind of watching."""
    return tuple(
        Words(
            title=title.replace("KIND", kind),
            severity=severity,
            root_cause=root_cause.replace("KIND", kind),
            when=both(when, part_at(paths)) if when else part_at(paths),
            prior=prior,
        )
        for kind, paths in _KINDS
    )


THEME = Theme(
    claims=about(paths="|".join(paths for _, paths in _KINDS)),
    words={
        Operation.ADD: _words(
            "Missing KIND{on}",
            "The candidate leaves KIND to the defaults.",
            Severity.MEDIUM,
            0.1,
        ),
        Operation.CHANGE: (
            *_words(
                "KIND Off{on}",
                "The candidate leaves KIND off where the reference has it on.",
                Severity.MEDIUM,
                0.1,
                _is_off,
            ),
            *_words(
                "Different KIND{on}",
                "The candidate sets KIND otherwise than the reference.",
                Severity.LOW,
                0.09,
            ),
        ),
        Operation.REMOVE: _words(
            "KIND{on} That the Reference Does Without",
            "The candidate sets KIND where the reference leaves it to the defaults.",
            Severity.LOW,
            0.12,
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
