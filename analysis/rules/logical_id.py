"""Logical IDs are made of letters and digits.

A name with a space, a hyphen or an underscore in it is no logical ID: CloudFormation rejects the
whole template.
"""

import re
from collections.abc import Iterator, Sequence

from analysis.findings import Impact, Severity
from analysis.rules import guide
from analysis.rules.evidence import of_entity
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.words import coded, named, verb
from analysis.syntax import ObjectNode
from analysis.template import Entity, Template

# Keys of mappings are checked by another rule of CloudFormation, and Rules are no resources.
_SECTIONS = ("Parameters", "Conditions", "Resources", "Outputs")
_VALID = re.compile(r"[A-Za-z0-9]+")
_VALID_CONDITION = re.compile(r"[A-Za-z0-9&_]+")
_LONGEST = 40


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for names that are none, and one for comments that stand as entities."""
    known = set(_invalid(context.comparison.reference)) if context.comparison else set()
    found = [one for name, one in _invalid(context.candidate).items() if name not in known]
    comments = [one for one in found if not _has_body(one)]
    named_wrong = [one for one in found if one not in comments]
    for entities in (comments, named_wrong):
        if entities:
            yield _draft(entities, is_comment=entities is comments)


def _invalid(template: Template) -> dict[str, Entity]:
    return {
        name: entity
        for section in _SECTIONS
        for name, entity in template.section(section).items()
        if not (_VALID_CONDITION if section == "Conditions" else _VALID).fullmatch(name)
        and not name.startswith("Fn::")
    }


def _has_body(entity: Entity) -> bool:
    return isinstance(entity.node, ObjectNode) and bool(entity.node.entries)


def _draft(entities: Sequence[Entity], *, is_comment: bool) -> Draft:
    names = [_shortened(one.logical_id) for one in entities]
    noun = entities[0].section.removesuffix("s")
    return Draft(
        key="comment" if is_comment else " ".join(one.logical_id for one in entities),
        severity=Severity.CRITICAL,
        title=f"Comment Written as a {noun}: {named(names, 1)}"
        if is_comment
        else f"Invalid {noun} Name: {named(names, 2)}",
        issue=f"{coded(names, 2)} {verb(names, 'stands', 'stand')} among the {noun.lower()}s but "
        + (
            f"{verb(names, 'defines', 'define')} none."
            if is_comment
            else f"{verb(names, 'is no valid logical ID', 'are no valid logical IDs')}: only "
            "letters and digits are allowed, no spaces or special characters."
        ),
        suggestion=f"Remove {coded(names, 2)}."
        if is_comment
        else f"Write {coded([_meant(one) for one in entities], 2)} instead, also wherever the name "
        "is used.",
        root_cause="The candidate writes a comment where only entities may stand."
        if is_comment
        else "The candidate names an entity as prose would.",
        impact=Impact(
            deployment="CloudFormation rejects the template: names must be alphanumeric."
        ),
        candidate=tuple(of_entity(one) for one in entities),
        prior=0.35,
        about=tuple(one.logical_id for one in entities),
    )


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"


def _meant(entity: Entity) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", entity.logical_id) or "an alphanumeric name"


SPACED = """
    Resources:
      Order Queue:
        Type: AWS::SQS::Queue
"""
JOINED = SPACED.replace("Order Queue", "OrderQueue")
COMMENTED = """
    Resources:
      "--- Queues ---": ""
      Orders:
        Type: AWS::SQS::Queue
"""
EXAMPLES = (
    Example("a space in a name", SPACED, JOINED),
    Example("no reference", SPACED),
    Example("a comment among the resources", COMMENTED),
    Example("the reference has it too", SPACED, SPACED, reported=False),
    Example("letters and digits", JOINED, reported=False),
)
RULE = Rule(
    "logical-id",
    "Invalid resource name",
    check,
    __doc__,
    EXAMPLES,
    (guide.RESOURCES,),
)
