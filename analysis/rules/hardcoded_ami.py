"""Machine images are looked up, not written down.

An AMI's ID is good in one region only, and the image behind it ages: it is deregistered one day.
"""

import re
from collections.abc import Iterator, Sequence

from analysis.comparison import Difference
from analysis.findings import Impact, Link, Severity
from analysis.fixing.literals import image_fixes
from analysis.rules.evidence import of_reference
from analysis.rules.families import mentions
from analysis.rules.rule import Context, Draft, Evidence, Example, Rule
from analysis.rules.words import coded, counted, named
from analysis.syntax import Node, Path, ScalarNode, follow, walk
from analysis.template import Template

_AMI = re.compile(r"\bami-[0-9a-f]{8,17}\b")
# Digits in a row, as nobody's image has them.
_INVENTED = re.compile(r"ami-0?(12345678|1234567890?|abcdef|0abcdef|(\w)\2{6})[0-9a-f]*")
_MAPPED = (
    "Creation fails in a region that the mapping lacks; instances fail to launch once the image is "
    "deregistered."
)
_RELATED = re.compile(r"ImageId|Ami(Id)?$|AMI")


def check(context: Context) -> Iterator[Draft]:
    """Yield one finding for all AMI IDs that the reference does not state in such a way."""
    idle = _idle_mappings(context)
    found = [(path, node) for path, node in _images(context.candidate) if path[:2] not in idle]
    comparison = context.comparison
    known = [*_images(comparison.reference)] if comparison else []
    theirs = {hit for _, node in known for hit in _AMI.findall(node.text)}
    invented = [
        (path, node)
        for path, node in found
        if any(_INVENTED.fullmatch(hit) and hit not in theirs for hit in _AMI.findall(node.text))
    ]
    if known and invented:
        yield _draft(context, invented, "Hardcoded Placeholder AMI ID")
    elif known and not any(path[0] == "Resources" for path, _ in known):
        written = [(path, node) for path, node in found if path[0] == "Resources"]
        if written:
            yield _draft(context, written, "Hardcoded AMI ID Instead of a Parameter or Mapping")
    elif found and not known:
        is_looked_up = not comparison or _looks_up(comparison.reference)
        title = "Hardcoded AMI ID Instead of SSM Parameter Lookup"
        yield _draft(context, found, title if is_looked_up else "Hardcoded AMI ID")


def _draft(context: Context, found: Sequence[tuple[Path, ScalarNode]], title: str) -> Draft:
    covers = [*_covered(context)]
    owners = list(dict.fromkeys(str(path[1]) for path, _ in found if len(path) > 1))
    images = sorted({hit for _, node in found for hit in _AMI.findall(node.text)})
    is_invented = "Placeholder" in title
    return Draft(
        key="amis",
        severity=Severity.HIGH,
        title=title,
        issue=f"{counted(len(found), 'place')} in {named(owners)} "
        f"{'states' if len(found) == 1 else 'state'} an AMI ID ({coded(images, 3)})"
        + (", such as examples have in the place of a real one." if is_invented else "."),
        suggestion="Look the image up: a parameter of type "
        "`AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>` resolves to the current AMI of the "
        "region.",
        root_cause="The candidate fixes AMI IDs, which differ by region and go out of date, rather "
        "than looking the image up.",
        impact=Impact(
            deployment=_MAPPED
            if all(path[0] == "Mappings" for path, _ in found)
            else "Instances fail to launch in another region, or once the image is deregistered: "
            "the image ID does not exist there.",
            security="New instances start from this image, without the patches of later ones.",
        ),
        candidate=tuple(Evidence(path, node) for path, node in found),
        reference=of_reference(covers),
        covers=tuple(covers),
        fixes=() if covers else image_fixes(context.candidate, found),
        fix_title="Take the image as the reference does",
        prior=0.34,
        logical_ids=tuple(owners),
        properties=("ImageId",),
    )


def _idle_mappings(context: Context) -> set[Path]:
    """Return the places of mappings that nothing looks up: no server starts from their images."""
    if context.candidate.root.child("Transform") is not None:
        return set()  # What a macro makes of the template may look one up by a name put together.
    used = {use.target for use in context.candidate_uses}
    return {
        ("Mappings", name) for name in context.candidate.section("Mappings") if name not in used
    }


def _looks_up(template: Template) -> bool:
    """Whether a template finds images through SSM parameters."""
    text = template.reading.source.text
    return "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>" in text or "resolve:ssm:" in text


def _images(template: Template) -> Iterator[tuple[Path, ScalarNode]]:
    for section in ("Parameters", "Mappings", "Resources"):
        node: Node | None = follow(template.root, (section,))
        for path, inner in walk(node, (section,)) if node else ():
            if isinstance(inner, ScalarNode) and _AMI.search(inner.text):
                yield path, inner


def _covered(context: Context) -> Iterator[Difference]:
    for one in context.comparison.differences if context.comparison else ():
        steps = (one.logical_id, *one.path)
        if _states(one) or any(_RELATED.search(str(step)) for step in steps):
            yield one


def _states(difference: Difference) -> bool:
    node = difference.candidate
    if node is None:
        return False
    if any(mentions(node, "Fn::FindInMap")) and difference.property_name == "ImageId":
        return True
    return any(isinstance(inner, ScalarNode) and _AMI.search(inner.text) for _, inner in walk(node))


STATED = """
    Resources:
      Server:
        Type: AWS::EC2::Instance
        Properties:
          ImageId: ami-0123456789abcdef0
"""
LOOKED_UP = """
    Parameters:
      Latest:
        Type: AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>
        Default: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64
    Resources:
      Server:
        Type: AWS::EC2::Instance
        Properties:
          ImageId: !Ref Latest
"""
TAKEN = STATED.replace("ami-0123456789abcdef0", "ami-0c55b159cbfafe1f0")
ASKED = """
    Parameters:
      Image:
        Type: AWS::EC2::Image::Id
        Default: ami-0c55b159cbfafe1f0
    Resources:
      Server:
        Type: AWS::EC2::Instance
        Properties:
          ImageId: !Ref Image
"""
EXAMPLES = (
    Example("an image such as examples have", STATED, TAKEN, fixed=TAKEN),
    Example("the reference asks for it", TAKEN, ASKED, fixed=ASKED),
    Example("another image", TAKEN, TAKEN.replace("0c55", "0d55"), reported=False),
    Example("the reference looks it up", STATED, LOOKED_UP, fixed=LOOKED_UP),
    Example("no reference", STATED, fixed=LOOKED_UP.replace("Latest", "ImageId")),
    Example("the reference states one too", STATED, STATED, reported=False),
    Example("looked up", LOOKED_UP, reported=False),
)
RULE = Rule(
    "hardcoded-ami",
    "AMI lookup",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Public parameters for AMIs",
            "https://docs.aws.amazon.com/systems-manager/latest/userguide/"
            "parameter-store-public-parameters-ami.html",
        ),
    ),
)
