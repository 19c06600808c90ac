"""Paints a finding in the list: severity, title, how many resources, what was decided."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from analysis.findings import Finding, State, Verified
from gui.findings.model import FINDING_ROLE
from gui.marks import paint_severity
from gui.text import one_line
from gui.theme import Theme, load_theme

_PAD = 8
_GAP = 4
_MARK = 11
_MOST_LINES = 2
_DECIDED = {State.ACCEPTED: "accepted", State.DISMISSED: "dismissed"}


class FindingDelegate(QStyledItemDelegate):
    """A title takes a second line where one is too short; decided findings are struck out."""

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
        """Return the height of a title's lines at the width of the list."""
        finding, view = index.data(FINDING_ROLE), option.widget
        metrics = option.fontMetrics
        lines = 1
        if isinstance(finding, Finding) and isinstance(view, QAbstractItemView):
            right = metrics.horizontalAdvance(_right_text(finding)) + 2 * _PAD
            room = view.viewport().width() - right - 2 * _PAD - _MARK
            lines = len(_lines(one_line(finding.title), option.font, room))
        return QSize(160, lines * metrics.height() + 2 * _GAP + 1)

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
        first = QRect(rect.left(), rect.top() + _GAP, rect.width(), painter.fontMetrics().height())
        middle = first.center().y() - _MARK / 2 + 0.5
        mark = QRectF(rect.left() + _PAD, middle, _MARK, _MARK)
        paint_severity(painter, mark, finding.severity, self._theme)
        right = self._paint_right(painter, first, finding)
        self._paint_title(painter, first, right, finding)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.colour("selected"))
            edge = QRect(rect.left(), rect.top(), 2, rect.height())
            painter.fillRect(edge, self._theme.colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._theme.colour("hover"))

    def _paint_right(self, painter: QPainter, first: QRect, finding: Finding) -> int:
        """Write the count and the status at the right end; return where the title must stop."""
        text = _right_text(finding)
        painter.setPen(self._theme.colour("muted"))
        place = first.adjusted(_PAD, 0, -_PAD, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        return first.right() + 1 - painter.fontMetrics().horizontalAdvance(text) - 2 * _PAD

    def _paint_title(self, painter: QPainter, first: QRect, right: int, finding: Finding) -> None:
        is_open = finding.decision.state is State.OPEN
        left = first.left() + _PAD + _MARK + _PAD
        place = QRect(left, first.top(), max(right - left, 0), first.height())
        lines = _lines(one_line(finding.title), painter.font(), place.width())
        font = QFont(painter.font())
        font.setStrikeOut(not is_open)
        painter.setFont(font)
        painter.setPen(self._theme.colour("text" if is_open and not self._is_stale else "muted"))
        for line in lines:
            fitting = painter.fontMetrics().elidedText(
                line,
                Qt.TextElideMode.ElideRight,
                place.width(),
            )
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, fitting)
            place.translate(0, first.height())


def _right_text(finding: Finding) -> str:
    words = [_DECIDED[finding.decision.state]] if finding.decision.state in _DECIDED else []
    if not words and any(fix.verified is Verified.YES for fix in finding.fixes):
        words.append("✓")
    count = len(finding.logical_ids)
    words.append(str(count) if count else "")
    return "  ".join(words)


def _lines(text: str, font: QFont, width: int) -> list[str]:
    """Return the text broken at words into at most two lines; the last one may be too long."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) < _MOST_LINES and (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        starts.append(line.textStart())
    layout.endLayout()
    return [
        text[start:end].rstrip()
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
    ] or [""]
