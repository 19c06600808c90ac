"""Rights, network rules and the contract with other stacks: what differs, as tables."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from gui.changes.filter import FilteredChanges
from gui.marks import CHANGE_SIGNS
from gui.text import label, one_line, tooltip, visible
from gui.theme import Theme, load_theme

_OPERATIONS = {"+": "add", "-": "remove"}
_SIDES = {"+": "only in the reference", "-": "only in the candidate"}
_WIDEST, _LEAST, _SPACE = 0.34, 48, 12
"""Share of the width that a column has at most; what it has at least, and beside its text."""
_NONE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
Row = Mapping[str, str]


class RowsModel(QAbstractTableModel):
    """Rows of cells under the names that any of them has."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Row] = ()
        self._theme = load_theme("light")
        self.names: Sequence[str] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self._rows = rows
        self.names = list(dict.fromkeys(name for row in rows for name, cell in row.items() if cell))
        self.endResetModel()

    def show_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme

    def rowCount(self, parent: _Index = _NONE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NONE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.names)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the columns' names."""
        is_name = role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal
        return self.names[section] if is_name and 0 <= section < len(self.names) else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a view asks for."""
        if not index.isValid():
            return None
        text = self._rows[index.row()].get(self.names[index.column()], "")
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return CHANGE_SIGNS[_OPERATIONS[text]] if text in _OPERATIONS else one_line(text)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                words = _SIDES.get(text, text)
                return tooltip(words) if role == Qt.ItemDataRole.ToolTipRole else one_line(words)
            case Qt.ItemDataRole.ForegroundRole:
                return self._ink(index.row())
        return None

    def _ink(self, row: int) -> QColor | None:
        operation = _OPERATIONS.get(self._rows[row].get("Change", ""))
        return self._theme.colour(operation) if operation else None


class TablePage(QWidget):
    """A table with a sentence above it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = RowsModel(self)
        self._filtered = FilteredChanges(self)
        self._filtered.setSourceModel(self._model)
        self._words = label(role="muted", wrap=True)
        self._table = QTableView()
        self._table.setModel(self._filtered)
        self._table.setAccessibleName(name)
        self._table.setAlternatingRowColors(True)
        self._table.setShowGrid(False)
        self._table.setWordWrap(False)
        self._table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._table.setFrameShape(QTableView.Shape.NoFrame)
        self._table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self._table.setTabKeyNavigation(False)
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self._table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        above = QVBoxLayout()
        above.setContentsMargins(12, 0, 12, 0)
        above.addWidget(self._words)
        layout.addLayout(above)
        layout.addWidget(self._table, 1)

    def show_rows(self, rows: Sequence[Row], words: str) -> None:
        """Show rows, and a sentence about them."""
        self._model.show_rows(rows)
        self._words.setText(visible(words))
        height = self._table.fontMetrics().height() + 8
        self._table.verticalHeader().setDefaultSectionSize(height)
        self._fit_columns()

    def show_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._model.show_theme(theme)
        self._table.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each column what its cells need, as far as there is room."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        widest = max(round(self.width() * _WIDEST), _LEAST)
        header = self._table.horizontalHeader()
        for column in range(len(self._model.names)):
            cells = self._table.sizeHintForColumn(column) + _SPACE
            wanted = max(cells, header.sectionSizeHint(column), _LEAST)
            self._table.setColumnWidth(column, min(wanted, widest))

    def narrow(self, text: str) -> None:
        """Show only the rows that have a text."""
        self._filtered.setFilterFixedString(text)
