"""The loss of one zone or host is survived as in the reference.

Standby databases, replicas and a minimum of two hosts are each one property or resource.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_property, theme_check
from analysis.rules.values import both, is_less, is_more, ours_says, part_at, theirs_says
from analysis.syntax import IntrinsicNode

_COUNTS = (
    r"NumCacheClusters|NumNodeGroups|Replicas\w*$|InstanceCount|DesiredCount|DesiredCapacity"
    r"|MinSize|MaxSize|DesiredSize|MinCapacity|MaxCapacity"
)
_SWITCHES = r"MultiAZ|AZMode|AutomaticFailover|DedicatedMaster|ZoneAwareness|CrossZone|cross_zone"
_ON = r"(?i)^(true|enabled|cross-az)$"
_MORE = Words(
    title="Capacity Lower Than the Reference's{on}: {properties}",
    severity=Severity.MEDIUM,
    root_cause="The candidate plans less capacity than the reference.",
    when=both(part_at(_COUNTS), is_less),
    prior=0.09,
)
_FEWER = Words(
    title="Capacity Higher Than the Reference's{on}: {properties}",
    severity=Severity.MEDIUM,
    root_cause="The candidate plans more capacity than the reference.",
    impact=Impact(cost="What is kept running is charged."),
    when=both(part_at(_COUNTS), is_more),
    prior=0.11,
)
_SINGLE = Words(
    title="Missing Multi-AZ High Availability{on}: {properties}",
    severity=Severity.HIGH,
    root_cause="The candidate keeps no standby where the reference does.",
    impact=Impact(performance="The loss of the host or its zone interrupts the service."),
    when=both(part_at(_SWITCHES), theirs_says(_ON), lambda one: not ours_says(_ON)(one)),
    prior=0.19,
)
_NEVER = Words(
    title="Multi-AZ Disabled{on}: {properties}",
    severity=Severity.HIGH,
    root_cause="The candidate never keeps a standby; the reference does on a condition or as a "
    "parameter says.",
    prior=0.18,
    when=both(
        part_at(_SWITCHES),
        lambda one: isinstance(one.reference, IntrinsicNode),
        lambda one: not ours_says(_ON)(one) and not isinstance(one.candidate, IntrinsicNode),
    ),
)
_STANDBY = Words(
    title="Multi-AZ{on} That the Reference Does Without: {properties}",
    severity=Severity.MEDIUM,
    root_cause="The candidate keeps a standby where the reference does without.",
    impact=Impact(cost="A standby is charged like the host that it stands in for."),
    when=both(part_at(_SWITCHES), ours_says(_ON), lambda one: not theirs_says(_ON)(one)),
    prior=0.1,
)
THEME = Theme(
    claims=about(paths=f"{_COUNTS}|{_SWITCHES}|ReplicaRegions", types=r"AWS::(?!Budgets)"),
    words={
        Operation.ADD: (
            _NEVER,
            _SINGLE,
            Words(
                title="Missing Replicas or Capacity{on}: {properties}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves capacity or replicas to the default.",
                when=lambda one: not part_at(_SWITCHES)(one),
                prior=0.08,
            ),
        ),
        Operation.CHANGE: (
            _NEVER,
            _SINGLE,
            _STANDBY,
            _MORE,
            _FEWER,
            Words(
                title="Different High Availability Settings{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate decides about standby or capacity by another value than "
                "the reference.",
                prior=0.05,
            ),
        ),
        Operation.REMOVE: (
            _STANDBY,
            Words(
                title="Surplus Capacity Settings{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate states capacity or replicas that the reference "
                "leaves out.",
                when=lambda one: not part_at(_SWITCHES)(one),
                prior=0.06,
            ),
        ),
    },
    prior=0.18,
    split=by_property,
)
CANDIDATE = """
    Resources:
      Store:
        Type: AWS::RDS::DBInstance
        Properties:
          Engine: mysql
"""
REFERENCE = """
    Resources:
      Store:
        Type: AWS::RDS::DBInstance
        Properties:
          Engine: mysql
          MultiAZ: true
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "high-availability",
    "High availability",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Multi-AZ deployments",
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html",
        ),
    ),
    residual=True,
)
