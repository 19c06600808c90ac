"""Containers run as in the reference.

Task definitions, services and node groups decide what runs where, and how it is replaced.
"""

from collections.abc import Callable

from analysis.comparison import Difference, Operation
from analysis.findings import Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_service, by_type, theme_check
from analysis.rules.values import both, is_part, is_whole

_SERVICES = ("ECS", "ECR", "EKS", "ServiceDiscovery", "Batch", "AppRunner")
_TYPES = f"AWS::({'|'.join(_SERVICES)})::"


def _of(service: str) -> Callable[[Difference], bool]:
    return lambda one: by_service(one) == service


def _whole_or_type(difference: Difference) -> str:
    """Tell what is missing apart by service, what is set otherwise by type."""
    return by_service(difference) if difference.is_whole_entity else by_type(difference)


def _missing(service: str) -> tuple[Words, ...]:
    return (
        Words(
            title=f"Missing {service} {{types}}{{list}}",
            severity=Severity.HIGH,
            root_cause="The candidate leaves out parts of the container set-up.",
            when=both(is_whole, _of(service)),
            prior=0.2,
        ),
        Words(
            title=f"Incomplete {service} {{types}} Configuration{{of}}: {{properties}}",
            severity=Severity.MEDIUM,
            root_cause="The candidate leaves settings of its containers out.",
            when=both(is_part, _of(service)),
            prior=0.06,
        ),
    )


THEME = Theme(
    claims=about(types=_TYPES, wholes=_TYPES, paths=r"^(?!Tags|DependsOn)"),
    words={
        Operation.ADD: tuple(words for service in _SERVICES for words in _missing(service)),
        Operation.CHANGE: tuple(
            Words(
                title=f"Different {service} {{types}} Settings{{of}}: {{properties}}",
                severity=Severity.MEDIUM,
                root_cause="The candidate runs containers otherwise than the reference.",
                when=_of(service),
                prior=0.05,
            )
            for service in _SERVICES
        ),
        Operation.REMOVE: tuple(
            Words(
                title=f"Surplus {service} {{types}} Configuration{{list}}",
                severity=Severity.MEDIUM,
                root_cause="The candidate runs what the reference does without.",
                when=_of(service),
                prior=0.04,
            )
            for service in _SERVICES
        ),
    },
    prior=0.12,
    split=_whole_or_type,
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
