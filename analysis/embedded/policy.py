"""IAM policies: what statements grant, to whom, and where two sets of grants differ."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from types import MappingProxyType

from analysis.substitution import as_text
from analysis.syntax import ArrayNode, IntrinsicNode, Node, ObjectNode, text_of
from analysis.template import Resource, Template, last_entries

_SAME: Mapping[str, str] = MappingProxyType({})
_MOST_GRANTS = 4000
_ATTACHED_POLICIES = ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy")
_HOLDERS = MappingProxyType(
    {"AWS::IAM::Role": "Roles", "AWS::IAM::User": "Users", "AWS::IAM::Group": "Groups"},
)
_RESOURCE_POLICIES = (
    "PolicyDocument",
    "KeyPolicy",
    "ResourcePolicy",
    "RepositoryPolicyText",
    "FileSystemPolicy",
    "AccessPolicies",
    "AssumeRolePolicyDocument",
)


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """One action on one resource that a statement allows or denies.

    `principal` is empty in a policy of an identity; `!` before an action, resource or principal
    stands for all but that one. What only the deployment knows is text like `${Bucket.Arn}`.
    """

    effect: str
    action: str
    resource: str
    condition: str = ""
    principal: str = ""

    @property
    def is_negative(self) -> bool:
        """Whether it takes rights away: a denial, or an allowance of all but something."""
        excepts = any(one.startswith("!") for one in (self.action, self.resource, self.principal))
        return excepts if self.effect == "Allow" else not excepts


@dataclass(frozen=True, slots=True)
class Rights:
    """What an identity may do: its grants, and the managed policies that it names."""

    grants: frozenset[Grant]
    managed: frozenset[str]


@dataclass(frozen=True, slots=True)
class RightsDelta:
    """How the candidate's rights differ from the reference's.

    `missing` and `extra` are actions that the other side has not at all; `narrowed` and `widened`
    are grants of the reference and of the candidate that the other side gives in part: some of the
    actions, on other resources, or on conditions.
    """

    missing: tuple[Grant, ...]
    extra: tuple[Grant, ...]
    narrowed: tuple[Grant, ...]
    widened: tuple[Grant, ...]
    missing_managed: tuple[str, ...]
    extra_managed: tuple[str, ...]


def grants(document: Node | None, names: Mapping[str, str] = _SAME) -> frozenset[Grant]:
    """Return what a policy document grants; `names` are the common words for entities."""
    found: set[Grant] = set()
    for statement in statements(document):
        for grant in _statement_grants(statement, names):
            found.add(grant)
            if len(found) >= _MOST_GRANTS:
                return frozenset(found)
    return frozenset(found)


def statements(document: Node | None) -> Iterator[ObjectNode]:
    """Yield the statements of a policy document, be they one or a list."""
    if not isinstance(document, ObjectNode):
        return
    for node in _members(document.child("Statement")):
        if isinstance(node, ObjectNode):
            yield node


def _statement_grants(statement: ObjectNode, names: Mapping[str, str]) -> Iterator[Grant]:
    effect = as_text(statement.child("Effect"), names)
    condition = statement.child("Condition")
    parts = product(
        _choices(statement, "Action", names),
        _choices(statement, "Resource", names),
        _principals(statement, names),
    )
    for action, resource, principal in parts:
        yield Grant(effect, action, resource, _condition(condition, names), principal)


def _choices(statement: ObjectNode, name: str, names: Mapping[str, str]) -> list[str]:
    found = [as_text(node, names) for node in _members(statement.child(name))]
    found += [f"!{as_text(node, names)}" for node in _members(statement.child(f"Not{name}"))]
    return found or [""]


def _principals(statement: ObjectNode, names: Mapping[str, str]) -> list[str]:
    found = []
    for key, mark in (("Principal", ""), ("NotPrincipal", "!")):
        node = statement.child(key)
        if isinstance(node, ObjectNode):
            found += [
                f"{mark}{entry.name}:{as_text(member, names)}"
                for entry in last_entries(node)
                for member in _members(entry.value)
            ]
        else:
            found += [f"{mark}{as_text(member, names)}" for member in _members(node)]
    return found or [""]


def _condition(node: Node | None, names: Mapping[str, str]) -> str:
    """Return a condition as text that does not depend on the order of its parts."""
    if not isinstance(node, ObjectNode):
        return as_text(node, names) if node else ""
    tests = (
        f"{operator.name} {key.name} {' | '.join(sorted(as_text(v, names) for v in values))}"
        for operator in last_entries(node)
        if isinstance(operator.value, ObjectNode)
        for key in last_entries(operator.value)
        for values in (_members(key.value),)
    )
    return "; ".join(sorted(tests))


def _members(node: Node | None) -> tuple[Node, ...]:
    if node is None:
        return ()
    return node.items if isinstance(node, ArrayNode) else (node,)


def rights(template: Template, holder: Resource, names: Mapping[str, str] = _SAME) -> Rights:
    """Return what a role, user or group may do: inline, attached and managed policies."""
    granted: set[Grant] = set()
    for inline in _members(holder.property("Policies")):
        if isinstance(inline, ObjectNode):
            granted |= grants(inline.child("PolicyDocument"), names)
    for policy in template.of_type(*_ATTACHED_POLICIES):
        if _is_attached(policy, holder):
            granted |= grants(policy.property("PolicyDocument"), names)
    managed = {as_text(node, names) for node in _members(holder.property("ManagedPolicyArns"))}
    return Rights(frozenset(granted), frozenset(managed))


def _is_attached(policy: Resource, holder: Resource) -> bool:
    named = [
        *_members(policy.property(_HOLDERS.get(holder.type, ""))),
        *_members(policy.property("RoleName")),
    ]
    if any(_names(node, holder) for node in named):
        return True
    arns = _members(holder.property("ManagedPolicyArns"))
    return any(_refers(node, policy.logical_id) for node in arns)


def _names(node: Node, holder: Resource) -> bool:
    literal = text_of(node)
    own = text_of(holder.property("RoleName")) or text_of(holder.property("UserName"))
    return _refers(node, holder.logical_id) or (literal is not None and literal == own)


def _refers(node: Node, logical_id: str) -> bool:
    return isinstance(node, IntrinsicNode) and as_text(node) in (
        f"${{{logical_id}}}",
        f"${{{logical_id}.Arn}}",
    )


def resource_grants(
    resource: Resource,
    names: Mapping[str, str] = _SAME,
) -> frozenset[Grant]:
    """Return what the policies on a resource grant; a role's trust is one of them."""
    found: set[Grant] = set()
    if resource.type in _ATTACHED_POLICIES:
        return frozenset()
    for name in _RESOURCE_POLICIES:
        found |= grants(resource.property(name), names)
    if resource.type == "AWS::Lambda::Permission":
        found.add(_permission(resource, names))
    own = f"${{{names.get(resource.logical_id, resource.logical_id)}}}"
    return frozenset(replace(one, resource=one.resource or own) for one in found)


