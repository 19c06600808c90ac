"""Asks the worker for reviews, graphs, reports and pictures; the newest request wins.

The window never waits: answers come back as signals. What misses its deadline ends the worker,
which is started anew; texts whose lint ended one are not linted again until they change.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from analysis.findings import Fix
from analysis.review import Check, Explanation, Inputs, Review
from analysis.values import decode, encode
from analysis.worker import WorkerCommand
from gui.worker_process import WorkerProcess

TYPING_PAUSE_MS = 150
_BYTES_PER_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long things may take, in milliseconds.

    `start` is added until a worker has answered once: before that it imports what it needs.
    """

    structure: int = 5_000
    lint: int = 10_000
    lint_per_mb: int = 10_000
    fix: int = 5_000
    other: int = 20_000
    start: int = 20_000


class Background(QObject):
    """Drives one worker; late answers of superseded requests are dropped by their id."""

    review_arrived = Signal(object, object)  # Inputs, Review
    fixes_arrived = Signal(str, object)  # the finding's id, tuple[Fix, ...]
    fix_given_up = Signal(str, str)  # the finding's id, why
    graph_arrived = Signal(str, object)  # side, the graph as JSON
    report_arrived = Signal(str)
    picture_arrived = Signal(str, bytes)  # figure, PNG
    adoption_arrived = Signal(object)  # Fix, or None where none can be written
    explanation_arrived = Signal(str, int, object)  # side, offset, Explanation or None
    progress_changed = Signal(str)  # what is being done, empty when nothing is
    failed = Signal(str, str)  # the kind of request, why

    def __init__(
        self,
        command: WorkerCommand,
        deadlines: Deadlines | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._deadlines = deadlines or Deadlines()
        self._process = WorkerProcess(command, self)
        self._last_id = 0
        self._review_id = 0
        self._stage = ""
        self._subject = ""
        self._inputs: Inputs | None = None
        self._linted: Inputs | None = None
        self._focus = ""
        self._others: dict[int, dict[str, Any]] = {}
        self._not_linted: dict[str, str] = {}
        self._not_tried: set[str] = set()
        self._is_ready = False
        self._is_warm = False
        self._is_stopped = False
        self._behind = 0
        self._pause = self._timer(self._ask)
        self._deadline = self._timer(self._miss_stage)
        self._other_deadline = self._timer(self._miss_other)
        self._process.answered.connect(self._receive)
        self._process.lost.connect(self._lose)

    @property
    def is_busy(self) -> bool:
        """Whether anything that was asked for is still to come."""
        return bool(self._review_id or self._others or self._pause.isActive())

    def start(self) -> None:
        """Start the worker, so that it is warm when the first request comes."""
        if not self._is_stopped:
            self._process.start()

    def stop(self) -> None:
        """End the worker for good: nothing is asked and nothing arrives afterwards."""
        self._is_stopped = True
        self._pause.stop()
        self._forget()
        self._process.end()

    def review(self, inputs: Inputs, focus: str = "", *, pause: bool = False) -> None:
        """Ask for a review, after a pause in typing if asked; the fixes of `focus` come first."""
        if self._inputs is None or inputs.candidate != self._inputs.candidate:
            self._not_tried.clear()
        self._inputs = inputs
        self._focus = focus
        self._review_id = 0
        # The worker ends the stage it is in before it sees the new request.
        self._behind = max(self._behind, self._deadline.remainingTime(), 0)
        self._deadline.stop()
        if pause:
            self._pause.start(TYPING_PAUSE_MS)
        else:
            self._pause.stop()
            self._ask()

    def focus(self, finding_id: str) -> None:
        """Have the fixes of a finding tried next, if fixes are still being tried."""
        if self._inputs is not None and self._stage == "fix" and finding_id != self._focus:
            self.review(self._inputs, finding_id)

    def cancel(self) -> None:
        """Give up what is being done; what has arrived stays."""
        self._pause.stop()
        self._forget()
        self._restart()

    def graph(self, inputs: Inputs, side: str, kinds: tuple[str, ...] = ()) -> None:
        """Ask for the graph of a side, with nodes of these kinds; the newest request wins."""
        self._drop_others(kind="graph")
        request = {"kind": "graph", "inputs": encode(inputs), "side": side}
        self._send_other({**request, "kinds": list(kinds)})

    def report(self, inputs: Inputs, labels: str, findings: str = "shown") -> None:
        """Ask for the Markdown report; the newest request wins."""
        self._drop_others(kind="report")
        request = {"kind": "report", "inputs": encode(inputs), "labels": labels}
        self._send_other({**request, "findings": findings})

    def picture(self, inputs: Inputs, figure: str, size: "PictureSize") -> None:
        """Ask for a figure of the Summary; the newest request for a figure wins."""
        self._drop_others(kind="picture", figure=figure)
        request = {"kind": "picture", "figure": figure, "inputs": encode(inputs)}
        self._send_other({**request, **encode(size)})

    def adopt(self, inputs: Inputs, changes: Sequence[int], title: str) -> None:
        """Ask for a fix that takes changes over from the reference; the newest request wins."""
        self._drop_others(kind="adopt")
        request = {"kind": "adopt", "inputs": encode(inputs), "changes": list(changes)}
        self._send_other({**request, "title": title})

    def explain(self, inputs: Inputs, side: str, offset: int) -> None:
        """Ask what is known of a place; the newest request wins."""
        self._drop_others(kind="explain")
        request = {"kind": "explain", "inputs": encode(inputs), "side": side}
        self._send_other({**request, "offset": offset})

    def _ask(self) -> None:
        if self._inputs is None or self._is_stopped:
            return
        self._last_id += 1
        self._review_id = self._last_id
        self._process.send(
            {
                "id": self._review_id,
                "kind": "review",
                "inputs": encode(self._inputs),
                "verify": "all",
                "focus": self._focus,
                "not_linted": self._not_linted,
                "not_tried": sorted(self._not_tried),
            },
        )
        self._await("structure", self._deadlines.structure + self._behind)
        # Of a text that is reviewed already, only the fixes are asked for in another order.
        is_reviewed = self._inputs is self._linted
        words = self.tr("Trying fixes") if is_reviewed else self.tr("Reading and comparing")
        self.progress_changed.emit(words)

    def _await(self, stage: str, milliseconds: int, subject: str = "") -> None:
        self._stage = stage
        self._subject = subject
        is_ready = self._is_warm if stage == "lint" else self._is_ready
        self._deadline.start(milliseconds + (0 if is_ready else self._deadlines.start))

    def _receive(self, answer: dict[str, Any]) -> None:
        number, stage = answer.get("id"), answer.get("stage")
        self._is_ready = True
        self._behind = 0 if number == self._review_id else self._behind
        self._is_warm = self._is_warm or stage == "warm"
        if number is None:
            return
        if number in self._others:
            self._receive_other(self._others.pop(number), answer)
        elif number == self._review_id:
            try:
                self._receive_stage(str(stage), answer)
            except (KeyError, TypeError, ValueError) as error:
                self._finish()
                self.failed.emit("review", str(error))

    def _receive_stage(self, stage: str, answer: dict[str, Any]) -> None:
        match stage:
            case "structure":
                self._await("lint", self._lint_ms())
                self._show_review(answer)
            case "linting":
                self._await("lint", self._lint_ms(), str(answer["side"]))
                self.progress_changed.emit(self.tr("Checking with cfn-lint"))
            case "lint":
                self._await("fix", self._deadlines.fix)
                self._show_review(answer)
                self._linted = self._inputs
            case "trying":
                self._await("fix", self._deadlines.fix * int(answer["count"]), answer["finding"])
                self.progress_changed.emit(self.tr("Trying fixes"))
            case "verification":
                self._await("fix", self._deadlines.fix)
                fixes = decode(tuple[Fix, ...], answer["fixes"])
                self.fixes_arrived.emit(str(answer["finding"]), fixes)
            case "done":
                self._finish()
            case "failed":
                self._finish()
                self.failed.emit("review", str(answer.get("why", "")))

    def _show_review(self, answer: dict[str, Any]) -> None:
        # A request that only asks for another fix first brings nothing new here.
        if self._inputs is not None and self._inputs is not self._linted:
            self.review_arrived.emit(self._inputs, decode(Review, answer["review"]))

    def _finish(self) -> None:
        self._review_id = 0
        self._stage = ""
        self._deadline.stop()
        if not self._others:
            self.progress_changed.emit("")

    def _miss_stage(self) -> None:
        self._break_off(Check.TIMED_OUT, self.tr("It took too long and was ended."))

    def _lose(self, why: str) -> None:
        if self._review_id:
            self._break_off(Check.FAILED, why)
        else:
            self._fail_others(why)
            self._is_ready = self._is_warm = False

    def _break_off(self, check: Check, why: str) -> None:
        """End the worker; ask again for all but the lint or the fix that it stumbled over."""
        stage, subject, inputs = self._stage, self._subject, self._inputs
        self._fail_others(why)
        self._finish()
        self._process.end()
        self._is_ready = self._is_warm = False
        if stage == "lint" and subject and inputs is not None:
            source = inputs.reference if subject == "reference" else inputs.candidate
            self._not_linted[source.sha256 if source else ""] = check.value
        elif stage == "fix" and subject and subject not in self._not_tried:
            self._not_tried.add(subject)
            self.fix_given_up.emit(subject, why)
        elif stage != "structure" or not self._behind:
            self.failed.emit("review", why)
            return
        self._behind = 0
        self._ask()

    def _send_other(self, request: dict[str, Any]) -> None:
        if self._is_stopped:
            return
        self._last_id += 1
        self._others[self._last_id] = request
        self._process.send({"id": self._last_id, **request})
        allowance = 0 if self._is_ready else self._deadlines.start
        self._other_deadline.start(self._deadlines.other + self._lint_ms() + allowance)

    def _drop_others(self, **fields: str) -> None:
        """Forget requests of this form: their answers are not shown any more."""
        for number, other in tuple(self._others.items()):
            if fields.items() <= other.items():
                del self._others[number]

    def _receive_other(self, request: dict[str, Any], answer: dict[str, Any]) -> None:
        if not self._others:
            self._other_deadline.stop()
        match answer.get("stage"):
            case "graph":
                self.graph_arrived.emit(request["side"], answer["graph"])
            case "report":
                self.report_arrived.emit(str(answer["text"]))
            case "picture":
                png = base64.b64decode(answer["png"])
                self.picture_arrived.emit(request["figure"], png)
            case "adopt":
                fix = answer["fix"]
                self.adoption_arrived.emit(decode(Fix, fix) if fix else None)
            case "explain":
                found = answer["explanation"]
                explanation = decode(Explanation, found) if found else None
                self.explanation_arrived.emit(request["side"], request["offset"], explanation)
            case _:
                self.failed.emit(request["kind"], str(answer.get("why", "")))

    def _miss_other(self) -> None:
        self._fail_others(self.tr("It took too long and was ended."))
        self._restart()
        if self._review_id:
            self._ask()

    def _fail_others(self, why: str) -> None:
        others, self._others = self._others, {}
        self._other_deadline.stop()
        for kind in dict.fromkeys(other["kind"] for other in others.values()):
            self.failed.emit(kind, why)

    def _forget(self) -> None:
        self._others.clear()
        self._other_deadline.stop()
        self._finish()

    def _restart(self) -> None:
        self._behind = 0
        self._process.end()
        self._is_ready = self._is_warm = False
        self._process.start()

    def _lint_ms(self) -> int:
        if self._inputs is None:
            return self._deadlines.lint
        reference = self._inputs.reference
        size = len(self._inputs.candidate.text) + len(reference.text if reference else "")
        return self._deadlines.lint + self._deadlines.lint_per_mb * size // _BYTES_PER_MB

    def _timer(self, slot: Any) -> QTimer:  # noqa: ANN401 (a bound method)
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(slot)
        return timer


@dataclass(frozen=True, slots=True)
class PictureSize:
    """The size of a picture in the window's pixels, their ratio to the screen's, its ground."""

    width: int
    height: int
    ratio: float
    dark: bool
