"""Load balancers take HTTPS where the reference's do.

A listener with its certificate, the redirect from HTTP and the open port 443 are one choice: each
of them does nothing without the others.
"""

from collections.abc import Iterator, Sequence

from analysis.comparison import Comparison, Difference, Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.evidence import holders, of_candidate, of_reference
from analysis.rules.families import names_below
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.sentences import ids_of, issue_of, suggestion_of
from analysis.rules.words import named
from analysis.syntax import Node, ObjectNode, follow, text_of, walk
from analysis.template import Template

_LISTENER = "AWS::ElasticLoadBalancingV2::Listener"
_CERTIFICATE = "AWS::CertificateManager::Certificate"
_GROUPS = ("AWS::EC2::SecurityGroup", "AWS::EC2::SecurityGroupIngress")
_PARTS = frozenset({"Protocol", "Port", "Certificates", "SslPolicy", "DefaultActions"})
_SECURE = ("HTTPS", "TLS")
_ADDED = frozenset({Operation.ADD, Operation.CHANGE})
_REMOVED = frozenset({Operation.REMOVE, Operation.CHANGE})
_WORDS = {
    "missing": (
        "Missing HTTPS Listener",
        "The candidate's load balancer takes no HTTPS; the reference's does.",
        Impact(security="What passes between clients and the load balancer can be read."),
        0.15,
    ),
    "surplus": (
        "HTTPS Listener That Requires a Certificate",
        "The candidate's listener needs an ACM certificate; the reference takes HTTP.",
        Impact(deployment="Creation fails without a valid certificate for the listener."),
        0.12,
    ),
    "redirect": (
        "Missing HTTP to HTTPS Redirect",
        "The candidate does not send requests over HTTP on to HTTPS.",
        Impact(security="Clients that come over HTTP are refused or served unencrypted."),
        0.2,
    ),
}


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding where one side alone takes HTTPS, or redirects to it."""
    comparison = context.comparison
    if comparison is None:
        return
    ours, theirs = _secure(comparison.candidate), _secure(comparison.reference)
    if theirs and not ours and _has_listener(comparison.candidate):
        yield from _draft(comparison, "missing", theirs, _concerned(comparison, _ADDED))
    elif ours and not theirs and _has_listener(comparison.reference):
        yield from _draft(comparison, "surplus", ours, _concerned(comparison, _REMOVED))
    elif ours and not any(map(_redirects, _listeners(comparison.candidate))):
        redirects = _redirecting(comparison)
        yield from _draft(comparison, "redirect", ids_of(redirects), redirects)


def _listeners(template: Template) -> Iterator[Node]:
    yield from (one.node for one in template.resources.values() if one.type == _LISTENER)


def _has_listener(template: Template) -> bool:
    return any(True for _ in _listeners(template))


def _secure(template: Template) -> list[str]:
    """Return the listeners that take HTTPS or TLS."""
    return [
        one.logical_id
        for one in template.resources.values()
        if one.type == _LISTENER and text_of(one.at("Properties", "Protocol")) in _SECURE
    ]


def _redirects(node: Node | None) -> bool:
    """Whether something at or below a node sends requests on to HTTPS."""
    return any(
        path[-1:] == ("RedirectConfig",) and text_of(follow(inner, ("Protocol",))) == "HTTPS"
        for path, inner in (walk(node) if node else ())
    )


def _is_secure_port(node: Node | None) -> bool:
    return any(
        isinstance(inner, ObjectNode) and text_of(inner.child("FromPort")) == "443"
        for _, inner in (walk(node) if node else ())
    )


def _concerned(comparison: Comparison, operations: frozenset[Operation]) -> list[Difference]:
    """Return the differences of listeners, certificates and port 443 that go these ways."""
    wanted = [one for one in comparison.differences if one.operation in operations]
    listeners = [
        one
        for one in wanted
        if one.type == _LISTENER and (one.is_whole_entity or one.property_name in _PARTS)
    ]
    listeners += _actions(comparison, listeners)
    ports = [
        one
        for one in wanted
        if one.type in _GROUPS
        and one.operation is not Operation.CHANGE
        and (one.type == _GROUPS[1] or not one.is_whole_entity)
        and _is_secure_port(one.reference or one.candidate)
    ]
    return [*listeners, *_named(comparison, wanted, listeners), *ports]


def _actions(comparison: Comparison, listeners: Sequence[Difference]) -> list[Difference]:
    """Return the other parts of the actions that become others."""
    changed = {
        one.path[:3]
        for one in listeners
        if one.operation is Operation.CHANGE and one.property_name == "DefaultActions"
    }
    owners = set(ids_of(listeners))
    taken = {id(one) for one in listeners}
    return [
        one
        for one in comparison.differences
        if one.type == _LISTENER
        and one.logical_id in owners
        and one.path[:3] in changed
        and id(one) not in taken
    ]


def _named(
    comparison: Comparison, wanted: Sequence[Difference], listeners: Sequence[Difference]
) -> list[Difference]:
    """Return the certificates and parameters, on one side alone, that the listeners name."""
    ours = names_below(comparison.candidate_uses)
    theirs = names_below(comparison.reference_uses)
    used: set[str] = set()
    for one in listeners:
        used |= ours.get(one.candidate_path, set()) if one.candidate else set()
        used |= theirs.get(one.reference_path, set()) if one.reference else set()
    return [
        one
        for one in wanted
        if one.is_whole_entity
        and one.logical_id in used
        and (one.type == _CERTIFICATE or one.section == "Parameters")
    ]


def _draft(
    comparison: Comparison, kind: str, listeners: Sequence[str], differences: Sequence[Difference]
) -> Iterator[Draft]:
    if not any(one.type == _LISTENER for one in differences):
        return
    title, root_cause, impact, prior = _WORDS[kind]
    yield Draft(
        key=kind,
        severity=Severity.HIGH,
        title=f"{title}: {named(listeners, 2)}",
        issue=issue_of(differences),
        suggestion=suggestion_of(differences),
        root_cause=root_cause,
        impact=impact,
        candidate=of_candidate(differences) or holders(comparison, differences),
        reference=of_reference(differences),
        covers=tuple(differences),
        fix_title="Take HTTPS as the reference does",
        prior=prior,
    )


def _redirecting(comparison: Comparison) -> list[Difference]:
    return [
        one
        for one in comparison.differences
        if one.type == _LISTENER and one.operation in _ADDED and _redirects(one.reference)
    ]


PLAIN = """
    Resources:
      Web:
        Type: AWS::ElasticLoadBalancingV2::Listener
        Properties:
          Port: 80
          Protocol: HTTP
