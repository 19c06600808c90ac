"""A child process of the window: JSON objects in and out, one a line."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from analysis import sandbox
from analysis.sandbox import LONGEST_ANSWER
from analysis.worker import WorkerCommand

_END_MS = 500
_TRACE = 20_000
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
        self._ending: dict[QProcess, int] = {}
        self._buffer = bytearray()
        self.last_trace = ""
        """What the process last said of where it hangs."""
        self.is_ready = False
        """Whether the process has imported what it needs and takes requests."""
        self.is_warm = False
        """Whether it has loaded cfn-lint, too."""

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
        self.last_trace = ""
        process.start()

    def send(self, request: Mapping[str, Any]) -> None:
        """Send a request; the process is started first where there is none."""
        self.start()
        if self._process is not None:
            self._process.write(json.dumps(request).encode() + b"\n")

    def end(self) -> None:
        """End the process; it answers nothing any more, and nobody waits until it is gone."""
        process, self._process = self._process, None
        self.is_ready = self.is_warm = False
        if process is None:
            return
        if process.state() is QProcess.ProcessState.NotRunning:
            self._clear_up(process)
            return
        # To give back a gigabyte takes the system longer than a window may stand still.
        self._ending[process] = process.processId()
        process.kill()

    def end_now(self) -> None:
        """End the process and wait until it is gone: the window closes."""
        self.end()
        for process in tuple(self._ending):
            process.waitForFinished(_END_MS)

    def _clear_up(self, process: QProcess) -> None:
        process_id = self._ending.pop(process, process.processId())
        process.deleteLater()
        # It had no time to do so itself.
        sandbox.clear(process_id)

    def _step_back(self) -> None:
        process = self.sender()
        if isinstance(process, QProcess) and hasattr(os, "setpriority"):
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, process.processId(), _NICENESS)

    def _read(self) -> None:
        if self._process is None or self._process is not self.sender():
            return
        arrived = self._process.readAllStandardOutput().data()
        self._buffer += arrived
        if b"\n" not in arrived:
            if len(self._buffer) > LONGEST_ANSWER:
                self._give_up(self.tr("The worker's answer is too long."))
            return
        *lines, rest = bytes(self._buffer).split(b"\n")
        self._buffer = bytearray(rest)
        for line in lines:
            self._tell(line)

    def _tell(self, line: bytes) -> None:
        if self._process is None:
            return
        if not line.startswith(b"{"):
            self.last_trace = f"{self.last_trace}\n{line.decode('utf-8', 'replace')}"[-_TRACE:]
            return
        self.last_trace = ""
        try:
            answer = json.loads(line)
        except ValueError:
            self._give_up(self.tr("The worker's answer could not be read."))
            return
        self.is_ready = True
        self.is_warm = self.is_warm or answer.get("stage") == "warm"
        self.answered.emit(answer)

    def _give_up(self, why: str) -> None:
        self.end()
        self.lost.emit(why)

    def _tell_finished(self) -> None:
        process = self.sender()
        if isinstance(process, QProcess) and process in self._ending:
            self._clear_up(process)
        elif process is self._process:
            self._give_up(self.tr("The worker ended unexpectedly."))

    def _tell_error(self, error: QProcess.ProcessError) -> None:
        is_current = self._process is not None and self.sender() is self._process
        if is_current and error is QProcess.ProcessError.FailedToStart:
            self._give_up(self.tr("The worker could not be started."))
