"""Puts foreign text into HTML so that it stays text."""

import re
from html import escape

from analysis.reports.escaping import visible

_CODE = re.compile(r"`([^`]+)`")


def plain(text: str) -> str:
    """Return text for content and for attributes in double quotes; what is hidden is shown."""
    return escape(visible(text), quote=True)


def rich(text: str) -> str:
    """Return a sentence in which what it puts in backquotes is code."""
    pieces = _CODE.split(text)
    return "".join(
        f"<code>{plain(piece)}</code>" if number % 2 else plain(piece)
        for number, piece in enumerate(pieces)
    )


def paragraphs(text: str) -> str:
    """Return a note: its blank lines part paragraphs."""
    found = [piece.strip() for piece in re.split(r"\n\s*\n", text) if piece.strip()]
    return "".join(f"<p>{rich(piece)}</p>" for piece in found)
