"""Capacity grows and shrinks as in the reference.

A group that cannot grow stops answering under load; one that is checked or updated otherwise
keeps servers that do not work.
"""

from analysis.comparison import Difference, Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_type, theme_check
from analysis.rules.values import both, is_less, is_whole, ours_is, part_at, theirs_is, whole_of

_TYPES = r"AWS::(AutoScaling|ApplicationAutoScaling)"
_POLICY = (
    r"AWS::(AutoScaling|ApplicationAutoScaling)::(ScalingPolicy|ScheduledAction|ScalableTarget)"
)
_SIZE = r"^((Min|Max)(Size|Capacity)|DesiredCapacity)$"
_HEALTH = r"^HealthCheck"
_PLACE = r"^(VPCZoneIdentifier|AvailabilityZones)"
_VERSION = r"LaunchTemplate.*Version$"
_TARGETS = r"^(TargetGroupARNs|LoadBalancerNames)"
_FLOATING = ours_is("$latest", "$default")


def _is_update_policy(one: Difference) -> bool:
    return one.path[:1] == ("UpdatePolicy",)


def _is_creation_policy(one: Difference) -> bool:
    return one.path[:1] == ("CreationPolicy",)


THEME = Theme(
    claims=about(
        types=_TYPES,
        wholes=_TYPES,
        paths=r"^(UpdatePolicy|CreationPolicy|(?!Tags|DependsOn|AutoScalingGroupName|PolicyName))",
    ),
    words={
        Operation.ADD: (
            Words(
                title="Missing Auto Scaling Policies: {types}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves out policies by which capacity follows the "
                "load in the reference.",
                impact=Impact(performance="Capacity does not follow the load by these policies."),
                when=whole_of(_POLICY),
                prior=0.36,
            ),
            Words(
                title="Missing Auto Scaling Resources: {types}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out parts of how capacity is scaled.",
                when=is_whole,
                prior=0.28,
            ),
            Words(
                title="Missing Auto Scaling UpdatePolicy{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate does not say how running servers are replaced.",
                impact=Impact(
                    deployment="An update of the launch settings leaves running servers as they "
                    "are."
                ),
                when=_is_update_policy,
                prior=0.14,
            ),
            Words(
                title="Missing CreationPolicy{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate does not wait for its servers to report that they work.",
                impact=Impact(
                    deployment="The stack counts as created before the servers are set up."
                ),
                when=_is_creation_policy,
                prior=0.14,
            ),
            Words(
                title="Missing Auto Scaling Health Check Settings{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves the health check of the group to its defaults.",
                when=part_at(_HEALTH),
                prior=0.15,
            ),
            Words(
                title="Missing Target Groups{on}",
                severity=Severity.HIGH,
                root_cause="The candidate does not attach the group to the load balancer.",
                impact=Impact(deployment="The load balancer sends these servers no traffic."),
                when=part_at(_TARGETS),
                prior=0.25,
            ),
            Words(
                title="Missing Auto Scaling Group Size{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate does not state the size that the reference states.",
                when=part_at(_SIZE),
                prior=0.15,
            ),
            Words(
                title="Incomplete Auto Scaling Configuration{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves out settings of how capacity is scaled.",
                prior=0.09,
            ),
        ),
        Operation.CHANGE: (
            Words(
                title="Launch Template Version Not Fixed{on}",
                severity=Severity.HIGH,
                root_cause="The candidate takes whatever version of the launch template is the "
                "newest or the default when a server is launched.",
                impact=Impact(
                    deployment="A new version of the launch template is no change of the group: "
                    "CloudFormation replaces no running servers."
                ),
                when=both(part_at(_VERSION), _FLOATING),
                prior=0.2,
            ),
            Words(
                title="Different Launch Template Version{of}",
                severity=Severity.MEDIUM,
                root_cause="The candidate names the launch template's version otherwise than the "
                "reference.",
                when=part_at(_VERSION),
                prior=0.14,
            ),
            Words(
                title="Auto Scaling Group Smaller Than the Reference's{list}",
                severity=Severity.MEDIUM,
                root_cause="The candidate lets the group have fewer servers than the reference.",
                when=both(part_at(_SIZE), is_less),
                prior=0.15,
            ),
            Words(
                title="Different Auto Scaling Group Size{of}",
                severity=Severity.MEDIUM,
                root_cause="The candidate sizes the group otherwise than the reference.",
                when=part_at(_SIZE),
                prior=0.15,
            ),
            Words(
                title="Auto Scaling Without the Load Balancer's Health Check{on}",
                severity=Severity.HIGH,
                root_cause="The candidate replaces only servers that do not run; the reference "
                "also those that do not answer the load balancer.",
                impact=Impact(performance="A server that runs and does not answer stays."),
                when=both(part_at(r"^HealthCheckType$"), theirs_is("elb")),
                prior=0.15,
            ),
            Words(
                title="Different Auto Scaling Health Check{of}",
                severity=Severity.MEDIUM,
                root_cause="The candidate checks the group's servers otherwise.",
                when=part_at(_HEALTH),
                prior=0.15,
            ),
            Words(
                title="Auto Scaling Group in Other Subnets{list}",
                severity=Severity.HIGH,
                root_cause="The candidate starts the group's servers in other subnets.",
                when=part_at(_PLACE),
                prior=0.18,
            ),
            Words(
                title="Different Auto Scaling UpdatePolicy{of}",
                severity=Severity.MEDIUM,
                root_cause="The candidate replaces running servers otherwise.",
                when=_is_update_policy,
                prior=0.12,
            ),
            Words(
                title="Different CreationPolicy{of}",
                severity=Severity.MEDIUM,
                root_cause="The candidate waits for other signals than the reference.",
                when=_is_creation_policy,
                prior=0.12,
            ),
            Words(
                title="Different Auto Scaling Settings{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate scales otherwise than the reference.",
                prior=0.06,
            ),
        ),
        Operation.REMOVE: (
            Words(
                title="Surplus Auto Scaling Resources: {types}",
                severity=Severity.MEDIUM,
                root_cause="The candidate scales what the reference does not.",
                when=is_whole,
                prior=0.05,
            ),
            Words(
                title="CreationPolicy{of} That the Reference Does Without",
                severity=Severity.HIGH,
                root_cause="The candidate waits for signals of its servers; the reference does "
                "not.",
                impact=Impact(deployment="Creation fails when the signals do not come in time."),
                when=_is_creation_policy,
                prior=0.14,
            ),
            Words(
                title="Surplus Auto Scaling Configuration{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate states settings that the reference does without.",
                prior=0.04,
            ),
        ),
    },
    prior=0.15,
    split=by_type,
)
CANDIDATE = """
    Resources:
      Servers:
        Type: AWS::AutoScaling::AutoScalingGroup
        Properties:
          HealthCheckType: EC2
          MaxSize: 2
          MinSize: 1
"""
REFERENCE = """
    Resources:
      Servers:
        Type: AWS::AutoScaling::AutoScalingGroup
        Properties:
          HealthCheckType: EC2
          MaxSize: 4
          MinSize: 1
"""
CHECKED = CANDIDATE.replace("EC2\n", "ELB\n")
EXAMPLES = (
    Example("the group stays smaller", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("the load balancer is not asked", CANDIDATE, CHECKED, fixed=CHECKED),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "scaling-settings",
    "Auto Scaling",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Auto Scaling groups",
            "https://docs.aws.amazon.com/autoscaling/ec2/userguide/auto-scaling-groups.html",
        ),
    ),
    residual=True,
)
