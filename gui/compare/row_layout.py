"""Lays each block out in one row of a fixed height, with empty rows above where partners ask."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QTextBlock, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout


class RowLayout(QPlainTextDocumentLayout):
    """The document's text stays what it is: only the place of its lines has the gaps.

    The gap above the topmost block is cut to what is scrolled into sight, which makes scrolling
    by the pixel through gaps possible: QPlainTextEdit itself scrolls by whole blocks.
    """

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._row_height = 16
        self._ascent = 12.0
        self._gaps: Mapping[int, int] = {}
        self._top_block = -1
        self._top_gap = 0

    @property
    def row_height(self) -> int:
        """The height of a row in pixels."""
        return self._row_height

    def set_metrics(self, metrics: QFontMetricsF) -> None:
        """Take the height of rows from a font."""
        self._row_height = max(round(metrics.height()) + 1, 1)
        self._ascent = metrics.ascent()

    def set_gaps(self, gaps: Mapping[int, int]) -> None:
        """Set how many empty rows stand above blocks."""
        self._gaps = gaps

    def set_top(self, block: int, gap: int) -> None:
        """Say which block is topmost, and how many pixels of gap show above it."""
        self._top_block, self._top_gap = block, gap

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Return the place of a block, its gap included."""
        if not block.isValid() or not block.isVisible():
            # Measuring would count its line again, and the scroll bar would go astray.
            return QRectF()
        rect = super().blockBoundingRect(block)
        number = block.blockNumber()
        if number == self._top_block:
            gap = self._top_gap
        else:
            gap = self._gaps.get(number, 0) * self._row_height
        layout = block.layout()
        if layout.lineCount():
            line = layout.lineAt(0)
            # A line with letters of another font keeps its base line and its row's height.
            y = gap + self._ascent - line.ascent()
            if line.y() != y:
                line.setPosition(QPointF(line.x(), y))
        rect.setHeight(max(gap + self._row_height, 1))
        return rect
