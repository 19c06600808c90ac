"""Sections and entities of both templates as a tree of two levels."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from analysis.findings import Finding, Severity
from analysis.review import OutlineEntry, Review
from gui.marks import CHANGE_SIGNS
from gui.selection import CANDIDATE, REFERENCE
from gui.text import one_line, tooltip

ROW_ROLE = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()
RENAMED = " ↔ "
"""What stands between both names of a renamed entity."""
_Index = QModelIndex | QPersistentModelIndex
_CHANGE_WORDS = {
    "same": "the same in both",
    "change": "changed",
    "add": "only in the reference",
    "remove": "only in the candidate",
    "rename": "renamed",
}


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """What a row shows: an entity of a side, or a section where `entry` is None."""

    section: str
    side: str
    entry: OutlineEntry | None
    finding_count: int
    severity: Severity | None

    @property
    def text(self) -> str:
        """Its name; a renamed entity's with the other name."""
        if self.entry is None:
            return self.section
        if self.entry.partner and self.entry.partner != self.entry.logical_id:
            return f"{self.entry.logical_id}{RENAMED}{self.entry.partner}"
        return self.entry.logical_id


class OutlineModel(QAbstractItemModel):
    """Sections with their entities: the candidate's in its order, then the reference's own."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sections: list[OutlineRow] = []
        self._entries: list[list[OutlineRow]] = []

    def show_review(self, review: Review | None) -> None:
        """Replace the tree."""
        rows = list(_rows(review)) if review else []
        names = list(dict.fromkeys(row.section for row in rows))
        self.beginResetModel()
        self._entries = [[row for row in rows if row.section == name] for name in names]
        self._sections = [
            _section_row(name, entries) for name, entries in zip(names, self._entries, strict=True)
        ]
        self.endResetModel()

    def row(self, index: _Index) -> OutlineRow | None:
        """Return what a row shows, None for an invalid index."""
        if not index.isValid():
            return None
        section = index.internalId()
        return self._entries[section - 1][index.row()] if section else self._sections[index.row()]

    def find(self, section: str, candidate_id: str, reference_id: str) -> QModelIndex:
        """Return the index of an entity by either name; an invalid one where there is none."""
        for number, entries in enumerate(self._entries):
            for row, entry in enumerate(entries):
                name = candidate_id if entry.side == CANDIDATE else reference_id
                if entry.section == section and entry.entry and entry.entry.logical_id == name:
                    return self.index(row, 0, self.index(number, 0))
        return QModelIndex()

    def index(self, row: int, column: int, parent: _Index = _ROOT) -> QModelIndex:
        """Return the index of a child."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: _Index = _ROOT) -> QModelIndex:  # type: ignore[override]
        """Return the section of an entity."""
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return how many sections there are, or entities of one."""
        if not parent.isValid():
            return len(self._sections)
        is_section = not parent.internalId() and parent.column() == 0
        return len(self._entries[parent.row()]) if is_section else 0

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Return 1."""
        del parent
        return 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a view asks for."""
        row = self.row(index)
        if row is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return one_line(row.text)
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(_description(row)) if row.entry else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return one_line(_description(row))
            case Qt.ItemDataRole.UserRole:
                return row
            case _:
                return None


def _rows(review: Review) -> Iterator[OutlineRow]:
    named = _findings_by_name(review.findings)
    for entry in review.candidate.outline:
        yield _row(CANDIDATE, entry, named)
    for entry in review.reference.outline if review.reference else ():
        if not entry.partner:
            yield _row(REFERENCE, entry, named)


def _row(side: str, entry: OutlineEntry, named: dict[str, list[Finding]]) -> OutlineRow:
    # Findings name an entity by the candidate's name, or by the reference's alone.
    findings = {
        finding.id: finding
        for name in (entry.logical_id, entry.partner)
        for finding in named.get(name, ())
        if name
    }
    return OutlineRow(entry.section, side, entry, len(findings), _gravest(findings.values()))


def _section_row(name: str, entries: list[OutlineRow]) -> OutlineRow:
    severities = [entry.severity for entry in entries if entry.severity]
    gravest = max(severities, key=lambda severity: severity.rank, default=None)
    with_findings = sum(bool(entry.finding_count) for entry in entries)
    return OutlineRow(name, CANDIDATE, None, with_findings, gravest)


def _findings_by_name(findings: tuple[Finding, ...]) -> dict[str, list[Finding]]:
    named: dict[str, list[Finding]] = {}
    for finding in findings:
        places = (place.logical_id for place in finding.candidate if place.logical_id)
        for logical_id in dict.fromkeys((*finding.logical_ids, *places)):
            named.setdefault(logical_id, []).append(finding)
    return named


def _gravest(findings: Iterable[Finding]) -> Severity | None:
    severities = [finding.severity for finding in findings]
    return max(severities, key=lambda severity: severity.rank, default=None)


def _description(row: OutlineRow) -> str:
    if row.entry is None:
        return row.section
    words = [row.text, row.entry.type, _CHANGE_WORDS.get(row.entry.change, "")]
    if row.finding_count:
        words.append(f"{row.finding_count} findings, the gravest {row.severity}")
    sign = CHANGE_SIGNS.get(row.entry.change, "")
    return f"{sign} {', '.join(word for word in words if word)}".strip()
