"""Servers are launched as in the reference.

Launch templates decide type, disks, metadata access and what runs at first start.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_resource, theme_check

THEME = Theme(
    claims=about(
        types=r"AWS::(EC2::(LaunchTemplate|Instance|Volume|PlacementGroup|SpotFleet)|AutoScaling|IAM::InstanceProfile|ApplicationAutoScaling)",
        wholes=r"AWS::(EC2::(LaunchTemplate|Instance|Volume|PlacementGroup|SpotFleet)|AutoScaling|IAM::InstanceProfile|ApplicationAutoScaling)",
        paths=r"^(?!Tags|.*KeyName|.*ImageId)",
    ),
    words={
        Operation.ADD: Words(
            title="Incomplete EC2 and Auto Scaling Configuration{list}",
            severity=Severity.MEDIUM,
            root_cause="The candidate leaves out how servers are launched or scaled.",
            impact=Impact(
                performance="Servers start otherwise, or do not scale with their load.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Different EC2 Launch Settings{of}: {properties}",
            severity=Severity.MEDIUM,
            root_cause="The candidate launches servers otherwise than the reference.",
            impact=Impact(
                performance="Servers have another size or run other things at start.",
            ),
            prior=0.2,
        ),
        Operation.REMOVE: Words(
            title="Surplus EC2 Configuration{list}",
            severity=Severity.MEDIUM,
            root_cause="The candidate launches what the reference does without.",
            impact=Impact(
                cost="Servers and disks are charged by the hour.",
            ),
            prior=0.07,
        ),
    },
    prior=0.15,
    split=by_resource,
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
