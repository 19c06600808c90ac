"""Availability zones are chosen by the region, not written down.

A zone's name is good in its own region only, and not every account has every zone. `Fn::GetAZs`
gives those of wherever the stack is deployed.
"""

import re
from collections.abc import Iterator, Sequence

from analysis.comparison import Difference
from analysis.findings import Impact, Link, Severity
from analysis.fixing.literals import zone_fixes
from analysis.rules.evidence import of_reference
from analysis.rules.families import mentions
from analysis.rules.rule import Context, Draft, Evidence, Example, Rule
from analysis.rules.words import coded, counted, named, verb
from analysis.syntax import Path, ScalarNode, follow, walk
from analysis.template import Template

_ZONE = re.compile(r"[a-z]{2}(-gov|-iso[a-z]?)?-(north|south|east|west|central)+\w*-\d[a-f]")
_REGION = re.compile(r"[a-z]{2}(-gov|-iso[a-z]?)?-(north|south|east|west|central)+\w*-\d")


def check(context: Context) -> Iterator[Draft]:
    """Yield one finding for all zones that are written down and not so in the reference."""
    found = [*_zones(context.candidate)]
    comparison = context.comparison
    if not found or (comparison and any(_zones(comparison.reference))):
        return
    covers = [one for one in comparison.differences if _states(one)] if comparison else []
    owners = list(dict.fromkeys(str(path[1]) for path, _ in found))
    zones = sorted({node.text for _, node in found})
    chooses = bool(comparison and any(mentions(comparison.reference.root, "Fn::GetAZs")))
    # A list of a region's zones is right wherever the stack is meant for that region.
    is_fixed = chooses and not all(path[-1] == "Fn::GetAZs" for path, _ in found)
    yield Draft(
        key="zones",
        severity=Severity.CRITICAL if is_fixed else Severity.HIGH,
        title=_title([path for path, _ in found], chooses=chooses),
        issue=f"{named(owners)} {verb(owners, 'states', 'state')} availability zones, or the "
        "region whose zones are meant, by name: "
        f"{coded(zones)} ({counted(len(found), 'place')}).",
        suggestion="Take zones with `Fn::Select` from `Fn::GetAZs`"
        + (", as the reference does." if chooses else "."),
        root_cause="The candidate assumes the zones of one region and account.",
        impact=Impact(
            deployment=f'In any other region creation fails: "Value ({_zone(zones[0])}) for '
            'parameter availabilityZone is invalid".',
        ),
        candidate=tuple(Evidence(path, node) for path, node in found),
        reference=of_reference(covers),
        covers=tuple(covers),
        fixes=() if covers else zone_fixes(context.candidate, found),
        fix_title="Choose zones with Fn::GetAZs",
        prior=0.38 if is_fixed or not chooses else 0.5,
        logical_ids=tuple(owners),
        properties=("AvailabilityZone",),
    )


def _zone(text: str) -> str:
    """Return a zone for what names one, or for the region whose zones are meant."""
    return f"{text}a" if _REGION.fullmatch(text) else text


def _title(paths: Sequence[Path], *, chooses: bool) -> str:
    if all(path[-1] == "Fn::GetAZs" for path in paths):
        return "Hardcoded Region of Availability Zones in GetAZs"
    return "Hardcoded Availability Zones" + (" Instead of GetAZs" if chooses else "")


def _zones(template: Template) -> Iterator[tuple[Path, ScalarNode]]:
    for section in ("Parameters", "Mappings", "Resources"):
        node = follow(template.root, (section,))
        for path, inner in walk(node, (section,)) if node else ():
            if isinstance(inner, ScalarNode) and _is_zone(path, inner):
                yield path, inner


def _is_zone(path: Path, node: ScalarNode) -> bool:
    if path[-1:] == ("Fn::GetAZs",):
        return bool(_REGION.fullmatch(node.text))
    return bool(_ZONE.fullmatch(node.text))


def _states(difference: Difference) -> bool:
    node = difference.candidate
    if node is None:
        return False
    is_zone = difference.path[-1:] == ("AvailabilityZone",)
    if is_zone and (isinstance(node, ScalarNode) or any(mentions(node, "Fn::FindInMap"))):
        return True
    return any(
        isinstance(inner, ScalarNode) and _is_zone((*difference.path, *path), inner)
        for path, inner in walk(node)
    )


STATED = """
    Resources:
      Front:
        Type: AWS::EC2::Subnet
        Properties:
          VpcId: vpc-1
          AvailabilityZone: eu-west-1a
"""
CHOSEN = STATED.replace("eu-west-1a", '!Select\n            - 0\n            - !GetAZs ""')
IN_BRACKETS = STATED.replace("eu-west-1a", '!Select [0, !GetAZs ""]')
EXAMPLES = (
    Example("the reference chooses by region", STATED, CHOSEN, fixed=CHOSEN),
    Example("no reference", STATED, fixed=IN_BRACKETS),
    Example("the reference states it too", STATED, STATED, reported=False),
    Example("chosen by region", CHOSEN, reported=False),
)
RULE = Rule(
    "availability-zone",
    "Availability zones",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Fn::GetAZs",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/"
            "intrinsic-function-reference-getavailabilityzones.html",
        ),
    ),
)
