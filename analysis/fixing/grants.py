"""Grants what code calls, in a statement of its role that is written from the actions."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from analysis.adoption.style import style_of
from analysis.findings import Fix, Safety
from analysis.fixing.changing import NOWHERE, Append, Change, Insert, fix_of, function, scalar
from analysis.syntax import ArrayNode, Entry, IntrinsicNode, Node, ObjectNode, Path, follow
from analysis.template import Resource, Template

_NAMED = 3
# What a statement names of a resource of a service: an attribute, or what `Ref` gives.
# https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
_ARNS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "dynamodb": ("AWS::DynamoDB::Table", "Arn"),
        "events": ("AWS::Events::EventBus", "Arn"),
        "kinesis": ("AWS::Kinesis::Stream", "Arn"),
        "kms": ("AWS::KMS::Key", "Arn"),
        "lambda": ("AWS::Lambda::Function", "Arn"),
        "logs": ("AWS::Logs::LogGroup", "Arn"),
        "s3": ("AWS::S3::Bucket", "Arn"),
        "secretsmanager": ("AWS::SecretsManager::Secret", ""),
        "sns": ("AWS::SNS::Topic", ""),
        "sqs": ("AWS::SQS::Queue", "Arn"),
        "states": ("AWS::StepFunctions::StateMachine", "Arn"),
    }
)


def grants(template: Template, role: Resource, actions: Sequence[str]) -> tuple[Fix, ...]:
    """Return fixes that grant the actions to a role: on the template's resources, or on all.

    The first is offered where the template has one resource of each service, which the code may
    well mean.
    """
    meant = {service: _meant(template, service) for service in map(_service, actions)}
    owners = [one.logical_id for one in meant.values() if one]
    told = _listed(actions)
    fixes: list[Fix | None] = []
    if all(meant.values()):
        title = f"Grant {told} on {_listed(owners)} to {role.logical_id}"
        statements = [_statement(s, actions, _arns(s, one)) for s, one in meant.items() if one]
        fixes.append(_granted(template, role, title, Safety.REVIEW, statements))
    title = f"Grant {told} on all resources to {role.logical_id}"
    statements = [_statement(service, actions, [scalar("*")]) for service in meant]
    fixes.append(_granted(template, role, title, Safety.CHOICE, statements))
    return tuple(fix for fix in fixes if fix)


def _service(action: str) -> str:
    return action.partition(":")[0]


def _meant(template: Template, service: str) -> Resource | None:
    """Return the only resource of a service that a statement could name."""
    type_, _ = _ARNS.get(service, ("", ""))
    found = list(template.of_type(type_)) if type_ else []
    return found[0] if len(found) == 1 else None


def _arns(service: str, resource: Resource) -> list[Node]:
    _, attribute = _ARNS[service]
    name = resource.logical_id
    if not attribute:
        return [function("Ref", scalar(name))]
    arn = function("Fn::GetAtt", scalar(f"{name}.{attribute}"))
    # Most actions of S3 are about objects, whose ARN goes on behind the bucket's.
    inside = [function("Fn::Sub", scalar(f"${{{name}.{attribute}}}/*"))] if service == "s3" else []
    return [arn, *inside]


def _statement(service: str, actions: Sequence[str], arns: Sequence[Node]) -> Node:
    own = [scalar(one) for one in actions if _service(one) == service]
    entries = {"Effect": scalar("Allow"), "Action": _one_or_all(own), "Resource": _one_or_all(arns)}
    return _object(entries)


def _one_or_all(nodes: Sequence[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else ArrayNode(NOWHERE, tuple(nodes))


def _granted(
    template: Template, role: Resource, title: str, safety: Safety, statements: Sequence[Node]
) -> Fix | None:
    changes = tuple(_changes(template, role, statements))
    return fix_of(template, style_of(template.reading), title, safety, changes)


def _changes(template: Template, role: Resource, statements: Sequence[Node]) -> Iterator[Change]:
    """Yield what adds statements to the role's first policy that allows something, or a policy."""
    properties: Path = (*role.path, "Properties")
    policies = follow(template.root, (*properties, "Policies"))
    listed = policies.items if isinstance(policies, ArrayNode) else ()
    for number in range(len(listed)):
        path: Path = (*properties, "Policies", number, "PolicyDocument", "Statement")
        if isinstance(follow(template.root, path), ArrayNode):
            yield from (Append(path, one) for one in statements)
            return
    together = ArrayNode(NOWHERE, tuple(statements))
    document = _object({"Version": scalar("2012-10-17"), "Statement": together})
    policy = _object({"PolicyName": scalar("CalledActions"), "PolicyDocument": document})
    if isinstance(policies, ArrayNode):
        yield Append((*properties, "Policies"), policy)
    elif not isinstance(policies, IntrinsicNode):
        yield Insert(properties, "Policies", ArrayNode(NOWHERE, (policy,)))


def _object(entries: Mapping[str, Node]) -> ObjectNode:
    return ObjectNode(NOWHERE, tuple(Entry(scalar(key), one) for key, one in entries.items()))


def _listed(names: Sequence[str]) -> str:
    if len(names) > _NAMED:
        return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
