"""Where the pairs of a batch are reviewed: in threads of this process, or on a cluster."""

import logging
from collections.abc import Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    CancelledError,
    Executor,
    Future,
    ThreadPoolExecutor,
    wait,
)
from contextlib import contextmanager
from dataclasses import dataclass

from analysis.batches.reviewing import Outcome, Task, close_workers, review_pair, unread
from analysis.commands.opening import UsageError
from analysis.reports.json import tool_version
from analysis.worker_client import WorkerError

SECONDS_TO_ANSWER = 10.0
_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Site:
    """Where tasks run; `ahead` are handed out at a time, `losses` end one task and no other."""

    executor: Executor
    ahead: int
    losses: tuple[type[Exception], ...] = ()


@contextmanager
def in_threads(jobs: int) -> Iterator[Site]:
    """Yield a site in this process; each thread has a worker of its own."""
    executor = ThreadPoolExecutor(jobs)
    try:
        yield Site(executor, _AHEAD * jobs)
    finally:
        executor.shutdown(cancel_futures=True)
        close_workers()


@contextmanager
def on_cluster(address: str) -> Iterator[Site]:
    """Yield the cluster whose dask scheduler has an address.

    Raises UsageError where there is none, or one that runs another version.
    """
    try:
        from distributed import Client, KilledWorker  # noqa: PLC0415 (an extra, half a second)
    except ImportError as error:
        message = "--scheduler needs dask.distributed: pip install 'twinstack[cluster]'"
        raise UsageError(message) from error
    logging.getLogger("distributed").setLevel(logging.ERROR)
    try:
        client = Client(address, timeout=SECONDS_TO_ANSWER, set_as_default=False)
    except (OSError, ValueError) as error:
        message = f"{address}: no scheduler answers there"
        raise UsageError(message) from error
    with client:
        _check_versions(client.run(tool_version, on_error="return"))
        threads = sum(client.nthreads().values())
        executor = client.get_executor(pure=False)
        try:
            yield Site(executor, _AHEAD * max(1, threads), (KilledWorker,))
        finally:
            executor.shutdown(wait=False)


def outcomes(tasks: Iterator[Task], site: Site) -> Iterator[Outcome]:
    """Yield what comes of tasks, whichever is done first.

    Each task gives exactly one outcome; those that are not handed out yet take no memory.
    """
    waiting: dict[Future[Outcome], Task] = {}
    for task in tasks:
        waiting[site.executor.submit(review_pair, task)] = task
        if len(waiting) >= site.ahead:
            yield from _finished(waiting, site)
    while waiting:
        yield from _finished(waiting, site)


def _finished(waiting: dict[Future[Outcome], Task], site: Site) -> Iterator[Outcome]:
    done, _ = wait(waiting, return_when=FIRST_COMPLETED)
    for future in done:
        yield _outcome(future, waiting.pop(future), site)


def _outcome(future: Future[Outcome], task: Task, site: Site) -> Outcome:
    try:
        return future.result()
    except site.losses as error:
        why = f"the processes that reviewed it ended: {type(error).__name__}"
        return unread(task.name, task.form, why, is_passing=True)
    except CancelledError as error:
        message = "the scheduler is gone; with --resume the batch goes on where it stopped"
        raise WorkerError(message) from error


def _check_versions(versions: dict[str, object]) -> None:
    mine = tool_version()
    for worker, version in versions.items():
        if isinstance(version, Exception):
            message = f"{worker}: TwinStack is not installed there: {version}"
            raise UsageError(message)
        if version != mine:
            message = f"{worker}: it has TwinStack {version}, this is {mine}"
            raise UsageError(message)
