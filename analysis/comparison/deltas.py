"""What differs in rights, in network rules and in the contract with other stacks, as tables.

As in all differences, `+` is what the reference alone has and `-` what the candidate alone has.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from analysis.comparison.comparison import Comparison
from analysis.embedded.policy import Grant, resource_grants, rights
from analysis.exports import Export, exports, provider
from analysis.substitution import as_text
from analysis.syntax import ArrayNode, IntrinsicNode, Node, ObjectNode, text_of
from analysis.template import Resource, Template
from analysis.uses import Use, UseKind

Row = Mapping[str, str]

_SAME: Mapping[str, str] = {}
_HOLDERS = ("AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group")
_GROUP = "AWS::EC2::SecurityGroup"
_INLINE_RULES = (("SecurityGroupIngress", "In"), ("SecurityGroupEgress", "Out"))
_RULE_TYPES = {
    "AWS::EC2::SecurityGroupIngress": "In",
    "AWS::EC2::SecurityGroupEgress": "Out",
}
_PEERS = (
    "CidrIp",
    "CidrIpv6",
    "SourceSecurityGroupId",
    "SourceSecurityGroupName",
    "SourcePrefixListId",
    "DestinationSecurityGroupId",
    "DestinationPrefixListId",
)
_ALL_PROTOCOLS = ("-1", "all")


def deltas(
    comparison: Comparison,
    exporters: Sequence[Template] = (),
) -> Mapping[str, tuple[Row, ...]]:
    """Return the tables `iam`, `security_groups`, `exports` and `imports` of PRODUCT's contract."""
    mine, known = comparison.candidate, comparison.reference
    names = comparison.alignment.pairs.get("Resources", {})
    parameters = comparison.alignment.pairs.get("Parameters", {})
    common = {**parameters, **names}
    return {
        "iam": (
            *_rows(_statements(mine, common), _statements(known, _SAME)),
            *_rows(_managed(mine, common), _managed(known, _SAME)),
        ),
        "security_groups": _rows(_network_rules(mine, common), _network_rules(known, _SAME)),
        "exports": tuple(_exports(comparison)),
        "imports": tuple(_imports(comparison, exporters)),
    }


def broadened(rows: Mapping[str, Sequence[Row]], deployed: str) -> Mapping[str, int]:
    """Return how many rows of a table make a deployment broaden rights or open the network.

    These are cdk diff's: a grant or a rule that is added, or a denial that goes. An allowance of
    all but something takes rights away for cdk; here it gives some.
    """
    added = "-" if deployed == "candidate" else "+"
    return {
        "iam": sum(
            (row["Change"] == added) != (row.get("Effect") == "Deny") for row in rows.get("iam", ())
        ),
        "security_groups": sum(row["Change"] == added for row in rows.get("security_groups", ())),
    }


