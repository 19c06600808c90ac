"""`batch`: reviews every pair of a folder, some at a time."""

import argparse
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from analysis.commands.opening import UsageError, check_read, open_inputs
from analysis.commands.output import complain, write
from analysis.files import RefusedFileError
from analysis.reports import json, markdown
from analysis.review import Check, Inputs
from analysis.supervision import Supervisor
from analysis.worker_client import WorkerClient, WorkerError

DONE, UNREAD = 0, 3
_NAMED = 5


class _UnreadPairError(Exception):
    """A folder does not hold a pair; the message says why."""


def run(arguments: argparse.Namespace) -> int:
    """Review the pairs; return the exit status."""
    pairs = _pairs(Path(arguments.folder))
    output = Path(arguments.output)
    output.mkdir(parents=True, exist_ok=True)
    with _Reviewers(arguments) as reviewers, ThreadPoolExecutor(arguments.jobs) as threads:
        read = list(threads.map(lambda pair: reviewers.review(pair, output), pairs))
    unread = [pair.name for pair, was_read in zip(pairs, read, strict=True) if not was_read]
    if not unread:
        return DONE
    more = f" and {len(unread) - _NAMED} more" if len(unread) > _NAMED else ""
    complain(
        f"{len(unread)} of {len(pairs)} pairs could not be read: {', '.join(unread[:_NAMED])}{more}"
    )
    return UNREAD


def _pairs(folder: Path) -> list[Path]:
    if not folder.is_dir():
        message = f"{folder}: there is no such folder"
        raise UsageError(message)
    pairs = [path for path in sorted(folder.iterdir()) if path.is_dir() and path.name[0] != "."]
    if not pairs:
        message = f"{folder}: it holds no folder with a candidate and a reference"
        raise UsageError(message)
    return pairs


class _Reviewers:
    """One worker for each thread, ended together."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._arguments = arguments
        self._own = threading.local()
        self._workers = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._workers.close()

    def review(self, pair: Path, output: Path) -> bool:
        """Write the review of a pair; return whether the pair could be read."""
        is_json = self._arguments.format == "json"
        target = output / f"{pair.name}.{'json' if is_json else 'md'}"
        try:
            text, was_read = self._text(pair, is_json=is_json)
        except (_UnreadPairError, RefusedFileError, WorkerError) as error:
            why = str(error)
            text = json.error_text(why) if is_json else markdown.error_report(why)
            was_read = False
        write(text, str(target))
        return was_read

    def _text(self, pair: Path, *, is_json: bool) -> tuple[str, bool]:
        inputs = self._opened(pair)
        verify = "shown" if self._arguments.verify else "none"
        review = self._supervisor().review(inputs, verify=verify)
        check_read(inputs, review)
        text = json.review_text(review) if is_json else markdown.report(review, inputs)
        return text, review.checked.structure is Check.DONE

    def _opened(self, pair: Path) -> Inputs:
        return open_inputs(
            str(_only(pair, "candidate")),
            str(_only(pair, "reference")),
            lint=self._arguments.lint,
        )

    def _supervisor(self) -> Supervisor:
        if not hasattr(self._own, "supervisor"):
            client = self._workers.enter_context(WorkerClient())
            self._own.supervisor = Supervisor(client)
        supervisor: Supervisor = self._own.supervisor
        return supervisor


def _only(pair: Path, side: str) -> Path:
    found = sorted(path for path in pair.glob(f"{side}.*") if path.is_file())
    if len(found) != 1:
        how_many = "no" if not found else "more than one"
        message = f"{pair.name}: there is {how_many} {side}.* in it"
        raise _UnreadPairError(message)
    return found[0]
