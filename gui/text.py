"""Widgets and strings for text from templates: plain, capped, with nothing hidden in it.

Qt takes text that looks like HTML for rich text and would open the files it names; a label of a
megabyte takes seconds. Every label of the window is made here.
"""

import html
import re
import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

CELL_LIMIT = 200
LABEL_LIMIT = 300
PARAGRAPH_LIMIT = 4000
_CODE_SPAN = re.compile(r"`([^`\n]+)`")
_KEPT_CONTROLS = "\n\t"
# Letters and marks that take no room; the others are told by their category.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u2065\u3164\ufe00-\ufe0d\uffa0\U000e0000-\U000e0fff]",
)
_CATEGORIES = ("Cc", "Cf", "Cs", "Zl", "Zp")


def capped(text: str, limit: int = LABEL_LIMIT) -> str:
    """Return the text cut to a length, with an ellipsis where it was cut."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def visible(text: str, limit: int = PARAGRAPH_LIMIT) -> str:
    """Return the text capped, with control and invisible characters written out as `<U+202E>`."""
    cut = capped(text, limit)
    if cut.isascii() and cut.replace("\n", "").replace("\t", "").isprintable():
        return cut
    return "".join(
        f"<U+{ord(character):04X}>" if _is_hidden(character) else character for character in cut
    )


def prose(text: str) -> str:
    """Return sentences of a report as plain text, which sets no names between backticks."""
    return _CODE_SPAN.sub(r"\1", text)


def one_line(text: str, limit: int = CELL_LIMIT) -> str:
    """Return the text on one line, capped and with nothing hidden."""
    return visible(" ".join(capped(text, 2 * limit).split()), limit)


def caption(text: str, limit: int = CELL_LIMIT) -> str:
    """Return the text for a menu or a button: an ampersand is shown and marks no key."""
    return one_line(text, limit).replace("&", "&&")


def tooltip(text: str, limit: int = 600) -> str:
    """Return a text as a tooltip that shows it letter by letter, wrapped by Qt."""
    if not text:
        return ""
    return f"<p style='white-space:pre-wrap'>{html.escape(visible(text, limit))}</p>"


def label(
    text: str = "",
    *,
    role: str = "",
    wrap: bool = False,
    selectable: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """Return a label that shows plain text only; `role` names its look in the style sheet."""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(visible(text))
    made.setIndent(0)
    made.setWordWrap(wrap)
    if wrap:
        # Its height follows its width; as a minimum it would be that of a very narrow label.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard,
        )
    if role:
        made.setProperty("role", role)
    return made


class CutLabel(QLabel):
    """A label on one line that cuts its text to the room there is; the tooltip has all of it."""

    def __init__(self, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setProperty("role", role)

    def show_text(self, text: str) -> None:
        """Show a text, cut where it does not fit."""
        self.setText(one_line(text, LABEL_LIMIT))
        self.setToolTip(tooltip(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much of the text as there is room for."""
        del event
        painter = QPainter(self)
        inside = self.contentsRect()
        fitting = self.fontMetrics().elidedText(
            self.text(),
            Qt.TextElideMode.ElideMiddle,
            inside.width(),
        )
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, fitting)
        painter.end()


def _is_hidden(character: str) -> bool:
    if character in _KEPT_CONTROLS:
        return False
    return unicodedata.category(character) in _CATEGORIES or _UNSEEN.match(character) is not None
