"""What a team wants otherwise: rules switched off or graded otherwise, checks left out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.findings import Finding, Severity

OFF = "off"


@dataclass(frozen=True, slots=True)
class Settings:
    """What changes findings: `grades` are (rule, severity or `off`), checks are cfn-lint's.

    `source` names the file that says so.
    """

    grades: tuple[tuple[str, str], ...] = ()
    ignored_checks: tuple[str, ...] = ()
    source: str = ""


def is_ignored(check: str, settings: Settings) -> bool:
    """Whether a check of cfn-lint is left out; `W` stands for all that begin with it."""
    return any(check.startswith(one) for one in settings.ignored_checks)


def graded(findings: Sequence[Finding], settings: Settings) -> tuple[Finding, ...]:
    """Return the findings of rules that are not switched off, as grave as the team holds them."""
    grades = dict(settings.grades)
    return tuple(
        _regraded(finding, grades[finding.rule]) if finding.rule in grades else finding
        for finding in findings
        if grades.get(finding.rule) != OFF
    )


def told(findings: Iterable[Finding], checks: Iterable[str], settings: Settings) -> Iterator[str]:
    """Yield what settings did to these findings and checks, for every report to say."""
    found = Counter(finding.rule for finding in findings)
    off = [f"`{rule}` ({_counted(found[rule])})" for rule, word in settings.grades if word == OFF]
    if off:
        yield f"Switched off by {settings.source}: {', '.join(off)}."
    if settings.ignored_checks:
        all_checks = list(checks)
        counted = (
            f"{one} ({_counted(sum(check.startswith(one) for check in all_checks))})"
            for one in settings.ignored_checks
        )
        yield f"Checks of cfn-lint switched off by {settings.source}: {', '.join(counted)}."
    others = [f"`{rule}` {word}" for rule, word in settings.grades if word != OFF and found[rule]]
    if others:
        yield f"Graded by {settings.source}: {', '.join(others)}."


def _counted(number: int) -> str:
    return f"{number or 'no'} finding{'' if number == 1 else 's'}"


def _regraded(finding: Finding, word: str) -> Finding:
    severity = Severity(word)
    heavier = severity.rank / finding.severity.rank
    return replace(finding, severity=severity, weight=round(finding.weight * heavier, 4))
