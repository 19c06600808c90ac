"""Paints what lies under and over the text of a pane: tints, words, folds, findings, markers."""

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QPixmap,
    QTextLine,
)

from gui.compare.mirrored_text import (
    LONGEST_LINE,
    PLACEHOLDER,
    hidden_columns,
    utf16_column,
)
from gui.selection import CANDIDATE
from gui.theme import Theme

if TYPE_CHECKING:
    from gui.compare.pane import LineInSight, Pane

_LEAST_ROWS_EXPLAINED = 6
_WAVE_LENGTH = 4
_WAVE_HEIGHT = 3
_NOTE_MARGIN = 16


def paint_under(pane: "Pane", part: QRect, theme: Theme) -> None:
    """Paint the tints of changed lines and words, gaps, the chosen lines and what is sought."""
    painter = QPainter(pane.viewport())
    _paint_gaps(painter, pane, theme)
    cursor_block = pane.textCursor().blockNumber()
    for line in pane.lines_in_sight(part):
        change = pane.lines.change(pane.side, line.block)
        if change.is_tinted:
            painter.fillRect(pane.row_rect(line.y), theme.colour(f"{change.kind}_line"))
        elif line.block == cursor_block and pane.hasFocus():
            painter.fillRect(pane.row_rect(line.y), theme.colour("current_line"))
        if pane.chosen[0] <= line.block < pane.chosen[1]:
            painter.fillRect(0, line.y, 3, pane.row_height, theme.colour("accent"))
        for word in change.words:
            rect = _columns_rect(pane, line, word.start, word.end)
            painter.fillRect(rect, theme.colour(f"{change.kind}_word"))
        for found in pane.sought.finditer(pane.mirror.true_line(line.block)[:LONGEST_LINE]):
            rect = _columns_rect(pane, line, found.start(), found.end())
            painter.fillRect(rect, theme.colour("match"))
        _paint_brackets(painter, pane, line, theme)
    painter.end()


