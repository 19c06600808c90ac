"""A name is no longer than its service allows, once its variables are filled in.

A name that is put together grows with the account's number, the region and the defaults of
parameters: what looks short in the template may be refused when the stack is created.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.comparison import Comparison, Difference
from analysis.findings import Impact, Link, Severity
from analysis.rules.evidence import of_property, of_reference
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.tables import table
from analysis.rules.words import coded, named, value_text
from analysis.substitution import as_text
from analysis.syntax import ArrayNode, IntrinsicNode, Node, text_of
from analysis.template import Entity, Resource, Template

_VARIABLE = re.compile(r"\$\{([^}]*)\}")
_ACCOUNT = "111122223333"


@dataclass(frozen=True, slots=True)
class _Long:
    """A resource whose name is too long: at least so many characters of at most so many."""

    resource: Resource
    named_by: str
    length: int
    limit: int

    @property
    def node(self) -> Node | None:
        """The name as the template builds it."""
        return self.resource.property(self.named_by)


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for the names that are too long, unless the reference's are as well."""
    comparison = context.comparison
    known = _long(comparison.reference, context.region) if comparison else {}
    found = [
        one
        for name, one in _long(context.candidate, context.region).items()
        if not comparison or comparison.alignment.reference_id("Resources", name) not in known
    ]
    if found:
        yield _draft(context, found)


def _long(template: Template, region: str) -> dict[str, _Long]:
    return {
        resource.logical_id: found
        for resource in template.resources.values()
        if (found := _measured(template, resource, region))
    }


def _measured(template: Template, resource: Resource, region: str) -> _Long | None:
    """Return what is too long about a resource's name; a name without variables is cfn-lint's."""
    limit = table("name_limits").get(resource.type)
    if limit is None:
        return None
    name = table("physical_names").get(resource.type, f"{resource.type.rpartition('::')[2]}Name")
    node = resource.property(name)
    if not isinstance(node, IntrinsicNode) or node.name not in {"Fn::Sub", "Fn::Join"}:
        return None
    length = _length(template, node, region)
    return _Long(resource, name, length, limit) if length > limit else None


def _length(template: Template, node: Node | None, region: str) -> int:
    """Return how long a name is at least, 0 where nothing is known of it."""
    text = as_text(node) if node else ""
    if "${If " in text or "…" in text:
        return 0
    return len(_VARIABLE.sub(lambda found: _value(template, found[1], region), text))


def _value(template: Template, name: str, region: str) -> str:
    """Return the shortest value that a variable is known to take, by its default if it has one."""
    known = {"AWS::AccountId": _ACCOUNT, "AWS::Region": region, "AWS::Partition": "aws"}
    parameter = template.section("Parameters").get(name)
    return known.get(name, "") if parameter is None else _given(parameter)


def _given(parameter: Entity) -> str:
    default = text_of(parameter.attribute("Default"))
    if default is not None:
        return default if not (text_of(parameter.attribute("Type")) or "").startswith("AWS") else ""
    allowed = parameter.attribute("AllowedValues")
    values = [text_of(one) or "" for one in allowed.items] if isinstance(allowed, ArrayNode) else []
    return min(values, key=len, default="")


def _draft(context: Context, found: Sequence[_Long]) -> Draft:
    owners = [one.resource.logical_id for one in found]
    covers = _changes(context, context.comparison, found) if context.comparison else []
    theirs = [value_text(one.reference) for one in covers if one.reference]
    return Draft(
        key="too long",
        severity=Severity.CRITICAL,
        title=f"Excessively Long Resource Name{'s' if len(found) > 1 else ''}: {named(owners, 2)}",
        issue=" ".join(map(_sentence, found)),
        suggestion=f"Name it as the reference does, {coded(theirs, 3)}."
        if theirs
        else "Shorten the name, or leave it out: AWS then makes one that fits.",
        root_cause="The candidate puts a name together without counting what its variables add.",
        impact=Impact(deployment="Creation fails with these values: the name exceeds the limit."),
        candidate=tuple(
            place for one in found for place in of_property(one.resource, one.named_by)
        ),
        reference=of_reference(covers),
        covers=tuple(covers),
        prior=0.3,
        properties=tuple(dict.fromkeys(one.named_by for one in found)),
    )


def _sentence(found: _Long) -> str:
    return (
        f"`{found.named_by}` of `{found.resource.logical_id}`, `{value_text(found.node)}`, comes "
        f"to {found.length} characters or more once its variables are filled in, parameters by "
        f"their defaults; {found.limit} are allowed."
    )


def _changes(context: Context, comparison: Comparison, found: Sequence[_Long]) -> list[Difference]:
    """Return the differences of these names whose reference is short enough in the candidate."""
    limits = {(one.resource.logical_id, one.named_by): one.limit for one in found}
    return [
        one
        for one in comparison.differences
        if _length(context.candidate, one.reference, context.region)
        <= limits.get((one.candidate_id or "", one.property_name), -1)
    ]


LONG = """
    Parameters:
      Project:
        Type: String
        Default: customer-order-management
    Resources:
      Targets:
        Type: AWS::ElasticLoadBalancingV2::TargetGroup
        Properties:
          Name: !Sub ${Project}-targets-${AWS::Region}
"""
SHORT = LONG.replace("${Project}-targets", "targets")
UNKNOWN = LONG.replace("${Project}", "${AWS::StackName}")
EXAMPLES = (
    Example("the reference's is shorter", LONG, SHORT, fixed=SHORT),
    Example("no reference", LONG),
    Example("the reference's is as long", LONG, LONG, reported=False),
    Example("it fits", SHORT, reported=False),
    Example("a stack's name may be short", UNKNOWN, reported=False),
)
RULE = Rule(
    "name-length",
    "Name length limit",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Name type",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/"
            "aws-properties-name.html",
        ),
    ),
)
