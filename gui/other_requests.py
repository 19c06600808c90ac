"""What the window asks the worker for beside reviews; the newest request of a kind wins."""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal

from analysis.findings import Fix
from analysis.layout import GraphWish
from analysis.moved_blocks import Move
from analysis.review import Explanation, Inputs
from analysis.row_blocks import Row
from analysis.values import decode, encode
from analysis.written_reviews.written import Examined
from gui.worker_process import WorkerProcess
from gui.workers import Workers

Findings: TypeAlias = str | list[str]
"""Which findings a report is on: `shown`, `all`, or those of these ids."""
_DOING = {
    "graph": "Laying out the graph",
    "drawing": "Drawing the graph",
    "report": "Writing the report",
    "picture": "Drawing figures",
    "adopt": "Taking over from the reference",
    "lines": "Comparing line by line",
    "written": "Reading the written review",
    "suppress": "Writing the suppression",
}


@dataclass(frozen=True, slots=True)
class FileOrder:
    """The rows of two texts in the order of their files, and the blocks that moved."""

    candidate: str
    reference: str
    rows: tuple[Row, ...]
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Grant:
    """What goes with a request: the lint that is known of its texts, and how long it may take."""

    lint: object
    milliseconds: int


@dataclass(frozen=True, slots=True)
class PictureSize:
    """The size of a picture in the window's pixels, their ratio to the screen's, its ground."""

    width: int
    height: int
    ratio: float
    dark: bool


@dataclass(frozen=True, slots=True)
class _Sent:
    request: Mapping[str, Any]
    process: WorkerProcess


