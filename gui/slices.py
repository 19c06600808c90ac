"""Long work of the window's own thread, done a few milliseconds at a time."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer

_SLICE = 0.008


class Slices(QObject):
    """Goes on with some work at each turn of the event loop; newer work takes the older's place."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: Iterator[None] = iter(())
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)

    def start(self, work: Iterator[None]) -> None:
        """Do this work, which yields wherever it can be interrupted."""
        self._work = work
        self._timer.start(0)

    def _go_on(self) -> None:
        work, end = self._work, time.thread_time() + _SLICE
        for _ in work:
            if time.thread_time() >= end:
                return
        if work is self._work:
            self._timer.stop()
