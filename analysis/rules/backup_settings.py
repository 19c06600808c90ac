"""Data can be restored as far back as in the reference.

Retention, point-in-time recovery and backup plans decide what is left after a mistake.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check

THEME = Theme(
    claims=about(paths=r"Backup|PointInTimeRecovery|Snapshot|CopyTags", wholes=r"AWS::Backup::"),
    words={
        Operation.ADD: Words(
            title="Missing Backup Configuration: {properties}",
            severity=Severity.MEDIUM,
            root_cause="The candidate leaves backups to the service's default.",
            impact=Impact(
                security="A deletion or a fault loses the data since the last backup, if there "
                "is one.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Different Backup Configuration: {properties}",
            severity=Severity.MEDIUM,
            root_cause="The candidate keeps backups for another time than the reference.",
            impact=Impact(
                security="Data can be restored from other points in time than with the reference.",
            ),
            prior=0.2,
        ),
        Operation.REMOVE: Words(
            title="Surplus Backup Configuration: {properties}",
            severity=Severity.LOW,
            root_cause="The candidate keeps backups that the reference does without.",
            impact=Impact(
                cost="Backups are charged by size and time.",
            ),
            prior=0.13,
        ),
    },
    prior=0.32,
)
CANDIDATE = """
    Resources:
      Store:
        Type: AWS::RDS::DBCluster
        Properties:
          Engine: aurora-mysql
"""
REFERENCE = """
    Resources:
      Store:
        Type: AWS::RDS::DBCluster
        Properties:
          Engine: aurora-mysql
          BackupRetentionPeriod: 14
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "backup-settings",
    "Backup and recovery",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Point-in-time recovery",
            "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point"
            "InTimeRecovery.html",
        ),
    ),
    residual=True,
)
