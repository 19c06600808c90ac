"""The document of a pane: shows a mirrored text and tells typing as edits of the true one."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from analysis.edits import Edit
from analysis.lines import shared_ends
from gui.compare.mirrored_text import (
    MirroredText,
    code_point_column,
    shown,
    utf16_column,
)
from gui.compare.row_layout import RowLayout


class MirroredDocument(QTextDocument):
    """A block for each line of a text, in the text's order or in another.

    Its own undo is off. The true text is never read back from it as a whole.
    """

    edited = Signal(object)  # Edit, in code points of the true text before it
    lines_replaced = Signal(int, int, int)  # first line, how many there were, how many there are
    shown_anew = Signal()  # all lines, as new blocks

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setUndoRedoEnabled(False)
        self.setDocumentMargin(0)
        self.rows = RowLayout(self)
        self.setDocumentLayout(self.rows)
        self._mirrored = MirroredText("")
        self._order: Sequence[int] | None = None
        self._places: Sequence[int] | None = None
        self._typed: list[Edit] = []
        self._is_mirroring = False

        self.contentsChange.connect(self._adopt_typing)
        self.contentsChanged.connect(self._tell_typing)

    @property
    def mirrored(self) -> MirroredText:
        """The true text."""
        return self._mirrored

    @property
    def is_mirroring(self) -> bool:
        """Whether the document is being changed to follow the true text."""
        return self._is_mirroring

    def show_text(self, text: str) -> bool:
        """Show another text, changing only the lines that differ; return whether any did."""
        if text == self._mirrored.text:
            return False
        changes = None if self._order or not self._mirrored.text else self._changes_to(text)
        if changes is None:
            self._mirrored = MirroredText(text)
            self._order = self._places = None
            self._show_all()
            return True
        self._is_mirroring = True
        cursor = QTextCursor(self)
        cursor.beginEditBlock()
        for first, count, lines in changes:
            self._replace_blocks(
                cursor, first, count, [shown(line.rstrip("\r\n")) for line in lines]
            )
            self._mirrored.replace_lines(first, count, lines)
            self.lines_replaced.emit(first, count, len(lines))
        cursor.endEditBlock()
        self._is_mirroring = False
        return True

    def show_order(self, order: Sequence[int] | None) -> None:
        """Show the lines in another order, None for the text's own; all of them are in it."""
        if order is not None and all(line == place for place, line in enumerate(order)):
            order = None
        if order == self._order:
            return
        self._order, self._places = order, None
        if order is not None:
            places = [0] * len(order)
            for place, line in enumerate(order):
                places[line] = place
            self._places = places
        self._show_all()

    def text_line(self, block: int) -> int:
        """Return the number of the text's line that a block shows, both from 0."""
        return self._order[block] if self._order else block

    def block_of_line(self, line: int) -> int:
        """Return the number of the block that shows a line of the text."""
        return self._places[line] if self._places else line

    def true_line(self, block: int) -> str:
        """Return the text that a block shows, as it truly is."""
        return self._mirrored.line(self.text_line(block))

    def offset_at(self, position: int) -> int:
        """Return the offset in the true text of a position of a cursor."""
        block = self.findBlock(position)
        line = self.text_line(block.blockNumber())
        column = code_point_column(block.text(), position - block.position())
        return self._mirrored.start(line) + min(column, len(self._mirrored.line(line)))

    def position_at(self, offset: int) -> int:
        """Return the position of a cursor at an offset of the true text."""
        line = self._mirrored.line_at(offset)
        block = self.findBlockByNumber(self.block_of_line(line))
        text = block.text()
        column = min(self._mirrored.column(offset), len(text))
        return block.position() + utf16_column(text, column)

    def true_selection(self, cursor: QTextCursor) -> str:
        """Return what a cursor selects as it truly is; whole lines in the order displayed."""
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        if self._order is None:
            return self._mirrored.text[self.offset_at(start) : self.offset_at(end)]
        first, last = self.findBlock(start), self.findBlock(end)
        lines = [
            self.true_line(number) for number in range(first.blockNumber(), last.blockNumber() + 1)
        ]
        after = code_point_column(last.text(), end - last.position())
        before = code_point_column(first.text(), start - first.position())
        lines[-1] = lines[-1][:after]
        lines[0] = lines[0][before:]
        return self._mirrored.newline.join(lines)

    def _changes_to(self, text: str) -> list[tuple[int, int, list[str]]] | None:
        # Beyond some thousand lines a fresh start is faster than so many steps.
        changes = self._mirrored.changes_to(text)
        if changes is None:
            return None
        size = sum(count + len(lines) for _, count, lines in changes)
        return changes if size < _MOST_LINES_REPLACED else None

    def _show_all(self) -> None:
        self._is_mirroring = True
        order = range(self._mirrored.line_count) if self._order is None else self._order
        self.setPlainText("\n".join(map(self._mirrored.shown, order)))
        self._is_mirroring = False
        self.shown_anew.emit()

    def _replace_blocks(
        self,
        cursor: QTextCursor,
        first: int,
        count: int,
        lines: Sequence[str],
    ) -> None:
        before = [self.findBlockByNumber(first + number).text() for number in range(count)]
        if before and lines:
            self._replace_middle(cursor, first, "\n".join(before), "\n".join(lines))
        elif lines and first < self.blockCount():
            cursor.setPosition(self.findBlockByNumber(first).position())
            cursor.insertText("\n".join(lines) + "\n")
        elif lines:
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText("\n" + "\n".join(lines))
        else:
            start, end = self.findBlockByNumber(first), self.findBlockByNumber(first + count)
            keep = QTextCursor.MoveMode.KeepAnchor
            cursor.setPosition(start.position() if end.isValid() else _end(start.previous()))
            cursor.setPosition(end.position() if end.isValid() else _end(self.lastBlock()), keep)
            cursor.removeSelectedText()

    def _replace_middle(self, cursor: QTextCursor, first: int, before: str, after: str) -> None:
        # What both share stays, and with it a cursor that stands there.
        start, end = shared_ends(before, after)
        position = self.findBlockByNumber(first).position()
        cursor.setPosition(position + utf16_column(before, start))
        cursor.setPosition(
            position + utf16_column(before, len(before) - end),
            QTextCursor.MoveMode.KeepAnchor,
        )
        cursor.insertText(after[start : len(after) - end])

    def _adopt_typing(self, position: int, _removed: int, added: int) -> None:
        if self._is_mirroring:
            return
        first = self.findBlock(position).blockNumber()
        last_block = self.findBlock(position + added)
        last = last_block.blockNumber() if last_block.isValid() else self.blockCount() - 1
        new_count = last - first + 1
        count = new_count - (self.blockCount() - self._mirrored.line_count)
        displayed = [self.findBlockByNumber(number).text() for number in range(first, last + 1)]
        edit = self._mirrored.adopt_display(first, count, displayed)
        if edit is not None:
            self._typed.append(edit)
            self.lines_replaced.emit(first, count, new_count)

    def _tell_typing(self) -> None:
        if self._is_mirroring or not self._typed:
            return
        edits, self._typed = self._typed, []
        self._mark_hidden_characters(edits)
        for edit in edits:
            self.edited.emit(edit)

    def _mark_hidden_characters(self, edits: Sequence[Edit]) -> None:
        if self.blockCount() != self._mirrored.line_count:
            self._show_all()
            return
        for edit in edits:
            first = self._mirrored.line_at(edit.span.start)
            last = self._mirrored.line_at(edit.span.start + len(edit.text))
            for line in range(first, last + 1):
                self._renew_block(self.findBlockByNumber(line), self._mirrored.shown(line))

    def _renew_block(self, block: QTextBlock, displayed: str) -> None:
        if block.text() == displayed:
            return
        self._is_mirroring = True
        self._replace_middle(QTextCursor(self), block.blockNumber(), block.text(), displayed)
        self._is_mirroring = False


_MOST_LINES_REPLACED = 4000


def _end(block: QTextBlock) -> int:
    return block.position() + block.length() - 1
