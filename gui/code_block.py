"""A read-only stretch of code at its own height: an excerpt, or a fix as a diff."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

from gui.text import visible
from gui.theme import Theme, fixed_font, load_theme

_MOST_ROWS = 16
_LINE_LIMIT = 400
_MOST_LINES = 1000
_MARGIN = 6


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A line with the token of its ground (`add_line`) and of its ink; empty for the usual."""

    text: str
    ground: str = ""
    ink: str = ""


class CodeBlock(QPlainTextEdit):
    """Shows lines in the fixed font, as high as they are, up to a limit; never wraps."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = load_theme("light")
        self._lines: tuple[CodeLine, ...] = ()
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFont(fixed_font())
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "code")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(_MARGIN)

    def show_lines(self, lines: Sequence[CodeLine]) -> None:
        """Replace what is shown."""
        shown = lines[:_MOST_LINES]
        # A line may be as long as a file, and measuring it takes as long as drawing it.
        self._lines = tuple(replace(one, text=visible(one.text, _LINE_LIMIT)) for one in shown)
        if len(lines) > len(shown):
            more = self.tr("… {} more lines").format(f"{len(lines) - len(shown):,}")
            self._lines += (CodeLine(more, ink="muted"),)
        self._write()

    def show_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self._write()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or leave it to the panel around."""
        if self.verticalScrollBar().maximum() > 0:
            super().wheelEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for the scroll bar where the lines do not fit."""
        super().resizeEvent(event)
        self._fit()

    def _write(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for number, line in enumerate(self._lines):
            ground = QTextBlockFormat()
            if line.ground:
                ground.setBackground(QBrush(self._theme.colour(line.ground)))
            ink = QTextCharFormat()
            ink.setForeground(QBrush(self._theme.colour(line.ink or "text")))
            if number:
                cursor.insertBlock(ground, ink)
            else:
                cursor.setBlockFormat(ground)
                cursor.setBlockCharFormat(ink)
            cursor.insertText(line.text, ink)
        cursor.endEditBlock()
        self._fit()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        rows = len(self._lines) or 1
        longest = max((line.text for line in self._lines), key=len, default="")
        width = metrics.horizontalAdvance(longest) + 2 * _MARGIN + metrics.averageCharWidth()
        is_tall, is_wide = rows > _MOST_ROWS, width > self.viewport().width()
        self.setVerticalScrollBarPolicy(_bar_policy(is_needed=is_tall))
        self.setHorizontalScrollBarPolicy(_bar_policy(is_needed=is_wide))
        bar = self.horizontalScrollBar().sizeHint().height() if is_wide else 0
        frame = 2 * self.frameWidth() + 2
        height = min(rows, _MOST_ROWS) * metrics.lineSpacing() + 2 * _MARGIN + bar + frame
        self.setFixedHeight(height)


def _bar_policy(*, is_needed: bool) -> Qt.ScrollBarPolicy:
    if is_needed:
        return Qt.ScrollBarPolicy.ScrollBarAlwaysOn
    return Qt.ScrollBarPolicy.ScrollBarAlwaysOff
