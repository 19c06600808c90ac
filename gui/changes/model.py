"""Every change of a review as a tree: by resource, then the tables of rights and contracts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from analysis.review import Change, Review
from gui.marks import CHANGE_SIGNS
from gui.text import one_line, tooltip
from gui.theme import Theme, load_theme

CHANGE_ROLE = Qt.ItemDataRole.UserRole
LINE_ROLE = Qt.ItemDataRole.UserRole + 1
COLUMNS = ("Change", "Impact", "Candidate", "Reference")
_IMPACT_COLUMN = 1
IMPACT_HELP = "What deploying the candidate over a stack that runs the reference would do."
_ROOT = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_TABLES = {
    "iam": "IAM rights",
    "security_groups": "Security group rules",
    "exports": "Exports",
    "imports": "Imports",
}
_GRAVE_IMPACTS = ("replace", "delete", "may replace")
_VALUE_LIMIT = 160
_TABLE_OPERATIONS = {"+": "add", "-": "remove"}
_PLAIN_CELLS = ("Resource", "Effect", "Action", "Name", "State", "Group", "Dir", "Protocol")


@dataclass(slots=True)
class ChangeRow:
    """A row of the tree: its cells, the change it stands for (-1 for none), what is below it.

    `is_line` is true for rows whose first cell takes all columns.
    """

    cells: tuple[str, ...]
    change: int = -1
    operation: str = ""
    impact: str = ""
    parent: "ChangeRow | None" = None
    position: int = 0
    rows: list["ChangeRow"] = field(default_factory=list)
    is_line: bool = False

    def add(self, row: "ChangeRow") -> "ChangeRow":
        """Put a row below this one and return it."""
        row.parent = self
        row.position = len(self.rows)
        self.rows.append(row)
        return row


class ChangesModel(QAbstractItemModel):
    """The changes of a review."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = ChangeRow(())
        self._theme = load_theme("light")

    def show_review(self, review: Review | None) -> None:
        """Replace the tree."""
        self.beginResetModel()
        self._root = _tree(review) if review else ChangeRow(())
        self.endResetModel()

    def show_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme

    def row(self, index: _Index) -> ChangeRow:
        """Return the row of an index, the root for an invalid one."""
        row = index.internalPointer() if index.isValid() else None
        return row if isinstance(row, ChangeRow) else self._root

    def find(self, change: int) -> QModelIndex:
        """Return the index of a change; an invalid one where there is none."""
        for group in self._root.rows:
            for row in (group, *group.rows):
                if row.change == change and change >= 0:
                    return self.createIndex(row.position, 0, row)
        return QModelIndex()

    def index(self, row: int, column: int, parent: _Index = _ROOT) -> QModelIndex:
        """Return the index of a child."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, self.row(parent).rows[row])

    def parent(self, index: _Index = _ROOT) -> QModelIndex:  # type: ignore[override]
        """Return the row above."""
        above = self.row(index).parent if index.isValid() else None
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.position, 0, above)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return how many rows are below a row."""
        return len(self.row(parent).rows) if parent.column() <= 0 else 0

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Return how many columns there are."""
        del parent
        return len(COLUMNS)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the columns' names."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        if section == _IMPACT_COLUMN and role == Qt.ItemDataRole.ToolTipRole:
            return IMPACT_HELP
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a view asks for."""
        if not index.isValid():
            return None
        row = self.row(index)
        text = row.cells[index.column()] if index.column() < len(row.cells) else ""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return one_line(text)
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(text)
            case Qt.ItemDataRole.ForegroundRole:
                return self._ink(row, index.column())
            case Qt.ItemDataRole.UserRole:
                return row.change
            case _:
                return row.is_line if role == LINE_ROLE else None

    def _ink(self, row: ChangeRow, column: int) -> QColor | None:
        if column == 0 and row.operation:
            return self._theme.colour(row.operation)
        if column == _IMPACT_COLUMN and row.impact in _GRAVE_IMPACTS:
            return self._theme.colour("critical" if row.impact != "may replace" else "high")
        return None


def _tree(review: Review) -> ChangeRow:
    root = ChangeRow(())
    groups: dict[tuple[str, str, str], ChangeRow] = {}
    for number, change in enumerate(review.changes):
        key = (change.section, change.candidate_id or "", change.reference_id or "")
        if not change.path:
            groups[key] = root.add(_whole_row(number, change))
            continue
        if key not in groups:
            groups[key] = root.add(ChangeRow((_entity_text(change),)))
        groups[key].add(_change_row(number, change))
    for name, title in _TABLES.items():
        rows = review.deltas.get(name, ())
        if rows:
            table = root.add(ChangeRow((f"{title} ({len(rows)})",)))
            for row in rows:
                table.add(_table_row(row))
    return root


def _whole_row(number: int, change: Change) -> ChangeRow:
    sign = CHANGE_SIGNS.get(change.operation, "")
    cells = (
        f"{sign} {_entity_text(change)}",
        change.impact,
        "only in the candidate" if change.operation == "remove" else "",
        "only in the reference" if change.operation == "add" else "",
    )
    return ChangeRow(cells, number, change.operation, change.impact)


def _change_row(number: int, change: Change) -> ChangeRow:
    sign = CHANGE_SIGNS.get(change.operation, "")
    path = change.path.removeprefix("Properties/")
    cells = (
        f"{sign} {path}",
        change.impact,
        "" if change.operation == "add" else _value_text(change.candidate),
        "" if change.operation == "remove" else _value_text(change.reference),
    )
    return ChangeRow(cells, number, change.operation, change.impact)


def _entity_text(change: Change) -> str:
    mine, known = change.candidate_id or "", change.reference_id or ""
    name = f"{mine} ↔ {known}" if mine and known and mine != known else mine or known
    kind = change.type or change.section.removesuffix("s")
    return f"{name} · {kind}" if name else change.section


def _value_text(value: object) -> str:
    if isinstance(value, str):
        return value
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _VALUE_LIMIT else text[: _VALUE_LIMIT - 1] + "…"


def _table_row(row: Mapping[str, str]) -> ChangeRow:
    """Return a row of a table as one line: its sign, then the cells, named where they need it."""
    cells = {name: str(text) for name, text in row.items() if text}
    first = cells.pop("Change", "")
    operation = _TABLE_OPERATIONS.get(first, "")
    words = [
        text if name in _PLAIN_CELLS else f"{name.lower()} {text}" for name, text in cells.items()
    ]
    if not operation and first:
        words.insert(1, first)
    sign = CHANGE_SIGNS.get(operation, "")
    return ChangeRow((f"{sign} {' · '.join(words)}".strip(),), -1, operation, is_line=True)
