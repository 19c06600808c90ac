"""Security groups let through what the reference's let through.

A rule too many opens a way in, a rule too few stops the service.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from analysis.comparison import Comparison, Difference, Operation
from analysis.comparison.deltas import deltas
from analysis.findings import Impact, Link, Severity
from analysis.rules.evidence import holders, of_candidate, of_reference
from analysis.rules.places import place_text
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.sentences import ids_of, issue_of, suggestion_of
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import both, either, part_at, whole_of
from analysis.rules.words import named, value_text, verb
from analysis.syntax import IntrinsicNode, Node, ObjectNode, Path, follow, text_of, walk

# SSH, RDP and the databases' own ports.
_PRIVATE_PORTS = (22, 3389, 1433, 1521, 3306, 5432, 6379, 27017)
_EVERYBODY = frozenset({"0.0.0.0/0", "::/0"})
_DROPPED = Impact(deployment="Traffic that only these rules allow is dropped.")
_LET_THROUGH = Impact(security="These rules let every address through.")
_SOURCES = frozenset(
    {
        "CidrIp",
        "CidrIpv6",
        "SourcePrefixListId",
        "SourceSecurityGroupId",
        "SourceSecurityGroupName",
        "DestinationPrefixListId",
        "DestinationSecurityGroupId",
    }
)
_INGRESS = r"^SecurityGroupIngress\b"
_EGRESS = r"^SecurityGroupEgress\b"


def _rules(node: Node | None) -> Iterator[ObjectNode]:
    for _, inner in walk(node) if node else ():
        if isinstance(inner, ObjectNode):
            yield inner


def _opens_to_all(node: Node | None) -> bool:
    """Whether a rule at or below a node opens a port that is nobody else's to everybody.

    What a group lets out opens nothing.
    """
    return any(
        isinstance(inner, ObjectNode) and "SecurityGroupEgress" not in path and _is_open(inner)
        for path, inner in (walk(node) if node else ())
    )


def _lets_out(one: Difference) -> bool:
    """Whether a difference is about what may go out."""
    return one.type == "AWS::EC2::SecurityGroupEgress" or bool(
        re.search(_EGRESS, place_text(one.path))
    )


def _is_grave(one: Difference) -> bool:
    opens = _opens_to_all(one.candidate) and not _opens_to_all(one.reference)
    return opens and not _lets_out(one)


def _is_open(rule: ObjectNode) -> bool:
    first, last = text_of(rule.child("FromPort")), text_of(rule.child("ToPort"))
    if not _is_for_all(rule) or not first or not last:
        return False
    if not (first.isdecimal() and last.isdecimal()):
        return False
    return any(int(first) <= port <= int(last) for port in _PRIVATE_PORTS)


def _is_for_all(rule: ObjectNode) -> bool:
    return bool(_EVERYBODY & {text_of(rule.child("CidrIp")), text_of(rule.child("CidrIpv6"))})


def _admits_all(node: Node | None) -> bool:
    return any(map(_is_for_all, _rules(node))) or text_of(node) in _EVERYBODY


def _is_default_egress(node: Node | None) -> bool:
    """Whether these rules allow all that a group without any rule allows."""
    return any(
        _is_for_all(rule) and text_of(rule.child("IpProtocol")) == "-1" for rule in _rules(node)
    )


def _is_whole_list(one: Difference) -> bool:
    return len(one.path) == 2  # noqa: PLR2004 (Properties and the list)


def _is_wider(one: Difference) -> bool:
    return _admits_all(one.candidate) and not _admits_all(one.reference)


def _is_narrower(one: Difference) -> bool:
    is_stated = not isinstance(one.candidate, IntrinsicNode)
    return is_stated and _admits_all(one.reference) and not _admits_all(one.candidate)


def _claims(one: Difference) -> bool:
    node = one.candidate or one.reference
    says_default = re.search(_EGRESS, place_text(one.path)) and _is_default_egress(node)
    is_one_sided = one.operation is not Operation.CHANGE and _is_whole_list(one)
    is_stated_default = says_default and is_one_sided
    return (
        _ABOUT(one) and not is_stated_default and not _is_same_group(one.candidate, one.reference)
    )


def _is_same_group(ours: Node | None, theirs: Node | None) -> bool:
    """Whether a group is named by its Ref on one side and by its GroupId on the other."""
    names = {value_text(one).removesuffix(".GroupId").rpartition(" ")[2] for one in (ours, theirs)}
    return isinstance(ours, IntrinsicNode) and isinstance(theirs, IntrinsicNode) and len(names) == 1


def _group(one: Difference) -> str:
    """Tell the groups' rules apart, but not the groups that are there on one side only."""
    return "" if one.is_whole_entity else one.logical_id


