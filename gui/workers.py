"""The window's two child processes: one for reviews, one for all else that takes its place.

Whoever waits for a graph does not wait behind a lint, and a review after a lost worker finds
another one warm.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from analysis.worker import WorkerCommand
from gui.worker_process import WorkerProcess


class Workers(QObject):
    """Owns the processes; numbers the requests, so that each answer finds its own."""

    answered = Signal(object)  # one JSON object
    lost = Signal(object, str)  # the WorkerProcess, why

    def __init__(self, command: WorkerCommand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._last_id = 0
        self._is_stopped = False
        self.reviewer = self._made(command)
        self.helper = self._made(command)

    def start(self) -> None:
        """Start the reviewer; the helper starts when that is warm, so as not to slow it down."""
        if not self._is_stopped:
            self.reviewer.start()

    def stop(self) -> None:
        """End both for good."""
        self._is_stopped = True
        for process in (self.reviewer, self.helper):
            process.end_now()

    @property
    def for_others(self) -> WorkerProcess:
        """What serves requests that are no review: the helper, once it takes any."""
        return self.helper if self.helper.is_ready else self.reviewer

    def send(self, process: WorkerProcess, request: Mapping[str, Any]) -> int:
        """Send a request and return its number; 0 when nothing is sent any more."""
        if self._is_stopped:
            return 0
        self._last_id += 1
        process.send({"id": self._last_id, **request})
        return self._last_id

    def replace(self, process: WorkerProcess) -> None:
        """End a process; the helper takes the reviewer's place, and another helper is started."""
        process.end()
        if self._is_stopped:
            return
        if process is self.reviewer and self.helper.is_ready:
            self.reviewer, self.helper = self.helper, self.reviewer
        if self.reviewer.is_warm:
            self.helper.start()

    def _made(self, command: WorkerCommand) -> WorkerProcess:
        process = WorkerProcess(command, self)
        process.answered.connect(self._receive)
        process.lost.connect(partial(self.lost.emit, process))
        return process

    def _receive(self, answer: dict[str, Any]) -> None:
        if self.reviewer.is_warm and not self._is_stopped:
            self.helper.start()
        self.answered.emit(answer)
