"""The worker's requests and answers: JSON lines in, JSON lines out."""

import faulthandler
import json
import os
import queue
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, BinaryIO

from analysis.answers import ANSWERS
from analysis.failures import words_of
from analysis.findings import Finding, Fix, Verified
from analysis.lint import LintOutcome, given_up, load_linter
from analysis.review import Check, Inputs, Review
from analysis.sandbox import LONGEST_ANSWER
from analysis.values import decode, encode
from analysis.verification import MOST_TRIES, Examined, verify
from analysis.workspace import Workspace

_IDLE_BEFORE_WARM_UP = 0.1
_SECONDS_AFTER_END = 20.0
_TIMED_OUT = Check.TIMED_OUT.value
SUSPICIOUS_SECONDS = 7.0
"""After this long a lint is asked where it is: its deadline is not far."""
Request = dict[str, Any]


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until they end."""
    waiting: queue.Queue[Request | None] = queue.Queue()
    threading.Thread(target=_receive, args=(requests, waiting), daemon=True).start()
    _Server(waiting, answers).run()


def _receive(requests: BinaryIO, waiting: "queue.Queue[Request | None]") -> None:
    for line in requests:
        waiting.put(json.loads(line))
    waiting.put(None)
    # Whoever started this process is gone; a template that never ends must not outlive them.
    time.sleep(_SECONDS_AFTER_END)
    os._exit(0)


class _EndOfRequests(Exception):  # noqa: N818 (nothing went wrong)
    """There will be no more requests."""


class _Superseded(Exception):  # noqa: N818 (nothing went wrong)
    """A newer review was asked for while a fix was tried."""


class _Server:
    """Serves one request after the other; the newest review supersedes the one under way."""

    def __init__(self, waiting: "queue.Queue[Request | None]", answers: BinaryIO) -> None:
        self._waiting = waiting
        self._answers = answers
        self._workspace = Workspace()
        self._newest: Request | None = None
        self._is_warm = False

    def run(self) -> None:
        """Serve until the requests end."""
        self._send({"id": None, "stage": "ready"})
        try:
            while True:
                request = self._newest or self._next()
                self._newest = None
                if request.get("kind") == "review":
                    self._serve_review(request)
                else:
                    self._serve_other(request)
        except _EndOfRequests:
            return

    def _next(self) -> Request:
        if not self._is_warm:
            try:
                return self._taken(self._waiting.get(timeout=_IDLE_BEFORE_WARM_UP))
            except queue.Empty:
                self._warm_up()
        return self._taken(self._waiting.get())

    def _taken(self, request: Request | None) -> Request:
        if request is None:
            raise _EndOfRequests
        return request

    def _warm_up(self) -> None:
        if not self._is_warm:
            load_linter()
            self._is_warm = True
        self._send({"id": None, "stage": "warm"})

    def _serve_review(self, request: Request) -> None:
        try:
            for answer in self._stages(request):
                self._send({"id": request.get("id"), **answer})
                self._serve_waiting()
                if self._newest:
                    return
        except _EndOfRequests:
            raise
        except _Superseded:
            return
        except Exception as error:  # noqa: BLE001 (the worker's edge)
            self._fail(request, error)

    def _serve_waiting(self) -> None:
        """Serve what came in meanwhile; of reviews keep the newest for later."""
        while True:
            try:
                request = self._taken(self._waiting.get_nowait())
            except queue.Empty:
                return
            if request.get("kind") == "review":
                self._newest = request
            else:
                self._serve_other(request)

    def _stages(self, request: Request) -> Iterator[Mapping[str, Any]]:
        inputs = decode(Inputs, request["inputs"])
        for sha256, (check, trace) in request.get("not_linted", {}).items():
            self._workspace.give_up_lint(sha256, given_up(trace, timed_out=check == _TIMED_OUT))
        if request.get("last_only"):
            self._workspace.pair(inputs)
            yield {"stage": "structure", "review": None}
        else:
            yield _reviewed("structure", self._workspace.structure(inputs))
        if inputs.lint:
            self._warm_up()
            yield {"stage": "linting", "side": "candidate"}
            with self._telling_where_it_hangs():
                self._workspace.lint_candidate(inputs)
            yield {"stage": "linting", "side": "reference"}
            with self._telling_where_it_hangs():
                self._workspace.lint_reference(inputs)
        yield {"stage": "reviewing"}
        lint = encode(self._workspace.lint_at_hand(inputs))
        yield {**_reviewed("lint", self._workspace.linted(inputs)), "lint": lint}
        yield from self._tried_fixes(request, inputs)
        yield {"stage": "done"}

    @contextmanager
    def _telling_where_it_hangs(self) -> Iterator[None]:
        """Write where the process is between two answers, if that takes suspiciously long.

        It is written by a thread that needs no interpreter: a regular expression lets none run.
        """
        faulthandler.dump_traceback_later(SUSPICIOUS_SECONDS, file=self._answers.fileno())
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()

    def _tried_fixes(self, request: Request, inputs: Inputs) -> Iterator[Mapping[str, Any]]:
        which = request.get("verify", "none")
        if which == "none":
            return
        before = self._workspace.examined(inputs)
        passed_over = set(request.get("not_tried", ()))
        for finding in _to_try(before.review, which, request.get("focus", "")):
            if finding.id not in passed_over:
                count = len(finding.fixes) * MOST_TRIES
                yield {"stage": "trying", "finding": finding.id, "count": count}
                yield self._tried(inputs, finding, before)

    def _tried(self, inputs: Inputs, finding: Finding, before: Examined) -> Mapping[str, Any]:
        fixes = [self._tried_fix(inputs, finding, fix, before) for fix in finding.fixes]
        return {"stage": "verification", "finding": finding.id, "fixes": encode(fixes)}

    def _tried_fix(self, inputs: Inputs, finding: Finding, fix: Fix, before: Examined) -> Fix:
        try:
            return verify(inputs, finding, fix, before, self._examined)
        except (_EndOfRequests, _Superseded):
            raise
        except Exception as error:  # noqa: BLE001 (the worker's edge: the other fixes are tried)
            why = f"Trying it failed: {words_of(error)}."
            return replace(fix, verified=Verified.NO, why=why)

    def _examined(self, inputs: Inputs) -> Examined:
        # Trying one fix takes several reviews; whoever waits for a graph waits for one of them.
        self._serve_waiting()
        if self._newest:
            raise _Superseded
        return self._workspace.examined(inputs)

    def _serve_other(self, request: Request) -> None:
        try:
            kind = request["kind"]
            if request.get("lint"):
                lint = decode(LintOutcome, request["lint"])
                self._workspace.learn_lint(decode(Inputs, request["inputs"]), lint)
            answer = ANSWERS[kind](self._workspace, request)
        except Exception as error:  # noqa: BLE001 (the worker's edge)
            self._fail(request, error)
        else:
            self._send({"id": request.get("id"), "stage": kind, **answer})

    def _fail(self, request: Request, error: Exception) -> None:
        self._send({"id": request.get("id"), "stage": "failed", "why": words_of(error)})

    def _send(self, answer: Mapping[str, Any]) -> None:
        line = json.dumps(answer, separators=(",", ":"))
        if len(line) > LONGEST_ANSWER:
            megabytes = f"{len(line) / 1e6:.0f} MB, more than the {LONGEST_ANSWER / 1e6:.0f}"
            why = f"the answer has {megabytes} that are passed on"
            line = json.dumps({"id": answer.get("id"), "stage": "failed", "why": why})
        self._answers.write(line.encode("ascii") + b"\n")
        self._answers.flush()


def _reviewed(stage: str, review: Review) -> Mapping[str, Any]:
    return {"stage": stage, "review": encode(review)}


def _to_try(review: Review, which: str, focus: str) -> list[Finding]:
    """Return the findings whose fixes are tried, the chosen one first."""
    findings = review.findings[: review.shown] if which == "shown" else review.findings
    with_fixes = [finding for finding in findings if finding.fixes]
    with_fixes.sort(key=lambda finding: finding.id != focus)
    return [one for one in with_fixes if one.id == focus] if which == "focus" else with_fixes
