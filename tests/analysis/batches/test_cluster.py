"""A batch on a cluster: a process that is killed on the way costs nothing but time."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from analysis.batches import running
from analysis.batches.pairs import files_of, folders
from analysis.batches.reviewing import Outcome, Task, review_pair
from analysis.batches.running import Site, on_cluster, outcomes
from analysis.commands.command_line import run
from analysis.review import Inputs
from tests.analysis.batches.pairs_folder import content, write_pairs

distributed = pytest.importorskip(
    "distributed", reason="the extra `cluster` is not installed: pip install 'twinstack[cluster]'"
)
PAIRS = 12
Cluster: TypeAlias = Any  # what LocalCluster is to mypy


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        yield cluster


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_pairs(tmp_path / "pairs", PAIRS)
    return tmp_path


def tasks(folder: Path) -> Iterator[Task]:
    for pair in map(files_of, folders(folder / "pairs")):
        candidate, reference = pair.sources()
        yield Task(pair.name, Inputs(candidate, reference, today="2026-01-02", lint=False))


def test_killed_process_loses_nothing_and_doubles_nothing(cluster: Cluster, folder: Path) -> None:
    with ThreadPoolExecutor(1) as threads:
        here = list(outcomes(tasks(folder), Site(threads, 1)))
    there: list[Outcome] = []
    with on_cluster(cluster.scheduler_address) as site:
        pids = {nanny.pid for nanny in cluster.workers.values()}
        assert len(pids) == 2
        for outcome in outcomes(tasks(folder), site):
            if len(there) == 2:
                os.kill(pids.pop(), signal.SIGKILL)
            there.append(outcome)
    assert sorted(one.name for one in there) == [f"pair-{number:02}" for number in range(PAIRS)]
    assert sorted(there, key=lambda one: one.name) == sorted(here, key=lambda one: one.name)


def test_command_gives_the_same_as_without_a_cluster(cluster: Cluster, folder: Path) -> None:
    batch = ("batch", "pairs", "--no-lint", "--output")
    assert run((*batch, "here", "--jobs", "1")) == 0
    assert run((*batch, "there", "--scheduler", cluster.scheduler_address)) == 0
    assert content(folder / "there") == content(folder / "here")


def test_address_without_a_scheduler_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folder
    monkeypatch.setattr(running, "SECONDS_TO_ANSWER", 0.5)
    address = "tcp://127.0.0.1:9"
    assert run(("batch", "pairs", "--output", "o", "--scheduler", address)) == 2
    assert capsys.readouterr().err == f"twinstack: {address}: no scheduler answers there\n"


def test_review_needs_nothing_but_its_task(folder: Path) -> None:
    task = next(tasks(folder))
    for path in (folder / "pairs").rglob("*.yaml"):
        path.unlink()
    assert review_pair(task).error == ""
