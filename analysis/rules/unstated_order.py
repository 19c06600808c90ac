"""What silently needs another resource waits for it.

CloudFormation orders resources by what they name. A service needs the listener before its target
group, a route the attached gateway, a trail the policy of its bucket: none of these is named, so
each takes a `DependsOn`.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from analysis.adoption.style import style_of
from analysis.comparison import Comparison
from analysis.findings import Fix, Impact, Safety, Severity
from analysis.fixing.changing import Append, Change, Insert, Replace, fix_of, node_of, scalar
from analysis.rules import guide
from analysis.rules.evidence import of_entity
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.words import coded, named, verb
from analysis.syntax import ArrayNode, ScalarNode, text_of
from analysis.template import Resource, Template
from analysis.uses import Use

_LISTENERS = (
    "AWS::ElasticLoadBalancingV2::Listener",
    "AWS::ElasticLoadBalancingV2::ListenerRule",
)
_ATTACHMENT = "AWS::EC2::VPCGatewayAttachment"
_POLICY = "AWS::S3::BucketPolicy"
_WRITERS = MappingProxyType(
    {
        "AWS::CloudTrail::Trail": "S3BucketName",
        "AWS::Config::DeliveryChannel": "S3BucketName",
        "AWS::ElasticLoadBalancingV2::LoadBalancer": "LoadBalancerAttributes",
    }
)


@dataclass(frozen=True, slots=True)
class _Named:
    """A template with what each of its resources names, and at which property."""

    template: Template
    targets: dict[str, set[tuple[str, str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, template: Template, uses: Sequence[Use]) -> "_Named":
        """Return what the uses say."""
        found: dict[str, set[tuple[str, str]]] = {}
        for use in uses:
            if use.section == "Resources" and use.target in template.resources:
                place = str(use.path[3]) if len(use.path) > 3 else ""  # noqa: PLR2004 (below Properties)
                found.setdefault(use.owner, set()).add((place, use.target))
        return cls(template, found)

    def at(self, owner: str, place: str) -> set[str]:
        """Return what a resource names below a property."""
        return {target for at, target in self.targets.get(owner, ()) if at == place}

    def naming(self, kinds: Sequence[str], place: str, target: str) -> list[str]:
        """Return the resources of these types that name a target below a property."""
        return [
            one.logical_id
            for one in self.template.of_type(*kinds)
            if target in self.at(one.logical_id, place) or (not place and self._names(one, target))
        ]

    def awaits(self, owner: str, wanted: Sequence[str]) -> bool:
        """Whether a resource is created after one of these, by whatever it names."""
        seen, pending = {owner}, [owner]
        while pending:
            for _, target in self.targets.get(pending.pop(), ()):
                if target in wanted:
                    return True
                if target not in seen:
                    seen.add(target)
                    pending.append(target)
        return False

    def _names(self, resource: Resource, target: str) -> bool:
        return any(one == target for _, one in self.targets.get(resource.logical_id, ()))


@dataclass(frozen=True, slots=True)
class _Kind:
    """A silent need: who has it, of what, and what is said of it."""

    key: str
    needs: Callable[[_Named], Iterator[tuple[Resource, list[str]]]]
    why: str
    failure: str


def _after_listener(named_: _Named) -> Iterator[tuple[Resource, list[str]]]:
    for service in named_.template.of_type("AWS::ECS::Service"):
        for group in sorted(named_.at(service.logical_id, "LoadBalancers")):
            listeners = named_.naming(_LISTENERS, "", group)
            if listeners:
                yield service, listeners


def _after_gateway(named_: _Named) -> Iterator[tuple[Resource, list[str]]]:
    for route in named_.template.of_type("AWS::EC2::Route"):
        for gateway in sorted(named_.at(route.logical_id, "GatewayId")):
            attachments = named_.naming((_ATTACHMENT,), "InternetGatewayId", gateway)
            if attachments:
                yield route, attachments


def _after_policy(named_: _Named) -> Iterator[tuple[Resource, list[str]]]:
    for kind, place in _WRITERS.items():
        for writer in named_.template.of_type(kind):
            for bucket in sorted(named_.at(writer.logical_id, place)):
                policies = named_.naming((_POLICY,), "Bucket", bucket)
                if policies:
                    yield writer, policies


_KINDS = (
    _Kind(
        "listener",
        _after_listener,
        "a target group takes a service only once a listener forwards to it",
        'Creation may fail: "The target group does not have an associated load balancer".',
    ),
    _Kind(
        "gateway",
        _after_gateway,
        "a route can name an internet gateway only once that is attached to the VPC",
        "Creation may fail: the gateway and the route table belong to different networks.",
    ),
    _Kind(
        "policy",
        _after_policy,
        "the bucket is written to at creation, and may refuse it before its policy is there",
        "Creation may fail: the bucket's policy does not allow the service to write.",
    ),
)


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for each kind of silent need that is not waited for."""
    comparison = context.comparison
    ours = _Named.of(context.candidate, context.candidate_uses)
    theirs = _Named.of(comparison.reference, comparison.reference_uses) if comparison else None
    told = {
        one.candidate_id
        for one in (comparison.differences if comparison else ())
        if one.path[:1] == ("DependsOn",)
    }
    for kind in _KINDS:
        known = {one.logical_id for one, _ in _open(kind, theirs)} if theirs else set()
        found = [
            (one, wanted)
            for one, wanted in _open(kind, ours)
            if one.logical_id not in told and (comparison is None or _waits(comparison, one, known))
        ]
        if found:
            yield _draft(context, kind, found)


