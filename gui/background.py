"""Asks the workers for reviews, graphs, reports and pictures; the newest request wins.

The window never waits: answers come back as signals. What misses its deadline ends the worker,
which is started anew; texts whose lint ended one are not linted again until they change.
"""

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from analysis.findings import Fix
from analysis.review import Check, Inputs, Review
from analysis.values import decode, encode
from analysis.worker import WorkerCommand
from gui.other_requests import Grant, OtherRequests
from gui.patience import Deadlines, Patience
from gui.worker_process import WorkerProcess
from gui.workers import Workers

TYPING_PAUSE_MS = 150
_DOING = {
    "linting": "Checking with cfn-lint",
    "reviewing": "Ranking findings",
    "lint": "Trying fixes",
}
"""What a review is at behind a stage."""
_OVERTAKING_MS = 3_000


class Background(QObject):
    """Drives one worker; late answers of superseded requests are dropped by their id."""

    review_arrived = Signal(object, object)  # Inputs, Review
    fixes_arrived = Signal(str, object)  # the finding's id, tuple[Fix, ...]
    fix_given_up = Signal(str, str)  # the finding's id, why
    progress_changed = Signal(str)  # what is being done, empty when nothing is
    failed = Signal(str, str)  # the kind of request, why

    def __init__(
        self,
        command: WorkerCommand,
        deadlines: Deadlines | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._patience = Patience(deadlines or Deadlines())
        self._workers = Workers(command, self)
        self.others = OtherRequests(self._workers, self._grant, self)
        """What is asked for beside reviews."""
        self._review_id = 0
        self._stage = ""
        self._subject = ""
        self._doing = self._said = ""
        self._inputs: Inputs | None = None
        self._linted: Inputs | None = None
        self._prepared: Inputs | None = None
        self._lint: tuple[object, object] = ((), None)
        self._focus = ""
        self._not_linted: dict[str, tuple[str, str]] = {}
        self._not_tried: set[str] = set()
        self._unread: dict[object, str] = {}
        self._is_stopped = False
        self._behind = 0
        self._pause = self._timer(self._ask)
        self._deadline = self._timer(self._miss_stage)
        self._overtaking = self._timer(self._overtake)
        self._workers.answered.connect(self._receive)
        self._workers.lost.connect(self._lose)
        self.others.failed.connect(self.failed)
        self.others.missed.connect(self._replace)
        self.others.changed.connect(self._tell_progress)

    @property
    def is_busy(self) -> bool:
        """Whether anything that was asked for is still to come."""
        return bool(self._review_id or self.others or self._pause.isActive())

    def start(self) -> None:
        """Start the worker, so that it is warm when the first request comes."""
        self._workers.start()

    def stop(self) -> None:
        """End the workers for good: nothing is asked and nothing arrives afterwards."""
        self._is_stopped = True
        self._pause.stop()
        self._forget()
        self._workers.stop()

    def review(self, inputs: Inputs, focus: str = "", *, pause: bool = False) -> None:
        """Ask for a review, after a pause in typing if asked; the fixes of `focus` come first."""
        if self._inputs is None or inputs.candidate != self._inputs.candidate:
            self._not_tried.clear()
        self._inputs = inputs
        self._patience.begin()
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

    def forget_losses(self) -> None:
        """Let texts be reviewed again that a worker was lost over."""
        self._unread.clear()

    def focus(self, finding_id: str) -> None:
        """Have the fixes of a finding tried next, if fixes are still being tried."""
        if self._inputs is not None and self._stage == "fix" and finding_id != self._focus:
            self.review(self._inputs, finding_id)

    def cancel(self) -> None:
        """Give up what is being done; what has arrived stays."""
        self._pause.stop()
        is_reviewing = bool(self._review_id or self._behind)
        late = [self._workers.helper] if self.others.wait_for(self._workers.helper) else []
        self._forget()
        for process in (*late, *([self._workers.reviewer] if is_reviewing else [])):
            self._replace(process)

    def _ask(self) -> None:
        if self._inputs is None or self._is_stopped:
            return
        if _texts(self._inputs) in self._unread:
            # What a worker was lost over is not given to another one until it changes.
            self._finish()
            self.failed.emit("review", self._unread[_texts(self._inputs)])
            return
        self._review_id = self._workers.send(
            self._workers.reviewer,
            {
                "kind": "review",
                "inputs": encode(self._inputs),
                "verify": "all",
                "focus": self._focus,
                "not_linted": self._not_linted,
                "not_tried": sorted(self._not_tried),
            },
        )
        self._await("structure", self._patience.deadlines.structure + self._behind)
        if self._behind:
            self._overtaking.start(_OVERTAKING_MS)
        is_reviewed = self._inputs is self._linted
        self._do(self.tr("Trying fixes") if is_reviewed else self.tr("Reading and comparing"))

    def _overtake(self) -> None:
        """Review at once where the reviewer is still at a text that nobody asks for any more."""
        if self._review_id and self._behind and self._workers.helper.is_ready:
            self._replace(self._workers.reviewer)

    def _await(self, stage: str, milliseconds: int, subject: str = "") -> None:
        self._stage = stage
        self._subject = subject
        self._deadline.start(milliseconds + self._patience.start_ms(self._workers.reviewer, stage))

    def _receive(self, answer: dict[str, Any]) -> None:
        number = answer.get("id")
        self._prepare()
        if number is None or self.others.receive(answer) or number != self._review_id:
            return
        self._behind = 0
        stage = str(answer.get("stage"))
        if stage in _DOING and self._inputs is not self._linted:
            # Of a text that is reviewed already, only fixes are asked for in another order.
            self._do(self.tr(_DOING[stage]))
        try:
            self._receive_stage(stage, answer)
        except (KeyError, TypeError, ValueError) as error:
            self._finish()
            self.failed.emit("review", str(error))

    def _receive_stage(self, stage: str, answer: dict[str, Any]) -> None:
        patience = self._patience
        match stage:
            case "structure":
                patience.note_structure()
                self._await("lint", patience.lint_ms(self._inputs))
                self._show_review(answer)
            case "linting":
                side = str(answer["side"])
                self._await("lint", patience.side_ms(self._inputs, side), side)
            case "reviewing":
                self._await("review", patience.deadlines.structure)
            case "lint":
                patience.begin()
                self._await("fix", patience.deadlines.fix)
                self._show_review(answer)
                self._linted = self._inputs
                self._lint = (_linted_texts(self._inputs), answer.get("lint"))
            case "trying":
                self._await("fix", patience.deadlines.fix * int(answer["count"]), answer["finding"])
            case "verification":
                self._await("fix", patience.deadlines.fix)
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
        self._do("")

    def _do(self, words: str) -> None:
        self._doing = words
        self._tell_progress()

    def _tell_progress(self) -> None:
        """Say what the review is at, else what else was asked for, once."""
        words = self._doing or self.others.doing
        if words != self._said:
            self._said = words
            self.progress_changed.emit(words)

    def _miss_stage(self) -> None:
        self._break_off(Check.TIMED_OUT, self.tr("It took too long and was ended."))

    def _lose(self, process: WorkerProcess, why: str) -> None:
        is_reviewer = process is self._workers.reviewer
        if is_reviewer and self._review_id:
            self._break_off(Check.FAILED, why)
            return
        self.others.fail(process, why)
        if is_reviewer and self._workers.helper.is_ready:
            self._workers.replace(process)

    def _break_off(self, check: Check, why: str) -> None:
        """End the worker; ask again for all but the lint or the fix that it stumbled over."""
        stage, subject, inputs = self._stage, self._subject, self._inputs
        trace = self._workers.reviewer.last_trace
        self._patience.note_loss(stage)
        self.others.fail(self._workers.reviewer, why)
        self._finish()
        self._workers.replace(self._workers.reviewer)
        was_behind, self._behind = self._behind, self.others.wait_for(self._workers.reviewer)
        if stage == "lint" and subject and inputs is not None:
            source = inputs.reference if subject == "reference" else inputs.candidate
            self._not_linted[source.sha256 if source else ""] = (check.value, trace)
        elif stage == "fix" and subject and subject not in self._not_tried:
            self._not_tried.add(subject)
            self.fix_given_up.emit(subject, why)
        elif stage != "structure" or not was_behind:
            if inputs is not None:
                self._unread[_texts(inputs)] = why
            self.failed.emit("review", why)
            return
        self._ask()

    def _prepare(self) -> None:
        """Have the helper read what was reviewed while nobody waits; once, come what may."""
        inputs, helper = self._linted, self._workers.helper
        is_done = inputs is not self._inputs or inputs is self._prepared
        if inputs is not None and not is_done and helper.is_ready:
            self._prepared = inputs
            request = {"kind": "prepare", "inputs": encode(inputs), "lint": self._known(inputs)}
            self._workers.send(helper, request)

    def _grant(self, inputs: Inputs) -> Grant | None:
        """Return what goes with a request beside reviews, None once nothing is asked any more."""
        if self._is_stopped:
            return None
        return Grant(self._known(inputs), self._patience.other_ms(self._inputs, self._workers))

    def _known(self, inputs: Inputs) -> object:
        """Return what the reviewer's lint of these texts gave: the helper runs none itself."""
        texts, lint = self._lint
        return lint if texts == _linted_texts(inputs) else None

    def _replace(self, process: WorkerProcess) -> None:
        is_reviewer = process is self._workers.reviewer
        self._workers.replace(process)
        if is_reviewer:
            self._workers.start()
            self._behind = self.others.wait_for(self._workers.reviewer)
            if self._review_id:
                self._ask()

    def _forget(self) -> None:
        self.others.forget()
        self._finish()

    def _timer(self, slot: Any) -> QTimer:  # noqa: ANN401 (a bound method)
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(slot)
        return timer


def _texts(inputs: Inputs) -> object:
    """Return what of the inputs is read and compared."""
    sources = (inputs.candidate, inputs.reference, *inputs.exporters)
    return tuple(source.sha256 for source in sources if source)


def _linted_texts(inputs: Inputs | None) -> object:
    """Return what of the inputs cfn-lint looks at."""
    if inputs is None:
        return ()
    candidate = (inputs.candidate, inputs.candidate_choice)
    return (*candidate, inputs.reference, inputs.reference_choice, inputs.region)
