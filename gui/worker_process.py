"""The child process of the window: JSON objects in and out, one a line."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from analysis import sandbox
from analysis.worker import WorkerCommand

_END_MS = 500
_NICENESS = 5
"""The window comes first where both want the processor."""


class WorkerProcess(QObject):
    """Runs the worker; tells what it answers, and when it ended without having been asked to."""

    answered = Signal(object)  # one JSON object
    lost = Signal(str)  # why

    def __init__(self, command: WorkerCommand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = command
        self._process: QProcess | None = None
        self._buffer = bytearray()

    @property
    def is_running(self) -> bool:
        """Whether there is a process to send to."""
        return self._process is not None

    def start(self) -> None:
        """Start the process if there is none."""
        if self._process is not None:
            return
        process = QProcess(self)
        environment = QProcessEnvironment()
        for name, value in self._command.environment.items():
            environment.insert(name, value)
        process.setProcessEnvironment(environment)
        process.setProgram(self._command.program)
        process.setArguments(list(self._command.arguments))
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._read)
        process.started.connect(self._step_back)
        process.finished.connect(self._tell_finished)
        process.errorOccurred.connect(self._tell_error)
        self._process = process
        self._buffer.clear()
        process.start()

    def send(self, request: Mapping[str, Any]) -> None:
        """Send a request; the process is started first where there is none."""
        self.start()
        if self._process is not None:
            self._process.write(json.dumps(request).encode() + b"\n")

    def end(self) -> None:
        """End the process; it answers nothing any more."""
        process, self._process = self._process, None
        if process is None:
            return
        process_id = process.processId()
        process.blockSignals(True)  # noqa: FBT003 (Qt's signature)
        process.kill()
        process.waitForFinished(_END_MS)
        process.deleteLater()
        # It had no time to do so itself.
        sandbox.clear(process_id)

    def _step_back(self) -> None:
        if self._process is not None and hasattr(os, "setpriority"):
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._process.processId(), _NICENESS)

    def _read(self) -> None:
        if self._process is None:
            return
        self._buffer += self._process.readAllStandardOutput().data()
        *lines, rest = bytes(self._buffer).split(b"\n")
        self._buffer = bytearray(rest)
        for line in lines:
            self._tell(line)

    def _tell(self, line: bytes) -> None:
        if not line.strip():
            return
        try:
            answer = json.loads(line)
        except ValueError:
            answer = None
        if isinstance(answer, dict):
            self.answered.emit(answer)
            return
        self.end()
        self.lost.emit(self.tr("The worker's answer could not be read."))

    def _tell_finished(self) -> None:
        self.end()
        self.lost.emit(self.tr("The worker ended unexpectedly."))

    def _tell_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.end()
            self.lost.emit(self.tr("The worker could not be started."))
