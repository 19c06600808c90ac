"""Gets a review out of a worker, whatever the templates do to it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any

from analysis.findings import Finding, Fix
from analysis.review import Check, Checked, Inputs, Review, Side
from analysis.source import Source, Span
from analysis.values import decode
from analysis.worker_client import Answer, Deadlines, WorkerClient, WorkerError

_LEAST_PATIENCE = 1.0
_FORMATS = {".json": "json", ".template": "json", ".md": "markdown", ".markdown": "markdown"}


class Supervisor:
    """Asks a worker for reviews; what was too much for it is left out, and said to be.

    A text that a worker was lost over is not given to the same step again.
    """

    def __init__(self, client: WorkerClient) -> None:
        self._client = client
        self._not_linted: dict[str, tuple[str, str]] = {}
        self._unread: dict[tuple[str, str], Checked] = {}

    def review(self, inputs: Inputs, *, verify: str = "none", focus: str = "") -> Review:
        """Return the review of the inputs; `verify` says whose fixes are tried.

        It is `none`, `shown` for the findings that are shown, `all`, or `focus` for one finding.
        """
        pair = (inputs.candidate.sha256, inputs.reference.sha256 if inputs.reference else "")
        if pair in self._unread:
            return _unread_review(inputs, self._unread[pair])
        progress = _Progress(inputs, self._client.deadlines, verify=verify, focus=focus)
        while not progress.is_done:
            try:
                self._attempt(progress)
            except WorkerError as error:
                self._learn(progress, error)
        if progress.review is None and progress.at[0] != "structure" and inputs.lint:
            # Only a step after reading was too much: the review without cfn-lint is to be had.
            bare = self.review(replace(inputs, lint=False))
            return replace(bare, checked=progress.checked(replace(bare.checked, why=())))
        if progress.review is None:
            checked = Checked(structure=progress.given_up or Check.FAILED, why=progress.why())
            self._unread[pair] = checked
            return _unread_review(inputs, checked)
        return progress.result(decode(Review, progress.review))

    def _attempt(self, progress: "_Progress") -> None:
        progress.start()
        conversation = self._client.converse(
            "review",
            progress.inputs,
            verify=progress.verify,
            focus=progress.focus,
            not_linted=self._not_linted,
            not_tried=[*progress.tried, *progress.lost],
            last_only=True,
        )
        while not progress.is_done:
            progress.note(conversation.next_answer(progress.seconds))

    def _learn(self, progress: "_Progress", error: WorkerError) -> None:
        """Leave out what the worker was at when it was lost; give up where that does not help."""
        progress.losses += 1
        check = Check.TIMED_OUT if error.timed_out else Check.FAILED
        match progress.at:
            case ("linting", "candidate" | "reference" as side):
                source: Source = getattr(progress.inputs, side)
                if source.sha256 not in self._not_linted:
                    self._not_linted[source.sha256] = (check.value, error.trace)
                    return
            case ("trying", finding) if finding not in progress.lost:
                progress.lost[finding] = check
                return
            case _:
                pass
        progress.give_up(check, str(error))


@dataclass(slots=True)
class _Progress:
    """How far the review of one pair has come: what the worker is at, and how long it may take."""

    inputs: Inputs
    deadlines: Deadlines
    verify: str
    focus: str = ""
    at: tuple[str, str] = ("structure", "")
    seconds: float = 0.0
    review: dict[str, Any] | None = None
    tried: dict[str, tuple[Fix, ...]] = field(default_factory=dict)
    lost: dict[str, Check] = field(default_factory=dict)
    given_up: Check | None = None
    reason: str = ""
    is_done: bool = False
    losses: int = 0
    began: float = 0.0

    def start(self) -> None:
        """Expect the first answer to a new request."""
        self._expect("structure", self.deadlines.structure)

    def note(self, answer: Answer) -> None:
        """Take in an answer and expect the next one."""
        match answer["stage"]:
            case "structure":
                self.began = self.began or time.monotonic()
                # The review of an earlier attempt may have lint in it already.
                self.review = self.review or answer["review"]
                if self.inputs.lint:
                    self._expect("loading", self.deadlines.start)
                else:
                    self._expect("rules", self.deadlines.structure)
            case "linting":
                source: Source | None = getattr(self.inputs, answer["side"])
                self._expect("linting", self._patience(source), answer["side"])
            case "reviewing":
                self._expect("rules", self.deadlines.structure)
            case "lint":
                self.review = answer["review"]
                self._expect("end", self.deadlines.structure)
            case "trying":
                seconds = self.deadlines.fix * max(1, answer["count"])
                self._expect("trying", seconds, answer["finding"])
            case "verification":
                fixes = decode(tuple[Fix, ...], answer["fixes"])
                self.tried[answer["finding"]] = fixes
                self._expect("end", self.deadlines.structure)
            case "done":
                self.is_done = True

    def give_up(self, check: Check, reason: str) -> None:
        """Stay with what there is."""
        self.given_up = check
        self.reason = reason
        self.is_done = True

    def why(self) -> tuple[str, ...]:
        """Say what was given up."""
        if not self.given_up:
            return ()
        step = {"structure": "Reading and comparing", "loading": "Loading cfn-lint"}
        return (f"{step.get(self.at[0], 'The review')} was given up: {self.reason}.",)

    def result(self, review: Review) -> Review:
        """Return the review with what came of trying fixes and what was not checked."""
        return replace(
            review,
            findings=tuple(map(self._with_tried, review.findings)),
            checked=self.checked(review.checked, review.findings),
        )

    def _patience(self, source: Source | None) -> float:
        """Return how long a lint may take: the answer is to come in time though one was lost."""
        seconds = self.deadlines.linting(source)
        is_first = not self.losses and source is self.inputs.candidate
        if self.review is not None or not (is_first or self.losses):
            return seconds
        end = self.deadlines.first_lint if is_first else self.deadlines.after_loss
        return max(_LEAST_PATIENCE, min(seconds, self.began + end - time.monotonic()))

    def _expect(self, step: str, seconds: float, what: str = "") -> None:
        self.at = (step, what)
        self.seconds = seconds

    def _with_tried(self, finding: Finding) -> Finding:
        if finding.id in self.tried:
            return replace(finding, fixes=self.tried[finding.id])
        if finding.id not in self.lost:
            return finding
        why = f"Trying it {_failure(self.lost[finding.id])}."
        return replace(finding, fixes=tuple(replace(fix, why=why) for fix in finding.fixes))

    def checked(self, checked: Checked, findings: Sequence[Finding] = ()) -> Checked:
        """Return what was checked with what was given up or left out of that."""
        checked = replace(checked, why=(*checked.why, *self.why()))
        if self.given_up and self.at[0] in ("loading", "linting", "rules"):
            has_lint = self.inputs.lint
            checked = replace(
                checked,
                lint_candidate=self.given_up if has_lint else Check.SKIPPED,
                lint_reference=self.given_up
                if has_lint and self.inputs.reference
                else Check.SKIPPED,
            )
        if self.verify == "none":
            return checked
        lost = [
            f"The fix of “{finding.title}” was not verified: trying it "
            f"{_failure(self.lost[finding.id])}."
            for finding in findings
            if finding.id in self.lost
        ]
        verification = self.given_up or next(iter(self.lost.values()), Check.DONE)
        return replace(checked, verification=verification, why=(*checked.why, *lost))


def _failure(check: Check) -> str:
    return "took too long" if check is Check.TIMED_OUT else "ended the process that did it"


def _unread_review(inputs: Inputs, checked: Checked) -> Review:
    """Return the review of a pair that could not even be read in time."""
    return Review(
        candidate=_unread_side(inputs.candidate),
        reference=_unread_side(inputs.reference) if inputs.reference else None,
        checked=checked,
        findings=(),
        shown=0,
        other_differences=0,
    )


def _unread_side(source: Source) -> Side:
    form = _FORMATS.get(PurePath(source.path).suffix.lower(), "yaml")
    region = Span(0, len(source.text))
    return Side(source.path, form, form, source.sha256, region, (), (), 1, ())
