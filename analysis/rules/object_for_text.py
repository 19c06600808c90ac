"""A property that takes a text is given a text.

The body of a dashboard and the definition of a workflow are JSON written into a string; an object
in their place is refused.
"""

from collections.abc import Iterator

from analysis.findings import Impact, Link, Severity
from analysis.rules.evidence import of_property
from analysis.rules.rule import Context, Draft, Evidence, Example, Rule
from analysis.rules.words import coded, named, verb
from analysis.syntax import ArrayNode, ObjectNode

_TEXTS = {
    "AWS::CloudWatch::Dashboard": "DashboardBody",
    "AWS::StepFunctions::StateMachine": "DefinitionString",
    "AWS::Logs::ResourcePolicy": "PolicyDocument",
    "AWS::SecretsManager::Secret": "SecretString",
    "AWS::SSM::Parameter": "Value",
}


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for each property that is given an object instead of a text."""
    found: dict[str, list[tuple[str, tuple[Evidence, ...]]]] = {}
    for resource in context.candidate.resources.values():
        name = _TEXTS.get(resource.type, "")
        evidence = of_property(resource, name) if name else ()
        if any(isinstance(one.node, ObjectNode | ArrayNode) for one in evidence):
            found.setdefault(name, []).append((resource.logical_id, evidence))
    for name, places in found.items():
        owners = [owner for owner, _ in places]
        yield Draft(
            key=name,
            severity=Severity.CRITICAL,
            title=f"Invalid {name} Format in {named(owners, 2)}: Object Instead of a String",
            issue=f"{coded(owners)} {verb(owners, 'gives', 'give')} `{name}` as an object; it "
            "takes JSON as a string.",
            suggestion=f"Write `{name}` as a JSON string, with Fn::Sub where it names resources.",
            root_cause="The candidate writes an object where the resource type takes a text.",
            impact=Impact(
                deployment=f'Creation fails: "Value of property {name} must be of type String".'
            ),
            candidate=tuple(one for _, evidence in places for one in evidence),
            prior=0.4,
            properties=(name,),
        )


OBJECT = """
    Resources:
      Board:
        Type: AWS::CloudWatch::Dashboard
        Properties:
          DashboardBody:
            widgets: []
"""
TEXT = """
    Resources:
      Board:
        Type: AWS::CloudWatch::Dashboard
        Properties:
          DashboardBody: !Sub '{"widgets": []}'
"""
EXAMPLES = (
    Example("a dashboard's body is an object", OBJECT),
    Example("the reference writes a text", OBJECT, TEXT),
    Example("the body is a text", TEXT, reported=False),
)
RULE = Rule(
    "object-for-text",
    "Invalid property value",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Dashboard body",
            "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/"
            "CloudWatch-Dashboard-Body-Structure.html",
        ),
    ),
)
