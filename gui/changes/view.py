"""The view of all changes."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTreeView, QVBoxLayout, QWidget

from analysis.review import Review
from gui.changes.filter import FilteredChanges
from gui.changes.model import CHANGE_ROLE, LINE_ROLE, ChangesModel
from gui.text import label, visible
from gui.theme import Theme

_WIDTHS = (300, 88, 170, 120)
_EXPAND_UP_TO = 60


class ChangesView(QWidget):
    """Shows every change with its impact; says which one was chosen."""

    change_chosen = Signal(int)  # its index in Review.changes

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
        self._count = label(role="muted")
        self._tree = QTreeView()
        self._tree.setModel(self._filtered)
        self._tree.setUniformRowHeights(True)
        self._tree.setAlternatingRowColors(True)
        self._tree.setFrameShape(QTreeView.Shape.NoFrame)
        self._tree.setAccessibleName(self.tr("Changes by resource"))
        self._tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._tree.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        for column, width in enumerate(_WIDTHS):
            self._tree.setColumnWidth(column, width)
        self._empty = label(role="empty", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        top = QVBoxLayout()
        top.setContentsMargins(12, 0, 12, 0)
        top.addWidget(self._text)
        top.addWidget(self._count)
        layout.addLayout(top)
        layout.addWidget(self._tree, 1)
        layout.addWidget(self._empty, 1)

        self._text.textChanged.connect(self._narrow)
        self._tree.selectionModel().currentChanged.connect(self._choose)
        self.show_review(None)

    def show_review(self, review: Review | None) -> None:
        """Show the changes of a review."""
        selection = self._tree.selectionModel()
        selection.blockSignals(True)  # noqa: FBT003 (Qt's signature)
        self._review = review
        self._model.show_review(review)
        self._span_lines()
        count = len(review.changes) if review else 0
        if count <= _EXPAND_UP_TO:
            self._tree.expandAll()
        selection.blockSignals(False)  # noqa: FBT003
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
        self._tree.viewport().update()

    def find_text(self) -> None:
        """Put the cursor into the filter."""
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._text.selectAll()

    def _span_lines(self) -> None:
        """Let the rows of the tables take all columns."""
        for number in range(self._filtered.rowCount()):
            group = self._filtered.index(number, 0)
            for row in range(self._filtered.rowCount(group)):
                is_line = bool(self._filtered.index(row, 0, group).data(LINE_ROLE))
                self._tree.setFirstColumnSpanned(row, group, is_line)

    def _narrow(self, text: str) -> None:
        self._filtered.setFilterFixedString(text)
        self._span_lines()
        if text:
            self._tree.expandAll()
        self._show_count()

    def _show_count(self) -> None:
        review = self._review
        changes = review.changes if review else ()
        entities = {(one.section, one.candidate_id, one.reference_id) for one in changes}
        self._count.setText(
            self.tr("{} changes of {} entities").format(len(changes), len(entities)),
        )
        is_empty = self._filtered.rowCount() == 0
        self._tree.setVisible(not is_empty)
        self._count.setVisible(not is_empty)
        self._empty.setVisible(is_empty)
        self._empty.setText(visible(self._empty_text()))

    def _empty_text(self) -> str:
        if self._review is None:
            return self.tr("Changes appear here once both templates are open.")
        if self._review.reference is None:
            return self.tr("Open a reference to compare the candidate with.")
        if self._text.text():
            return self.tr("No change matches the filter.")
        return self.tr("The two templates mean the same.")

    def _choose(self, index: QModelIndex) -> None:
        change = index.siblingAtColumn(0).data(CHANGE_ROLE)
        if isinstance(change, int) and change >= 0:
            self.change_chosen.emit(change)
