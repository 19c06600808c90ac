"""What the reviews of a batch add up to, and how that has changed since an earlier one."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.batches.record import Entry, Recorded
from analysis.batches.reviewing import Told
from analysis.findings import Severity


@dataclass(frozen=True, slots=True)
class Counts:
    """A number of findings, in all and by severity, the gravest first."""

    name: str
    by_severity: tuple[int, ...]
    pairs: int = 0
    earlier: int | None = None

    @property
    def total(self) -> int:
        """How many findings there are."""
        return sum(self.by_severity)


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair of the index; `new` and `gone` findings are None where there is no earlier review."""

    name: str
    file: str
    error: str
    is_complete: bool
    by_severity: tuple[int, ...]
    new: int | None = None
    gone: int | None = None


@dataclass(frozen=True, slots=True)
class Trend:
    """What an earlier run says otherwise; `severities` are its counts over all pairs."""

    today: str
    tool: str
    severities: tuple[int, ...]
    better: int
    worse: int
    joined: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BatchTotal:
    """All that an index says."""

    today: str
    tool: str
    severities: tuple[int, ...]
    categories: tuple[Counts, ...]
    rules: tuple[Counts, ...]
    pairs: tuple[PairRow, ...]
    unread: int
    incomplete: int
    trend: Trend | None = None


def summed(recorded: Recorded, earlier: Recorded | None = None) -> BatchTotal:
    """Return what the pairs of a record add up to, the pairs that need most work first."""
    entries = list(recorded.entries.values())
    rows = [_row(entry, earlier) for entry in entries]
    rows.sort(key=lambda row: (not row.error, [-number for number in row.by_severity], row.name))
    return BatchTotal(
        today=recorded.making.today,
        tool=recorded.making.tool,
        severities=_severities(_findings(entries)),
        categories=_counted(entries, earlier, "category"),
        rules=_counted(entries, earlier, "rule"),
        pairs=tuple(rows),
        unread=sum(bool(entry.error) for entry in entries),
        incomplete=sum(not entry.is_complete and not entry.error for entry in entries),
        trend=_trend(rows, recorded, earlier) if earlier else None,
    )


def _findings(entries: Iterable[Entry]) -> Iterator[Told]:
    return (told for entry in entries for told in entry.findings)


def _severities(findings: Iterable[Told]) -> tuple[int, ...]:
    counted = Counter(one.severity for one in findings)
    return tuple(counted[severity.value] for severity in Severity)


def _counted(entries: Iterable[Entry], earlier: Recorded | None, field: str) -> tuple[Counts, ...]:
    found: dict[str, list[Told]] = {}
    pairs: dict[str, set[str]] = {}
    for entry in entries:
        for told in entry.findings:
            found.setdefault(getattr(told, field), []).append(told)
            pairs.setdefault(getattr(told, field), set()).add(entry.pair)
    before = Counter(
        getattr(told, field) for told in _findings(earlier.entries.values() if earlier else ())
    )
    counted = [
        Counts(
            name,
            _severities(found.get(name, ())),
            len(pairs.get(name, ())),
            before[name] if earlier else None,
        )
        for name in found | before
    ]
    return tuple(sorted(counted, key=lambda one: (-one.total, one.name)))


def _row(entry: Entry, earlier: Recorded | None) -> PairRow:
    before = earlier.entries.get(entry.pair) if earlier else None
    new = gone = None
    if before and not before.error and not entry.error:
        now, then = ({told.id for told in one.findings} for one in (entry, before))
        new, gone = len(now - then), len(then - now)
    return PairRow(
        entry.pair,
        entry.file,
        entry.error,
        entry.is_complete,
        _severities(entry.findings),
        new,
        gone,
    )


def _trend(rows: Iterable[PairRow], recorded: Recorded, earlier: Recorded) -> Trend:
    changes = [row.new - row.gone for row in rows if row.new is not None and row.gone is not None]
    return Trend(
        earlier.making.today,
        earlier.making.tool,
        _severities(_findings(earlier.entries.values())),
        better=sum(change < 0 for change in changes),
        worse=sum(change > 0 for change in changes),
        joined=tuple(sorted(recorded.entries.keys() - earlier.entries.keys())),
        left=tuple(sorted(earlier.entries.keys() - recorded.entries.keys())),
    )
