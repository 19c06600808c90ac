"""Files dragged onto the window, and the side on which they are dropped."""

from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtCore import QMimeData, QPoint
from PySide6.QtWidgets import QWidget

from gui.selection import CANDIDATE, REFERENCE

_PAIR = 2


def dropped_paths(data: QMimeData) -> tuple[str, ...]:
    """Return the local files of what is dragged, two at most."""
    paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return tuple(path for path in paths if path)[:_PAIR]


def side_at(window: QWidget, position: QPoint) -> str:
    """Return the side that the widget at a position belongs to, empty for none.

    Widgets say theirs by the property `side`.
    """
    widget = window.childAt(position)
    while widget is not None and widget is not window:
        side = widget.property("side")
        if side:
            return str(side)
        widget = widget.parentWidget()
    return ""


def by_name(paths: Sequence[str]) -> tuple[str, str]:
    """Return two files as candidate and reference: by their names, else in their order."""
    first, second = paths[0], paths[1]
    return (
        (second, first) if _looks_known_good(first) > _looks_known_good(second) else (first, second)
    )


def _looks_known_good(path: str) -> int:
    name = PurePath(path).name.casefold()
    known_good = any(word in name for word in (REFERENCE, "golden", "ideal"))
    return int(known_good) - int(CANDIDATE in name)
