"""Breaks a logical ID into lines where its words meet."""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^A-Za-z\d]+|[A-Z]")


def in_two_lines(text: str, metrics: QFontMetricsF, width: float) -> tuple[str, ...]:
    """Return the text in one line if it fits, else in two, broken between words, each elided."""
    if metrics.horizontalAdvance(text) <= width:
        return (text,)
    first = ""
    for word in _WORDS.findall(text):
        if metrics.horizontalAdvance(first + word) > width:
            break
        first += word
    if not first:
        return (metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, width),)
    rest = text[len(first) :]
    return first, metrics.elidedText(rest, Qt.TextElideMode.ElideMiddle, width)
