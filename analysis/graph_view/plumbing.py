"""Plumbing: resources that only join others. A graph without it leads from end to end."""

from collections.abc import Iterator
from dataclasses import replace

from analysis.graph_view.merging import Merged, MergedLink, MergedPart
from analysis.layout import EdgeUse

THROUGH = "through"
"""The kind of an edge that leads through what is not drawn; its path names that."""

_ENDINGS = ("Association", "Attachment", "Permission")
_NAMES = frozenset(
    {"BucketPolicy", "GroupPolicy", "QueueInlinePolicy", "QueuePolicy", "RepositoryPolicy"}
    | {"ResourcePolicy", "RolePolicy", "Route", "SecurityGroupEgress", "SecurityGroupIngress"}
    | {"TopicInlinePolicy", "TopicPolicy", "UserPolicy"},
)
_POLICIES = frozenset({"AWS::IAM::ManagedPolicy", "AWS::IAM::Policy"})


def is_plumbing(resource_type: str) -> bool:
    """Return whether a type is a route, an association, a permission or an attached policy."""
    name = resource_type.rpartition("::")[2]
    if not resource_type.startswith("AWS::"):
        return False
    return name in _NAMES or name.endswith(_ENDINGS) or resource_type in _POLICIES


def without_plumbing(whole: Merged) -> Merged:
    """Return parts and links without plumbing; what was joined through it is joined directly.

    What imports something stays: where a stack hangs on others is never hidden.
    """
    importing = {link.source for link in whole.links if link.target.startswith("Imports/")}
    hidden = {part.id for part in whole.parts if _joins(part) and part.id not in importing}
    links = {(link.source, link.target): link for link in whole.links}
    for name in (part.id for part in whole.parts if part.id in hidden):
        before = [link for link in links.values() if link.target == name != link.source]
        after = [link for link in links.values() if link.source == name != link.target]
        for link in _bridges(before, after, name):
            links.setdefault((link.source, link.target), link)
        links = {ends: link for ends, link in links.items() if name not in ends}
    parts = tuple(part for part in whole.parts if part.id not in hidden)
    return replace(whole, parts=parts, links=tuple(links.values()))


def _joins(part: MergedPart) -> bool:
    own = part.candidate or part.reference
    return own is not None and own.kind == "resource" and is_plumbing(own.type)


def _bridges(
    before: list[MergedLink],
    after: list[MergedLink],
    name: str,
) -> Iterator[MergedLink]:
    use = (EdgeUse(THROUGH, name),)
    for one in before:
        for other in after:
            candidate = use if one.candidate and other.candidate else ()
            reference = use if one.reference and other.reference else ()
            if one.source != other.target and (candidate or reference):
                yield MergedLink(one.source, other.target, candidate, reference)
