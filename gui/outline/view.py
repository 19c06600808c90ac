"""The outline beside the panes."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from analysis.review import Pairing, Review
from gui.marks import paint_change, paint_severity
from gui.outline.model import RENAMED, ROW_ROLE, OutlineModel, OutlineRow
from gui.outline.pairing_menu import PairingMenu
from gui.selection import Selection
from gui.text import label, one_line
from gui.theme import Theme, load_theme

_ROW = 22
_SIGN = 16
_MARK = 9


class OutlineView(QWidget):
    """Shows sections and entities with their changes and findings; says which was chosen."""

    entity_chosen = Signal(str, str, str)  # side, section, logical ID
    pair_wanted = Signal(
        str, str, str
    )  # section, candidate's and reference's name; one empty: part
    pairing_forgotten = Signal(str, str, str)  # section, candidate's and reference's name

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._model = OutlineModel(self)
        self._delegate = _OutlineDelegate(self)
        self._folded: set[str] = set()
        self._review: Review | None = None
        self._pairings: tuple[Pairing, ...] = ()
        self._tree = QTreeView()
        self._tree.setModel(self._model)
        self._tree.setItemDelegate(self._delegate)
        self._tree.setHeaderHidden(True)
        self._tree.setIndentation(14)
        self._tree.setUniformRowHeights(True)
        self._tree.setMouseTracking(True)
        self._tree.setFrameShape(QTreeView.Shape.NoFrame)
        self._tree.setAccessibleName(self.tr("Outline of both templates"))
        self._tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._empty = label(
            self.tr("Sections and resources of both templates appear here."),
            role="empty",
            wrap=True,
        )
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._tree)
        layout.addWidget(self._empty)

        self._tree.selectionModel().currentChanged.connect(self._choose)
        self._tree.clicked.connect(self._choose)
        self._tree.customContextMenuRequested.connect(self._open_menu)
        self._tree.collapsed.connect(self._remember_folded)
        self._tree.expanded.connect(self._forget_folded)
        self.show_review(None)

    def show_review(self, review: Review | None) -> None:
        """Show the entities of a review; folded sections stay folded."""
        self._review = review
        selection = self._tree.selectionModel()
        selection.blockSignals(True)  # noqa: FBT003 (Qt's signature)
        at = self._tree.verticalScrollBar().value()
        self._model.show_review(review)
        for number in range(self._model.rowCount()):
            index = self._model.index(number, 0)
            row = self._model.row(index)
            self._tree.setExpanded(index, row is not None and row.section not in self._folded)
        self._tree.verticalScrollBar().setValue(at)
        selection.blockSignals(False)  # noqa: FBT003
        is_empty = self._model.rowCount() == 0
        self._tree.setVisible(not is_empty)
        self._empty.setVisible(is_empty)

    def choose(self, chosen: Selection) -> None:
        """Show an entity as chosen; scroll to it only if it is out of sight."""
        index = self._model.find(chosen.section, chosen.candidate_id, chosen.reference_id)
        model = self._tree.selectionModel()
        model.blockSignals(True)  # noqa: FBT003 (Qt's signature)
        model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        model.blockSignals(False)  # noqa: FBT003
        if index.isValid():
            self._tree.scrollTo(index, QTreeView.ScrollHint.EnsureVisible)
        self._tree.viewport().update()

    def show_pairings(self, pairings: Sequence[Pairing]) -> None:
        """Know what was paired by hand."""
        self._pairings = tuple(pairings)

    def menu_for(self, index: QModelIndex) -> QMenu | None:
        """Return what can be done about the pairing of an entity; None where there is none."""
        row, review = self._model.row(index), self._review
        if row is None or row.entry is None or review is None or review.reference is None:
            return None
        menu = QMenu(self)
        offer = PairingMenu(review, row, self._pairings)
        offer.fill(menu, self.pair_wanted.emit, self.pairing_forgotten.emit)
        return menu

    def show_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._delegate.show_theme(theme)
        self._tree.viewport().update()

    def _open_menu(self, point: QPoint) -> None:
        menu = self.menu_for(self._tree.indexAt(point))
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self._tree.viewport().mapToGlobal(point))

    def _choose(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if row is not None and row.entry is not None:
            self.entity_chosen.emit(row.side, row.section, row.entry.logical_id)

    def _remember_folded(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if row is not None:
            self._folded.add(row.section)

    def _forget_folded(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if row is not None:
            self._folded.discard(row.section)


class _OutlineDelegate(QStyledItemDelegate):
    """Paints the change's sign, the name, and the gravest finding with the count."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = load_theme("light")

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme

    def sizeHint(
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        del index
        return QSize(120, max(_ROW, option.fontMetrics.height() + 6))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, OutlineRow):
            return
        painter.save()
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.colour("selected"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._theme.colour("hover"))
        right = self._paint_badge(painter, rect, row)
        left = rect.left() + 2
        if row.entry is not None:
            sign = QRectF(left, rect.top(), _SIGN, rect.height())
            paint_change(painter, sign, row.entry.change, self._theme)
            left += _SIGN + 2
        else:
            font = QFont(painter.font())
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
        is_absent = row.entry is not None and row.entry.change == "add"
        painter.setPen(self._theme.colour("muted" if is_absent else "text"))
        place = QRect(left, rect.top(), max(right - left, 0), rect.height())
        text = cut_name(row.text, painter.fontMetrics(), place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()

    def _paint_badge(self, painter: QPainter, rect: QRect, row: OutlineRow) -> int:
        right = rect.right() - 8
        if row.severity is None:
            return right
        text = str(row.finding_count)
        width = painter.fontMetrics().horizontalAdvance(text)
        painter.setPen(self._theme.colour("muted"))
        place = QRect(right - width, rect.top(), width, rect.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        left = right - width - 4 - _MARK
        mark = QRectF(left, rect.center().y() - _MARK / 2 + 0.5, _MARK, _MARK)
        paint_severity(painter, mark, row.severity, self._theme)
        return left - 4


def cut_name(text: str, metrics: QFontMetrics, room: int) -> str:
    """Return a name, or two of a renamed entity, cut where they have no room.

    Names that begin alike are told apart by their ends. Of two, the candidate's comes first; what
    it leaves is for the sign and the other one.
    """
    modes = Qt.TextElideMode
    mine, sign, known = one_line(text).partition(RENAMED)
    if not sign:
        return metrics.elidedText(mine, modes.ElideMiddle, room)
    own = room - metrics.horizontalAdvance(sign.rstrip())
    short = metrics.elidedText(mine, modes.ElideMiddle, max(own, 0)) + sign
    left = room - metrics.horizontalAdvance(short)
    return (short + metrics.elidedText(known, modes.ElideMiddle, max(left, 0))).rstrip()
