from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.findings import Finding, Impact, Severity
from analysis.ranking import SHOWN, other_differences, ranked, shown, weight

PLAIN = Finding(
    id="a",
    rule="r",
    category="c",
    severity=Severity.LOW,
    title="t",
    logical_ids=(),
    resource_types=(),
    properties=(),
    candidate=(),
    reference=(),
    issue="",
    suggestion="",
    root_cause="",
    impact=Impact(),
)


def _findings(*facts: tuple[Severity, float]) -> list[Finding]:
    return [
        replace(PLAIN, id=f"{number:03}", severity=severity, weight=heavy)
        for number, (severity, heavy) in enumerate(facts)
    ]


FACTS = st.lists(st.tuples(st.sampled_from(Severity), st.floats(0, 5)), max_size=40)


@pytest.mark.parametrize("kind", ["severity", "prior", "evidence", "difference", "differences"])
def test_a_finding_weighs_more_the_more_speaks_for_it(kind: str) -> None:
    less = weight(Severity.MEDIUM, 0.3, 1.0, 0 if kind == "difference" else 1)
    more = {
        "severity": weight(Severity.HIGH, 0.3, 1.0),
        "prior": weight(Severity.MEDIUM, 0.4, 1.0),
        "evidence": weight(Severity.MEDIUM, 0.3, 1.2),
        "difference": weight(Severity.MEDIUM, 0.3, 1.0, 1),
        "differences": weight(Severity.MEDIUM, 0.3, 1.0, 9),
    }[kind]
    assert more > less


@given(FACTS)
def test_no_critical_finding_is_hidden(facts: list[tuple[Severity, float]]) -> None:
    findings = ranked(_findings(*facts))
    hidden = findings[shown(findings) :]
    assert not [one for one in hidden if one.severity is Severity.CRITICAL]


@given(FACTS)
def test_ranking_loses_nothing(facts: list[tuple[Severity, float]]) -> None:
    findings = _findings(*facts)
    assert sorted(one.id for one in ranked(findings)) == [one.id for one in findings]


@given(FACTS)
def test_more_than_fifteen_are_shown_only_if_so_many_are_critical(
    facts: list[tuple[Severity, float]],
) -> None:
    findings = ranked(_findings(*facts))
    critical = sum(one.severity is Severity.CRITICAL for one in findings)
    assert shown(findings) == max(min(SHOWN, len(findings)), critical)


def test_heavier_findings_come_first() -> None:
    findings = ranked(_findings((Severity.LOW, 1.0), (Severity.HIGH, 2.0)))
    assert [one.weight for one in findings] == [2.0, 1.0]


def test_what_a_rule_says_again_comes_later() -> None:
    first, again = _findings((Severity.HIGH, 2.0), (Severity.HIGH, 1.9))
    other = replace(PLAIN, id="other", rule="s", weight=1.5)
    assert ranked([first, again, other]) == (first, other, again)


def test_other_differences_are_those_that_no_shown_finding_covers() -> None:
    findings = [replace(PLAIN, covers=(0, 1)), replace(PLAIN, id="b", covers=(1, 2))]
    assert other_differences(findings, 5) == 2