class OtherRequests(QObject):
    """Sends requests, hands their answers on as values, and says which process is late."""

    graph_arrived = Signal(str, object)  # side, the graph as JSON
    drawing_arrived = Signal(bytes, int)  # a file, how many nodes it leaves out
    report_arrived = Signal(str)
    picture_arrived = Signal(str, bytes)  # figure, PNG
    adoption_arrived = Signal(object)  # Fix, or None where none can be written
    explanation_arrived = Signal(str, int, object)  # side, offset, Explanation or None
    lines_arrived = Signal(object)  # FileOrder
    written_arrived = Signal(object)  # Examined
    suppression_arrived = Signal(object)  # Fix, or None where it has no place
    failed = Signal(str, str)  # the kind of request, why
    missed = Signal(object)  # the WorkerProcess that did not answer in time
    changed = Signal()  # something was asked for, or is awaited no longer

    def __init__(
        self, workers: Workers, grant: Callable[[Inputs], Grant | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workers = workers
        self._grant = grant
        self._sent: dict[int, _Sent] = {}
        self._deadline = QTimer(self)
        self._deadline.setSingleShot(True)
        self._deadline.timeout.connect(self._miss)

    def __bool__(self) -> bool:
        return bool(self._sent)

    @property
    def doing(self) -> str:
        """What was asked for last and is still awaited, in words; empty for nothing."""
        kinds = [str(sent.request["kind"]) for sent in self._sent.values()]
        return next((self.tr(_DOING[kind]) for kind in reversed(kinds) if kind in _DOING), "")

    def graph(self, inputs: Inputs, wish: GraphWish) -> None:
        """Ask for a graph; the newest request wins."""
        self._ask(inputs, {"kind": "graph", **encode(wish)})

    def drawing(self, inputs: Inputs, wish: GraphWish, form: str, *, dark: bool) -> None:
        """Ask for a graph as a file of a format; the newest request wins."""
        request = {"kind": "drawing", "format": form, "dark": dark}
        self._ask(inputs, {**request, **encode(wish)})

    def report(
        self,
        inputs: Inputs,
        labels: str,
        findings: Findings = "shown",
        form: str = "markdown",
        *,
        show_secrets: bool = False,
    ) -> None:
        """Ask for a report in some format; the newest request wins."""
        wish = {"labels": labels, "findings": findings, "format": form}
        masking = {"show_secrets": True} if show_secrets else {}
        self._ask(inputs, {"kind": "report", **wish, **masking})

    def picture(self, inputs: Inputs, figure: str, size: PictureSize) -> None:
        """Ask for a figure of the Summary; the newest request for a figure wins."""
        self._ask(inputs, {"kind": "picture", "figure": figure, **encode(size)})

    def adopt(self, inputs: Inputs, changes: Sequence[int], title: str) -> None:
        """Ask for a fix that takes changes over from the reference; the newest request wins."""
        self._ask(inputs, {"kind": "adopt", "changes": list(changes), "title": title})

    def explain(self, inputs: Inputs, side: str, offset: int) -> None:
        """Ask what is known of a place; the newest request wins."""
        self._ask(inputs, {"kind": "explain", "side": side, "offset": offset})

    def lines(self, inputs: Inputs) -> None:
        """Ask for both texts in the order of their files; the newest request wins."""
        self._ask(inputs, {"kind": "lines"})

    def written(self, inputs: Inputs, text: str) -> None:
        """Ask what the templates say to a written review; the newest request wins."""
        self._ask(inputs, {"kind": "written", "text": text})

    def suppress(self, inputs: Inputs, suppression: Mapping[str, str]) -> None:
        """Ask for a fix that tells another tool to leave a check out; the newest request wins."""
        self._ask(inputs, {"kind": "suppress", "suppression": suppression})

    def _ask(self, inputs: Inputs, request: Mapping[str, Any]) -> None:
        """Send a request instead of an older one for the same thing."""
        grant = self._grant(inputs)
        if grant is None:
            return
        request = {**request, "inputs": encode(inputs), "lint": grant.lint}
        thing = _thing(request)
        for number, sent in tuple(self._sent.items()):
            if _thing(sent.request) == thing:
                del self._sent[number]
        process = self._workers.for_others
        number = self._workers.send(process, request)
        if number:
            self._sent[number] = _Sent(request, process)
            self._deadline.start(grant.milliseconds)
        self.changed.emit()

    def receive(self, answer: Mapping[str, Any]) -> bool:
        """Hand an answer on, if one of these requests has it; return whether it has."""
        sent = self._sent.pop(answer.get("id", 0), None)
        if sent is None:
            return False
        if not self._sent:
            self._deadline.stop()
        try:
            self._tell(sent.request, answer)
        except (KeyError, TypeError, ValueError) as error:
            self.failed.emit(sent.request["kind"], str(error))
        self.changed.emit()
        return True

    def fail(self, process: WorkerProcess, why: str) -> None:
        """Say that nothing comes of what a process was asked for."""
        lost = {number: sent for number, sent in self._sent.items() if sent.process is process}
        self._sent = {n: sent for n, sent in self._sent.items() if n not in lost}
        if not self._sent:
            self._deadline.stop()
        for kind in dict.fromkeys(sent.request["kind"] for sent in lost.values()):
            self.failed.emit(kind, why)
        self.changed.emit()

    def forget(self) -> None:
        """Wait for nothing any more."""
        self._sent.clear()
        self._deadline.stop()
        self.changed.emit()

    def wait_for(self, process: WorkerProcess) -> int:
        """Return for how many milliseconds a process may still be busy with these."""
        is_busy = any(sent.process is process for sent in self._sent.values())
        return max(0, self._deadline.remainingTime()) if is_busy else 0

    def _miss(self) -> None:
        late = dict.fromkeys(sent.process for sent in self._sent.values())
        for process in late:
            self.fail(process, self.tr("It took too long and was ended."))
            self.missed.emit(process)

    def _tell(self, request: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
        match answer.get("stage"):
            case "graph":
                self.graph_arrived.emit(request["side"], answer["graph"])
            case "drawing":
                file = base64.b64decode(answer["file"])
                self.drawing_arrived.emit(file, int(answer["left_out"]))
            case "report":
                self.report_arrived.emit(str(answer["text"]))
            case "picture":
                png = base64.b64decode(answer["png"])
                self.picture_arrived.emit(request["figure"], png)
            case "adopt":
                fix = answer["fix"]
                self.adoption_arrived.emit(decode(Fix, fix) if fix else None)
            case "written":
                self.written_arrived.emit(decode(Examined, answer["examined"]))
            case "suppress":
                fix = answer["fix"]
                self.suppression_arrived.emit(decode(Fix, fix) if fix else None)
            case "lines":
                self.lines_arrived.emit(_file_order(request, answer))
            case "explain":
                found = answer["explanation"]
                explanation = decode(Explanation, found) if found else None
                self.explanation_arrived.emit(request["side"], request["offset"], explanation)
            case _:
                self.failed.emit(request["kind"], str(answer.get("why", "")))


def _file_order(request: Mapping[str, Any], answer: Mapping[str, Any]) -> FileOrder:
    candidate, reference = (
        str(request["inputs"][side]["text"]) for side in ("candidate", "reference")
    )
    return FileOrder(
        candidate,
        reference,
        decode(tuple[Row, ...], answer["rows"]),
        decode(tuple[Move, ...], answer["moves"]),
    )


def _thing(request: Mapping[str, Any]) -> tuple[object, object]:
    return request["kind"], request.get("figure")
