"""The order in which findings are read, and how many of them are shown at first."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from analysis.findings import Finding, Severity

SHOWN = 15
_BREADTH = 0.1
# Reviewers compare: of what the templates have in common they seldom speak.
_IN_COMMON = 0.6
# What a further finding of the same rule is worth beside the one before it.
_AGAIN = 0.5
_WEIGHTS = {Severity.CRITICAL: 4.0, Severity.HIGH: 3.0, Severity.MEDIUM: 2.3, Severity.LOW: 1.4}


def weight(severity: Severity, prior: float, evidence: float = 1.0, differences: int = 1) -> float:
    """Return how early a finding is read.

    It grows with its gravity, with the chance that a reviewer reports such a thing, with what else
    supports it (a match of cfn-lint, say) and, slowly, with the differences that it explains; one
    that explains none is read later.
    """
    breadth = 1 + _BREADTH * math.log(differences) if differences else _IN_COMMON
    return round(_WEIGHTS[severity] * prior * evidence * breadth, 4)


def ranked(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings in reading order: the weightier first, then by place and title.

    Of one rule's findings each further one counts half as much as the one before: whoever has
    read of a role's permissions would rather read of something else next. A critical finding
    never stands behind those that are shown: it takes the place of the lightest of them.
    """
    worth = _worth(findings)

    def order(finding: Finding) -> tuple[float, int, str, str]:
        return _order(finding, worth)

    ordered = sorted(findings, key=order)
    late = [one for one in ordered[SHOWN:] if one.severity is Severity.CRITICAL]
    if not late:
        return tuple(ordered)
    lighter = [one for one in ordered[:SHOWN] if one.severity is not Severity.CRITICAL]
    moved = lighter[-len(late) :]
    head = [one for one in ordered[:SHOWN] if one not in moved] + late
    tail = [one for one in ordered if one not in head]
    return (*sorted(head, key=order), *tail)


def _worth(findings: Sequence[Finding]) -> dict[str, float]:
    """Return what each finding weighs, by id, after the heavier ones of its rule."""
    before: Counter[str] = Counter()
    worth: dict[str, float] = {}
    own = {one.id: one.weight for one in findings}
    for one in sorted(findings, key=lambda one: _order(one, own)):
        worth[one.id] = one.weight * _AGAIN ** before[one.rule]
        before[one.rule] += 1
    return worth


def _order(finding: Finding, worth: Mapping[str, float]) -> tuple[float, int, str, str]:
    line = finding.candidate[0].start_line if finding.candidate else 1 << 30
    return -worth[finding.id], line, finding.title, finding.id


def shown(findings: Sequence[Finding]) -> int:
    """Return how many of ranked findings are shown: at most 15, but all critical ones."""
    critical = [n for n, one in enumerate(findings, 1) if one.severity is Severity.CRITICAL]
    return max([min(SHOWN, len(findings)), *critical])


def other_differences(findings: Sequence[Finding], differences: int) -> int:
    """Return how many of so many differences no shown finding covers."""
    covered = {index for one in findings[: shown(findings)] for index in one.covers}
    return differences - len(covered)