_ABOUT = about(
    types=r"AWS::EC2::SecurityGroup",
    wholes=r"AWS::EC2::SecurityGroup",
    paths=r"^(?!Tags|GroupName|GroupDescription|VpcId|GroupId)(?!.*Description)",
)
THEME = Theme(
    claims=_claims,
    words={
        Operation.ADD: (
            Words(
                title="Missing Security Group{s}{list}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out security groups that the reference has.",
                when=whole_of(r"AWS::EC2::SecurityGroup$"),
                prior=0.12,
            ),
            Words(
                title="Missing Ingress Rules{list}",
                severity=Severity.HIGH,
                root_cause="The candidate does not let in all the traffic that the reference does.",
                impact=_DROPPED,
                when=either(whole_of(r"AWS::EC2::SecurityGroupIngress"), part_at(_INGRESS)),
                prior=0.18,
            ),
            Words(
                title="Outgoing Traffic Not Restricted{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate has no egress rules, which allows all outgoing traffic; "
                "the reference states what may go out.",
                when=both(part_at(_EGRESS), _is_whole_list),
                prior=0.13,
            ),
            Words(
                title="Missing Egress Rules{list}",
                severity=Severity.HIGH,
                root_cause="The candidate does not let out all the traffic that the reference "
                "does.",
                impact=_DROPPED,
                when=either(whole_of(r"AWS::EC2::SecurityGroupEgress"), part_at(_EGRESS)),
                prior=0.11,
            ),
            Words(
                title="Missing Security Group Rules{list}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves out parts of the reference's rules.",
                prior=0.19,
            ),
        ),
        Operation.CHANGE: (
            Words(
                title="Outgoing Traffic to Everywhere{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate lets traffic out to every address where the reference "
                "names its destinations.",
                when=both(part_at(_EGRESS), _is_wider),
                prior=0.13,
            ),
            Words(
                title="Security Group Open to Everybody{list}",
                severity=Severity.HIGH,
                root_cause="The candidate admits every address where the reference names its "
                "sources.",
                impact=_LET_THROUGH,
                when=_is_wider,
                prior=0.13,
            ),
            Words(
                title="Security Group Narrower Than the Reference's{list}",
                severity=Severity.MEDIUM,
                root_cause="The candidate names addresses or groups where the reference takes "
                "every address.",
                when=_is_narrower,
                prior=0.16,
            ),
            Words(
                title="Different Security Group Rules{of}",
                severity=Severity.HIGH,
                root_cause="The candidate states other rules than the reference.",
                prior=0.07,
            ),
        ),
        Operation.REMOVE: (
            Words(
                title="Surplus Security Group{s}{list}",
                severity=Severity.MEDIUM,
                root_cause="The candidate creates security groups that the reference does without.",
                when=whole_of(r"AWS::EC2::SecurityGroup$"),
                prior=0.08,
            ),
            Words(
                title="Overly Permissive Security Group Rules{list}",
                severity=Severity.HIGH,
                root_cause="The candidate admits every address by rules that the reference does "
                "without.",
                impact=_LET_THROUGH,
                when=both(
                    either(whole_of(r"AWS::EC2::SecurityGroupIngress"), part_at(_INGRESS)),
                    _is_wider,
                ),
                prior=0.06,
            ),
            Words(
                title="Outgoing Traffic Restricted{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate states egress rules; the reference has none, which "
                "allows all outgoing traffic.",
                impact=Impact(deployment="Connections that none of these rules allow time out."),
                when=both(part_at(_EGRESS), _is_whole_list),
                prior=0.06,
            ),
            Words(
                title="Security Group Rules{of} That the Reference Does Without",
                severity=Severity.MEDIUM,
                root_cause="The candidate has rules that the reference does without.",
                prior=0.07,
            ),
        ),
    },
    prior=0.25,
    is_critical=_is_grave,
    split=_group,
)


