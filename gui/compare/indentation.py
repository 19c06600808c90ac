"""Indents as templates are written: with spaces, and new lines below where the last one began."""

from PySide6.QtGui import QTextBlock, QTextCursor

_STEP = 2


def break_line(cursor: QTextCursor) -> None:
    """Start a new line with the indentation of the one before the cursor."""
    text = cursor.block().text()[: cursor.positionInBlock()]
    cursor.insertText("\n" + text[: len(text) - len(text.lstrip(" \t"))])


def indent(cursor: QTextCursor) -> None:
    """Move the selected lines a step to the right, or the text behind the cursor to the next."""
    if not cursor.hasSelection():
        cursor.insertText(" " * (_STEP - cursor.positionInBlock() % _STEP))
        return
    cursor.beginEditBlock()
    for block in _selected_blocks(cursor):
        if block.text().strip():
            QTextCursor(block).insertText(" " * _STEP)
    cursor.endEditBlock()


def outdent(cursor: QTextCursor) -> None:
    """Move the lines of the cursor a step to the left, as far as they are indented."""
    cursor.beginEditBlock()
    for block in _selected_blocks(cursor):
        text = block.text()
        width = min(len(text) - len(text.lstrip(" ")), _STEP)
        start = QTextCursor(block)
        start.movePosition(
            QTextCursor.MoveOperation.Right,
            QTextCursor.MoveMode.KeepAnchor,
            width,
        )
        start.removeSelectedText()
    cursor.endEditBlock()


def toggle_comment(cursor: QTextCursor) -> None:
    """Make comments of the lines of the cursor, or lines of comments if all of them are."""
    blocks = [block for block in _selected_blocks(cursor) if block.text().strip()]
    if not blocks:
        return
    are_comments = all(block.text().lstrip().startswith("#") for block in blocks)
    column = min(len(block.text()) - len(block.text().lstrip()) for block in blocks)
    keep = QTextCursor.MoveMode.KeepAnchor
    cursor.beginEditBlock()
    for block in blocks:
        place = QTextCursor(block)
        if are_comments:
            text = block.text()
            start = text.index("#")
            width = 2 if text[start : start + 2] == "# " else 1
            place.setPosition(block.position() + start)
            place.setPosition(block.position() + start + width, keep)
            place.removeSelectedText()
        else:
            place.setPosition(block.position() + column)
            place.insertText("# ")
    cursor.endEditBlock()


def _selected_blocks(cursor: QTextCursor) -> list[QTextBlock]:
    document = cursor.document()
    first = document.findBlock(cursor.selectionStart())
    last = document.findBlock(max(cursor.selectionEnd() - 1, cursor.selectionStart()))
    return [
        document.findBlockByNumber(number)
        for number in range(first.blockNumber(), last.blockNumber() + 1)
    ]