"""
SECURE = """
    Resources:
      Web:
        Type: AWS::ElasticLoadBalancingV2::Listener
        Properties:
          Port: 443
          Protocol: HTTPS
          Certificates:
            - CertificateArn: !Ref Certificate
      Certificate:
        Type: AWS::CertificateManager::Certificate
        Properties:
          DomainName: example.org
"""
BOTH = """
    Resources:
      Web:
        Type: AWS::ElasticLoadBalancingV2::Listener
        Properties:
          Port: 443
          Protocol: HTTPS
      Old:
        Type: AWS::ElasticLoadBalancingV2::Listener
        Properties:
          Port: 80
          Protocol: HTTP
"""
REDIRECTED = (
    BOTH.rstrip()
    + """
          DefaultActions:
            - Type: redirect
              RedirectConfig:
                Protocol: HTTPS
                StatusCode: HTTP_301
"""
)
EXAMPLES = (
    Example("the reference takes HTTPS", PLAIN, SECURE, fixed=SECURE),
    Example("the candidate needs a certificate", SECURE, PLAIN, fixed=PLAIN),
    Example("nothing is redirected", BOTH, REDIRECTED, fixed=REDIRECTED),
    Example("both take HTTPS", SECURE, SECURE, reported=False),
    Example("no reference", PLAIN, reported=False),
)
RULE = Rule(
    "https-listener",
    "HTTPS and TLS",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "HTTPS listeners",
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/"
            "create-https-listener.html",
        ),
    ),
    residual=True,
)
