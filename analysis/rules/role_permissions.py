"""Roles may do what the reference's may: no less, and no more.

What a role lacks fails when it is first tried, long after the stack is created. What it may do
beyond its work is there for whoever takes it over.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.comparison import Comparison, Difference
from analysis.embedded.own_arns import with_own_arns
from analysis.embedded.policy import Grant, Rights, RightsDelta, delta, is_covered, rights
from analysis.findings import Impact, Link, Severity
from analysis.rules.evidence import holders, of_candidate, of_reference
from analysis.rules.inline_functions import inline_functions
from analysis.rules.managed_policies import (
    is_granted,
    is_known,
    known_actions,
    meant_policy,
    policy_name,
    widest,
)
from analysis.rules.policy_resource import NAMED_BY_REF
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.words import coded, named
from analysis.syntax import Node, walk
from analysis.template import Resource

_HOLDER_TYPES = ("AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group")
_GRAVE = re.compile(r"\*$|(iam|sts|kms|organizations):\*")
_WHOLE = re.compile(r"(^|:)\*$")
_ROLE_PROPERTIES = frozenset({"Policies", "ManagedPolicyArns"})
_TOLD = 6
_PLACES = 3
_NAMED = re.compile(r"(?<=\$\{)\w+")


@dataclass(frozen=True, slots=True)
class _Holder:
    """An aligned role with how its rights differ, and the differences that make it so."""

    ours: Resource
    granted: Rights
    wanted: Rights
    rights: RightsDelta
    differences: tuple[Difference, ...]
    own_names: Mapping[str, str]
    absent: frozenset[str]

    def own(self, resource: str) -> str:
        """Return a resource that a grant names, in the candidate's own names."""
        return _NAMED.sub(lambda found: self.own_names.get(found[0], found[0]), resource)

    @property
    def missing_actions(self) -> list[str]:
        """The actions that neither a statement nor a known policy of the candidate's role gives."""
        given = known_actions(self.granted.managed)
        return widest([one for one in _actions(self.rights.missing) if not is_granted(one, given)])

    @property
    def pointless(self) -> list[str]:
        """What the missing actions are for, where the candidate has none of it to act on."""
        wanted = [one for one in self.rights.missing if one.action in self.missing_actions]
        named_by = [self.absent.intersection(_NAMED.findall(one.resource)) for one in wanted]
        return sorted(set().union(*named_by)) if named_by and all(named_by) else []

    @property
    def missing_policies(self) -> list[str]:
        """The managed policies of which the candidate's role lacks a part, or may lack one."""
        given = [*_actions(sorted(self.granted.grants)), *known_actions(self.granted.managed)]
        mistaken = {meant_policy(one) for one in self.granted.managed} - {""}
        return [
            policy_name(one)
            for one in self.rights.missing_managed
            if not mistaken.intersection({one, meant_policy(one)}) and not _is_given(one, given)
        ]

    @property
    def missing(self) -> list[str]:
        """The actions and managed policies that the candidate's role lacks."""
        return self.missing_actions + self.missing_policies

    @property
    def extra(self) -> list[str]:
        """The actions and managed policies that the candidate's role alone has."""
        given = known_actions(self.wanted.managed)
        actions = [one for one in _actions(self.rights.extra) if not is_granted(one, given)]
        given += _actions(sorted(self.wanted.grants))
        surplus = [
            policy_name(one)
            for one in self.rights.extra_managed
            if not meant_policy(one) and not _is_given(one, given)
        ]
        return widest(actions) + surplus

    @property
    def unknown(self) -> list[str]:
        """The candidate's policies of which it is not known what they grant."""
        return [policy_name(one) for one in sorted(self.granted.managed) if not is_known(one)]

    @property
    def widened(self) -> list[str]:
        """The actions that the candidate's role has on more, or on other, resources."""
        return _actions(self.rights.widened)

    @property
    def widened_on(self) -> Mapping[str, list[str]]:
        """The same actions by the resource that they are granted on."""
        found: dict[str, list[str]] = {}
        for one in self.rights.widened:
            if one.effect == "Allow" and one.action:
                found.setdefault(one.resource, []).append(one.action)
        return found

    @property
    def wild(self) -> list[str]:
        """The actions by wildcard that the candidate's role alone has, or has on more."""
        return list(dict.fromkeys(one for one in self.extra + self.widened if one.endswith("*")))

    @property
    def is_wild(self) -> bool:
        """Whether the candidate's role alone grants by wildcards: actions, or all resources."""
        return bool(self.wild) or ("*" in self.widened_on and self.broader)

    @property
    def broader(self) -> bool:
        """Whether a grant gives all that one of the reference's does, and more."""
        return any(
            is_covered(known, [ours])
            for ours in self.rights.widened
            for known in self.wanted.grants
            if known.effect == "Allow"
        )


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for each role whose rights differ from the reference's."""
    comparison = context.comparison
    if comparison is None:
        return
    for known, ours in comparison.aligned_resources:
        if ours.type in _HOLDER_TYPES and known.type == ours.type:
            holder = _holder(comparison, known, ours)
            if holder.differences and (holder.missing or holder.extra or holder.widened):
                for key, part in _parts(holder):
                    yield _draft(context, comparison, part, key)


