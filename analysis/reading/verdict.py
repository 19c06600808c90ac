"""Says whether what was read is a CloudFormation template, and if not, what it is."""

import re

from analysis.syntax import ArrayNode, IntrinsicNode, Node, ObjectNode

SECTIONS = (
    "AWSTemplateFormatVersion",
    "Description",
    "Metadata",
    "Transform",
    "Parameters",
    "Mappings",
    "Conditions",
    "Rules",
    "Resources",
    "Outputs",
    "Hooks",
    "Globals",
)
"""The keys that stand at the top of a template."""

SECTION_LINE = re.compile(
    r"""^[ \t>]*(?:["']?(?:AWSTemplateFormatVersion|Resources)["']?"""
    r"""|\{[^\r\n]*"(?:AWSTemplateFormatVersion|Resources)")[ \t]*:""",
    re.MULTILINE,
)
"""A line that hardly anything but a template has."""

LEADING = re.compile(r"(?:\s|\ufeff|#[^\r\n]*|//[^\r\n]*|/\*(?:[^*]|\*(?!/))*\*/)*")
"""White space and comments of either syntax."""

_OBJECT_SECTIONS = ("Resources", "Parameters", "Mappings", "Conditions", "Outputs", "Rules")
_MARKS = ("AWSTemplateFormatVersion", "Resources", "Transform", "Fn::Transform")


def is_template(root: Node | None) -> bool:
    """Whether a tree is a CloudFormation template, though maybe an incomplete one."""
    if not isinstance(root, ObjectNode):
        return False
    if any(isinstance(root.child(name), ObjectNode) for name in _OBJECT_SECTIONS):
        return True
    return any(root.child(name) is not None for name in _MARKS)


def why_no_template(text: str, root: Node | None) -> str:
    """Return what a text is that is no template, as a sentence."""
    match root:
        case None if not text.strip():
            return "The text is empty."
        case None if LEADING.fullmatch(text):
            return "This is no template: nothing but comments stands here."
        case ArrayNode():
            return "This is a list and no template: a template is an object with Resources."
        case ObjectNode() if root.child("apiVersion") and root.child("kind"):
            return "This is a Kubernetes manifest and no CloudFormation template."
        case ObjectNode() | IntrinsicNode():
            return "This object is no template: it has neither Resources nor another section."
    return "This is text and no template: neither JSON nor YAML with Resources stands here."
