"""A template has a resource.

CloudFormation refuses a template without one, where no macro adds any.
"""

from collections.abc import Iterator

from analysis.findings import Impact, Link, Severity
from analysis.rules.evidence import at_path
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.syntax import IntrinsicNode, ObjectNode, walk

_PLACE = ("Resources",)


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for a section of resources that is empty."""
    root = context.candidate.root
    section = root.child("Resources")
    if not isinstance(section, ObjectNode) or section.entries or root.child("Transform"):
        return
    if any(
        isinstance(node, IntrinsicNode) and node.name == "Fn::Transform" for _, node in walk(root)
    ):
        return
    yield Draft(
        key="Resources",
        severity=Severity.CRITICAL,
        title="No Resources Defined",
        issue="The section Resources is empty.",
        suggestion="Define at least one resource.",
        root_cause="The candidate defines nothing to create.",
        impact=Impact(
            deployment='Creation fails: "Template format error: At least one Resources member '
            'must be defined."'
        ),
        candidate=at_path(context.candidate, _PLACE),
        prior=0.4,
    )


EMPTY = """
    Description: Nothing yet
    Resources: {}
"""
FULL = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
"""
EXPANDED = """
    Transform: MyMacro
    Resources: {}
"""
EXAMPLES = (
    Example("an empty section", EMPTY),
    Example("the reference has a resource", EMPTY, FULL),
    Example("a resource", FULL, reported=False),
    Example("a macro may add some", EXPANDED, reported=False),
)
RULE = Rule(
    "no-resources",
    "Template errors",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Resources section",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/"
            "resources-section-structure.html",
        ),
    ),
)