def _parts(holder: _Holder) -> Iterator[tuple[str, _Holder]]:
    """Yield what one finding tells of a role: wildcards apart from what it lacks."""
    name = holder.ours.logical_id
    if not holder.missing or not holder.is_wild:
        yield name, holder
        return
    less = replace(holder.rights, extra=(), extra_managed=(), widened=())
    more = replace(holder.rights, missing=(), missing_managed=())
    yield name, replace(holder, rights=less)
    yield f"{name} wildcards", replace(holder, rights=more)


def _actions(granted: Sequence[Grant]) -> list[str]:
    return list(
        dict.fromkeys(one.action for one in granted if one.effect == "Allow" and one.action)
    )


def _is_given(arn: str, given: Sequence[str]) -> bool:
    """Whether all that a policy is known to grant is among these actions."""
    actions = known_actions([arn])
    return bool(actions) and all(is_granted(one, given) for one in actions)


def _holder(comparison: Comparison, known: Resource, ours: Resource) -> _Holder:
    names: Mapping[str, str] = {
        mine: theirs
        for section in comparison.alignment.pairs.values()
        for mine, theirs in section.items()
    }
    granted = with_own_arns(rights(comparison.candidate, ours, names), comparison.candidate, names)
    wanted = with_own_arns(rights(comparison.reference, known), comparison.reference, {})
    difference = delta(granted, wanted)
    # A grant on a bare name is none; policy-resource tells it.
    bare = {
        f"${{{names.get(one.logical_id, one.logical_id)}}}"
        for one in comparison.candidate.of_type(*NAMED_BY_REF)
    }
    widened = [one for one in difference.widened if re.split("[/:]", one.resource)[0] not in bare]
    difference = replace(difference, widened=tuple(widened))
    own_names = {theirs: mine for mine, theirs in names.items()}
    differences = tuple(_differences(comparison, known, ours))
    absent = frozenset(one.logical_id for one in comparison.only_in_reference)
    return _Holder(ours, granted, wanted, difference, differences, own_names, absent)


def _differences(comparison: Comparison, known: Resource, ours: Resource) -> Iterator[Difference]:
    for one in comparison.differences:
        is_own = one.candidate_id == ours.logical_id and one.property_name in _ROLE_PROPERTIES
        if is_own or _is_attached(comparison, one, known.logical_id):
            yield one


def _is_attached(comparison: Comparison, difference: Difference, role: str) -> bool:
    """Whether a difference lies in a policy of the reference that names the role."""
    policy = comparison.reference.resources.get(difference.reference_id or "")
    if policy is None or policy.type not in {"AWS::IAM::Policy", "AWS::IAM::RolePolicy"}:
        return False
    return any(
        use.owner == policy.logical_id and use.target == role for use in comparison.reference_uses
    )


def _draft(context: Context, comparison: Comparison, holder: _Holder, key: str) -> Draft:
    name = holder.ours.logical_id
    return Draft(
        key=key,
        severity=_severity(context, holder),
        title=_title(holder),
        issue=_issue(holder),
        suggestion=_suggestion(holder),
        root_cause=_root_cause(holder),
        impact=Impact(
            deployment=f'Calls of what is missing fail at run time: "{name} is not authorized to '
            f'perform: {holder.missing_actions[0]}".'
            if _fails(holder)
            else "",
            security="Whoever takes over the role may use what it grants beyond the reference's."
            if holder.extra or holder.broader
            else "",
        ),
        candidate=of_candidate(holder.differences) or holders(comparison, holder.differences),
        reference=of_reference(holder.differences),
        covers=holder.differences,
        fix_title=f"Give {name} the reference's permissions",
        prior=_prior(holder),
        logical_ids=(name,),
        resource_types=(holder.ours.type,),
        properties=_properties(holder),
    )


def _fails(holder: _Holder) -> bool:
    """Whether a call of what is missing would be refused, and there is something to call."""
    return bool(holder.missing_actions and not holder.unknown and not holder.pointless)


def _prior(holder: _Holder) -> float:
    if holder.missing:
        return 0.24 if _lacks_service(holder) else 0.18
    if holder.extra:
        return 0.22
    return 0.15 if holder.wild else 0.1


def _lacks_service(holder: _Holder) -> bool:
    """Whether there is a service of which the candidate's role may do nothing at all."""
    ours = {one.action.partition(":")[0] for one in holder.granted.grants}
    return any(one.partition(":")[0] not in ours for one in holder.missing_actions)


def _severity(context: Context, holder: _Holder) -> Severity:
    everywhere = holder.widened_on.get("*", ())
    if any(map(_GRAVE.search, holder.extra)) or any(map(_WHOLE.search, everywhere)):
        return Severity.HIGH
    if not _fails(holder):
        return Severity.MEDIUM
    return Severity.MEDIUM if _serves_inline_code(context, holder.ours) else Severity.HIGH


def _serves_inline_code(context: Context, role: Resource) -> bool:
    """Whether the role is that of functions whose code is known: their calls are judged apart."""
    return any(
        _names(function.resource.property("Role"), role.logical_id)
        for function in inline_functions(context.candidate)
    )


