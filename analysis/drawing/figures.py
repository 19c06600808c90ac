"""The numbers behind the Summary's figures; pictures.py draws them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.findings import Finding, Severity
from analysis.review import Review

FIGURES = ("severity", "category", "adopted", "impact", "services")
"""The figures of the Summary."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of a row: how much, and the colour token it has."""

    amount: int
    token: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a figure: bars one after the other, or one below the other.

    `note` is written beside the bars, in place of what they amount to.
    """

    label: str
    bars: tuple[Bar, ...]
    mark: str = ""
    note: str = ""

    @property
    def total(self) -> int:
        """What all bars of the row amount to."""
        return sum(bar.amount for bar in self.bars)


@dataclass(frozen=True, slots=True)
class FigureData:
    """A figure: its title, its rows from top to bottom, and what to say when there are none.

    `sides` names the two bars of each row where they stand for the two sides, `legend` those that
    follow each other.
    """

    title: str
    rows: tuple[Row, ...]
    empty: str
    sides: tuple[tuple[str, str], ...] = ()
    legend: tuple[tuple[str, str], ...] = ()


def figure_of(name: str, review: Review) -> FigureData:
    """Return the data of a figure; raises KeyError for an unknown one."""
    makers = {
        "severity": _by_severity,
        "category": _by_category,
        "adopted": _adopted,
        "impact": _by_impact,
        "services": _by_service,
    }
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


_ALIKE, _CHANGED, _MISSING = "Alike", "Changed", "Missing"
_ADOPTION = ((_ALIKE, "accent"), (_CHANGED, "change"), (_MISSING, "node_line"))
_STATES = {"same": _ALIKE, "rename": _ALIKE, "add": _MISSING}


def _adopted(review: Review) -> FigureData:
    title = "The reference in the candidate"
    if review.reference is None:
        return FigureData(title, (), "There is no reference to compare with")
    found: dict[str, Counter[str]] = {}
    for entry in review.reference.outline:
        state = _STATES.get(entry.change, _CHANGED)
        found.setdefault(entry.section, Counter())[state] += 1
    rows = []
    for section, counts in found.items():
        bars = tuple(Bar(counts[name], token) for name, token in _ADOPTION if counts[name])
        known, alike = counts.total(), counts[_ALIKE]
        there = known - counts[_MISSING]
        note = f"{round(100 * there / known)} % there, {round(100 * alike / known)} % alike"
        rows.append(Row(section, bars, note=note))
    return FigureData(title, tuple(rows), "The reference has nothing", legend=_ADOPTION)


_IMPACTS = {
    "replace": "Replaced",
    "may replace": "May be replaced",
    "delete": "Deleted",
    "orphan": "Left behind",
    "create": "Created",
    "update": "Updated in place",
}
_WEIGHTS = (("Grave", "critical"), ("Notable", "high"), ("Quiet", "low"))


def _by_impact(review: Review) -> FigureData:
    title = "Deploying it over the reference"
    if review.reference is None:
        return FigureData(title, (), "There is no reference to compare with")
    impacts = review.impacts.get("candidate", ())
    rows = []
    for impact, words in _IMPACTS.items():
        own = [one for one in impacts if one.impact == impact]
        counts = Counter(one.weight for one in own)
        weights = [(counts[name.lower()], token) for name, token in _WEIGHTS]
        losing = sum(one.data in ("lost", "may be lost") for one in own)
        note = f"{len(own)}, data at risk in {losing}" if losing else str(len(own))
        if own:
            rows.append(Row(words, tuple(Bar(*one) for one in weights if one[0]), note=note))
    return FigureData(title, tuple(rows), "It would change no resource", legend=_WEIGHTS)
