"""Collects Python's garbage in the window's own thread, and nowhere else.

The collector runs in whatever thread happens to ask for memory, and the journal is written in one
of its own. Widgets and timers that it finds there would be destroyed there, which Qt does not
survive.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_PAUSE_MS = 1_000


class Garbage(QObject):
    """Takes over from Python's own collector, with its thresholds, once a second."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        # What the start has made stays: no collection need look at it again.
        gc.collect()
        gc.freeze()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(collect)
        self._timer.start(_PAUSE_MS)

    def stop(self) -> None:
        """Give the collecting back."""
        self._timer.stop()
        gc.enable()


def collect() -> None:
    """Collect as Python would by now."""
    due = (count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True))
    generations = [number for number, is_due in enumerate(due) if is_due]
    if generations:
        gc.collect(max(generations))
