"""Data can be restored as far back as in the reference.

Retention, point-in-time recovery and backup plans decide what is left after a mistake.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import both, is_less, is_more, part_at

_RETENTION = r"RetentionPeriod|RetentionLimit|DeleteAfterDays"
_NO_BACKUP = r"S3BackupMode|S3BackupConfiguration|Window$|BackupVaultName|BackupPlanName"
THEME = Theme(
    claims=about(
        paths=rf"(Backup|PointInTimeRecovery|(?<!To)Snapshot)(?!.*Window$)(?!.*({_NO_BACKUP}))",
        wholes=r"AWS::Backup::",
        types=r"AWS::(?!KinesisFirehose)",
    ),
    words={
        Operation.ADD: Words(
            title="Missing Backup Configuration{on}: {properties}",
            severity=Severity.HIGH,
            root_cause="The candidate leaves backups out or to the service's default.",
            prior=0.18,
        ),
        Operation.CHANGE: (
            Words(
                title="Shorter Backup Retention{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate keeps backups for a shorter time than the reference.",
                impact=Impact(security="Older states of the data cannot be restored."),
                when=both(part_at(_RETENTION), is_less),
                prior=0.13,
            ),
            Words(
                title="Longer Backup Retention{on}",
                severity=Severity.LOW,
                root_cause="The candidate keeps backups for a longer time than the reference.",
                impact=Impact(cost="Backups are charged by size and time."),
                when=both(part_at(_RETENTION), is_more),
                prior=0.1,
            ),
            Words(
                title="Different Backup Configuration{on}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate sets up backups otherwise than the reference.",
                prior=0.13,
            ),
        ),
        Operation.REMOVE: Words(
            title="Surplus Backup Configuration{on}: {properties}",
            severity=Severity.LOW,
            root_cause="The candidate sets up backups that the reference leaves to the default.",
            prior=0.11,
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