def paint_over(pane: "Pane", part: QRect, theme: Theme) -> None:
    """Paint the bars of folds, the underlines of findings and markers of hidden characters."""
    painter = QPainter(pane.viewport())
    _paint_bars(painter, pane, theme)
    ratio = pane.devicePixelRatioF()
    for line in pane.lines_in_sight(part):
        for mark in reversed(pane.marks.at(pane.mirror.text_line(line.block))):
            if mark.columns.end > mark.columns.start:
                rect = _columns_rect(pane, line, mark.columns.start, mark.columns.end)
                _paint_wave(painter, rect, theme.colour(mark.severity.value), ratio)
        _paint_note(painter, pane, line, theme)
        for column in hidden_columns(pane.mirror.true_line(line.block)):
            rect = _columns_rect(pane, line, column, column + 1)
            painter.fillRect(rect.adjusted(0, 2, 0, -2), theme.colour("warning_bar"))
            painter.setPen(theme.colour("high"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, PLACEHOLDER)
    painter.end()


def _paint_note(painter: QPainter, pane: "Pane", line: "LineInSight", theme: Theme) -> None:
    """Write behind the line of a resource what deploying does to it."""
    note = pane.notes.at(pane.mirror.text_line(line.block))
    if note is None or not note.text:
        return
    end = _columns_rect(pane, line, 0, len(pane.mirror.true_line(line.block))).right()
    left = round(end) + _NOTE_MARGIN
    font = QFont(pane.font())
    font.setItalic(True)
    painter.setFont(font)
    painter.setPen(theme.colour(note.colour))
    room = QRect(left, line.y, max(pane.viewport().width() - left - 4, 0), pane.row_height)
    metrics = QFontMetrics(font)
    texts = (note.text, note.text.partition(",")[0])
    fitting = (text for text in texts if metrics.horizontalAdvance(text) <= room.width())
    left_middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(room, left_middle, next(fitting, ""))
    painter.setFont(pane.font())


def _paint_brackets(painter: QPainter, pane: "Pane", line: "LineInSight", theme: Theme) -> None:
    if not pane.brackets or not pane.hasFocus():
        return
    painter.setPen(QPen(theme.colour("accent"), 1))
    for bracket_line, column in pane.brackets:
        if bracket_line == pane.mirror.text_line(line.block):
            rect = _columns_rect(pane, line, column, column + 1)
            painter.drawRect(rect.adjusted(-0.5, 0.5, 0.5, -1.5))


def _paint_gaps(painter: QPainter, pane: "Pane", theme: Theme) -> None:
    alignment, height = pane.lines.alignment, pane.row_height
    first = pane.offset // height
    last = (pane.offset + pane.viewport().height()) // height + 1
    painter.setBrushOrigin(0, -pane.offset)
    for row, stretch in alignment.seen(first, last):
        start, end = stretch.lines(pane.side)
        if end - start == stretch.rows or not stretch.is_change:
            continue
        top = (row + end - start) * height - pane.offset
        rows = stretch.rows - (end - start)
        rect = QRectF(0, top, pane.viewport().width(), rows * height)
        painter.fillRect(rect, QBrush(theme.colour("line", 150), Qt.BrushStyle.BDiagPattern))
        if rows >= _LEAST_ROWS_EXPLAINED and start == end:
            _explain_gap(painter, pane, rect, rows, theme)


def _explain_gap(
    painter: QPainter,
    pane: "Pane",
    rect: QRectF,
    rows: int,
    theme: Theme,
) -> None:
    """Say in the topmost rows in sight why a long gap is empty."""
    texts = (
        (pane.tr("{0} lines that only the reference has"), pane.tr("{0} lines only in reference"))
        if pane.side == CANDIDATE
        else (
            pane.tr("{0} lines that only the candidate has"),
            pane.tr("{0} lines only in candidate"),
        )
    )
    whole, short = (text.format(rows) for text in texts)
    seen = rect.intersected(QRectF(pane.viewport().rect()))
    if seen.height() < 2 * pane.row_height:
        return
    painter.setFont(pane.font())
    metrics, room = pane.fontMetrics(), round(seen.width()) - 32
    fits = metrics.horizontalAdvance(whole) <= room
    text = whole if fits else short
    width = metrics.horizontalAdvance(text) + 16
    place = QRectF(8, seen.top() + pane.row_height / 2, width, pane.row_height)
    painter.fillRect(place, theme.colour("panel"))
    painter.setPen(theme.colour("muted"))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


def _paint_bars(painter: QPainter, pane: "Pane", theme: Theme) -> None:
    alignment, height = pane.lines.alignment, pane.row_height
    first = pane.offset // height
    last = (pane.offset + pane.viewport().height()) // height + 1
    painter.setFont(pane.font())
    for index in alignment.visible(first, last):
        if not alignment.stretches[index].is_closed:
            continue
        rect = pane.row_rect(alignment.top(index) * height - pane.offset)
        painter.fillRect(rect, theme.colour("fold"))
        painter.setPen(theme.colour("muted"))
        text = pane.lines.bar_text(pane.side, index)
        painter.drawText(
            rect.adjusted(8, 0, -8, 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            pane.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width() - 16),
        )


def _paint_wave(painter: QPainter, rect: QRectF, colour: QColor, ratio: float) -> None:
    # Stroking a long wave takes milliseconds, tiling a drawn one none.
    tile = _wave(colour.name(), ratio)
    place = QRectF(rect.left(), rect.bottom() - _WAVE_HEIGHT, rect.width(), _WAVE_HEIGHT)
    painter.drawTiledPixmap(place, tile)


@lru_cache(maxsize=32)
def _wave(colour: str, ratio: float) -> QPixmap:
    tile = QPixmap(round(_WAVE_LENGTH * ratio), round(_WAVE_HEIGHT * ratio))
    tile.setDevicePixelRatio(ratio)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 1.1))
    low, high = _WAVE_HEIGHT - 0.6, 0.6
    middle = _WAVE_LENGTH / 2
    painter.drawLine(QPointF(0, low), QPointF(middle, high))
    painter.drawLine(QPointF(middle, high), QPointF(_WAVE_LENGTH, low))
    painter.end()
    return tile


def _columns_rect(pane: "Pane", line: "LineInSight", start: int, end: int) -> QRectF:
    """Return the place of some code points of a line in the viewport."""
    block = pane.mirror.findBlockByNumber(line.block)
    text = block.text()
    if not block.layout().lineCount():
        # Qt lays lines out where it paints them, which is after what lies under them.
        pane.mirror.rows.blockBoundingRect(block)
    layout_line = block.layout().lineAt(0) if block.layout().lineCount() else None
    if layout_line is None:
        return QRectF()
    left = _x(layout_line, utf16_column(text, min(start, len(text))))
    right = _x(layout_line, utf16_column(text, min(end, len(text))))
    shift = pane.contentOffset().x()
    return QRectF(left + shift, line.y, right - left, pane.row_height)


def _x(line: QTextLine, column: int) -> float:
    found: object = line.cursorToX(column)  # Qt's stubs and Qt differ on what it returns
    if isinstance(found, tuple):
        found = found[0]
    return found if isinstance(found, float) else 0.0
