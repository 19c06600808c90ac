"""Families of resources that do one job together, and the parts of a template that they reach."""

import re
from collections.abc import Iterable, Iterator, Mapping

from analysis.comparison import Comparison, Difference, Operation
from analysis.syntax import IntrinsicNode, Node, Path, walk
from analysis.uses import Use

# The first pattern that matches a type's start names its family.
_FAMILIES = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"AWS::EC2::(VPCEndpoint)", "VPC endpoints"),
        (r"AWS::EC2::FlowLog", "VPC flow logs"),
        (r"AWS::EC2::(VPC|VPN|Subnet|Route|NatGateway|EIP|NetworkAcl|DHCPOptions)", "network"),
        (r"AWS::EC2::(Internet|EgressOnlyInternet|Customer|Transit)Gateway", "network"),
        (r"AWS::EC2::SecurityGroup", "security groups"),
        (r"AWS::(EC2::LaunchTemplate|EC2::Instance|AutoScaling|IAM::InstanceProfile)", "compute"),
        (r"AWS::ApplicationAutoScaling", "scaling"),
        (r"AWS::ElasticLoadBalancing", "load balancing"),
        (r"AWS::(CloudWatch|SNS|Synthetics|Logs::MetricFilter|XRay)", "monitoring"),
        (r"AWS::Logs", "log groups"),
        (r"AWS::(SecretsManager|SSM::Parameter)", "secrets"),
        (r"AWS::KMS", "encryption keys"),
        (r"AWS::Backup", "backup"),
        (r"AWS::(Config)::", "AWS Config"),
        (r"AWS::(GuardDuty|SecurityHub|Inspector|Macie|AccessAnalyzer)", "threat detection"),
        (r"AWS::CloudTrail", "audit trail"),
        (r"AWS::(CodePipeline|CodeBuild|CodeDeploy|CodeCommit|CodeStar)", "delivery pipeline"),
        (r"AWS::WAF", "web firewall"),
        (r"AWS::(CloudFront|Route53|CertificateManager)", "content delivery and DNS"),
        (r"AWS::(ApiGateway|ApiGatewayV2|Cognito)", "API"),
        (r"AWS::(ECS|ECR|EKS|ServiceDiscovery)", "containers"),
        (r"AWS::(RDS|DocDB|Neptune|Redshift)", "database"),
        (r"AWS::DynamoDB", "tables"),
        (r"AWS::ElastiCache", "cache"),
        (r"AWS::S3", "buckets"),
        (r"AWS::IAM", "permissions"),
        (r"AWS::(Events|Scheduler|Pipes)", "events"),
        (r"AWS::SQS", "queues"),
        (r"AWS::StepFunctions", "workflows"),
        (r"AWS::Lambda|AWS::Serverless", "functions"),
        (r"Custom::|AWS::CloudFormation::CustomResource", "custom resources"),
    )
)


def family(resource_type: str) -> str:
    """Return the family of a resource type, its service where it belongs to none."""
    for pattern, name in _FAMILIES:
        if pattern.match(resource_type):
            return name
    parts = resource_type.split("::")
    return parts[1] if len(parts) > 2 else resource_type  # noqa: PLR2004 (AWS::Service::Resource)


def added_resources(comparison: Comparison) -> dict[str, Difference]:
    """Return the differences of resources that only the reference has, by its logical IDs."""
    return {
        one.reference_id: one
        for one in comparison.differences
        if one.reference_id
        and one.section == "Resources"
        and one.is_whole_entity
        and one.operation is Operation.ADD
    }


def mentions(node: Node | None, name: str) -> Iterator[IntrinsicNode]:
    """Yield the intrinsic functions of that name at or below a node."""
    for _, inner in walk(node) if node else ():
        if isinstance(inner, IntrinsicNode) and inner.name == name:
            yield inner


def names_below(uses: Iterable[Use]) -> Mapping[Path, set[str]]:
    """Return what is named at or below each path that names anything."""
    names: dict[Path, set[str]] = {}
    for use in uses:
        for depth in range(1, len(use.path) + 1):
            names.setdefault(use.path[:depth], set()).add(use.target)
    return names


def named_by(names: Mapping[Path, set[str]], difference: Difference) -> set[str]:
    """Return the reference's entities that the reference's value of a difference names.

    `names` is `names_below` of the reference's uses.
    """
    if difference.reference is None:
        return set()
    return names.get(difference.reference_path, set())


def connected(comparison: Comparison, start: Iterable[str]) -> list[str]:
    """Return the reference-only resources of these and all of their families that go with them.

    Goes along uses in both directions and stops where a family ends.
    """
    added = added_resources(comparison)
    found = [name for name in dict.fromkeys(start) if name in added]
    families = {family(added[name].type) for name in found}
    pending = list(found)
    while pending:
        name = pending.pop()
        for use in comparison.reference_uses:
            ends = {use.owner, use.target}
            for other in ends - {name} if name in ends and use.section == "Resources" else ():
                if other in added and other not in found and family(added[other].type) in families:
                    found.append(other)
                    pending.append(other)
    order = list(added)
    return sorted(found, key=order.index)
