"""What findings claim of pairs in which a rule's usual words would be untrue."""

from dataclasses import dataclass
from textwrap import dedent

import pytest

from analysis.comparison import compare
from analysis.drafts import find
from analysis.findings import Finding
from analysis.reading.reader import read
from analysis.rules import RULES
from analysis.rules.rule import Context
from analysis.source import Source
from analysis.template import Template, build_template


@dataclass(frozen=True, slots=True)
class Claim:
    """Two templates, what is said of them, and what would be untrue."""

    name: str
    candidate: str
    reference: str
    says: str
    never: tuple[str, ...] = ()


def _resources(*parts: str) -> str:
    return "Resources:\n" + "".join(f"  {one}\n" for one in ("Hold: {Type: T::T::T}", *parts))


WEB = "Web: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: w}}"
DATA = (
    "Data: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: d%s, "
    "SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 5432, ToPort: 5432, %s}]}}"
)
GROUPS = (
    "Web: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: w%s}}",
    "App: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: a%s}}",
)
PORT = "IpProtocol: tcp, FromPort: %s, ToPort: %s"
INLINE = _resources(
    GROUPS[0]
    % f", SecurityGroupEgress: [{{{PORT % (8, 8)}, DestinationSecurityGroupId: !Ref App}}]",
    GROUPS[1]
    % (
        f", SecurityGroupIngress: [{{{PORT % (8, 8)}, SourceSecurityGroupId: !Ref Web}}, "
        f"{{{PORT % (9, 9)}, CidrIp: 10.0.0.0/8}}]"
    ),
)
ALONE = _resources(
    *(one % "" for one in GROUPS),
    "Out: {Type: AWS::EC2::SecurityGroupEgress, Properties: {GroupId: !Ref Web, "
    f"{PORT % (8, 8)}, DestinationSecurityGroupId: !Ref App}}}}",
    "In: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref App, "
    f"{PORT % (8, 8)}, SourceSecurityGroupId: !Ref Web}}}}",
    "More: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref App, "
    f"{PORT % (9, 9)}, CidrIp: 10.0.0.0/8}}}}",
)

CLAIMS = (
    Claim(
        "a source in another's stead closes nothing",
        _resources(WEB, DATA % ("", "CidrIp: 0.0.0.0/0")),
        _resources(WEB, DATA % ("", "SourceSecurityGroupId: !Ref Web")),
        'Security Group Open to Everybody: Data "critical"',
        ("Missing Ingress", "is dropped", "does not let in"),
    ),
    Claim(
        "another source is neither missing nor surplus",
        _resources(WEB, DATA % ("", "CidrIp: 10.0.0.0/8")),
        _resources(WEB, DATA % ("", "SourceSecurityGroupId: !Ref Web")),
        "Different Sources in Security Group Rules of Data",
        ("Missing Ingress", "is dropped"),
    ),
    Claim(
        "a rule that stands inline is not missing where others are a circle's",
        INLINE,
        ALONE,
        "Security Group Rules Written Inline: More",
        ("Missing Ingress", "is dropped"),
    ),
)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)
def test_findings_claim_what_holds(claim: Claim) -> None:
    told = _told(_findings(claim.candidate, claim.reference))
    assert claim.says in told
    assert not [one for one in claim.never if one in told]


def _template(text: str) -> Template:
    return build_template(read(Source("t.yaml", dedent(text))))


def _findings(candidate: str, reference: str) -> tuple[Finding, ...]:
    comparison = compare(_template(candidate), _template(reference))
    return find(Context(comparison.candidate, comparison.candidate_uses, comparison), RULES)


def _told(findings: tuple[Finding, ...]) -> str:
    return "\n".join(
        f'{one.title} "{one.severity.value}" {one.issue} {one.suggestion} {one.root_cause} '
        f"{one.impact}"
        for one in findings
    )
