"""A read-only stretch of code at its own height: an excerpt, or a fix as a diff."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
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
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().setDocumentMargin(_MARGIN)

    def show_lines(self, lines: Sequence[CodeLine]) -> None:
        """Replace what is shown."""
        self._lines = tuple(lines)
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
            cursor.insertText(visible(line.text, _LINE_LIMIT), ink)
        cursor.endEditBlock()
        self._fit()

    def _fit(self) -> None:
        rows = min(max(len(self._lines), 1), _MOST_ROWS)
        bar = self.horizontalScrollBar().sizeHint().height()
        longest = max((len(line.text) for line in self._lines), default=0)
        is_wide = self.fontMetrics().horizontalAdvance("m") * longest > self.viewport().width()
        height = rows * self.fontMetrics().lineSpacing() + 2 * _MARGIN + (bar if is_wide else 0)
        self.setFixedHeight(height)
