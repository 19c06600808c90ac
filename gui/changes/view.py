"""The view of all changes."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTabBar,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from analysis.review import DEPLOYED, Review
from gui.changes.filter import FilteredChanges
from gui.changes.model import CHANGE_ROLE, ChangesModel
from gui.changes.tables import TablePage
from gui.changes.words import TABLES, count_text, empty_text, table_text
from gui.impacts import DIRECTIONS
from gui.text import label, visible
from gui.theme import Theme

_NAMES_SHARE, _LEAST_NAMES = 0.44, 280
_IMPACT_SHARE, _IMPACT_SPACE, _VALUE_SPACE = 0.24, 16, 32
_EXPAND_UP_TO = 60


class ChangesView(QWidget):
    """Shows every change with its impact; says which one was chosen."""

    change_chosen = Signal(int)  # its index in Review.changes
    deployed_chosen = Signal(str)  # which template is taken to be deployed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review: Review | None = None
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._model = ChangesModel(self)
        self._filtered = FilteredChanges(self)
        self._filtered.setSourceModel(self._model)
        self._text = QLineEdit()
        self._text.setPlaceholderText(self.tr("Filter changes"))
        self._text.setAccessibleName(self.tr("Filter changes by text"))
        self._text.setClearButtonEnabled(True)
        self._deployed = QComboBox()
        self._deployed.setAccessibleName(self.tr("Impact of which deployment"))
        self._deployed.setToolTip(self.tr("Which deployment the impact is of"))
        for side in DEPLOYED:
            self._deployed.addItem(self.tr(DIRECTIONS[side]), side)
        self._count = label(role="muted", wrap=True)
        self._tabs = QTabBar()
        self._tabs.setAccessibleName(self.tr("Kinds of changes"))
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tables = {name: TablePage(self.tr(title)) for name, title in TABLES.items()}
        self._tree = self._make_tree()
        self._empty = label(role="empty", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._lay_out()

        self._text.textChanged.connect(self._narrow)
        self._deployed.activated.connect(self._choose_deployed)
        self._tabs.currentChanged.connect(self._pages.setCurrentIndex)
        self._tree.selectionModel().currentChanged.connect(self._choose)
        self.show_review(None)

    @property
    def deployed(self) -> str:
        """Which template is taken to be deployed, over a stack of the other."""
        return str(self._deployed.currentData())

    def show_review(self, review: Review | None) -> None:
        """Show the changes of a review."""
        selection = self._tree.selectionModel()
        selection.blockSignals(True)  # noqa: FBT003 (Qt's signature)
        self._review = review
        self._model.show_review(review, self.deployed)
        count = len(review.changes) if review else 0
        if count <= _EXPAND_UP_TO:
            self._tree.expandAll()
        selection.blockSignals(False)  # noqa: FBT003
        self._fit_columns()
        self._show_tables()
        self._show_count()

    def choose(self, change: int) -> None:
        """Show a change as chosen, -1 for none."""
        model = self._tree.selectionModel()
        index = self._filtered.mapFromSource(self._model.find(change))
        model.blockSignals(True)  # noqa: FBT003 (Qt's signature)
        flags = QItemSelectionModel.SelectionFlag
        model.setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        model.blockSignals(False)  # noqa: FBT003
        if index.isValid():
            self._tree.scrollTo(index)
        self._tree.viewport().update()

    def show_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._model.show_theme(theme)
        for table in self._tables.values():
            table.show_theme(theme)
        self._tree.viewport().update()

    def find_text(self) -> None:
        """Put the cursor into the filter."""
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._text.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the names their share of the width; the values have what is left."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        texts = (self._model.index(row, 1).data() for row in range(self._model.rowCount()))
        metrics = self._tree.fontMetrics()
        longest = max((metrics.horizontalAdvance(str(text)) for text in texts if text), default=0)
        heading = self._tree.header().sectionSizeHint(1)
        most = round(self.width() * _IMPACT_SHARE)
        impact = min(max(longest + _IMPACT_SPACE, heading), most)
        self._tree.setColumnWidth(1, impact)
        names = max(round(self.width() * _NAMES_SHARE), _LEAST_NAMES)
        values = metrics.horizontalAdvance(self.tr("only here")) + _VALUE_SPACE
        self._tree.setColumnWidth(0, min(names, self.width() - impact - 2 * values))

    def _make_tree(self) -> QTreeView:
        tree = QTreeView()
        tree.setModel(self._filtered)
        tree.setUniformRowHeights(True)
        tree.setAlternatingRowColors(True)
        tree.setFrameShape(QTreeView.Shape.NoFrame)
        tree.setAccessibleName(self.tr("Changes by resource"))
        # Paths differ at their ends.
        tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        tree.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        tree.header().setStretchLastSection(False)
        for column in (2, 3):
            tree.header().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        return tree

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        top, line = QVBoxLayout(), QHBoxLayout()
        top.setContentsMargins(12, 0, 12, 0)
        line.addWidget(self._text, 1)
        line.addWidget(self._deployed)
        top.addLayout(line)
        top.addWidget(self._count)
        top.addWidget(self._tabs)
        layout.addLayout(top)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._empty, 1)
        self._tabs.addTab(self.tr("By resource"))
        self._pages.addWidget(self._tree)
        for name, table in self._tables.items():
            self._tabs.addTab(self.tr(TABLES[name]))
            self._pages.addWidget(table)

    def _show_tables(self) -> None:
        for number, (name, title) in enumerate(TABLES.items(), 1):
            rows = self._review.deltas.get(name, ()) if self._review else ()
            self._tables[name].show_rows(rows, table_text(self._review, name, self.deployed))
            self._tabs.setTabText(number, f"{self.tr(title)} ({len(rows)})")
            self._tabs.setTabVisible(number, bool(rows))

    def _choose_deployed(self) -> None:
        self.show_review(self._review)
        self.deployed_chosen.emit(self.deployed)

    def _narrow(self, text: str) -> None:
        self._filtered.setFilterFixedString(text)
        for table in self._tables.values():
            table.narrow(text)
        if text:
            self._tree.expandAll()
        self._show_count()

    def _show_count(self) -> None:
        self._count.setText(count_text(self._review, self.deployed))
        has_tables = any(self._tabs.isTabVisible(number) for number in range(1, self._tabs.count()))
        is_empty = self._filtered.rowCount() == 0 and not (has_tables and self._tabs.currentIndex())
        self._pages.setVisible(not is_empty)
        self._count.setVisible(not is_empty)
        self._tabs.setVisible(not is_empty and has_tables)
        self._empty.setVisible(is_empty)
        self._empty.setText(visible(empty_text(self._review, self._text.text())))

    def _choose(self, index: QModelIndex) -> None:
        change = index.siblingAtColumn(0).data(CHANGE_ROLE)
        if isinstance(change, int) and change >= 0:
            self.change_chosen.emit(change)