def _permission(resource: Resource, names: Mapping[str, str]) -> Grant:
    source = resource.property("SourceArn")
    return Grant(
        "Allow",
        as_text(resource.property("Action"), names),
        as_text(resource.property("FunctionName"), names),
        f"ArnLike AWS:SourceArn {as_text(source, names)}" if source else "",
        f"Service:{as_text(resource.property('Principal'), names)}",
    )


@lru_cache(maxsize=4096)
def _pattern(text: str) -> re.Pattern[str]:
    first, *others = (re.escape(piece).replace(r"\?", ".") for piece in re.split(r"\*+", text))
    if not others:
        return re.compile(first, re.IGNORECASE | re.DOTALL)
    # The first place where a piece fits is as good as any other: nothing is tried again.
    inside = "".join(f"(?>.*?{piece})" for piece in others[:-1])
    return re.compile(f"{first}{inside}.*{others[-1]}", re.IGNORECASE | re.DOTALL)


def is_wild(text: str) -> bool:
    """Return whether a text stands for others, too."""
    return "*" in text or "?" in text


def covers(pattern: str, text: str) -> bool:
    """Return whether a text with wildcards stands for another, whatever the case of letters."""
    if "!" in (pattern[:1], text[:1]):
        # All but something is known to lie within all, and within itself.
        return pattern in ("*", text)
    if pattern in ("*", text):
        return True
    if not is_wild(pattern):
        return len(pattern) == len(text) and pattern.lower() == text.lower()
    return _pattern(pattern).fullmatch(text) is not None


def is_covered(grant: Grant, by: Iterable[Grant]) -> bool:
    """Return whether others grant all that a grant does."""
    return any(
        other.effect == grant.effect
        and other.principal == grant.principal
        and other.condition in ("", grant.condition)
        and covers(other.action, grant.action)
        and covers(other.resource, grant.resource)
        for other in by
    )


def delta(candidate: Rights, reference: Rights) -> RightsDelta:
    """Return how the candidate's rights differ from the reference's."""
    missing, narrowed = _uncovered(reference.grants, candidate.grants)
    extra, widened = _uncovered(candidate.grants, reference.grants)
    return RightsDelta(
        missing,
        extra,
        narrowed,
        widened,
        tuple(sorted(reference.managed - candidate.managed)),
        tuple(sorted(candidate.managed - reference.managed)),
    )


def _uncovered(
    wanted: frozenset[Grant],
    offered: frozenset[Grant],
) -> tuple[tuple[Grant, ...], tuple[Grant, ...]]:
    """Return the grants that others do not give at all, and those given in part only."""
    absent: list[Grant] = []
    partial: list[Grant] = []
    for grant in sorted(wanted - offered):
        if is_covered(grant, offered):
            continue
        is_given_in_part = any(
            other.effect == grant.effect
            and (covers(other.action, grant.action) or covers(grant.action, other.action))
            for other in offered
        )
        (partial if is_given_in_part else absent).append(grant)
    return tuple(absent), tuple(partial)
