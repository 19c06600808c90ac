"""Families of services: what shares a colour in the graph."""

from types import MappingProxyType

_SERVICES = {
    "compute": (
        "AppRunner ApplicationAutoScaling AutoScaling Batch EC2 ECR ECS EKS ElasticBeanstalk EMR "
        "ImageBuilder Lambda Serverless"
    ),
    "network": (
        "ApiGateway ApiGatewayV2 AppMesh AppSync CloudFront DirectConnect ElasticLoadBalancing "
        "ElasticLoadBalancingV2 GlobalAccelerator NetworkFirewall Route53 Route53Resolver "
        "ServiceDiscovery VpcLattice"
    ),
    "storage": "Backup DLM EFS FSx S3 S3ObjectLambda Transfer",
    "database": (
        "Athena DAX DMS DocDB DocDBElastic DynamoDB ElastiCache Glue LakeFormation MemoryDB "
        "Neptune OpenSearchServerless OpenSearchService QLDB RDS Redshift RedshiftServerless "
        "Timestream"
    ),
    "identity": "AccessAnalyzer Cognito IAM Organizations RAM RolesAnywhere SSO",
    "security": (
        "ACMPCA CertificateManager Detective FMS GuardDuty Inspector InspectorV2 KMS Macie "
        "SecretsManager SecurityHub Shield WAF WAFRegional WAFv2"
    ),
    "messaging": (
        "AmazonMQ Connect Events EventSchemas IoT Kinesis KinesisAnalytics KinesisAnalyticsV2 "
        "KinesisFirehose MSK Pipes Pinpoint SES SNS SQS Scheduler StepFunctions"
    ),
    "operations": (
        "Budgets Chatbot CloudTrail CloudWatch CodeArtifact CodeBuild CodeCommit CodeDeploy "
        "CodePipeline CodeStarConnections Config CUR FIS Grafana Logs RUM SSM SSMIncidents "
        "Synthetics XRay"
    ),
}
_FAMILY_OF = MappingProxyType(
    {service: family for family, names in _SERVICES.items() for service in names.split()},
)
_EC2_COMPUTE = frozenset(
    {"CapacityReservation", "EC2Fleet", "Host", "Instance", "KeyPair", "LaunchTemplate"}
    | {"PlacementGroup", "SpotFleet"},
)
_EC2_STORAGE = frozenset({"Volume", "VolumeAttachment"})


def family_of(resource_type: str) -> str:
    """Return the family of a resource type, `other` where it belongs to none."""
    _, _, rest = resource_type.partition("::")
    service, _, name = rest.partition("::")
    if service != "EC2":
        return _FAMILY_OF.get(service, "other")
    if name in _EC2_STORAGE:
        return "storage"
    return "compute" if name in _EC2_COMPUTE else "network"
