"""Widgets and strings for text from templates: plain, capped, with nothing hidden in it.

Qt takes text that looks like HTML for rich text and would open the files it names; a label of a
megabyte takes seconds. Every label of the window is made here.
"""

import html
import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

CELL_LIMIT = 200
LABEL_LIMIT = 300
PARAGRAPH_LIMIT = 4000
_KEPT_CONTROLS = "\n\t"


def capped(text: str, limit: int = LABEL_LIMIT) -> str:
    """Return the text cut to a length, with an ellipsis where it was cut."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def visible(text: str, limit: int = PARAGRAPH_LIMIT) -> str:
    """Return the text capped, with control and invisible characters written out as `<U+202E>`."""
    return "".join(
        f"<U+{ord(character):04X}>" if _is_hidden(character) else character
        for character in capped(text, limit)
    )


def one_line(text: str, limit: int = CELL_LIMIT) -> str:
    """Return the text on one line, capped and with nothing hidden."""
    return visible(" ".join(capped(text, 2 * limit).split()), limit)


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
    made.setWordWrap(wrap)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        made.setMinimumWidth(1)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard,
        )
    if role:
        made.setProperty("role", role)
    return made


def _is_hidden(character: str) -> bool:
    return character not in _KEPT_CONTROLS and unicodedata.category(character) in (
        "Cc",
        "Cf",
        "Cs",
        "Zl",
        "Zp",
    )
