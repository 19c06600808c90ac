"""Network traffic is recorded as in the reference.

Flow logs are the record of who talked to whom in a VPC.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import is_whole

THEME = Theme(
    claims=about(
        types=r"AWS::EC2::FlowLog", wholes=r"AWS::EC2::FlowLog", paths=r"^(?!Tags|DependsOn)"
    ),
    words={
        Operation.ADD: (
            Words(
                title="Missing VPC Flow Logs",
                severity=Severity.HIGH,
                root_cause="The candidate does not record the network's traffic.",
                impact=Impact(security="Who talked to whom in the network cannot be told later."),
                when=is_whole,
                absent=r"AWS::EC2::FlowLog",
                prior=0.27,
            ),
            Words(
                title="Missing Further VPC Flow Log{list}",
                severity=Severity.MEDIUM,
                root_cause="The candidate has fewer flow logs than the reference.",
                when=is_whole,
                prior=0.2,
            ),
            Words(
                title="Incomplete VPC Flow Log Settings{of}: {properties}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves settings out that the reference's flow log has.",
                prior=0.19,
            ),
        ),
        Operation.CHANGE: Words(
            title="Different VPC Flow Log Settings{of}: {properties}",
            severity=Severity.HIGH,
            root_cause="The candidate sets up the flow log otherwise than the reference.",
            prior=0.2,
        ),
        Operation.REMOVE: (
            Words(
                title="Surplus VPC Flow Logs{which}",
                severity=Severity.LOW,
                root_cause="The candidate records traffic that the reference does not.",
                impact=Impact(cost="Flow logs are charged by volume."),
                when=is_whole,
                prior=0.11,
            ),
            Words(
                title="Surplus VPC Flow Log Settings{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate states settings that the reference's flow log does "
                "without.",
                prior=0.15,
            ),
        ),
    },
    prior=0.4,
)
CANDIDATE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
"""
REFERENCE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
      Traffic:
        Type: AWS::EC2::FlowLog
        Properties:
          ResourceId: vpc-1
          ResourceType: VPC
          TrafficType: ALL
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "flow-logs",
    "VPC flow logs",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "VPC flow logs",
            "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html",
        ),
    ),
    residual=True,
)