def _names(node: Node | None, logical_id: str) -> bool:
    return node is not None and any(
        getattr(inner, "text", "").partition(".")[0] == logical_id for _, inner in walk(node)
    )


def _title(holder: _Holder) -> str:
    name = holder.ours.logical_id
    if holder.missing:
        return f"Missing IAM Permissions on {name}: {named(holder.missing, 2)}"
    if holder.extra or holder.wild:
        told = holder.extra or holder.wild
        return f"Overly Broad IAM Permissions on {name}: {named(told, 2)}"
    where = "Too Many" if holder.broader else "Other"
    return f"IAM Permissions of {name} on {where} Resources"


def _root_cause(holder: _Holder) -> str:
    if holder.missing:
        return "The candidate's role grants less than the reference's."
    if holder.extra:
        return "The candidate's role grants more than the reference's."
    if holder.broader:
        return "The candidate's role grants on more resources, or on fewer conditions."
    return "The candidate's role grants on other resources than the reference's."


def _issue(holder: _Holder) -> str:
    name = holder.ours.logical_id
    told = []
    if holder.missing:
        told.append(f"{name} lacks {coded(holder.missing, _TOLD)}, which the reference grants.")
    if holder.pointless:
        what = "The actions" if holder.missing_policies else "They"
        told.append(f"{what} are for {coded(holder.pointless)}, which the candidate lacks too.")
    if holder.missing_actions and holder.unknown:
        told.append(f"Whether {coded(holder.unknown)} grants them was not checked.")
    if holder.extra:
        told.append(f"{name} has {coded(holder.extra, _TOLD)}, which the reference withholds.")
    by_actions: dict[str, list[str]] = {}
    for resource, actions in holder.widened_on.items():
        by_actions.setdefault(coded(actions, _TOLD), []).append(holder.own(resource))
    subject = "It" if told else name
    told += [
        f"{subject} has {actions} on {coded(resources, 2)}, where the reference grants other "
        "resources or conditions only."
        for actions, resources in [*by_actions.items()][:_PLACES]
    ]
    return " ".join(told)


def _suggestion(holder: _Holder) -> str:
    told = []
    if holder.missing:
        told.append(f"Grant {coded(holder.missing, _TOLD)} to {holder.ours.logical_id}.")
    if holder.extra:
        told.append(f"Take {coded(holder.extra, _TOLD)} away.")
    if holder.widened:
        resources = sorted({one for one in _narrower(holder) if one != "*" and "${If " not in one})
        where = f" {coded(resources, 2)}" if resources else " what the reference grants them on"
        way = "Limit the grants to" if holder.broader else "Grant on"
        told.append(f"{way}{where}{', as the reference does' if resources else ''}.")
    return " ".join(told)


def _narrower(holder: _Holder) -> Iterator[str]:
    """Yield the resources on which the reference grants what the candidate grants on others."""
    for one in holder.wanted.grants:
        if one.effect == "Allow" and one.resource and is_granted(one.action, holder.widened):
            yield one.resource


def _properties(holder: _Holder) -> tuple[str, ...]:
    found = ["Policies", "PolicyDocument", "Statement"] if holder.rights.missing else ["Policies"]
    if holder.rights.missing_managed or holder.rights.extra_managed:
        found.append("ManagedPolicyArns")
    return tuple(found)


LESS = """
    Resources:
      Worker:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument: {}
          Policies:
            - PolicyName: work
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Action: sqs:ReceiveMessage
                    Resource: arn:aws:sqs:us-east-1:111122223333:jobs
"""
_ACTIONS = """Action:
                      - sqs:ReceiveMessage
                      - sqs:DeleteMessage"""
MORE = LESS.replace("Action: sqs:ReceiveMessage", _ACTIONS)
_STATED = """
    Resources:
      Worker:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument: {}
          Policies:
            - PolicyName: logs
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Action:
                      - logs:CreateLogGroup
                      - logs:CreateLogStream
                      - logs:PutLogEvents
                    Resource: "*"
"""
MANAGED = """
    Resources:
      Worker:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument: {}
          ManagedPolicyArns:
            - arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole
"""
NARROW = LESS.replace("arn:aws:sqs:us-east-1:111122223333:jobs", '"arn:aws:sqs:*:*:jobs"')
WILD = NARROW.replace("sqs:ReceiveMessage", "sqs:*").replace("arn:aws:sqs:*:*:jobs", "*")
EXAMPLES = (
    Example("all of a service, on everything", WILD, NARROW, fixed=NARROW),
    Example("an action is missing", LESS, MORE, fixed=MORE),
    Example("an action too many", MORE, LESS),
    Example("a managed policy grants the same", MANAGED, _STATED, reported=False),
    Example("statements grant what the policy does", _STATED, MANAGED, reported=False),
    Example("the same rights", MORE, MORE, reported=False),
    Example("no reference", LESS, reported=False),
)
RULE = Rule(
    "role-permissions",
    "IAM permissions",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "IAM best practices",
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
        ),
    ),
)