def _rows(mine: Iterable[Row], known: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows that one side alone has, sorted."""
    here = {tuple(row.items()): row for row in mine}
    there = {tuple(row.items()): row for row in known}
    only = [("-", key) for key in here if key not in there]
    only += [("+", key) for key in there if key not in here]
    only.sort(key=lambda pair: (pair[1], pair[0]))
    return tuple({"Change": sign, **dict(key)} for sign, key in only)


def _statements(template: Template, names: Mapping[str, str]) -> Iterator[Row]:
    for resource in template.resources.values():
        if resource.type in _HOLDERS:
            principal = f"AWS:{_own(resource, names)}"
            for grant in rights(template, resource, names).grants:
                yield _statement(grant, grant.principal or principal)
        for grant in resource_grants(resource, names):
            yield _statement(grant, grant.principal)


def _own(resource: Resource, names: Mapping[str, str]) -> str:
    return f"${{{names.get(resource.logical_id, resource.logical_id)}}}"


def _statement(grant: Grant, principal: str) -> Row:
    return {
        "Resource": grant.resource,
        "Effect": grant.effect,
        "Action": grant.action,
        "Principal": principal,
        "Condition": grant.condition,
    }


def _managed(template: Template, names: Mapping[str, str]) -> Iterator[Row]:
    for holder in template.of_type(*_HOLDERS):
        for arn in rights(template, holder, names).managed:
            yield {"Resource": _own(holder, names), "Managed Policy ARN": arn}


def _network_rules(template: Template, names: Mapping[str, str]) -> Iterator[Row]:
    for group in template.of_type(_GROUP):
        own = f"${{{names.get(group.logical_id, group.logical_id)}.GroupId}}"
        for name, direction in _INLINE_RULES:
            node = group.property(name)
            for rule in node.items if isinstance(node, ArrayNode) else (node,):
                if isinstance(rule, ObjectNode):
                    yield _network_rule(own, direction, rule, names)
    for alone in template.of_type(*_RULE_TYPES):
        if alone.properties is not None:
            group_node = alone.property("GroupId") or alone.property("GroupName")
            own = as_text(group_node, _with_attribute(group_node, names))
            yield _network_rule(own, _RULE_TYPES[alone.type], alone.properties, names)


def _with_attribute(node: Node | None, names: Mapping[str, str]) -> Mapping[str, str]:
    # `Ref` of a group in a VPC gives its id, as `GetAtt GroupId` does.
    if isinstance(node, IntrinsicNode) and node.name == "Ref":
        name = text_of(node.argument) or ""
        return {name: f"{names.get(name, name)}.GroupId"}
    return names


def _network_rule(group: str, direction: str, rule: ObjectNode, names: Mapping[str, str]) -> Row:
    peers = ((name, rule.child(name)) for name in _PEERS)
    peer = next((as_text(node, _with_attribute(node, names)) for _, node in peers if node), "")
    return {
        "Group": group,
        "Dir": direction,
        "Protocol": _protocol(rule),
        "Peer": peer,
    }


def _protocol(rule: ObjectNode) -> str:
    """Return a rule's protocol and ports in the words of cdk diff: `TCP 443`."""
    protocol = as_text(rule.child("IpProtocol"))
    if protocol in _ALL_PROTOCOLS:
        return "Everything"
    ports = [as_text(node) for name in ("FromPort", "ToPort") if (node := rule.child(name))]
    span = ports[0] if len(set(ports)) == 1 else "-".join(ports)
    return f"{protocol.upper()} {span}".strip()


def _exports(comparison: Comparison) -> Iterator[Row]:
    """Yield what stacks that import would lose or find under another name."""
    mine = {export.logical_id: export for export in exports(comparison.candidate)}
    known = {export.logical_id: export for export in exports(comparison.reference)}
    pairs = comparison.alignment.pairs.get("Outputs", {})
    offered = {_common(export.name, comparison): export for export in mine.values()}
    wanted = {export.name for export in known.values()}
    partners = {other: one for one, other in pairs.items()}
    renamed: set[str] = set()
    for export in known.values():
        if export.name in offered:
            yield from _revalued(offered[export.name], export, comparison)
            continue
        partner = mine.get(partners.get(export.logical_id, ""))
        if partner and _common(partner.name, comparison) not in wanted:
            renamed.add(partner.name)
            yield _contract("renamed", export.name, export.logical_id, partner.name)
        else:
            yield _contract("lost", export.name, export.logical_id, "")
    for name, export in offered.items():
        if name not in wanted and export.name not in renamed:
            yield _contract("added", export.name, export.logical_id, "")


def _revalued(mine: Export, known: Export, comparison: Comparison) -> Iterator[Row]:
    """Yield an export of both sides whose value is another."""
    values = [
        comparison.candidate.section("Outputs")[mine.logical_id].attribute("Value"),
        comparison.reference.section("Outputs")[known.logical_id].attribute("Value"),
    ]
    pairs = comparison.alignment.pairs
    names = {**pairs.get("Parameters", {}), **pairs.get("Resources", {})}
    texts = as_text(values[0], names), as_text(values[1])
    if texts[0] != texts[1]:
        yield {
            **_contract("re-valued", known.name, known.logical_id, mine.name),
            "Candidate value": as_text(values[0]),
            "Reference value": texts[1],
        }


def _common(name: str, comparison: Comparison) -> str:
    """Return a candidate's name with the reference's words for the parameters in it."""
    for one, other in comparison.alignment.pairs.get("Parameters", {}).items():
        name = name.replace(f"${{{one}}}", f"${{{other}}}")
    return name


def _contract(change: str, name: str, output: str, now: str) -> Row:
    return {"Change": change, "Name": name, "Output": output, "Candidate name": now}


def _imports(comparison: Comparison, exporters: Sequence[Template]) -> Iterator[Row]:
    """Yield what the candidate imports and whether a template that is open exports it."""
    known: list[Export] = [*exports(comparison.reference)]
    for other in exporters:
        known += exports(other)
    wanted: dict[str, list[Use]] = {}
    for use in comparison.candidate_uses:
        if use.kind is UseKind.IMPORT:
            wanted.setdefault(use.target, []).append(use)
    for name, uses in wanted.items():
        export = provider(uses[0], known)
        yield {
            "Name": name,
            "State": "provided" if export else "unprovided",
            "Provided by": export.name if export else "",
            "Used by": ", ".join(dict.fromkeys(use.owner for use in uses)),
        }
