"""Databases are set up as in the reference.

Storage, parameters, subnet groups and instance classes belong to how a database performs.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_type, theme_check

THEME = Theme(
    claims=about(
        types=r"AWS::(RDS|DocDB|Neptune|Redshift|ElastiCache|OpenSearchService|Elasticsearch|MSK|EFS|AmazonMQ)",
        wholes=r"AWS::(RDS|DocDB|Neptune|Redshift|ElastiCache|OpenSearchService|Elasticsearch|MSK|EFS|AmazonMQ)",
        paths=r"^(?!Tags|DBInstanceIdentifier|DBClusterIdentifier|Port$)",
    ),
    words={
        Operation.ADD: Words(
            title="Incomplete Database Configuration{of}: {properties}",
            severity=Severity.MEDIUM,
            root_cause="The candidate leaves settings of the database to their defaults.",
            impact=Impact(
                performance="The database performs otherwise than the reference's.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Different Database Settings{of}: {properties}",
            severity=Severity.MEDIUM,
            root_cause="The candidate sets up the database otherwise than the reference.",
            impact=Impact(
                cost="Instance class and storage decide the monthly cost.",
                performance="The database performs otherwise than the reference's.",
            ),
            prior=0.2,
        ),
        Operation.REMOVE: Words(
            title="Surplus Database Configuration{of}: {properties}",
            severity=Severity.MEDIUM,
            root_cause="The candidate gives the database what the reference does without.",
            impact=Impact(
                deployment="A setting that the engine or class does not offer is refused.",
            ),
            prior=0.16,
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
