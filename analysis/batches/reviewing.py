"""Reviews one pair of a batch; nothing here knows where it runs, or what else is reviewed."""

import atexit
import threading
from contextlib import ExitStack
from dataclasses import dataclass

from analysis.commands.opening import check_read
from analysis.files import RefusedFileError
from analysis.reports import json, markdown
from analysis.review import Check, Inputs, Review
from analysis.supervision import Supervisor
from analysis.worker_client import WorkerClient, WorkerError


@dataclass(frozen=True, slots=True)
class Task:
    """A pair to be reviewed, texts and all: whoever reviews it needs no file."""

    name: str
    inputs: Inputs
    form: str = "json"
    verify: str = "none"
    labels: str = "candidate-reference"


@dataclass(frozen=True, slots=True)
class Told:
    """What a batch remembers of a finding."""

    id: str
    severity: str
    category: str
    rule: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a pair; `error` says why there is no review.

    `is_passing` tells that the error was none of the pair's: another try may go better.
    """

    name: str
    text: str
    error: str = ""
    is_passing: bool = False
    findings: tuple[Told, ...] = ()
    is_complete: bool = True


def review_pair(task: Task) -> Outcome:
    """Return what comes of a pair, whatever its templates do to the worker."""
    try:
        review = _WORKERS.supervisor().review(task.inputs, verify=task.verify)
        check_read(task.inputs, review)
    except RefusedFileError as error:
        return unread(task.name, task.form, str(error))
    except WorkerError as error:
        return unread(task.name, task.form, str(error), is_passing=True)
    is_read = review.checked.structure is Check.DONE
    return Outcome(
        task.name,
        _text(review, task),
        error="" if is_read else " ".join(review.checked.why),
        is_passing=not is_read,
        findings=tuple(
            Told(one.id, one.severity.value, one.category, one.rule) for one in review.findings
        ),
        is_complete=review.checked.is_complete,
    )


def unread(name: str, form: str, why: str, *, is_passing: bool = False) -> Outcome:
    """Return the outcome of a pair that there is no review of."""
    text = json.error_text(why) if form == "json" else markdown.error_report(why)
    return Outcome(name, text, error=why, is_passing=is_passing)


def close_workers() -> None:
    """End the workers of this process."""
    _WORKERS.close()


def _text(review: Review, task: Task) -> str:
    if task.form == "json":
        return json.review_text(review)
    return markdown.report(review, task.inputs, task.labels)


class _Workers:
    """One worker for each thread that reviews in this process."""

    def __init__(self) -> None:
        self._own = threading.local()
        self._open = ExitStack()

    def supervisor(self) -> Supervisor:
        """Return the supervisor of this thread's worker."""
        supervisor: Supervisor | None = getattr(self._own, "supervisor", None)
        if supervisor is None:
            client = self._open.enter_context(WorkerClient())
            supervisor = self._own.supervisor = Supervisor(client)
        return supervisor

    def close(self) -> None:
        """End them; threads that go on reviewing get new ones."""
        self._open.close()
        self._own = threading.local()


# A thread of a cluster's process is handed one task after the other and nothing else: its worker
# must be found again from the function alone.
_WORKERS = _Workers()
atexit.register(close_workers)
