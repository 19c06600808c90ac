"""Databases run an engine version that exists and is meant.

Minor versions come and go: an old one can no longer be created.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check

THEME = Theme(
    claims=about(
        paths=r"EngineVersion$|^Version$|KubernetesVersion$|^Family$",
        types=r"AWS::(RDS|DocDB|Neptune|ElastiCache|OpenSearch|Elasticsearch|EKS|MSK|AmazonMQ|Redshift)",
    ),
    words={
        Operation.ADD: Words(
            title="Missing Engine Version{on}",
            severity=Severity.MEDIUM,
            root_cause="The candidate leaves the version to the service's default.",
            impact=Impact(
                deployment="The version changes with the service's default.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Outdated or Unavailable Engine Version{on}",
            severity=Severity.HIGH,
            root_cause="The candidate fixes another version than the reference, which was "
            "deployed.",
            impact=Impact(
                deployment='Creation fails where the version is no longer offered: "Cannot find '
                'version ...".',
            ),
            prior=0.4,
        ),
        Operation.REMOVE: Words(
            title="Hardcoded Engine Version{on}",
            severity=Severity.HIGH,
            root_cause="The candidate fixes a version that the reference leaves to the service.",
            impact=Impact(
                deployment='Creation fails once the version is no longer offered: "Cannot find '
                'version ...".',
            ),
            prior=0.24,
        ),
    },
    prior=0.16,
)
CANDIDATE = """
    Resources:
      Store:
        Type: AWS::RDS::DBInstance
        Properties:
          Engine: mysql
          EngineVersion: 8.0.28
"""
REFERENCE = """
    Resources:
      Store:
        Type: AWS::RDS::DBInstance
        Properties:
          Engine: mysql
          EngineVersion: 8.0.43
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "engine-version",
    "Engine version",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Amazon RDS engine versions",
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts."
            "VersionMgmt.html",
        ),
    ),
    residual=True,
)
