"""What becomes of the data in a resource that a deployment deletes or replaces."""

from dataclasses import dataclass

from analysis.schemas import is_stateful, needs_to_be_empty
from analysis.substitution import as_text
from analysis.template import Resource

_DELETE, _SNAPSHOT = "Delete", "Snapshot"
_KEEPS = ("Retain", "RetainExceptOnCreate")
_ENDS = ("delete", "orphan")
_REPLACES = ("replace", "may replace")
_MEMBER = "DBClusterIdentifier"


@dataclass(frozen=True, slots=True)
class Fate:
    """What happens to the resource that was there, in the words of change sets, and to its data.

    `data` is `lost`, `may be lost`, `snapshot`, `kept`, or empty where none is at stake.
    """

    action: str = ""
    data: str = ""
    sentence: str = ""


def fate(impact: str, old: Resource | None, new: Resource | None) -> Fate:
    """Return the fate of the running resource; `new` is it as it is deployed."""
    if old is None or impact not in (*_ENDS, *_REPLACES):
        return Fate()
    if impact in _ENDS:
        policy, name = _deletion_policy(old), "DeletionPolicy"
        return Fate(policy, *_data(old, policy, name, is_certain=True))
    policies = {_policy(one, "UpdateReplacePolicy") for one in (old, new) if one}
    weakest = next(one for one in (_DELETE, _SNAPSHOT, "Retain") if one in policies)
    is_certain = impact == "replace" and len(policies) == 1
    action = f"ReplaceAnd{weakest}"
    return Fate(action, *_data(old, weakest, "UpdateReplacePolicy", is_certain=is_certain))


def _data(resource: Resource, policy: str, name: str, *, is_certain: bool) -> tuple[str, str]:
    if not is_stateful(resource.type) or resource.property(_MEMBER) is not None:
        return "", ""
    if policy in _KEEPS:
        return "kept", f"Its data is kept: {name} is {policy}."
    if policy == _SNAPSHOT:
        return "snapshot", "A snapshot of its data is kept."
    if needs_to_be_empty(resource.type):
        return "kept", "While it is not empty it cannot be deleted, and stays behind."
    if is_certain:
        return "lost", f"Its data is lost: no {name} keeps it."
    return "may be lost", f"Its data may be lost: no {name} keeps it for certain."


def _deletion_policy(resource: Resource) -> str:
    policy = _policy(resource, "DeletionPolicy")
    is_set = resource.attribute("DeletionPolicy") is not None
    # CloudFormation's defaults: a database that is in no cluster leaves a snapshot.
    if not is_set and resource.type in ("AWS::RDS::DBCluster", "AWS::RDS::DBInstance"):
        return _DELETE if resource.property(_MEMBER) is not None else _SNAPSHOT
    return policy


def _policy(resource: Resource, name: str) -> str:
    """Return what a policy says; what is computed or misspelt counts as deleting."""
    policy = as_text(resource.attribute(name))
    if policy in _KEEPS:
        return "Retain"
    return policy if policy == _SNAPSHOT else _DELETE
