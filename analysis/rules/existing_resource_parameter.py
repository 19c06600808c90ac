"""The stack creates its network rather than asking for one.

A parameter for the ID of a VPC, a subnet or another resource must name one that exists already.
The reference creates it.
"""

import re
from collections.abc import Iterator, Sequence

from analysis.comparison import Comparison, Difference
from analysis.findings import Impact, Severity
from analysis.rules import guide
from analysis.rules.evidence import of_entity, of_reference
from analysis.rules.families import added_resources, connected, named_by, names_below
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.words import coded, counted, named, verb
from analysis.syntax import text_of
from analysis.template import Entity

_TYPES = re.compile(r"(List<)?AWS::EC2::(VPC|Subnet|SecurityGroup)::(Id|GroupName)>?$|AWS::Route53")
_NAMES = re.compile(
    r"(Arn|ARN|VpcId|VPCId|VPC|Subnets?|SubnetIds?|(Topic|Bucket|Cluster|Key)(Id|Name))$"
)


def check(context: Context) -> Iterator[Draft]:
    """Yield one finding for the parameters that stand for what the reference creates."""
    comparison = context.comparison
    if comparison is None:
        return
    asked = {one.logical_id: one for one in context.candidate.section("Parameters").values()}
    asked = {name: one for name, one in asked.items() if _is_identity(one)}
    names = names_below(comparison.candidate_uses)
    replaced = [
        one
        for one in comparison.differences
        if one.section == "Resources"
        and one.candidate is not None
        and names.get(one.candidate_path, set()).intersection(asked)
    ]
    created = _created(comparison, replaced)
    if created:
        yield _draft(comparison, asked, replaced, created)


def _is_identity(parameter: Entity) -> bool:
    if parameter.attribute("Default") is not None:
        return False
    type_ = text_of(parameter.attribute("Type")) or ""
    return bool(_TYPES.match(type_) or _NAMES.search(parameter.logical_id))


def _created(comparison: Comparison, replaced: Sequence[Difference]) -> list[str]:
    names = names_below(comparison.reference_uses)
    return connected(
        comparison, sorted({name for one in replaced for name in named_by(names, one)})
    )


def _draft(
    comparison: Comparison,
    asked: dict[str, Entity],
    replaced: Sequence[Difference],
    created: Sequence[str],
) -> Draft:
    dropped = [
        one
        for one in comparison.differences
        if one.section == "Parameters" and one.is_whole_entity and one.candidate_id in asked
    ]
    parameters = [one.logical_id for one in dropped] or list(asked)
    added = added_resources(comparison)
    types = list(dict.fromkeys(added[name].type.rpartition("::")[2] for name in created))
    covers = (*replaced, *(added[name] for name in created), *dropped)
    what = "VPC Infrastructure" if "VPC" in types else f"Required Resources ({named(types, 2)})"
    return Draft(
        key="parameters",
        severity=Severity.CRITICAL,
        title=f"Missing {what}",
        issue=f"The candidate takes {coded(parameters)} as "
        f"{verb(parameters, 'a parameter', 'parameters')} without a default and uses "
        f"{verb(parameters, 'it', 'them')} in {counted(len(replaced), 'place')}; the "
        f"reference creates {named(created, 6)} itself.",
        suggestion=f"Create {named(created, 8)} in the template and refer to "
        f"{verb(created, 'it', 'them')}.",
        root_cause="The candidate assumes that these resources exist rather than creating them.",
        impact=Impact(
            deployment=f'Deployment needs them beforehand: "Parameters: [{", ".join(parameters)}] '
            'must have values".',
            security="How the network is secured is outside this template.",
        ),
        candidate=tuple(of_entity(asked[name]) for name in parameters if name in asked),
        reference=of_reference(one for one in covers if one.is_whole_entity),
        covers=covers,
        fix_title="Create these resources in the template",
        prior=0.24,
    )


ASKED = """
    Parameters:
      Network:
        Type: AWS::EC2::VPC::Id
    Resources:
      Group:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: Workers
          VpcId: !Ref Network
"""
CREATED = """
    Resources:
      Group:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: Workers
          VpcId: !Ref OwnNetwork
      OwnNetwork:
        Type: AWS::EC2::VPC
        Properties:
          CidrBlock: 10.1.0.0/16
"""
EXAMPLES = (
    Example("the reference creates the VPC", ASKED, CREATED),
    Example("the reference asks too", ASKED, ASKED, reported=False),
    Example("no reference", ASKED, reported=False),
)
RULE = Rule(
    "existing-resource-parameter",
    "External dependency",
    check,
    __doc__,
    EXAMPLES,
    (guide.PARAMETERS,),
)
