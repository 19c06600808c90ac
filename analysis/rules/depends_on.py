"""Resources are created in the order of the reference.

CloudFormation orders resources by what they name; an order that is not visible there needs
`DependsOn`.
"""

from collections.abc import Iterator
from dataclasses import replace

from analysis.comparison import Comparison, Difference, Operation
from analysis.findings import Impact, Severity
from analysis.rules import guide
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import part_at
from analysis.syntax import text_of, walk

# What fails, or fails now and then, when it is created before what it silently needs.
_ORDERED = (
    r"AWS::(ECS::Service|EC2::(EIP|NatGateway|Route|VPNGatewayRoutePropagation)$"
    r"|CloudTrail::Trail|Config::|ApiGateway::(Deployment|Account|Stage|UsagePlan)"
    r"|S3::Bucket$|EKS::Nodegroup|SecretsManager::RotationSchedule|WAF(v2|Regional)::WebACLAssociation)"
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
                root_cause="The candidate does not state the order that the reference states.",
                when=part_at(r"^DependsOn"),
            ),
            Words(
                title="{lacks} {properties}{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate does not say how servers are awaited or replaced.",
                prior=0.25,
            ),
        ),
        Operation.CHANGE: (
            Words(
                title="Different {properties}{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate awaits or replaces servers otherwise than the reference.",
                when=part_at(r"^(Creation|Update)Policy"),
                prior=0.04,
            ),
            Words(
                title="Different {properties}{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate states another order than the reference.",
                prior=0.04,
            ),
        ),
        Operation.REMOVE: (
            Words(
                title="{properties}{on} That the Reference Does Without",
                severity=Severity.MEDIUM,
                root_cause="The candidate says how servers are awaited or replaced; the reference "
                "does not.",
                when=part_at(r"^(Creation|Update)Policy"),
                prior=0.12,
            ),
            Words(
                title="{properties}{on} That the Reference Does Without",
                severity=Severity.MEDIUM,
                root_cause="The candidate states an order that the reference leaves open or gives "
                "by its references.",
                prior=0.12,
            ),
        ),
    },
    prior=0.26,
)


def check(context: Context) -> Iterator[Draft]:
    """Yield findings for orders that differ, but not for those that other uses give already."""
    comparison = context.comparison
    if comparison:
        theme = replace(
            THEME, claims=lambda one: THEME.claims(one) and not _is_given(comparison, one)
        )
        yield from theme_check(theme)(context)


def _is_given(comparison: Comparison, difference: Difference) -> bool:
    """Whether the candidate's resource names all that the reference's explicitly waits for."""
    if difference.path[:1] != ("DependsOn",) or difference.reference is None:
        return False
    if difference.operation is not Operation.ADD:
        return False
    awaited = {text_of(node) for _, node in walk(difference.reference)} - {None}
    pairs = comparison.alignment.pairs.get("Resources", {})
    used = {
        pairs.get(use.target)
        for use in comparison.candidate_uses
        if use.owner == difference.candidate_id and use.section == "Resources"
    }
    return awaited <= used


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
    check,
    __doc__,
    EXAMPLES,
    (guide.DEPENDS_ON,),
    residual=True,
)
