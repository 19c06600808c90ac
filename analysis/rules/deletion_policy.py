"""Resources go or stay with the stack as the reference says.

Without a `DeletionPolicy`, CloudFormation deletes most resources with the stack; with `Retain`
they stay behind, keep their names and cost money.
"""

import re

from analysis.comparison import Difference, Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import both, part_at, theirs_is
from analysis.syntax import Node, text_of

_KEEPING = ("retain", "retainexceptoncreate", "snapshot")
_STORES = (
    r"AWS::(RDS|DynamoDB|S3|EFS|DocDB|Neptune|Redshift|ElastiCache|OpenSearch"
    r"|Elasticsearch|Kinesis|SQS|SecretsManager|KMS|Logs|EC2::Volume|Cognito|ECR|Backup)"
)
_SNAPSHOTS = r"AWS::RDS::DB(Cluster|Instance)$"


def _keeps(node: Node | None) -> bool:
    return (text_of(node) or "").lower() in _KEEPING


def _is_snapshot(one: Difference) -> bool:
    return (text_of(one.candidate) or "").lower() == "snapshot"


def _is_store(one: Difference) -> bool:
    return bool(re.match(_STORES, one.type))


def _is_kept_less(one: Difference) -> bool:
    by_default = one.path == ("DeletionPolicy",) and bool(re.match(_SNAPSHOTS, one.type))
    if one.candidate is None and by_default:
        return False
    return _keeps(one.reference) and not _keeps(one.candidate)


def _is_kept_more(one: Difference) -> bool:
    return _keeps(one.candidate) and not _keeps(one.reference) and not _is_snapshot(one)


def _is_own_default(one: Difference) -> bool:
    """Whether one side states the snapshot that CloudFormation takes of databases anyway."""
    node = one.candidate or one.reference
    return (
        one.operation is not Operation.CHANGE
        and (text_of(node) or "").lower() == "snapshot"
        and one.path == ("DeletionPolicy",)
        and bool(re.match(_SNAPSHOTS, one.type))
    )


_LOST = Words(
    title="Missing {properties} to Keep Data{on}",
    severity=Severity.HIGH,
    root_cause="The candidate lets data go that the reference keeps when its resource goes.",
    impact=Impact(
        security="Data can be deleted that the reference keeps.",
    ),
    when=both(_is_kept_less, _is_store),
    prior=0.27,
)
_GONE = Words(
    title="{properties} Not Set{on}",
    severity=Severity.MEDIUM,
    root_cause="The candidate lets resources go that the reference keeps.",
    when=_is_kept_less,
    prior=0.11,
)
_STAYS = Words(
    title="{properties} Retain Blocks Clean Removal{of}",
    severity=Severity.HIGH,
    root_cause="The candidate keeps resources that the reference lets go with the stack.",
    impact=Impact(
        deployment="What is kept stays behind when it leaves the stack; under a fixed name it "
        'stops a new deployment: "already exists".',
    ),
    when=_is_kept_more,
    prior=0.15,
)
_SNAPSHOT_LEFT = Words(
    title="DeletionPolicy Delete Not Set{on}",
    severity=Severity.MEDIUM,
    root_cause="The candidate leaves the policy to its default, Snapshot; the reference deletes "
    "the database without one.",
    impact=Impact(deployment="Deleting the stack leaves a last snapshot behind."),
    when=both(theirs_is("delete"), part_at(r"^DeletionPolicy$", _SNAPSHOTS)),
    prior=0.09,
)
_SNAPSHOT_KEPT = Words(
    title="{properties} Snapshot Instead of Delete{on}",
    severity=Severity.MEDIUM,
    root_cause="The candidate keeps a last snapshot of what the reference deletes.",
    impact=Impact(cost="Snapshots stay behind, and are charged, after the stack is gone."),
    prior=0.2,
    when=both(_is_snapshot, theirs_is("delete")),
)
_UNSAID = Words(
    title="{properties} Left to the Default{on}",
    severity=Severity.MEDIUM,
    root_cause="The candidate does not say what becomes of these resources; the reference does.",
    prior=0.1,
)
_OTHER = Words(
    title="Different {properties}{on}",
    severity=Severity.MEDIUM,
    root_cause="The candidate states another fate for these resources than the reference.",
    prior=0.06,
)
_ABOUT = about(paths=r"^(DeletionPolicy|UpdateReplacePolicy)$")
THEME = Theme(
    claims=lambda one: _ABOUT(one) and not _is_own_default(one),
    words={
        Operation.ADD: (_LOST, _GONE, _SNAPSHOT_LEFT, _UNSAID),
        Operation.CHANGE: (_LOST, _GONE, _SNAPSHOT_KEPT, _STAYS, _OTHER),
        Operation.REMOVE: (_STAYS, _OTHER),
    },
    prior=0.25,
    # Without it alone, data is lost only where an update replaces the resource.
    is_minor=lambda one: one.path == ("UpdateReplacePolicy",),
)
CANDIDATE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
        Properties:
          BucketName: store
"""
REFERENCE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
        DeletionPolicy: Retain
        Properties:
          BucketName: store
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "deletion-policy",
    "Deletion policy",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "DeletionPolicy attribute",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-att"
            "ribute-deletionpolicy.html",
        ),
    ),
    residual=True,
)
