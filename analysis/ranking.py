"""The order in which findings are read, and how many of them are shown at first."""

from collections.abc import Sequence

from analysis.findings import Finding, Severity

SHOWN = 15
_WEIGHTS = {Severity.CRITICAL: 4.0, Severity.HIGH: 3.0, Severity.MEDIUM: 2.3, Severity.LOW: 1.4}


def weight(severity: Severity, prior: float, evidence: float = 1.0) -> float:
    """Return how early a finding is read.

    It grows with its gravity, with the chance that a reviewer reports such a thing, and with what
    else supports it (a match of cfn-lint, say). How many resources it touches says nothing:
    reviewers report what holds for nearly all of them, names and tags, less often than the rest.
    """
    return round(_WEIGHTS[severity] * prior * evidence, 4)


def ranked(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings in reading order: the weightier first, then by place and title.

    A critical finding never stands behind those that are shown: it takes the place of the
    lightest of them.
    """
    ordered = sorted(findings, key=_order)
    late = [one for one in ordered[SHOWN:] if one.severity is Severity.CRITICAL]
    if not late:
        return tuple(ordered)
    lighter = [one for one in ordered[:SHOWN] if one.severity is not Severity.CRITICAL]
    moved = lighter[-len(late) :]
    head = [one for one in ordered[:SHOWN] if one not in moved] + late
    tail = [one for one in ordered if one not in head]
    return (*sorted(head, key=_order), *tail)


def _order(finding: Finding) -> tuple[float, int, str, str]:
    line = finding.candidate[0].start_line if finding.candidate else 1 << 30
    return -finding.weight, line, finding.title, finding.id


def shown(findings: Sequence[Finding]) -> int:
    """Return how many of ranked findings are shown: at most 15, but all critical ones."""
    critical = [n for n, one in enumerate(findings, 1) if one.severity is Severity.CRITICAL]
    return max([min(SHOWN, len(findings)), *critical])


def other_differences(findings: Sequence[Finding], differences: int) -> int:
    """Return how many of so many differences no shown finding covers."""
    covered = {index for one in findings[: shown(findings)] for index in one.covers}
    return differences - len(covered)
