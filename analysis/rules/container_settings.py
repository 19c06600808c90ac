"""Containers run as in the reference.

Task definitions, services and node groups decide what runs where, and how it is replaced.
"""

from analysis.comparison import Operation
from analysis.findings import Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import is_whole

_TYPES = r"AWS::(ECS|ECR|EKS|ServiceDiscovery|Batch|AppRunner)"
THEME = Theme(
    claims=about(types=_TYPES, wholes=_TYPES, paths=r"^(?!Tags|DependsOn)"),
    words={
        Operation.ADD: (
            Words(
                title="Missing ECS or EKS Resources{list}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out parts of the container set-up.",
                when=is_whole,
                prior=0.2,
            ),
            Words(
                title="Incomplete Container Configuration{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves settings of its containers out.",
                prior=0.06,
            ),
        ),
        Operation.CHANGE: Words(
            title="Different Container Settings{of}: {properties}",
            severity=Severity.MEDIUM,
            root_cause="The candidate runs containers otherwise than the reference.",
            prior=0.05,
        ),
        Operation.REMOVE: Words(
            title="Surplus Container Configuration{list}",
            severity=Severity.MEDIUM,
            root_cause="The candidate runs what the reference does without.",
            prior=0.04,
        ),
    },
    prior=0.12,
)
CANDIDATE = """
    Resources:
      Jobs:
        Type: AWS::ECS::Cluster
        Properties:
          ClusterName: jobs
"""
REFERENCE = """
    Resources:
      Jobs:
        Type: AWS::ECS::Cluster
        Properties:
          ClusterName: jobs
          CapacityProviders:
            - FARGATE
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "container-settings",
    "Containers",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Task definitions",
            "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definitions.html",
        ),
    ),
    residual=True,
)
