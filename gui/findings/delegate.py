"""Paints a finding in the list: severity, title, how many resources, what was decided."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from analysis.findings import Finding, State, Verified
from gui.findings.model import FINDING_ROLE
from gui.marks import paint_severity
from gui.text import one_line
from gui.theme import Theme, load_theme

_ROW = 26
_PAD = 8
_MARK = 11
_DECIDED = {State.ACCEPTED: "accepted", State.DISMISSED: "dismissed"}


class FindingDelegate(QStyledItemDelegate):
    """One line a finding; decided ones are struck out and muted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = load_theme("light")
        self._is_stale = False

    def show_stale(self, *, stale: bool) -> None:
        """Paint muted what is of an earlier text."""
        self._is_stale = stale

    def show_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme

    def sizeHint(
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        """Return the height of a line."""
        del index
        return QSize(160, max(_ROW, option.fontMetrics.height() + _PAD))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint a finding."""
        finding = index.data(FINDING_ROLE)
        if not isinstance(finding, Finding):
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        self._paint_ground(painter, rect, state)
        mark = QRectF(rect.left() + _PAD, rect.center().y() - _MARK / 2 + 0.5, _MARK, _MARK)
        paint_severity(painter, mark, finding.severity, self._theme)
        right = self._paint_right(painter, rect, finding)
        self._paint_title(painter, rect, right, finding)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.colour("selected"))
            edge = QRect(rect.left(), rect.top(), 2, rect.height())
            painter.fillRect(edge, self._theme.colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._theme.colour("hover"))

    def _paint_right(self, painter: QPainter, rect: QRect, finding: Finding) -> int:
        """Write the count and the status at the right end; return where the title must stop."""
        words = [_DECIDED[finding.decision.state]] if finding.decision.state in _DECIDED else []
        if not words and any(fix.verified is Verified.YES for fix in finding.fixes):
            words.append("✓")
        count = len(finding.logical_ids)
        words.append(str(count) if count else "")
        text = "  ".join(words)
        painter.setPen(self._theme.colour("muted"))
        place = rect.adjusted(_PAD, 0, -_PAD, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        return place.right() - painter.fontMetrics().horizontalAdvance(text) - _PAD

    def _paint_title(self, painter: QPainter, rect: QRect, right: int, finding: Finding) -> None:
        is_open = finding.decision.state is State.OPEN
        font = QFont(painter.font())
        font.setStrikeOut(not is_open)
        painter.setFont(font)
        painter.setPen(self._theme.colour("text" if is_open and not self._is_stale else "muted"))
        left = rect.left() + _PAD + _MARK + _PAD
        place = QRect(left, rect.top(), max(right - left, 0), rect.height())
        title = painter.fontMetrics().elidedText(
            one_line(finding.title),
            Qt.TextElideMode.ElideRight,
            place.width(),
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
