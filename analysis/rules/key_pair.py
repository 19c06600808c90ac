"""No key pair is needed that the reference does without.

A parameter of type `AWS::EC2::KeyPair::KeyName` takes only names of key pairs that exist in the
account and region.
"""

from collections.abc import Iterator, Sequence

from analysis.comparison import Comparison, Difference
from analysis.findings import Impact, Link, Severity
from analysis.rules.evidence import of_entity, of_reference
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.words import coded, named, verb
from analysis.syntax import ObjectNode, text_of, walk
from analysis.template import Entity, Resource, Template

_TYPE = "AWS::EC2::KeyPair::KeyName"


def check(context: Context) -> Iterator[Draft]:
    """Yield one finding for the key pairs that must exist before deployment."""
    comparison = context.comparison
    if comparison is None:
        return
    required = [one for one in _parameters(context.candidate) if one.attribute("Default") is None]
    if not required or any(_parameters(comparison.reference)):
        return
    names = {one.logical_id for one in required}
    covers = [one for one in comparison.differences if _concerns(one, names)]
    owners = [one.logical_id for one in covers if _uses(one)]
    yield Draft(
        key="key-pair",
        severity=Severity.HIGH,
        title="Required EC2 Key Pair Prevents Deployment",
        issue=f"The parameter {coded(sorted(names))} has type `{_TYPE}` and no default"
        + (f"; {named(owners)} {verb(owners, 'uses', 'use')} it." if owners else "."),
        suggestion=_suggestion(comparison, covers),
        root_cause="The candidate assumes that a key pair exists in the account and region.",
        impact=Impact(
            deployment=f'Without a value deployment fails: "Parameters: [{_list(names)}] must have '
            'values"; so it does with the name of a key pair that is not there.',
        ),
        candidate=tuple(of_entity(one) for one in required),
        reference=of_reference(covers),
        covers=tuple(covers),
        fix_title="Do without the key pair parameter",
        prior=0.33,
        properties=("KeyName",),
    )


def _suggestion(comparison: Comparison, covers: Sequence[Difference]) -> str:
    if any(one.type == "AWS::EC2::KeyPair" for one in covers):
        return "Create the key pair in the template, as the reference does."
    optional = "give the parameter an empty default and use it on a condition"
    if any(one.section == "Parameters" and not one.is_whole_entity for one in covers):
        return f"As the reference does, {optional}."
    if any(_names_key(one) for one in comparison.reference.resources.values()):
        return f"Name the key pair as the reference does, or {optional}."
    return f"Do without a key pair, as the reference does, or {optional}."


def _names_key(resource: Resource) -> bool:
    body = resource.properties
    return body is not None and any(
        isinstance(node, ObjectNode) and "KeyName" in node.names for _, node in walk(body)
    )


def _parameters(template: Template) -> Iterator[Entity]:
    for parameter in template.section("Parameters").values():
        if text_of(parameter.attribute("Type")) == _TYPE:
            yield parameter


def _concerns(difference: Difference, names: set[str]) -> bool:
    if difference.section == "Parameters":
        return difference.candidate_id in names
    return "KeyName" in difference.path or difference.type == "AWS::EC2::KeyPair"


def _list(names: set[str]) -> str:
    return ", ".join(sorted(names))


def _uses(difference: Difference) -> bool:
    return difference.section == "Resources" and difference.candidate is not None


KEYED = """
    Parameters:
      Size:
        Type: String
        Default: t3.micro
      AdminKey:
        Type: AWS::EC2::KeyPair::KeyName
    Resources:
      Server:
        Type: AWS::EC2::Instance
        Properties:
          InstanceType: !Ref Size
          KeyName: !Ref AdminKey
"""
KEYLESS = """
    Parameters:
      Size:
        Type: String
        Default: t3.micro
    Resources:
      Server:
        Type: AWS::EC2::Instance
        Properties:
          InstanceType: !Ref Size
"""
EXAMPLES = (
    Example("the reference needs none", KEYED, KEYLESS, fixed=KEYLESS),
    Example("the reference needs one too", KEYED, KEYED, reported=False),
    Example("no key pair", KEYLESS, KEYLESS, reported=False),
)
RULE = Rule(
    "key-pair",
    "Key pair",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Session Manager",
            "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html",
        ),
    ),
)
