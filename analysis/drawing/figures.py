"""The numbers behind the Summary's figures; pictures.py draws them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.findings import Finding, Severity
from analysis.review import Review

FIGURES = ("severity", "category", "services")
"""The figures of the Summary."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of a row: how much, and the colour token it has."""

    amount: int
    token: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a figure: bars one after the other, or one below the other."""

    label: str
    bars: tuple[Bar, ...]
    mark: str = ""

    @property
    def total(self) -> int:
        """What all bars of the row amount to."""
        return sum(bar.amount for bar in self.bars)


@dataclass(frozen=True, slots=True)
class FigureData:
    """A figure: its title, its rows from top to bottom, and what to say when there are none.

    `sides` names the two bars of each row where they stand for the two sides.
    """

    title: str
    rows: tuple[Row, ...]
    empty: str
    sides: tuple[tuple[str, str], ...] = ()


def figure_of(name: str, review: Review) -> FigureData:
    """Return the data of a figure; raises KeyError for an unknown one."""
    makers = {"severity": _by_severity, "category": _by_category, "services": _by_service}
    return makers[name](review)


def _by_severity(review: Review) -> FigureData:
    counts = Counter(finding.severity for finding in review.findings)
    rows = tuple(
        Row(severity.value.capitalize(), (Bar(counts[severity], severity.value),), severity.value)
        for severity in Severity
    )
    return FigureData("Findings by severity", rows if counts else (), "No findings")


def _by_category(review: Review) -> FigureData:
    groups: dict[str, list[Finding]] = {}
    for finding in review.findings:
        groups.setdefault(finding.category, []).append(finding)
    ordered = sorted(groups.items(), key=lambda group: (_weight(group[1]), group[0]))
    rows = tuple(Row(name, _severity_bars(findings)) for name, findings in ordered)
    return FigureData("Findings by category", rows, "No findings")


def _weight(findings: Sequence[Finding]) -> tuple[int, ...]:
    # The gravest first: one critical finding counts more than all high ones.
    counts = Counter(finding.severity for finding in findings)
    return tuple(-counts[severity] for severity in Severity)


def _severity_bars(findings: Iterable[Finding]) -> tuple[Bar, ...]:
    counts: Mapping[Severity, int] = Counter(finding.severity for finding in findings)
    return tuple(Bar(counts[one], one.value) for one in Severity if one in counts)


def _by_service(review: Review) -> FigureData:
    sides = (("Candidate", "accent"), ("Reference", "node_line"))
    shown = sides if review.reference else sides[:1]
    rows = tuple(
        Row(
            service,
            tuple(Bar(count, token) for count, (_, token) in zip(counts, shown, strict=False)),
        )
        for service, counts in review.counts.items()
    )
    return FigureData("Resources by service", rows, "No resources were read", shown)
