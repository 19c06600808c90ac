"""Passwords live in Secrets Manager, not in parameters or in the template.

Whoever may read a template reads a password that stands there, and whoever deploys knows one that
is a parameter.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.comparison import Comparison, Difference, Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.evidence import of_entity, of_reference
from analysis.rules.families import names_below
from analysis.rules.rule import Context, Draft, Evidence, Example, Rule
from analysis.rules.words import coded, named, verb
from analysis.syntax import IntrinsicNode, Node, Path, ScalarKind, ScalarNode, follow, text_of, walk
from analysis.template import Entity, Resource, Template

_PROPERTY = re.compile(r"(Master(User)?|Admin|Db)?Password$|^(AuthToken|OAuthToken|SecretToken)$")
_MANAGED = frozenset({"ManageMasterUserPassword", "MasterUserSecret", "MasterUserSecretKmsKeyId"})
_OF_SECRETS_MANAGER = "AWS::SecretsManager::"
_SECRET = f"{_OF_SECRETS_MANAGER}Secret"
_RESOLVED = "{{resolve:"
_DATABASE = re.compile(r"AWS::(RDS|DocDB|Neptune|Redshift)")
_SSM = "AWS::SSM::Parameter"
_SECRET_NAME = re.compile(r"(?i)passw|secret|token|credential|api-?_?key")
_USER_PROPERTIES = frozenset({"MasterUsername", "MasterUserName"})


@dataclass(frozen=True, slots=True)
class _Exposed:
    """A property that takes a password from a parameter, or states it."""

    resource: Resource
    path: Path
    node: Node
    parameter: Entity | None


def check(context: Context) -> Iterator[Draft]:
    """Yield one finding for all passwords that are stated or come from parameters."""
    exposed = [*_exposed(context.candidate)]
    if context.comparison:
        exposed = [one for one in exposed if _is_better(context.comparison, one)]
    else:
        exposed = [one for one in exposed if one.parameter is None]
    if exposed:
        yield _draft(context, exposed)


def _exposed(template: Template) -> Iterator[_Exposed]:
    parameters = template.section("Parameters")
    for resource in template.resources.values():
        if resource.type == _SSM:
            yield from _stated_parameter(resource)
            continue
        for path, node in walk(resource.properties) if resource.properties else ():
            if not path or not isinstance(path[-1], str) or not _PROPERTY.search(path[-1]):
                continue
            match node:
                case IntrinsicNode(name="Ref", argument=ScalarNode(text=name)):
                    if name in parameters:
                        yield _Exposed(resource, path, node, parameters[name])
                case ScalarNode(kind=ScalarKind.STRING, text=text) if text and not _resolved(text):
                    yield _Exposed(resource, path, node, None)


def _stated_parameter(resource: Resource) -> Iterator[_Exposed]:
    """Yield the value of an SSM parameter whose name says that it is a secret."""
    named_after = f"{resource.logical_id} {text_of(resource.property('Name')) or ''}"
    match resource.property("Value"):
        case ScalarNode(kind=ScalarKind.STRING, text=text) as node if (
            text and not _resolved(text) and _SECRET_NAME.search(named_after)
        ):
            yield _Exposed(resource, ("Value",), node, None)


def _resolved(text: str) -> bool:
    return text.startswith(_RESOLVED)


def _is_better(comparison: Comparison, exposed: _Exposed) -> bool:
    """Whether the reference's counterpart keeps its password out of parameters."""
    name = comparison.alignment.reference_id("Resources", exposed.resource.logical_id)
    known = comparison.reference.resources.get(name or "")
    if known is None:
        return exposed.parameter is None
    theirs = known.property(*exposed.path)
    if theirs is None:
        return any(known.property(one) is not None for one in _MANAGED)
    if isinstance(theirs, ScalarNode):
        return _resolved(theirs.text)
    return _RESOLVED in str(text_of(follow(theirs, ("Fn::Sub",))) or "") or (
        not isinstance(theirs, IntrinsicNode)
        or theirs.name != "Ref"
        or text_of(theirs.argument) not in comparison.reference.section("Parameters")
    )


def _draft(context: Context, exposed: Sequence[_Exposed]) -> Draft:
    comparison = context.comparison
    parameters = {one.parameter.logical_id: one.parameter for one in exposed if one.parameter}
    owners = list(dict.fromkeys(one.resource.logical_id for one in exposed))
    covers = [*_covered(comparison, exposed, list(parameters))] if comparison else []
    secrets = [one for one in covers if one.is_whole_entity and one.type == _SECRET]
    is_made = any(map(_generates, secrets)) or any(
        _MANAGED.intersection(one.path) for one in covers
    )
    properties = list(dict.fromkeys(str(one.path[-1]) for one in exposed))
    return Draft(
        key="passwords",
        severity=Severity.CRITICAL,
        title=_title(exposed) if parameters else f"Password Hardcoded in {named(owners, 2)}",
        issue=_issue(owners, properties, parameters),
        suggestion=_suggestion(owners, secrets, covers),
        root_cause="The candidate takes the password from whoever deploys it rather than letting "
        "Secrets Manager make and keep one."
        if parameters and is_made
        else "The candidate hands on a password from a parameter instead of referring to a secret."
        if parameters
        else "The candidate states a password instead of referring to a secret.",
        impact=Impact(
            deployment=_deployment(list(parameters.values())),
            security="Whoever deploys the template knows the password."
            if parameters
            else "Whoever may read the template knows it.",
        ),
        candidate=(
            *(Evidence((*one.resource.path, "Properties", *one.path), one.node) for one in exposed),
            *(of_entity(one) for one in parameters.values()),
        ),
        reference=of_reference(covers),
        covers=tuple(covers),
        fix_title="Keep the password in Secrets Manager",
        prior=0.45,
        properties=tuple(properties),
    )