def check(context: Context) -> Iterator[Draft]:
    """Yield what the theme finds, rules that only stand elsewhere, and exchanged sources."""
    comparison = context.comparison
    if comparison is None:
        return
    moved = _moved(comparison)
    if moved:
        yield _draft(comparison, moved)
    taken = {id(one) for one in moved}
    for group, sources in _exchanged_sources(comparison, taken).items():
        yield _sources_draft(comparison, group, sources)
        taken.update(map(id, sources))
    rest = tuple(one for one in comparison.differences if id(one) not in taken)
    theirs = replace(context, comparison=replace(comparison, differences=rest))
    yield from theme_check(THEME)(theirs)


def _exchanged_sources(
    comparison: Comparison, taken: Collection[int]
) -> dict[str, list[Difference]]:
    """Return by group the sources of rules that stand in the stead of the reference's."""
    rules: dict[tuple[str, Path], list[Difference]] = {}
    for one in comparison.differences:
        is_source = one.path[-1:] and one.path[-1] in _SOURCES and id(one) not in taken
        if is_source and one.type.startswith("AWS::EC2::SecurityGroup"):
            rules.setdefault((one.logical_id, one.path[:-1]), []).append(one)
    found: dict[str, list[Difference]] = {}
    for (group, _), sources in rules.items():
        if {one.operation for one in sources} >= {Operation.ADD, Operation.REMOVE}:
            found.setdefault(group, []).extend(sources)
    return found


def _is_outgoing(sources: Sequence[Difference]) -> bool:
    return all(map(_lets_out, sources))


def _sources_draft(comparison: Comparison, group: str, sources: Sequence[Difference]) -> Draft:
    ours = [one for one in sources if one.candidate is not None]
    is_open = any(_admits_all(one.candidate) for one in ours) and not any(
        _admits_all(one.reference) for one in sources
    )
    rules = [follow(comparison.candidate.root, one.candidate_path[:-1]) for one in ours]
    is_grave = is_open and any(map(_opens_to_all, rules))
    severity, title, root_cause = _of_sources(group, is_open=is_open, is_grave=is_grave)
    if _is_outgoing(sources):
        severity, title, root_cause = _of_destinations(group, is_open=is_open)
    return Draft(
        key=f"sources {group}",
        severity=severity,
        title=title,
        issue=issue_of(sources),
        suggestion=suggestion_of(sources),
        root_cause=root_cause,
        impact=_LET_THROUGH if is_open and not _is_outgoing(sources) else Impact(),
        candidate=of_candidate(sources),
        reference=of_reference(sources),
        covers=tuple(sources),
        fix_title=f"Name the reference's sources in the rules of {group}",
        prior=0.15,
    )


def _of_sources(group: str, *, is_open: bool, is_grave: bool) -> tuple[Severity, str, str]:
    if is_open:
        return (
            Severity.CRITICAL if is_grave else Severity.HIGH,
            f"Security Group Open to Everybody: {group}",
            "The candidate admits every address where the reference names its sources.",
        )
    return (
        Severity.HIGH,
        f"Different Sources in Security Group Rules of {group}",
        "The candidate's rules name other sources than the reference's.",
    )


