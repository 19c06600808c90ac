"""A review that somebody wrote, item by item, with what the templates say to it."""

from collections.abc import Iterator
from pathlib import PurePath

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QSplitter,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from analysis.written_reviews.written import Examined, ExaminedItem, WrittenItem, WrittenPlace
from gui.text import label, one_line, visible

_SIZE = (620, 640)
_ROW = Qt.ItemDataRole.UserRole
_Row = ExaminedItem | WrittenPlace | str


class WrittenDialog(QDialog):
    """Lists the items; says which place or finding of one was chosen."""

    place_chosen = Signal(str, int)  # side, line
    finding_chosen = Signal(str)  # the finding's id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModal(False)
        self.resize(*_SIZE)
        self.setWindowTitle(self.tr("Written review"))
        self._about = label(wrap=True, role="muted")
        self._model = QStandardItemModel(self)
        self._tree = QTreeView()
        self._tree.setModel(self._model)
        self._tree.setHeaderHidden(True)
        self._tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._tree.setAccessibleName(self.tr("Items of the written review"))
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setAccessibleName(self.tr("What the item says"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self._tree)
        splitter.addWidget(self._text)
        splitter.setSizes([420, 180])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(self._about)
        layout.addWidget(splitter, 1)
        layout.addWidget(buttons)

        buttons.rejected.connect(self.reject)
        self._tree.selectionModel().currentChanged.connect(self._choose)

    def show_review(self, path: str, examined: Examined) -> None:
        """Show a review from a file."""
        self._about.setText(visible("\n".join(self._summary(path, examined))))
        self._text.clear()
        self._model.clear()
        for one in examined.items:
            self._model.appendRow(self._row(one))
        self._tree.expandAll()

    def _summary(self, path: str, examined: Examined) -> Iterator[str]:
        items = examined.items
        placed = sum(bool(one.places) for one in items)
        matched = sum(bool(one.finding) for one in items)
        text = self.tr("{}: {} items, {} of them placed, {} found by TwinStack as well.")
        yield text.format(PurePath(path).name, len(items), placed, matched)
        if examined.unsaid:
            yield self.tr("{} findings of TwinStack are not in it.").format(len(examined.unsaid))
        yield from examined.remarks

    def _row(self, one: ExaminedItem) -> QStandardItem:
        severity = one.item.severity.value.capitalize() if one.item.severity else "–"  # noqa: RUF001
        row = _item(f"{one.item.number}. {severity}: {one.item.title}", one)
        for place in one.places:
            row.appendRow(_item(self._place(place), place))
        if one.finding:
            words = self.tr("TwinStack finds it as well ({} %)")
            row.appendRow(_item(words.format(round(100 * min(1.0, one.likeness))), one.finding))
        for remark in one.remarks:
            row.appendRow(_item(self.tr("But: {}").format(remark), one))
        return row

    def _place(self, place: WrittenPlace) -> str:
        lines = self.tr("line {}").format(place.start_line)
        if place.end_line > place.start_line:
            lines = self.tr("lines {} to {}").format(place.start_line, place.end_line)
        where = f"{place.side}, {place.logical_id}, {lines}" if place.logical_id else (
            f"{place.side}, {lines}"
        )  # fmt: skip
        return self.tr("{} ({} % sure)").format(where, round(100 * place.confidence))

    def _choose(self, index: QModelIndex) -> None:
        chosen: _Row | None = index.data(_ROW)
        match chosen:
            case WrittenPlace():
                self.place_chosen.emit(chosen.side, chosen.start_line)
            case str():
                self.finding_chosen.emit(chosen)
            case ExaminedItem():
                self._text.setPlainText(visible("\n\n".join(_said(chosen.item))))
                if chosen.places:
                    best = max(chosen.places, key=lambda place: place.confidence)
                    self.place_chosen.emit(best.side, best.start_line)


def _item(text: str, row: _Row) -> QStandardItem:
    item = QStandardItem(one_line(text))
    item.setData(row, _ROW)
    return item


def _said(item: WrittenItem) -> Iterator[str]:
    parts = {
        "": item.issue,
        "Fix": item.fix,
        "Root cause": item.root_cause,
        "Impact": item.impact,
        "Documentation": item.documentation,
        "Decision": item.decision,
        "Note": item.note,
        **item.others,
    }
    for name, text in parts.items():
        if text:
            yield f"{name}: {text}" if name else text
    yield from (excerpt.text for excerpt in item.excerpts)
