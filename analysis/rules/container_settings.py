"""Containers run as in the reference.

Task definitions, services and node groups decide what runs where, and how it is replaced.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check

THEME = Theme(
    claims=about(
        types=r"AWS::(ECS|ECR|EKS|ServiceDiscovery|Batch|AppRunner)",
        wholes=r"AWS::(ECS|ECR|EKS|ServiceDiscovery|Batch|AppRunner)",
        paths=r"^(?!Tags)",
    ),
    words={
        Operation.ADD: Words(
            title="Incomplete ECS or EKS Container Configuration{list}",
            severity=Severity.MEDIUM,
            root_cause="The candidate leaves out parts of the container set-up.",
            impact=Impact(
                deployment="Services wait for tasks that never become healthy.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Different Container Settings{of}: {properties}",
            severity=Severity.MEDIUM,
            root_cause="The candidate runs containers otherwise than the reference.",
            impact=Impact(
                performance="Tasks have other resources or start otherwise.",
            ),
            prior=0.1,
        ),
        Operation.REMOVE: Words(
            title="Surplus Container Configuration{list}",
            severity=Severity.MEDIUM,
            root_cause="The candidate runs what the reference does without.",
            prior=0.07,
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