def _title(exposed: Sequence[_Exposed]) -> str:
    is_database = all(_DATABASE.match(one.resource.type) for one in exposed)
    what = "Database Password" if is_database else "Password or Token"
    return f"{what} Not in Secrets Manager"


def _issue(owners: Sequence[str], properties: Sequence[str], parameters: dict[str, Entity]) -> str:
    takes = f"{named(owners)} {verb(owners, 'takes', 'take')} {coded(properties)}"
    if not parameters:
        return (
            f"{named(owners)} {verb(owners, 'states', 'state')} {coded(properties)} in plain text."
        )
    open_ones = [name for name, one in parameters.items() if not _is_hidden(one)]
    noun = verb(list(parameters), "parameter", "parameters")
    told = f"{takes} from the {coded(list(parameters))} {noun}."
    if open_ones:
        told += f" {coded(open_ones)} {verb(open_ones, 'lacks', 'lack')} `NoEcho`."
    return told


def _is_hidden(parameter: Entity) -> bool:
    return (text_of(parameter.attribute("NoEcho")) or "").lower() == "true"


def _deployment(parameters: Sequence[Entity]) -> str:
    required = [one.logical_id for one in parameters if one.attribute("Default") is None]
    if not required:
        return ""
    return (
        f'Deploying without a value fails: "Parameters: [{", ".join(required)}] must have values".'
    )


def _suggestion(
    owners: Sequence[str], secrets: Sequence[Difference], covers: Sequence[Difference]
) -> str:
    managed = any(_MANAGED.intersection(one.path) for one in covers)
    if managed:
        return (
            f"Set `ManageMasterUserPassword` on {named(owners)}, as the reference does: RDS then "
            "makes the password and keeps it in Secrets Manager."
        )
    if secrets:
        making = [one.logical_id for one in secrets if _generates(one)]
        verb_of = "Generate" if making else "Keep"
        where = named(making or [one.logical_id for one in secrets])
        return f"{verb_of} the password in {where} and refer to it with a dynamic reference."
    return "Refer to a secret with `{{resolve:secretsmanager:…}}`."


def _generates(secret: Difference) -> bool:
    return follow(secret.reference, ("Properties", "GenerateSecretString")) is not None


def _covered(
    comparison: Comparison, exposed: Sequence[_Exposed], parameters: Sequence[str]
) -> Iterator[Difference]:
    owners = {one.resource.logical_id for one in exposed}
    names = names_below(comparison.candidate_uses)
    elsewhere = [
        name
        for name in parameters
        if any(
            path[1] not in owners
            for path, targets in names.items()
            if len(path) == 2 and name in targets  # noqa: PLR2004 (section and name)
        )
    ]
    for one in comparison.differences:
        if (
            (one.candidate_id in owners and _concerns(one))
            or (
                one.operation is Operation.ADD
                and one.is_whole_entity
                and one.type.startswith(_OF_SECRETS_MANAGER)
            )
            or (
                one.section == "Parameters"
                and one.candidate_id in parameters
                and one.candidate_id not in elsewhere
            )
        ):
            yield one


def _concerns(difference: Difference) -> bool:
    steps = [step for step in difference.path if isinstance(step, str)]
    return any(
        _PROPERTY.search(step) or step in _MANAGED or step in _USER_PROPERTIES for step in steps
    )


TYPED = """
    Parameters:
      User:
        Type: String
        Default: keeper
      Password:
        Type: String
        NoEcho: true
    Resources:
      Store:
        Type: AWS::RDS::DBInstance
        Properties:
          Engine: mysql
          MasterUsername: !Ref User
          MasterUserPassword: !Ref Password
"""
MANAGED = """
    Parameters:
      User:
        Type: String
        Default: keeper
    Resources:
      Store:
        Type: AWS::RDS::DBInstance
        Properties:
          Engine: mysql
          MasterUsername: !Ref User
          ManageMasterUserPassword: true
"""
STATED = MANAGED.replace("ManageMasterUserPassword: true", "MasterUserPassword: hunter22")
EXAMPLES = (
    Example("a parameter where the reference has a managed secret", TYPED, MANAGED, fixed=MANAGED),
    Example("stated in the template", STATED),
    Example("the reference takes it from a parameter too", TYPED, TYPED, reported=False),
    Example("a managed secret", MANAGED, reported=False),
)
RULE = Rule(
    "plaintext-credentials",
    "Credentials and secrets",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Password management with Amazon RDS and AWS Secrets Manager",
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html",
        ),
        Link(
            "Dynamic references",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html",
        ),
    ),
)
