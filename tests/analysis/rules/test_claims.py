"""What findings claim of pairs in which a rule's usual words would be untrue."""

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
from tests.analysis.rules.claims import of_resources, of_rights, of_traffic
from tests.analysis.rules.claims.claim import Claim

CLAIMS = (*of_rights.CLAIMS, *of_traffic.CLAIMS, *of_resources.CLAIMS)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)
def test_findings_claim_what_holds(claim: Claim) -> None:
    told = _told(_findings(claim.candidate, claim.reference))
    assert claim.says in told
    assert not [one for one in claim.never if one in told]


def test_no_two_claims_have_one_name() -> None:
    assert len({claim.name for claim in CLAIMS}) == len(CLAIMS)


def _template(text: str) -> Template:
    return build_template(read(Source("t.yaml", dedent(text))))


def _findings(candidate: str, reference: str) -> tuple[Finding, ...]:
    comparison = compare(_template(candidate), _template(reference))
    return find(Context(comparison.candidate, comparison.candidate_uses, comparison), RULES)


def _told(findings: tuple[Finding, ...]) -> str:
    return "\n".join(
        f'{one.category}: {one.title} "{one.severity.value}" {one.issue} {one.suggestion} '
        f"{one.root_cause} {one.impact}"
        for one in findings
    )