def _waits(comparison: Comparison, resource: Resource, known: Collection[str]) -> bool:
    """Whether the reference has the resource and lets it wait."""
    counterpart = comparison.alignment.reference_id("Resources", resource.logical_id)
    return counterpart is not None and counterpart not in known


def _open(kind: _Kind, named_: _Named) -> Iterator[tuple[Resource, list[str]]]:
    """Yield the resources that do not wait for any of what they need."""
    for resource, wanted in kind.needs(named_):
        if not named_.awaits(resource.logical_id, wanted):
            yield resource, wanted


def _draft(context: Context, kind: _Kind, found: Sequence[tuple[Resource, list[str]]]) -> Draft:
    owners = [one.logical_id for one, _ in found]
    wanted = list(dict.fromkeys(names[0] for _, names in found))
    fix = _fix(context.candidate, found)
    return Draft(
        key=kind.key,
        severity=Severity.HIGH,
        title=f"Missing DependsOn on {named(owners, 2)} for {named(wanted, 2)}",
        issue=f"{coded(owners)} {verb(owners, 'does', 'do')} not wait for {coded(wanted)}: "
        f"{kind.why}, and without `DependsOn` CloudFormation may create both in any order.",
        suggestion=f"Add a `DependsOn` on {coded(wanted)} to {coded(owners)}.",
        root_cause="The candidate relies on an order that it does not state.",
        impact=Impact(deployment=kind.failure),
        candidate=tuple(of_entity(one) for one, _ in found),
        fixes=(fix,) if fix else (),
        prior=0.19,
        about=(*owners, *wanted),
        properties=("DependsOn",),
    )


def _fix(template: Template, found: Sequence[tuple[Resource, list[str]]]) -> Fix | None:
    wanted = {one.logical_id: (one, names[0]) for one, names in found}
    changes = [_waiting(one, name) for one, name in wanted.values()]
    title = f"Let {named([*wanted], 2)} wait"
    return fix_of(template, style_of(template.reading), title, Safety.SAFE, changes)


def _waiting(resource: Resource, name: str) -> Change:
    path = (*resource.path, "DependsOn")
    match resource.attribute("DependsOn"):
        case ArrayNode():
            return Append(path, scalar(name))
        case ScalarNode() as stated:
            return Replace(path, node_of([text_of(stated) or "", name]))
    return Insert(resource.path, "DependsOn", scalar(name), after="Type")


ROUTED = """
    Resources:
      Gateway:
        Type: AWS::EC2::InternetGateway
      Attachment:
        Type: AWS::EC2::VPCGatewayAttachment
        Properties:
          VpcId: vpc-0a1b2c3d
          InternetGatewayId: !Ref Gateway
      Outward:
        Type: AWS::EC2::Route
        Properties:
          RouteTableId: rtb-0a1b2c3d
          DestinationCidrBlock: 0.0.0.0/0
          GatewayId: !Ref Gateway
"""
WAITING = ROUTED.replace(
    "Type: AWS::EC2::Route\n", "Type: AWS::EC2::Route\n        DependsOn: Attachment\n"
)
TRAIL = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
      StorePolicy:
        Type: AWS::S3::BucketPolicy
        Properties:
          Bucket: !Ref Store
          PolicyDocument: {}
      Audit:
        Type: AWS::CloudTrail::Trail
        DependsOn: [Store]
        Properties:
          IsLogging: true
          S3BucketName: !Ref Store
"""
AFTER = TRAIL.replace("[Store]", "[Store, StorePolicy]")
SERVICE = """
    Resources:
      Targets:
        Type: AWS::ElasticLoadBalancingV2::TargetGroup
      Web:
        Type: AWS::ElasticLoadBalancingV2::Listener
        Properties:
          DefaultActions:
            - Type: forward
              TargetGroupArn: !Ref Targets
      Shop:
        Type: AWS::ECS::Service
        Properties:
          LoadBalancers:
            - ContainerName: shop
              ContainerPort: 80
              TargetGroupArn: !Ref Targets
"""
EXAMPLES = (
    Example("a route before its gateway is attached", ROUTED, fixed=WAITING),
    Example("a trail before the bucket's policy", TRAIL, fixed=AFTER),
    Example("a service before its listener", SERVICE),
    Example("it waits", WAITING, reported=False),
    Example("the reference does not wait either", ROUTED, ROUTED, reported=False),
    Example("the reference states it: told as that", ROUTED, WAITING, reported=False),
)
RULE = Rule(
    "unstated-order",
    "Resource ordering",
    check,
    __doc__,
    EXAMPLES,
    (guide.DEPENDS_ON,),
)
