"""The loss of one zone or host is survived as in the reference.

Standby databases, replicas and a minimum of two hosts are each one property or resource.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_property, theme_check

THEME = Theme(
    claims=about(
        paths=r"MultiAZ|AZMode|AutomaticFailover|NumCacheClusters|NumNodeGroups|Replicas|ReplicaRegions|InstanceCount|DedicatedMaster|ZoneAwareness|DesiredCount|DesiredCapacity|MinSize|MaxSize|CrossZone|DesiredSize"
    ),
    words={
        Operation.ADD: Words(
            title="Missing Multi-AZ High Availability{on}: {properties}",
            severity=Severity.HIGH,
            root_cause="The candidate does not plan for the loss of a zone.",
            impact=Impact(
                performance="The loss of one zone or host stops the service.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Different High Availability Settings{of}: {properties}",
            severity=Severity.HIGH,
            root_cause="The candidate plans for another number of hosts or zones than the "
            "reference.",
            impact=Impact(
                cost="The number of hosts changes the monthly cost.",
                performance="Capacity or availability differs from the reference's.",
            ),
        ),
        Operation.REMOVE: Words(
            title="Surplus High Availability Settings{of}: {properties}",
            severity=Severity.MEDIUM,
            root_cause="The candidate keeps more standby than the reference.",
            impact=Impact(
                cost="Standby hosts are charged like others.",
            ),
            prior=0.1,
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
