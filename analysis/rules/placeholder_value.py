"""Values name what exists, and not what somebody was to fill in.

A template with `your-bucket` in it deploys nothing that works, if it deploys at all; names below
example.com are reserved for examples.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.comparison import Comparison, Difference
from analysis.findings import Impact, Severity
from analysis.rules import guide
from analysis.rules.evidence import at_path, of_reference
from analysis.rules.places import place_text
from analysis.rules.rule import Context, Draft, Evidence, Example, Rule
from analysis.rules.words import coded, named, verb
from analysis.syntax import Node, Path, ScalarNode, walk
from analysis.template import Template

_STAND_IN = re.compile(
    r"(?i)\b(your[-_ ](bucket|domain|account|org|company|app|key|cert|repo|team|token|name)[\w-]*"
    r"|place[-_]?holder[\w-]*|replace[-_](me|with|this)[\w-]*|to[-_]be[-_](replaced|filled)[\w-]*)"
)
# What a nested stack's URL has in a bucket's place, beside those; a bucket of one's own may be
# called so.
_ANY_BUCKET = re.compile(
    r"(?i)\b(?:(?:my|example|sample|some)[-_](?:bucket|templates?|stack)[\w-]*|bucket[-_]name"
    r"|(?:[\w-]+\.)*example\.(?:com|org|net))\b|<[\w -]{1,40}>"
)
_RESERVED = re.compile(r"(?i)\b(?:[\w-]+\.)*example\.(?:com|org|net)\b")
# Where a domain must be one's own.
_DOMAINS = (
    "AWS::CertificateManager::",
    "AWS::Route53::",
    "AWS::CloudFront::Distribution",
    "AWS::ApiGateway::DomainName",
)
_PROSE = re.compile(r"Description|UserData|ZipFile|Definition|Comment|Metadata|Password|Secret")
_KEPT = ("AWS::SecretsManager::", "AWS::SSM::Parameter")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class _Found:
    """A value that stands for another, where it stands."""

    logical_id: str
    path: Path
    text: str
    difference: Difference | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said of values of a kind."""

    what: str
    which: str
    advice: str
    failure: str


_WORDS = {
    "stand-in": _Words(
        "Placeholder",
        "which somebody was to replace by a real value.",
        "Take the value from a parameter, or from a resource of the template.",
        "Creation or use fails where the value must name what exists.",
    ),
    "domain": _Words(
        "Reserved Domain",
        "a domain that is reserved for examples and cannot be one's own.",
        "Take the domain from a parameter, or do without it.",
        "No certificate or zone of this domain can be validated or used.",
    ),
    "url": _Words(
        "Placeholder TemplateURL",
        "in the URL of a nested stack's template, where a bucket of one's own must stand.",
        "Take the URL from a parameter, or upload the template and write down where it is.",
        "Creation of the nested stack fails where the template is not found or may not be read.",
    ),
}


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for the values to be filled in, and one for domains that nobody can have."""
    comparison = context.comparison
    found = [*(_differing(comparison) if comparison else _all(context.candidate))]
    urls = [one for one in found if "TemplateURL" in one.path]
    if urls:
        yield _draft(context, "url", urls)
    for kind, pattern in (("stand-in", _STAND_IN), ("domain", _RESERVED)):
        told = [one for one in found if pattern.search(one.text) and one not in urls]
        if told:
            yield _draft(context, kind, told)


def _all(template: Template) -> Iterator[_Found]:
    for resource in template.resources.values():
        for path, node in walk(resource.node):
            text = _text(resource.type, path, node)
            if text:
                yield _Found(resource.logical_id, (*resource.path, *path), text)


def _differing(comparison: Comparison) -> Iterator[_Found]:
    """Yield what only the candidate says, within what differs."""
    for one in comparison.differences:
        if one.section != "Resources" or one.candidate is None:
            continue
        known = (
            {_text(one.type, (), node) for _, node in walk(one.reference)} if one.reference else {}
        )
        for path, node in walk(one.candidate):
            text = _text(one.type, (*one.path, *path), node)
            if text and text not in known:
                difference = None if one.is_whole_entity else one
                yield _Found(one.logical_id, (*one.candidate_path, *path), text, difference)


def _text(type_: str, path: Path, node: Node) -> str:
    """Return what in a scalar stands for another value, empty where nothing does."""
    if not isinstance(node, ScalarNode) or len(node.text) > _LONGEST:
        return ""
    if type_.startswith(_KEPT) or _PROSE.search(place_text(path)):
        return ""
    found = _STAND_IN.search(node.text)
    if not found and "TemplateURL" in path:
        found = _ANY_BUCKET.search(node.text)
    if not found and type_.startswith(_DOMAINS):
        found = _RESERVED.search(node.text)
    return found[0] if found else ""


def _draft(context: Context, kind: str, found: Sequence[_Found]) -> Draft:
    texts = list(dict.fromkeys(one.text for one in found))
    owners = list(dict.fromkeys(one.logical_id for one in found))
    differences = list({id(one.difference): one.difference for one in found}.values())
    words = _WORDS[kind]
    return Draft(
        key=kind,
        severity=Severity.HIGH,
        title=f"{words.what} {named(texts, 1)} in {named(owners, 2)}",
        issue=f"{named(owners)} {verb(owners, 'has', 'have')} {coded(texts)}, {words.which}",
        suggestion=words.advice,
        root_cause="The candidate writes down a value that stands for the real one.",
        impact=Impact(deployment=words.failure),
        candidate=tuple(_evidence(context.candidate, found)),
        reference=of_reference(one for one in differences if one),
        covers=tuple(one for one in differences if one),
        prior=0.1,
        properties=tuple(dict.fromkeys(_property(one.path) for one in found)),
    )


def _property(path: Path) -> str:
    names = [step for step in path[3:] if isinstance(step, str) and not step.startswith("Fn::")]
    return names[0] if names else "Properties"


def _evidence(template: Template, found: Sequence[_Found]) -> Iterator[Evidence]:
    for one in found:
        yield from at_path(template, one.path)


STOOD_IN = """
    Resources:
      Server:
        Type: AWS::EC2::Instance
        Properties:
          KeyName: your-key-pair
"""
NAMED = """
    Parameters:
      Key:
        Type: String
    Resources:
      Server:
        Type: AWS::EC2::Instance
        Properties:
          KeyName: !Ref Key
"""
ZONE = """
    Resources:
      Zone:
        Type: AWS::Route53::HostedZone
        Properties:
          Name: example.com
"""
MAILED = """
    Resources:
      Alerts:
        Type: AWS::SNS::Subscription
        Properties:
          Endpoint: team@example.com
"""
NESTED = """
    Resources:
      Network:
        Type: AWS::CloudFormation::Stack
        Properties:
          TemplateURL: https://s3.amazonaws.com/my-bucket/network.yaml
"""
UPLOADED = NESTED.replace("my-bucket", "order-templates-eu")
EXAMPLES = (
    Example("a key pair to be filled in", STOOD_IN, NAMED),
    Example("the template of a nested stack in any bucket", NESTED, UPLOADED),
    Example("the template of a nested stack in a bucket", UPLOADED, reported=False),
    Example("no reference to compare with", STOOD_IN),
    Example("a domain that nobody has", ZONE),
    Example("an address for examples", MAILED, reported=False),
    Example("the reference says the same", STOOD_IN, STOOD_IN, reported=False),
)
RULE = Rule(
    "placeholder-value",
    "External dependency",
    check,
    __doc__,
    EXAMPLES,
    (guide.PARAMETERS,),
    residual=True,
)