def _of_destinations(group: str, *, is_open: bool) -> tuple[Severity, str, str]:
    if is_open:
        return (
            Severity.MEDIUM,
            f"Outgoing Traffic to Everywhere on {group}",
            (
                "The candidate lets traffic out to every address where the reference names its "
                "destinations."
            ),
        )
    return (
        Severity.MEDIUM,
        f"Different Destinations in Security Group Rules of {group}",
        "The candidate's rules name other destinations than the reference's.",
    )


def _moved(comparison: Comparison) -> list[Difference]:
    """Return rules that are written into a group on one side and stand alone on the other."""
    found: list[Difference] = []
    rows: list[Mapping[str, str]] | None = None
    for name, way in (("Ingress", "In"), ("Egress", "Out")):
        of_way = [one for one in comparison.differences if _is_of_way(one, name)]
        if not any(one.is_whole_entity for one in of_way):
            continue
        rows = rows or [*deltas(comparison)["security_groups"]]
        if not any(row["Dir"] == way for row in rows):
            found += of_way
    return found


def _let(names: Sequence[str]) -> str:
    return verb(names, "lets", "let")


def _is_of_way(one: Difference, name: str) -> bool:
    if one.type == f"AWS::EC2::SecurityGroup{name}":
        return one.is_whole_entity
    return one.type == "AWS::EC2::SecurityGroup" and one.property_name == f"SecurityGroup{name}"


def _draft(comparison: Comparison, moved: Sequence[Difference]) -> Draft:
    is_inside = any(one.is_whole_entity and one.operation is Operation.ADD for one in moved)
    where = "Inline" if is_inside else "as Separate Resources"
    groups = ids_of(one for one in moved if not one.is_whole_entity)
    subjects = groups or ids_of(moved)
    rules = f"The rules of {named(groups)} let" if groups else f"{named(subjects)} {_let(subjects)}"
    return Draft(
        key="moved",
        severity=Severity.MEDIUM,
        title=f"Security Group Rules Written {where}: {named(subjects, 2)}",
        issue=f"{rules} through the same traffic on both sides. The "
        + (
            "candidate writes them into the groups, the reference as resources of their own."
            if is_inside
            else "candidate writes them as resources of their own, the reference into the groups."
        ),
        suggestion="Write the rules where the reference does.",
        root_cause="The candidate writes the same rules in another place.",
        impact=Impact(
            deployment="Groups whose inline rules name each other are a circular dependency."
        )
        if is_inside
        else Impact(),
        candidate=of_candidate(moved) or holders(comparison, moved),
        reference=of_reference(moved),
        covers=tuple(moved),
        fix_title="Write the rules where the reference does",
        prior=0.15,
    )


CANDIDATE = """
    Resources:
      Web:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: Web
"""
REFERENCE = """
    Resources:
      Web:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: Web
          SecurityGroupIngress:
            - IpProtocol: tcp
              FromPort: 443
              ToPort: 443
              CidrIp: 10.0.0.0/8
"""
OPEN = """
    Resources:
      Web:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: Web
          SecurityGroupIngress:
            - IpProtocol: tcp
              FromPort: 22
              ToPort: 22
              CidrIp: 0.0.0.0/0
"""
ALONE = """
    Resources:
      Web:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: Web
      WebIn:
        Type: AWS::EC2::SecurityGroupIngress
        Properties:
          GroupId: !Ref Web
          IpProtocol: tcp
          FromPort: 443
          ToPort: 443
          CidrIp: 10.0.0.0/8
"""
EXAMPLES = (
    Example("the same rule in another place", REFERENCE, ALONE, fixed=ALONE),
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("SSH is open to everybody", OPEN, CANDIDATE, fixed=CANDIDATE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "security-group-rules",
    "Security group rules",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Security groups",
            "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
        ),
    ),
    residual=True,
)
