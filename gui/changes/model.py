"""Every change of a review as a tree, by resource, with what deploying does to it."""

import json
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from analysis.review import Change, ResourceImpact, Review
from gui.impacts import impact_colour, impact_facts, impact_text, impacts_of
from gui.marks import CHANGE_SIGNS
from gui.text import one_line, tooltip
from gui.theme import Theme, load_theme

CHANGE_ROLE = Qt.ItemDataRole.UserRole
COLUMNS = ("Change", "Impact", "Candidate", "Reference")
_IMPACT_COLUMN = 1
IMPACT_HELP = (
    "What deploying one template over a stack that runs the other would do; the box above says "
    "which. Replacing goes on to what refers to a resource. The schemas name few conditional "
    "replacements: “may replace” is said less often than CloudFormation may do it."
)
_ROOT = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_REPLACING = ("replace", "may replace")
_VALUE_LIMIT = 160
_Key = tuple[str, str, str]


@dataclass(slots=True)
class ChangeRow:
    """A row of the tree: its cells, the change it stands for (-1 for none), what is below it.

    `colour` is that of its impact, `why` what there is to say of that.
    """

    cells: tuple[str, ...]
    change: int = -1
    operation: str = ""
    colour: str = "muted"
    why: str = ""
    parent: "ChangeRow | None" = None
    position: int = 0
    rows: list["ChangeRow"] = field(default_factory=list)

    def add(self, row: "ChangeRow") -> "ChangeRow":
        """Put a row below this one and return it."""
        row.parent = self
        row.position = len(self.rows)
        self.rows.append(row)
        return row


class ChangesModel(QAbstractItemModel):
    """The changes of a review, with the impact of one direction of deploying."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = ChangeRow(())
        self._theme = load_theme("light")

    def show_review(self, review: Review | None, deployed: str = "candidate") -> None:
        """Replace the tree."""
        self.beginResetModel()
        self._root = _Tree(review, deployed).root if review else ChangeRow(())
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
                is_impact = index.column() == _IMPACT_COLUMN and row.why
                return tooltip(row.why if is_impact else text)
            case Qt.ItemDataRole.ForegroundRole:
                return self._ink(row, index.column())
            case Qt.ItemDataRole.UserRole:
                return row.change
            case _:
                return None

    def _ink(self, row: ChangeRow, column: int) -> QColor | None:
        if column == 0 and row.operation:
            return self._theme.colour(row.operation)
        return self._theme.colour(row.colour) if column == _IMPACT_COLUMN else None


class _Tree:
    """Puts the changes below their entities, each with what a deployment does to it."""

    def __init__(self, review: Review, deployed: str) -> None:
        self.root = ChangeRow(())
        self._deployed = deployed
        self._impacts = dict(impacts_of(review, deployed))
        groups: dict[_Key, ChangeRow] = {}
        for number, change in enumerate(review.changes):
            key = (change.section, change.candidate_id or "", change.reference_id or "")
            if not change.path:
                groups[key] = self.root.add(self._whole_row(number, change))
                continue
            if key not in groups:
                groups[key] = self.root.add(self._entity_row(change))
            groups[key].add(self._change_row(number, change))
        told = {(mine, known) for section, mine, known in groups if section == "Resources"}
        for names, one in self._impacts.items():
            if names not in told and one.impact in _REPLACING:
                self.root.add(self._row((_name_text(*names, one.type), "unchanged"), one))

    def _entity_row(self, change: Change) -> ChangeRow:
        return self._row((_entity_text(change),), self._impact_of(change))

    def _whole_row(self, number: int, change: Change) -> ChangeRow:
        one = self._impact_of(change)
        sides = (
            "only here" if change.operation == "remove" else "",
            "only here" if change.operation == "add" else "",
        )
        if change.operation == "change":
            sides = _value_text(change.candidate), _value_text(change.reference)
        sign = CHANGE_SIGNS.get(change.operation, "")
        row = self._row((f"{sign} {_entity_text(change)}", *sides), one)
        row.change, row.operation = number, change.operation
        return row

    def _change_row(self, number: int, change: Change) -> ChangeRow:
        sign = CHANGE_SIGNS.get(change.operation, "")
        asked = change.impact if self._deployed == "candidate" else change.reverse_impact
        cells = (
            f"{sign} {change.path.removeprefix('Properties/')}",
            "" if asked == "none" else asked,
            "" if change.operation == "add" else _value_text(change.candidate),
            "" if change.operation == "remove" else _value_text(change.reference),
        )
        return ChangeRow(cells, number, change.operation)

    def _row(self, texts: tuple[str, ...], one: ResourceImpact | None) -> ChangeRow:
        if one is None:
            return ChangeRow((texts[0], "", *texts[1:]))
        words = "" if one.impact == "none" else impact_text(one)
        why = "\n".join(impact_facts(one, self._deployed))
        return ChangeRow((texts[0], words, *texts[1:]), colour=impact_colour(one), why=why)

    def _impact_of(self, change: Change) -> ResourceImpact | None:
        if change.section != "Resources":
            return None
        return self._impacts.get((change.candidate_id or "", change.reference_id or ""))


def _entity_text(change: Change) -> str:
    mine, known = change.candidate_id or "", change.reference_id or ""
    kind = change.type or change.section.removesuffix("s")
    return _name_text(mine, known, kind) if mine or known else change.section


def _name_text(mine: str, known: str, kind: str) -> str:
    name = f"{mine} ↔ {known}" if mine and known and mine != known else mine or known
    return f"{name} · {kind}"


def _value_text(value: object) -> str:
    if isinstance(value, str):
        return value
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _VALUE_LIMIT else text[: _VALUE_LIMIT - 1] + "…"
