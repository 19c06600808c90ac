"""Drives a worker for the command line; one that is late or dies is replaced."""

import contextlib
import json
import queue
import subprocess
import threading
import time
from collections import deque
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Any, Self

from analysis import sandbox
from analysis.review import Inputs
from analysis.source import Source
from analysis.values import encode
from analysis.worker import WorkerCommand, worker_command

_BYTES_PER_MB = 1_000_000
Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How many seconds things may take; `start` is for importing what the worker needs."""

    start: float = 60.0
    structure: float = 5.0
    lint: float = 10.0
    lint_per_mb: float = 10.0
    fix: float = 5.0
    other: float = 30.0

    def linting(self, source: Source | None) -> float:
        """Return how long linting a text may take."""
        size = len(source.text.encode("utf-8", "surrogatepass")) if source else 0
        return self.lint + self.lint_per_mb * size / _BYTES_PER_MB


class WorkerError(Exception):
    """The worker did not answer; `timed_out` if it was ended for being late."""

    def __init__(self, why: str, *, timed_out: bool = False) -> None:
        super().__init__(why)
        self.timed_out = timed_out


class WorkerClient:
    """Owns one worker at a time; a worker that misses a deadline or dies is replaced."""

    def __init__(
        self, deadlines: Deadlines | None = None, command: WorkerCommand | None = None
    ) -> None:
        self.deadlines = deadlines or Deadlines()
        self._command = command or worker_command()
        self._process: _Process | None = None
        self._last_id = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the worker."""
        process, self._process = self._process, None
        if process:
            process.end()

    def ask(self, kind: str, inputs: Inputs, **fields: object) -> Answer:
        """Return the one answer to a request that is no review.

        Raises WorkerError where there is none.
        """
        conversation = self.converse(kind, inputs, **fields)
        while True:
            answer = conversation.next_answer(self.deadlines.other)
            # That cfn-lint is loaded is no answer to this.
            if answer["id"] is not None:
                return answer

    def converse(self, kind: str, inputs: Inputs, **fields: object) -> "Conversation":
        """Send a request whose answers come one by one."""
        process = self._running()
        self._last_id += 1
        request = {"id": self._last_id, "kind": kind, "inputs": encode(inputs), **fields}
        process.send(request)
        return Conversation(self, process, self._last_id)

    def _running(self) -> "_Process":
        if self._process is None:
            process = self._process = _Process(self._command)
            try:
                process.answer(time.monotonic() + self.deadlines.start)
            except WorkerError:
                self.close()
                raise
        return self._process


class Conversation:
    """The answers to one request, in order."""

    def __init__(self, client: WorkerClient, process: "_Process", request_id: int) -> None:
        self._client = client
        self._process = process
        self._id = request_id

    def next_answer(self, seconds: float) -> Answer:
        """Return the next answer; `warm` ones belong to every conversation.

        Raises WorkerError where none comes in time, the worker died, or it says that it failed;
        in the first two cases the next request meets a new worker.
        """
        deadline = time.monotonic() + seconds
        try:
            answer = self._process.answer(deadline)
            while answer.get("id") not in (self._id, None):
                answer = self._process.answer(deadline)
        except WorkerError:
            self._client.close()
            raise
        if answer["stage"] == "failed":
            raise WorkerError(answer["why"])
        return answer


class _Process:
    """One running worker with the threads that read what it says."""

    def __init__(self, command: WorkerCommand) -> None:
        try:
            self._process = subprocess.Popen(  # noqa: S603 (our own command)
                [command.program, *command.arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=command.environment,
                # An interrupt from the keyboard is the parent's; it ends the worker itself.
                start_new_session=True,
            )
        except OSError as error:
            message = f"the worker could not be started: {error}"
            raise WorkerError(message) from error
        self._lines: queue.Queue[bytes | None] = queue.Queue()
        self._complaints: deque[str] = deque(maxlen=3)
        self._threads = [
            threading.Thread(target=target, args=(stream,), daemon=True)
            for target, stream in (
                (self._read_answers, self._process.stdout),
                (self._read_complaints, self._process.stderr),
            )
        ]
        for thread in self._threads:
            thread.start()

    def send(self, request: Answer) -> None:
        """Send a request; a dead worker is noticed when its answer is asked for."""
        if self._process.stdin:
            with contextlib.suppress(OSError):
                self._process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
                self._process.stdin.flush()

    def answer(self, deadline: float) -> Answer:
        """Return the next answer; raises WorkerError where there is none until the deadline."""
        try:
            line = self._lines.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            message = "the worker did not answer in time"
            raise WorkerError(message, timed_out=True) from None
        if line is None:
            raise WorkerError(self._last_words())
        answer: Answer = json.loads(line)
        return answer

    def end(self) -> None:
        """End the process, whatever it is at, and clear up after it."""
        self._process.kill()
        self._process.wait()
        if self._process.stdin:
            with contextlib.suppress(OSError):
                self._process.stdin.close()
        for thread in self._threads:
            thread.join()
        for stream in (self._process.stdout, self._process.stderr):
            if stream:
                stream.close()
        sandbox.clear(self._process.pid)

    def _last_words(self) -> str:
        status = self._process.wait()
        words = f": {self._complaints[-1]}" if self._complaints else ""
        return f"the worker ended with status {status}{words}"

    def _read_answers(self, stream: IO[bytes]) -> None:
        for line in stream:
            self._lines.put(line)
        self._lines.put(None)

    def _read_complaints(self, stream: IO[bytes]) -> None:
        for line in stream:
            text = line.decode("utf-8", "replace").strip()
            if text:
                self._complaints.append(text)
