"""Servers are launched as in the reference.

Launch templates decide type, disks, metadata access and what runs at first start.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import is_whole, part_at

_TYPES = (
    r"AWS::(EC2::(LaunchTemplate|Instance|Volume|PlacementGroup|SpotFleet)|AutoScaling"
    r"|IAM::InstanceProfile|ApplicationAutoScaling)"
)
THEME = Theme(
    claims=about(
        types=_TYPES, wholes=_TYPES, paths=r"^(?!Tags|DependsOn|.*KeyName|.*ImageId|.*\.Tags\b)"
    ),
    words={
        Operation.ADD: (
            Words(
                title="Missing EC2 and Auto Scaling Resources: {types}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out parts of how capacity is launched or scaled.",
                when=is_whole,
                prior=0.18,
            ),
            Words(
                title="Incomplete EC2 and Auto Scaling Configuration{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves out settings of how capacity is launched.",
                prior=0.09,
            ),
        ),
        Operation.CHANGE: (
            Words(
                title="Different Instance Type{of}",
                severity=Severity.MEDIUM,
                root_cause="The candidate launches another size of server than the reference.",
                impact=Impact(cost="The instance type decides the hourly cost."),
                when=part_at(r"InstanceType$"),
                prior=0.12,
            ),
            Words(
                title="Different EC2 Launch Settings{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate launches or scales otherwise than the reference.",
                prior=0.18,
            ),
        ),
        Operation.REMOVE: (
            Words(
                title="Surplus EC2 and Auto Scaling Resources: {types}",
                severity=Severity.MEDIUM,
                root_cause="The candidate launches or scales what the reference does without.",
                when=is_whole,
                prior=0.05,
            ),
            Words(
                title="Surplus EC2 Configuration{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate states settings that the reference does without.",
                prior=0.04,
            ),
        ),
    },
    prior=0.15,
    split=lambda one: one.property_name,
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
    "EC2 and Auto Scaling",
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
