"""Servers are launched as in the reference.

Launch templates decide type, disks, metadata access and network of what is started.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import both, is_whole, part_at, theirs_says

_TYPES = (
    r"AWS::(EC2::(LaunchTemplate|Instance|Volume|PlacementGroup|SpotFleet)|IAM::InstanceProfile)"
)
_METADATA = r"MetadataOptions"
_DISKS = r"BlockDeviceMapping|^Volume|EbsOptimized|^(Size|Iops|Encrypted|VolumeType)$"
_NETWORK = r"NetworkInterfaces|SecurityGroup|SubnetId|AssociatePublicIp"
_PROFILE = r"IamInstanceProfile|^Roles$"
_VERSION = r"LaunchTemplate\.Version$"
_TYPE = r"InstanceType$"
_REQUIRED = theirs_says(r"^required$")
_IMDS = Words(
    title="IMDSv2 Not Required{on}",
    severity=Severity.HIGH,
    root_cause="The candidate does not ask for session tokens to read instance metadata.",
    impact=Impact(
        security="A request that is forged on the server can read the credentials of its role."
    ),
    when=both(part_at(_METADATA), _REQUIRED),
    prior=0.1,
)
_REMOVED_DISKS = Words(
    title="Disk Settings{of} That the Reference Does Without",
    severity=Severity.MEDIUM,
    root_cause="The candidate states disks that the reference leaves to the image.",
    when=part_at(_DISKS),
    prior=0.08,
)
THEME = Theme(
    claims=about(
        types=_TYPES, wholes=_TYPES, paths=r"^(?!Tags|DependsOn|.*KeyName|.*ImageId|.*\.Tags\b)"
    ),
    words={
        Operation.ADD: (
            Words(
                title="Missing EC2 Resources: {types}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out parts of how servers are launched.",
                when=is_whole,
                prior=0.08,
            ),
            _IMDS,
            Words(
                title="Missing Disk Settings{on}: EBS Volumes",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves the disks as the image has them.",
                when=part_at(_DISKS),
                prior=0.06,
            ),
            Words(
                title="Missing IAM Instance Profile{on}",
                severity=Severity.HIGH,
                root_cause="The candidate gives the servers no role.",
                impact=Impact(
                    deployment="What runs on the servers has no credentials to call AWS with."
                ),
                when=part_at(_PROFILE),
                prior=0.12,
            ),
            Words(
                title="Missing Network Settings{on}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves out where the servers stand or what guards them.",
                when=part_at(_NETWORK),
                prior=0.05,
            ),
            Words(
                title="Incomplete EC2 Launch Settings{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves out settings of how servers are launched.",
                prior=0.09,
            ),
        ),
        Operation.CHANGE: (
            Words(
                title="Different Instance Type{of}",
                severity=Severity.MEDIUM,
                root_cause="The candidate decides the size of its servers otherwise than the "
                "reference.",
                impact=Impact(cost="The instance type decides the hourly cost."),
                when=part_at(_TYPE),
                prior=0.12,
            ),
            _IMDS,
            Words(
                title="Different Disk Settings{of}: EBS Volumes",
                severity=Severity.MEDIUM,
                root_cause="The candidate sets up the disks otherwise than the reference.",
                when=part_at(_DISKS),
                prior=0.08,
            ),
            Words(
                title="Different Network Settings{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate puts the servers elsewhere than the reference.",
                when=part_at(_NETWORK),
                prior=0.08,
            ),
            Words(
                title="Different Launch Template Version{of}",
                severity=Severity.MEDIUM,
                root_cause="The candidate names the version of the template otherwise.",
                when=part_at(_VERSION),
                prior=0.1,
            ),
            Words(
                title="Different EC2 Launch Settings{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate launches servers otherwise than the reference.",
                prior=0.16,
            ),
        ),
        Operation.REMOVE: (
            Words(
                title="Surplus EC2 Resources: {types}",
                severity=Severity.MEDIUM,
                root_cause="The candidate launches what the reference does without.",
                when=is_whole,
                prior=0.05,
            ),
            _REMOVED_DISKS,
            Words(
                title="Surplus EC2 Configuration{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate states settings that the reference does without.",
                prior=0.04,
            ),
        ),
    },
    prior=0.15,
    split=lambda one: str(one.path[2]) if len(one.path) > 2 else one.property_name,  # noqa: PLR2004
)
CANDIDATE = """
    Resources:
      Server:
        Type: AWS::EC2::Instance
        Properties:
          InstanceType: t3.micro
"""
REFERENCE = """
    Resources:
      Server:
        Type: AWS::EC2::Instance
        Properties:
          InstanceType: t3.small
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "compute-settings",
    "EC2 launch settings",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Launch templates",
            "https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-templates.html",
        ),
    ),
    residual=True,
)
