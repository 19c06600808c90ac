"""Drives a worker for the command line; one that is late or dies is replaced."""

import contextlib
import json
import queue
import subprocess
import threading
import time
from collections import deque
from dataclasses import dataclass
from typing import IO, Any

from analysis import sandbox
from analysis.closing import Closing
from analysis.review import Inputs
from analysis.source import Source
from analysis.values import encode
from analysis.worker import WorkerCommand, worker_command

_BYTES_PER_MB = 1_000_000
_LINES_OF_TRACE = 200
_SUSPICIOUS_SECONDS = 4.0
Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How many seconds things may take; `start` is for importing what the worker needs.

    The candidate's lint may end no later than `first_lint` behind the structure; once a worker
    was lost, none may end later than `after_loss` behind it.
    """

    start: float = 60.0
    structure: float = 5.0
    lint: float = 10.0
    lint_per_mb: float = 10.0
    fix: float = 5.0
    other: float = 24.0
    first_lint: float = 17.0
    after_loss: float = 14.0

    def linting(self, source: Source | None) -> float:
        """Return how long linting a text may take."""
        size = len(source.text.encode("utf-8", "surrogatepass")) if source else 0
        return self.lint + self.lint_per_mb * min(1.0, size / _BYTES_PER_MB)


class WorkerError(Exception):
    """The worker did not answer; `timed_out` if it was ended for being late."""

    def __init__(self, why: str, *, timed_out: bool = False) -> None:
        super().__init__(why)
        self.timed_out = timed_out
        self.trace = ""
        """What the worker last said of where it was."""


class WorkerClient(Closing):
    """Owns one worker at a time; a worker that misses a deadline or dies is replaced."""

    def __init__(
        self, deadlines: Deadlines | None = None, command: WorkerCommand | None = None
    ) -> None:
        self.deadlines = deadlines or Deadlines()
        self._command = command or worker_command()
        self._process: _Process | None = None
        self._spare: _Process | None = None
        self._last_id = 0

    def close(self) -> None:
        """End the worker, and the one that waits to take its place."""
        self.drop()
        spare, self._spare = self._spare, None
        if spare:
            spare.end()

    def drop(self) -> None:
        """End the worker; the next request meets another one."""
        process, self._process = self._process, None
        if process:
            process.end()

    def prepare(self) -> None:
        """Start a worker that takes the place of this one should it be lost."""
        if self._spare is None:
            with contextlib.suppress(WorkerError):
                self._spare = _Process(self._command)

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
            self._process = self._warm_spare() or self._started()
        return self._process

    def _started(self) -> "_Process":
        process = _Process(self._command)
        try:
            process.answer(time.monotonic() + self.deadlines.start)
        except WorkerError:
            process.end()
            raise
        return process

    def _warm_spare(self) -> "_Process | None":
        """Return the worker that waits, None where it does not get warm."""
        spare, self._spare = self._spare, None
        if spare is None:
            return None
        deadline = time.monotonic() + self.deadlines.start
        try:
            while spare.answer(deadline)["stage"] != "warm":
                pass
        except WorkerError:
            spare.end()
            return None
        return spare


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
            answer = self._awaited(deadline)
            while answer.get("id") not in (self._id, None):
                answer = self._awaited(deadline)
        except WorkerError as error:
            error.trace = self._process.trace
            self._client.drop()
            raise
        if answer["stage"] == "failed":
            raise WorkerError(answer["why"])
        return answer

    def _awaited(self, deadline: float) -> Answer:
        """Return the next answer; where it does not come soon, another worker gets warm."""
        soon = min(deadline, time.monotonic() + _SUSPICIOUS_SECONDS)
        try:
            return self._process.answer(soon)
        except WorkerError as error:
            if not error.timed_out or soon == deadline:
                raise
        self._client.prepare()
        return self._process.answer(deadline)


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
        self._trace: deque[str] = deque(maxlen=_LINES_OF_TRACE)
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

    @property
    def trace(self) -> str:
        """What the process said of where it is since its last answer."""
        return "".join(tuple(self._trace))

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
            if line.startswith(b"{"):
                self._trace.clear()
                self._lines.put(line)
            else:
                self._trace.append(line.decode("utf-8", "replace"))
        self._lines.put(None)

    def _read_complaints(self, stream: IO[bytes]) -> None:
        for line in stream:
            text = line.decode("utf-8", "replace").strip()
            if text:
                self._complaints.append(text)
