"""Databases run an engine version that exists and is meant.

Minor versions come and go: an old one can no longer be created.
"""

import re

from analysis.comparison import Difference, Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.syntax import IntrinsicNode, Node, text_of


def _numbers(node: Node | None) -> tuple[int, ...] | None:
    text = text_of(node) or ""
    return tuple(map(int, text.split("."))) if re.fullmatch(r"\d+(\.\d+)+", text) else None


def _is_older(one: Difference) -> bool:
    """Whether both versions are exact and the candidate's is the older."""
    ours, theirs = _numbers(one.candidate), _numbers(one.reference)
    return bool(ours and theirs and ours < theirs and len(ours) == len(theirs))


def _is_looked_up(one: Difference) -> bool:
    """Whether both sides leave the version to something else: what it is, is not compared."""
    return all(isinstance(side, IntrinsicNode) for side in (one.candidate, one.reference))


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
                deployment="A new database gets the version that is the service's default then.",
            ),
            prior=0.07,
        ),
        Operation.CHANGE: (
            Words(
                title="Outdated Engine Version{on}",
                severity=Severity.HIGH,
                root_cause="The candidate fixes an older version than the reference.",
                impact=Impact(
                    deployment='Creation fails once the version is no longer offered: "Cannot find '
                    'version ...".',
                ),
                when=_is_older,
                prior=0.25,
            ),
            Words(
                title="Engine Version{on} Taken From Elsewhere Than in the Reference",
                severity=Severity.MEDIUM,
                root_cause="The candidate looks the version up elsewhere than the reference.",
                when=_is_looked_up,
                prior=0.2,
            ),
            Words(
                title="Different Engine Version{on}",
                severity=Severity.HIGH,
                root_cause="The candidate states the version otherwise than the reference.",
                prior=0.28,
            ),
        ),
        Operation.REMOVE: Words(
            title="Hardcoded Engine Version{on}",
            severity=Severity.HIGH,
            root_cause="The candidate fixes a version that the reference leaves to the service.",
            impact=Impact(
                deployment='Creation fails once the version is no longer offered: "Cannot find '
                'version ...".',
            ),
            prior=0.15,
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
