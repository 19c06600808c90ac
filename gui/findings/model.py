"""The findings as a list, and the filter that stands before it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from analysis.findings import Finding, Severity, State, Verified
from gui.text import one_line, tooltip

FINDING_ROLE = Qt.ItemDataRole.UserRole
SEVERITIES = (Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW)
DECIDED = "decided"
"""The status of findings that are accepted or dismissed."""
_ROOT = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Filter:
    """Which findings are listed; an empty text, category or status lets all pass.

    `most` is how many of the ranked findings are listed, None for all, and `also` the id of one
    that is listed whatever its rank; `only` are the ids of those that something chosen elsewhere
    has, None for all.
    """

    text: str = ""
    severities: frozenset[Severity] = frozenset(SEVERITIES)
    category: str = ""
    state: str = ""
    most: int | None = None
    also: str = ""
    only: frozenset[str] | None = None

    def lets_pass(self, finding: Finding) -> bool:
        """Whether a finding is listed, its rank aside."""
        if finding.severity not in self.severities:
            return False
        if self.only is not None and finding.id not in self.only:
            return False
        if self.category and finding.category != self.category:
            return False
        state = finding.decision.state
        is_decided = self.state == DECIDED and state is not State.OPEN
        if self.state and state != self.state and not is_decided:
            return False
        return all(word in _searched(finding) for word in self.text.casefold().split())

    @property
    def is_narrowed(self) -> bool:
        """Whether the user asked for less than everything."""
        return Filter(most=self.most, also=self.also) != self


class FindingsModel(QAbstractListModel):
    """The findings of a review in their order of rank."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[Finding, ...] = ()

    def replace(self, findings: Sequence[Finding]) -> None:
        """Show other findings; rows stay where the ids are the same, so that a choice stays."""
        fresh = tuple(findings)
        if [finding.id for finding in fresh] == [finding.id for finding in self._findings]:
            self._findings = fresh
            if fresh:
                self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))
            return
        self.beginResetModel()
        self._findings = fresh
        self.endResetModel()

    def finding(self, row: int) -> Finding:
        """Return the finding of a row."""
        return self._findings[row]

    def row(self, finding_id: str) -> int:
        """Return the row of a finding, -1 for an unknown one."""
        for row, finding in enumerate(self._findings):
            if finding.id == finding_id:
                return row
        return -1

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return how many findings there are."""
        return 0 if parent.isValid() else len(self._findings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a view asks for."""
        if not self.checkIndex(index, QAbstractListModel.CheckIndexOption.IndexIsValid):
            return None
        finding = self._findings[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return one_line(finding.title)
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip("\n".join(_explained(finding)))
            case Qt.ItemDataRole.AccessibleTextRole:
                state = finding.decision.state
                return one_line(f"{finding.severity.value}: {finding.title}, {state.value}")
            case Qt.ItemDataRole.UserRole:
                return finding
            case _:
                return None


class FilteredFindings(QSortFilterProxyModel):
    """Lists what a filter lets pass."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter = Filter()

    @property
    def filter(self) -> Filter:
        """What is listed now."""
        return self._filter

    def show_filter(self, chosen: Filter) -> None:
        """List by another filter."""
        self._filter = chosen
        self.invalidate()

    def finding(self, index: _Index) -> Finding | None:
        """Return the finding of one of this model's indexes, None for an invalid one."""
        finding = self.data(index, FINDING_ROLE) if index.isValid() else None
        return finding if isinstance(finding, Finding) else None

    def filterAcceptsRow(self, row: int, parent: _Index) -> bool:
        """Whether a finding is listed."""
        model = self.sourceModel()
        if not isinstance(model, FindingsModel) or parent.isValid():
            return False
        finding, most = model.finding(row), self._filter.most
        is_within = most is None or row < most or finding.id == self._filter.also
        # Whoever filters looks for something: rank hides nothing then.
        is_ranked = is_within or self._filter.is_narrowed
        return is_ranked and self._filter.lets_pass(finding)


def decided_count(findings: Sequence[Finding]) -> int:
    """Return how many findings the user accepted or dismissed."""
    return sum(finding.decision.state is not State.OPEN for finding in findings)


def severity_counts(findings: Sequence[Finding]) -> dict[Severity, int]:
    """Return how many findings of each severity there are."""
    counts = dict.fromkeys(SEVERITIES, 0)
    for finding in findings:
        counts[finding.severity] += 1
    return counts


def _explained(finding: Finding) -> Iterator[str]:
    """Yield the title in full, and what the marks at the end of the row stand for."""
    yield finding.title
    count = len(finding.logical_ids)
    if count:
        yield f"{count} {'entity' if count == 1 else 'entities'}: {', '.join(finding.logical_ids)}"
    if any(fix.verified is Verified.YES for fix in finding.fixes):
        yield "✓ A fix was tried and does what it says."


def _searched(finding: Finding) -> str:
    texts = (
        finding.title,
        finding.category,
        finding.rule,
        finding.issue,
        *finding.logical_ids,
        *finding.resource_types,
        *finding.properties,
    )
    return " ".join(texts).casefold()
