"""Runs a hostile input through everything that is asked of one worker, and judges the answers."""

import base64
import time
from collections.abc import Callable, Iterator
from functools import partial

from analysis import files
from analysis.commands.opening import check_read
from analysis.files import RefusedFileError
from analysis.reports import json, markdown
from analysis.reports.changes import changes_markdown, changes_text
from analysis.reports.github import annotations
from analysis.reports.html import html
from analysis.reports.sarif import sarif_text
from analysis.review import Check, Checked, Inputs, Review
from analysis.supervision import Supervisor
from analysis.worker_client import WorkerClient, WorkerError
from benchmarks.hostile.case import Case
from benchmarks.hostile.running import LATE, MISTAKE, REFERENCE, Outcome

STEPS = ("review", "reports", "graph", "drawing", "fix", "explain")
"""What each input goes through, all of it asked of the same worker."""

_STRUCTURE = 5.0
_PLACES = 5


class Answering:
    """Owns the worker; every input meets the one that the input before it left."""

    def __init__(self) -> None:
        self._client = WorkerClient()

    def close(self) -> None:
        """End the worker."""
        self._client.close()

    def run(self, case: Case) -> Iterator[Outcome]:
        """Yield an outcome for each step that the input comes to."""
        known = REFERENCE if case.reference is None else case.reference
        try:
            reference = files.from_bytes("reference.yaml", known)
            candidate = files.from_bytes(f"candidate{case.suffix}", case.data)
        except RefusedFileError as refusal:
            yield Outcome(case, "review", 0.0, is_refused=True, wrong=_mistake(str(refusal)))
            return
        inputs = Inputs(candidate, reference, today="2026-01-01")
        yield from self._reviewed(case, inputs)

    def _reviewed(self, case: Case, inputs: Inputs) -> Iterator[Outcome]:
        bare = Inputs(inputs.candidate, inputs.reference, today=inputs.today, lint=False)
        started = time.monotonic()
        structure = Supervisor(self._client).review(bare)
        seconds = time.monotonic() - started
        if seconds > _STRUCTURE and structure.checked.structure is Check.DONE:
            wrong = f"structure only after {seconds:.1f} s"
            yield Outcome(case, "review", seconds, wrong=wrong)
        review = Supervisor(self._client).review(inputs, verify="none")
        seconds = time.monotonic() - started
        refusal = _refusal(review, inputs)
        is_partial = _missed(review.checked)
        wrong = _mistake(refusal) or _unsaid(review.checked) or _late(seconds)
        yield Outcome(case, "review", seconds, bool(refusal), is_partial, wrong)
        yield _timed(case, "reports", partial(_written, review, inputs))
        if review.checked.structure is not Check.DONE:
            return
        for step, ask in (
            ("graph", self._graphs),
            ("drawing", self._drawings),
            ("fix", self._fixes),
            ("explain", self._explanations),
        ):
            yield _timed(case, step, partial(ask, inputs, review))

    def _graphs(self, inputs: Inputs, _: Review) -> None:
        for side in ("candidate", "reference", "difference"):
            self._client.ask("graph", inputs, side=side)

    def _drawings(self, inputs: Inputs, review: Review) -> None:
        for form in ("dot", "mmd", "json", "svg"):
            drawn = self._client.ask("drawing", inputs, format=form)["file"]
            base64.b64decode(drawn).decode("utf-8")
        if review.findings:
            self._client.ask("report", inputs, labels="model-ideal", findings="all")

    def _fixes(self, inputs: Inputs, review: Review) -> None:
        if not _refusal(review, inputs):
            self._client.ask("fix-all", inputs)
        if review.changes:
            self._client.ask("adopt", inputs, changes=[0], title="Take it")

    def _explanations(self, inputs: Inputs, _: Review) -> None:
        size = len(inputs.candidate.text)
        for number in range(_PLACES):
            offset = size * number // _PLACES
            self._client.ask("explain", inputs, side="candidate", offset=offset)


def _written(review: Review, inputs: Inputs) -> None:
    for text in (
        json.review_text(review, everything=True),
        json.diff_text(review),
        markdown.report(review, inputs, everything=True),
        changes_text(review),
        changes_markdown(review),
        sarif_text(review, inputs, everything=True),
        annotations(review, everything=True),
        html(review, inputs, "", everything=True),
    ):
        text.encode("utf-8")


def _timed(case: Case, step: str, act: Callable[[], None]) -> Outcome:
    started = time.monotonic()
    wrong = ""
    is_late = False
    try:
        act()
    except WorkerError as error:
        is_late = error.timed_out
        wrong = "" if error.timed_out else f"no answer: {error}"
    except Exception as error:  # noqa: BLE001 (each is a mistake to be listed)
        wrong = f"{type(error).__name__}: {error}"
    seconds = time.monotonic() - started
    return Outcome(case, step, seconds, is_partial=is_late, wrong=wrong or _late(seconds))


def _late(seconds: float) -> str:
    return f"only after {seconds:.1f} s" if seconds > LATE else ""


def _refusal(review: Review, inputs: Inputs) -> str:
    try:
        check_read(inputs, review)
    except RefusedFileError as refusal:
        return refusal.reason
    return ""


def _missed(checked: Checked) -> bool:
    parts = (checked.structure, checked.lint_candidate, checked.lint_reference)
    return any(part in (Check.FAILED, Check.TIMED_OUT) for part in (*parts, checked.verification))


def _unsaid(checked: Checked) -> str:
    if _missed(checked) and not checked.why:
        return "something was not checked, and not a word why"
    return _mistake(" ".join(checked.why))


def _mistake(text: str) -> str:
    found = MISTAKE.search(text)
    return f"a mistake of the program's own: {found.group()}" if found else ""
