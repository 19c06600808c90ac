"""A network ACL has entries that let traffic through.

A network ACL denies whatever none of its entries allows. One without entries cuts off the subnets
that are put under it.
"""

from collections.abc import Iterator, Sequence

from analysis.comparison import Comparison, Difference, Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.evidence import of_entity, of_reference
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.words import coded, counted, named, verb
from analysis.template import Template
from analysis.uses import Use

_ACL = "AWS::EC2::NetworkAcl"
_ENTRY = "AWS::EC2::NetworkAclEntry"
_ASSOCIATION = "AWS::EC2::SubnetNetworkAclAssociation"


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for network ACLs without an entry.

    Without a reference they must be in force: a network ACL may be made for other stacks.
    """
    bare = _bare(context.candidate, context.candidate_uses)
    comparison = context.comparison
    if comparison:
        known = _bare(comparison.reference, comparison.reference_uses)
        pairs = {one: comparison.alignment.reference_id("Resources", one) for one in bare}
        told = [one for one, known_as in pairs.items() if known_as and known_as not in known]
    else:
        told = [one for one, is_used in bare.items() if is_used]
    if told:
        yield _draft(context, comparison, told)


def _bare(template: Template, uses: Sequence[Use]) -> dict[str, bool]:
    """Return the network ACLs that nothing gives an entry, and whether subnets are under them."""
    naming: dict[str, set[str]] = {}
    for use in uses:
        owner = template.resources.get(use.owner) if use.section == "Resources" else None
        if owner:
            naming.setdefault(use.target, set()).add(owner.type)
    acls = (one.logical_id for one in template.of_type(_ACL))
    return {
        name: _ASSOCIATION in naming.get(name, set())
        for name in acls
        if _ENTRY not in naming.get(name, set())
    }


def _draft(context: Context, comparison: Comparison | None, bare: Sequence[str]) -> Draft:
    entries = _entries(comparison, bare) if comparison else []
    had = (
        f" The reference has {counted(len(entries), 'rule')} for {verb(bare, 'it', 'them')}."
        if entries
        else ""
    )
    return Draft(
        key="no entries",
        severity=Severity.HIGH,
        title=f"Incomplete Network ACL Without Rules: {named(bare, 2)}",
        issue=f"{coded(bare)} {verb(bare, 'has', 'have')} no inbound and no outbound rules: the "
        f"default denies all traffic.{had}",
        suggestion="Add the entries of the reference."
        if entries
        else "Add entries for the traffic that is meant, or leave the subnets under the VPC's own.",
        root_cause="The candidate creates the network ACL and leaves its entries out.",
        impact=Impact(
            deployment="Subnets under it can neither be reached nor reach anything: what has to "
            "answer or to load packages there fails."
        ),
        candidate=tuple(of_entity(context.candidate.resources[name]) for name in bare),
        reference=of_reference(entries),
        covers=tuple(entries),
        prior=0.4,
        about=tuple(bare),
        properties=("NetworkAclId",),
        resource_types=(_ENTRY,),
    )


def _entries(comparison: Comparison, bare: Sequence[str]) -> list[Difference]:
    """Return the reference's entries for these network ACLs."""
    known = {comparison.alignment.reference_id("Resources", name) for name in bare}
    owners = {use.owner for use in comparison.reference_uses if use.target in known}
    return [
        one
        for one in comparison.differences
        if one.type == _ENTRY
        and one.operation is Operation.ADD
        and one.is_whole_entity
        and one.reference_id in owners
    ]


BARE = """
    Resources:
      Guard:
        Type: AWS::EC2::NetworkAcl
        Properties:
          VpcId: vpc-0a1b2c3d
      Guarded:
        Type: AWS::EC2::SubnetNetworkAclAssociation
        Properties:
          NetworkAclId: !Ref Guard
          SubnetId: subnet-0a1b2c3d
"""
ALLOWING = (
    BARE
    + """\
      Inbound:
        Type: AWS::EC2::NetworkAclEntry
        Properties:
          NetworkAclId: !Ref Guard
          RuleNumber: 100
          Protocol: -1
          RuleAction: allow
          CidrBlock: 10.0.0.0/16
"""
)
UNUSED = """
    Resources:
      Guard:
        Type: AWS::EC2::NetworkAcl
        Properties:
          VpcId: vpc-0a1b2c3d
"""
EXAMPLES = (
    Example("the reference has an entry", BARE, ALLOWING, fixed=ALLOWING),
    Example("no reference", BARE),
    Example("no subnet is under it", UNUSED, reported=False),
    Example("it has an entry", ALLOWING, reported=False),
    Example("neither has an entry", BARE, BARE, reported=False),
)
RULE = Rule(
    "network-acl",
    "Network ACL",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Network ACLs",
            "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html",
        ),
    ),
)
