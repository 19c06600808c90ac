"""Databases are set up as in the reference.

Storage, parameters, subnet groups and instance classes belong to how a database performs.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_type, theme_check
from analysis.rules.values import is_whole, part_at

_TYPES = (
    r"AWS::(RDS|DocDB|Neptune|Redshift|ElastiCache|OpenSearchService|Elasticsearch|MSK"
    r"|EFS|AmazonMQ)"
)
_TEXTS = (
    r"Description$|MaintenanceWindow$|(Cluster|Instance)Identifier$|GroupName$"
    r"|DatabaseName$|DBName$"
)
_SIZES = r"InstanceClass|InstanceType|NodeType|AllocatedStorage|StorageType|Iops|Capacity"
THEME = Theme(
    claims=about(types=_TYPES, wholes=_TYPES, paths=r"^(?!Tags|DependsOn|Port$)"),
    words={
        Operation.ADD: (
            Words(
                title="Missing Database Resources: {types}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out parts of the database that the reference has.",
                when=is_whole,
                prior=0.09,
            ),
            Words(
                title="Missing Database Names or Windows{on}: {properties}",
                severity=Severity.LOW,
                root_cause="The candidate leaves to the service what the reference states.",
                when=part_at(_TEXTS),
                prior=0.04,
            ),
            Words(
                title="Incomplete Database Configuration{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves settings of the database to their defaults.",
                prior=0.11,
            ),
        ),
        Operation.CHANGE: (
            Words(
                title="Different Database Names or Windows{on}: {properties}",
                severity=Severity.LOW,
                root_cause="The candidate chooses other names or times than the reference.",
                when=part_at(rf"{_TEXTS}|(Backup|Snapshot)Window$"),
                prior=0.06,
            ),
            Words(
                title="Different Database Size{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate decides size or storage otherwise than the reference.",
                impact=Impact(cost="Class and storage decide the monthly cost."),
                when=part_at(_SIZES),
                prior=0.18,
            ),
            Words(
                title="Different Database Settings{of}: {properties}",
                severity=Severity.HIGH,
                root_cause="The candidate sets up the database otherwise than the reference.",
                prior=0.17,
            ),
        ),
        Operation.REMOVE: (
            Words(
                title="Surplus Database Resources: {types}",
                severity=Severity.MEDIUM,
                root_cause="The candidate creates parts of a database that the reference does "
                "without.",
                when=is_whole,
                prior=0.06,
            ),
            Words(
                title="Surplus Database Names or Windows{on}: {properties}",
                severity=Severity.LOW,
                root_cause="The candidate states what the reference leaves to the service.",
                when=part_at(rf"{_TEXTS}|(Backup|Snapshot)Window$"),
                prior=0.02,
            ),
            Words(
                title="Surplus Database Configuration{of}: {properties}",
                severity=Severity.HIGH,
                root_cause="The candidate gives the database what the reference does without.",
                prior=0.12,
            ),
        ),
    },
    prior=0.14,
    split=by_type,
)
CANDIDATE = """
    Resources:
      Store:
        Type: AWS::RDS::DBInstance
        Properties:
          StorageType: gp2
"""
REFERENCE = """
    Resources:
      Store:
        Type: AWS::RDS::DBInstance
        Properties:
          StorageType: gp3
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "database-settings",
    "Database configuration",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Amazon RDS",
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Welcome.html",
        ),
    ),
    residual=True,
)
