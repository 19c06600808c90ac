"""Which frames the nodes of a graph stand in: by service, or by the network that they are in."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from analysis.changes import service
from analysis.dependencies import Part
from analysis.graph_view.merging import Merged, MergedLink

FRAMINGS = ("none", "service", "network")
"""What frames can stand for."""

Path = tuple[str, ...]

_NETWORKING = re.compile(
    r"/Properties/.*(?:vpc|subnet|security_?group|route_?table|db_?cluster)",
    re.IGNORECASE,
)
_WORDING = re.compile(r"Polic|Statement|/Tags/|/Description")
_VPC, _SUBNET = "AWS::EC2::VPC", "AWS::EC2::Subnet"
_GATEWAYS = frozenset(
    {"AWS::EC2::InternetGateway", "AWS::EC2::VPNGateway", "AWS::EC2::EgressOnlyInternetGateway"},
)
_ATTACHMENT = "AWS::EC2::VPCGatewayAttachment"
_BETWEEN = frozenset(
    {
        "AWS::EC2::SecurityGroup",
        "AWS::EC2::RouteTable",
        "AWS::EC2::NetworkAcl",
        "AWS::RDS::DBCluster",
        "AWS::RDS::DBSubnetGroup",
        "AWS::DocDB::DBCluster",
        "AWS::DocDB::DBSubnetGroup",
        "AWS::Neptune::DBCluster",
        "AWS::Neptune::DBSubnetGroup",
        "AWS::ElastiCache::SubnetGroup",
        "AWS::MemoryDB::SubnetGroup",
        "AWS::Redshift::ClusterSubnetGroup",
        "AWS::DAX::SubnetGroup",
        "AWS::DMS::ReplicationSubnetGroup",
    },
)


@dataclass(frozen=True, slots=True)
class Framing:
    """The groups of each node from the outermost inwards, and kind and title of each group."""

    within: Mapping[str, Path] = field(default_factory=dict)
    titles: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def framing_of(
    whole: Merged,
    side: str,
    by: str,
    names: Sequence[str],
    links: Iterable[MergedLink],
) -> Framing:
    """Return the frames around the nodes that are drawn, which these links join."""
    parts = {part.id: own for part in whole.parts if (own := part.on(side))}
    match by:
        case "service":
            framing = _by_service({name: parts[name] for name in names})
        case "network":
            framing = _by_network(_Network(parts, _named(whole, side)), names)
        case _:
            return Framing()
    told = [link for link in links if parts[link.source].kind in ("export", "output")]
    return replace(framing, within={**framing.within, **_beside(framing.within, told)})


def _beside(within: Mapping[str, Path], told: Iterable[MergedLink]) -> Mapping[str, Path]:
    """Return the places of exports and outputs: what tells of one place alone stands there."""
    places: dict[str, set[Path]] = {}
    for link in told:
        places.setdefault(link.source, set()).add(within.get(link.target, ()))
    return {name: found.pop() for name, found in places.items() if len(found) == 1}


def _by_service(parts: Mapping[str, Part]) -> Framing:
    services = {
        name: service(own.type)
        for name, own in parts.items()
        if own.kind == "resource" and own.type
    }
    return Framing(
        {name: (one,) for name, one in services.items()},
        {one: ("service", one) for one in services.values()},
    )


def _by_network(network: "_Network", names: Sequence[str]) -> Framing:
    resources = [name for name in names if network.parts[name].kind == "resource"]
    places = {name: place for name in resources if (place := network.place(name))}
    # A subnet that nothing else is in needs no frame.
    inhabited = {place for name, place in places.items() if name != place[-1]}
    within = {
        name: place if place in inhabited or network.is_vpc(place[-1]) else place[:-1]
        for name, place in places.items()
    }
    within = {name: place for name, place in within.items() if place}
    groups = {group for place in within.values() for group in place}
    return Framing(within, {group: network.title(group) for group in groups})


def _named(whole: Merged, side: str) -> Mapping[str, list[tuple[str, str]]]:
    """Return for each part what it names in its properties, and where.

    Of both sides, a part that the candidate has is where it is in the candidate.
    """
    mine = {part.id for part in whole.parts if part.candidate}
    named: dict[str, list[tuple[str, str]]] = {}
    for link in whole.links:
        is_mine = side == "difference" and link.source in mine
        for use in link.on("candidate" if is_mine else side):
            if "/Properties/" in use.path:
                named.setdefault(link.source, []).append((link.target, use.path))
    return named


@dataclass(slots=True)
class _Network:
    """Where parts are in the networks of a template, its parameters and imports."""

    parts: Mapping[str, Part]
    named: Mapping[str, Sequence[tuple[str, str]]]
    _found: dict[str, Path] = field(default_factory=dict)
    _vpcs: set[str] = field(default_factory=set)
    _subnets: set[str] = field(default_factory=set)
    _gateways: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for source, uses in self.named.items():
            for target, path in uses:
                self._learn(source, target, path)
        for name, own in self.parts.items():
            if own.type in (_VPC, "AWS::EC2::VPC::Id"):
                self._vpcs.add(name)
            elif own.type == _SUBNET or "AWS::EC2::Subnet::Id" in own.type:
                self._subnets.add(name)
        self._subnets -= self._vpcs

    def _learn(self, source: str, target: str, path: str) -> None:
        if target not in self.parts or source not in self.parts:
            return
        if self.parts[source].type == _ATTACHMENT and self.parts[target].type in _GATEWAYS:
            self._gateways.setdefault(target, source)
        if self.parts[target].kind in ("import", "parameter") and not _WORDING.search(path):
            place = path.partition("/Properties/")[2]
            if re.search(r"(?:^|/)(?:vpc_?id)(?:/|$)", place, re.IGNORECASE):
                self._vpcs.add(target)
            elif re.search(r"subnet_?(?:id)?s?(?:/|$)", place, re.IGNORECASE):
                self._subnets.add(target)

    def is_vpc(self, name: str) -> bool:
        """Return whether a part is a network, or stands for one."""
        return name in self._vpcs

    def title(self, name: str) -> tuple[str, str]:
        """Return kind and title of a frame."""
        own = self.parts[name]
        kind, word = ("vpc", "VPC") if self.is_vpc(name) else ("subnet", "Subnet")
        if own.type.startswith("List<"):
            word = "Subnets"
        origin = {"import": " · imported", "parameter": " · parameter"}.get(own.kind, "")
        return kind, f"{word} {own.key[1]}{origin}"

    def place(self, name: str) -> Path:
        """Return the frames that a part is in, none where it is in no network or in several."""
        if name not in self._found:
            self._found[name] = ()
            self._found[name] = self._looked_up(name)
        return self._found[name]

    def _looked_up(self, name: str) -> Path:
        own = self.parts.get(name)
        if own is None or own.kind != "resource" or own.type.startswith("AWS::IAM::"):
            return ()
        if name in self._vpcs:
            return (name,)
        if name in self._gateways:
            return self.place(self._gateways[name])[:1]
        wanted = self._wanted(name)
        if name in self._subnets:
            return (*self._of_vpc(wanted), name)
        return self._of_subnets(wanted) or self._of_vpc(wanted) or self._through(wanted)

    def _wanted(self, name: str) -> Sequence[str]:
        return [
            target
            for target, path in self.named.get(name, ())
            if _NETWORKING.search(path) and not _WORDING.search(path)
        ]

    def _of_vpc(self, wanted: Iterable[str]) -> Path:
        vpcs = {target for target in wanted if target in self._vpcs}
        return (vpcs.pop(),) if len(vpcs) == 1 else ()

    def _of_subnets(self, wanted: Iterable[str]) -> Path:
        homes = {self._home(target) for target in wanted if target in self._subnets}
        if len(homes) == 1:
            return homes.pop()
        # Of several subnets it is their network alone that is sure.
        outer = {home[:-1] for home in homes}
        return outer.pop() if len(outer) == 1 else ()

    def _home(self, subnet: str) -> Path:
        if subnet not in self._found and self.parts[subnet].kind != "resource":
            # Whoever is in a subnet from outside tells by the rest what network that is in.
            self._found[subnet] = (subnet,)
            wanted = [self._wanted(name) for name in self.named]
            outer = {self._of_vpc(one) or self._through(one) for one in wanted if subnet in one} - {
                ()
            }
            self._found[subnet] = (*(outer.pop() if len(outer) == 1 else ()), subnet)
        return self.place(subnet) or (subnet,)

    def _through(self, wanted: Iterable[str]) -> Path:
        places = {
            self.place(target)[:1]
            for target in wanted
            if target in self.parts and self.parts[target].type in _BETWEEN
        }
        places.discard(())
        return places.pop() if len(places) == 1 else ()
