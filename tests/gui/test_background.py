"""The worker behind the window: newest wins, deadlines end it, nothing is shown late."""

import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from pytestqt.qtbot import QtBot

from analysis.findings import Verified
from analysis.layout import GraphWish
from analysis.review import Check, Inputs
from analysis.source import Source
from analysis.worker import WorkerCommand, worker_command
from gui.background import Background
from gui.patience import Deadlines
from gui.worker_process import WorkerProcess
from gui.workers import Workers

SHORT = Deadlines(structure=900, lint=900, lint_per_mb=0, fix=900, other=900, start=10_000)


@pytest.fixture
def background(qtbot: QtBot, fake_command: WorkerCommand) -> Iterator[Background]:
    del qtbot
    background = Background(fake_command, SHORT)
    yield background
    background.stop()


def inputs(text: str) -> Inputs:
    return Inputs(Source("candidate.yaml", text))


def ready(background: Background, qtbot: QtBot) -> None:
    """Wait until a first review has been answered, so that the start is no part of deadlines."""
    with qtbot.waitSignal(background.review_arrived, timeout=20_000):
        background.review(inputs("first"))
    qtbot.waitUntil(lambda: not background.is_busy, timeout=20_000)


def test_stages_arrive_in_order(background: Background, qtbot: QtBot) -> None:
    arrived: list[str] = []
    background.review_arrived.connect(
        lambda _, review: arrived.append(review.checked.lint_candidate.value),
    )
    background.fixes_arrived.connect(lambda finding, _: arrived.append(finding))
    background.review(inputs("any"), focus="f7")
    qtbot.waitUntil(lambda: arrived[-1:] == ["f7"], timeout=20_000)
    assert arrived == ["skipped", "done", "f7"]
    qtbot.waitUntil(lambda: not background.is_busy)


def test_fixes_arrive_as_values(background: Background, qtbot: QtBot) -> None:
    with qtbot.waitSignal(background.fixes_arrived, timeout=20_000) as caught:
        background.review(inputs("any"))
    assert caught.args is not None
    assert caught.args[1][0].verified is Verified.YES


def test_late_answers_of_a_superseded_request_are_dropped(
    background: Background,
    qtbot: QtBot,
) -> None:
    ready(background, qtbot)
    texts: list[str] = []
    background.review_arrived.connect(lambda asked, _: texts.append(asked.candidate.text))
    background.review(inputs("slowly, the old one"))
    background.review(inputs("the new one"))
    qtbot.waitUntil(lambda: not background.is_busy, timeout=20_000)
    assert set(texts) == {"the new one"}


def test_typing_asks_once_after_a_pause(background: Background, qtbot: QtBot) -> None:
    ready(background, qtbot)
    texts: list[str] = []
    background.review_arrived.connect(lambda asked, _: texts.append(asked.candidate.text))
    for typed in ("a", "ab", "abc"):
        background.review(inputs(typed), pause=True)
    qtbot.waitUntil(lambda: len(texts) == 2, timeout=20_000)
    assert set(texts) == {"abc"}


def test_structure_that_hangs_is_ended_and_the_next_review_comes(
    background: Background,
    qtbot: QtBot,
) -> None:
    ready(background, qtbot)
    with qtbot.waitSignal(background.failed, timeout=20_000) as caught:
        background.review(inputs("hang in structure"))
    assert caught.args is not None
    assert caught.args[0] == "review"
    assert not background.is_busy
    with qtbot.waitSignal(background.review_arrived, timeout=20_000):
        background.review(inputs("fine again"))


def test_lint_that_hangs_is_timed_out_and_the_rest_still_comes(
    background: Background,
    qtbot: QtBot,
) -> None:
    ready(background, qtbot)
    checks: list[Check] = []
    background.review_arrived.connect(
        lambda _, review: checks.append(review.checked.lint_candidate),
    )
    with qtbot.waitSignal(background.fixes_arrived, timeout=20_000):
        background.review(inputs("hang in lint"))
    assert checks[-1] is Check.TIMED_OUT
    assert Check.DONE not in checks


def test_fix_that_hangs_is_given_up_and_the_others_are_tried(
    background: Background,
    qtbot: QtBot,
) -> None:
    ready(background, qtbot)
    given_up: list[str] = []
    background.fix_given_up.connect(lambda finding, _: given_up.append(finding))
    with qtbot.waitSignal(background.fixes_arrived, timeout=20_000):
        background.review(inputs("hang in fix"))
    assert given_up == ["f1"]


def test_text_is_not_blamed_for_the_one_before_it(background: Background, qtbot: QtBot) -> None:
    ready(background, qtbot)
    failures: list[str] = []
    background.failed.connect(lambda kind, _: failures.append(kind))
    background.review(inputs("hang in lint"))
    qtbot.wait(200)
    with qtbot.waitSignal(background.review_arrived, timeout=20_000) as caught:
        background.review(inputs("fine"))
    assert caught.args is not None
    assert caught.args[0].candidate.text == "fine"
    assert failures == []


def test_worker_that_dies_is_said_and_replaced(background: Background, qtbot: QtBot) -> None:
    ready(background, qtbot)
    with qtbot.waitSignal(background.failed, timeout=20_000):
        background.review(inputs("die in structure"))
    with qtbot.waitSignal(background.review_arrived, timeout=20_000):
        background.review(inputs("fine again"))


def test_worker_that_cannot_start_is_said(qtbot: QtBot) -> None:
    background = Background(WorkerCommand("/nowhere/python", (), {}), SHORT)
    with qtbot.waitSignal(background.failed, timeout=20_000):
        background.review(inputs("any"))
    background.stop()


def test_report_and_failures_of_other_requests_arrive(
    background: Background,
    qtbot: QtBot,
) -> None:
    with qtbot.waitSignal(background.others.report_arrived, timeout=20_000) as caught:
        background.others.report(inputs("any"), "candidate-reference")
    assert caught.args == ["# Review of candidate.yaml\ncandidate-reference, shown"]
    with qtbot.waitSignal(background.failed, timeout=20_000) as caught:
        background.others.graph(inputs("any"), GraphWish())
    assert caught.args == ["graph", "no graph today"]


def test_only_the_newest_graph_is_awaited(background: Background, qtbot: QtBot) -> None:
    failures: list[str] = []
    background.failed.connect(lambda kind, _: failures.append(kind))
    background.others.graph(inputs("any"), GraphWish())
    background.others.graph(inputs("any"), GraphWish("reference"))
    qtbot.waitUntil(lambda: not background.is_busy, timeout=20_000)
    assert failures == ["graph"]


def test_cancel_stops_what_is_being_done(background: Background, qtbot: QtBot) -> None:
    ready(background, qtbot)
    arrived: list[object] = []
    background.review(inputs("slowly"))
    background.review_arrived.connect(lambda *answer: arrived.append(answer))
    with qtbot.waitSignal(background.progress_changed) as caught:
        background.cancel()
    assert caught.args == [""]
    qtbot.wait(500)
    assert arrived == []
    with qtbot.waitSignal(background.review_arrived, timeout=20_000):
        background.review(inputs("fine again"))


def test_ended_worker_leaves_no_folder(qtbot: QtBot) -> None:
    process = WorkerProcess(worker_command())
    answers: list[dict[str, object]] = []
    process.answered.connect(answers.append)
    process.start()
    qtbot.waitUntil(lambda: bool(answers), timeout=30_000)
    child = process.findChild(QProcess)
    assert isinstance(child, QProcess)
    folders = f"twinstack-{child.processId()}-*"
    assert list(Path(tempfile.gettempdir()).glob(folders))
    process.end()
    qtbot.waitUntil(lambda: not list(Path(tempfile.gettempdir()).glob(folders)), timeout=5_000)
    process.start()
    qtbot.waitUntil(lambda: len(answers) > 2, timeout=30_000)
    child = process.findChild(QProcess)
    assert isinstance(child, QProcess)
    process.end_now()
    assert not list(Path(tempfile.gettempdir()).glob(f"twinstack-{child.processId()}-*"))


def test_what_a_worker_was_lost_over_is_not_given_to_the_next(
    background: Background,
    qtbot: QtBot,
) -> None:
    ready(background, qtbot)
    with qtbot.waitSignal(background.failed, timeout=20_000):
        background.review(inputs("die in structure"))
    with qtbot.waitSignal(background.failed, timeout=20_000):
        background.review(inputs("die in structure"))
    assert not background.is_busy, "nothing was asked"


def test_other_requests_do_not_wait_behind_a_review(
    background: Background,
    qtbot: QtBot,
) -> None:
    with_two_workers(background, qtbot)
    background.review(inputs("hang in lint"))
    with qtbot.waitSignal(background.others.report_arrived, timeout=800):
        background.others.report(inputs("any"), "candidate-reference")


def test_a_review_after_a_kill_finds_a_worker_that_runs(
    background: Background,
    qtbot: QtBot,
) -> None:
    with_two_workers(background, qtbot)
    with qtbot.waitSignal(background.failed, timeout=20_000):
        background.review(inputs("hang in structure"))
    # The deadlines are shorter than it takes to start a worker.
    with qtbot.waitSignal(background.review_arrived, timeout=800):
        background.review(inputs("fine again"))
    qtbot.waitUntil(lambda: len(running(background)) == 2, timeout=20_000)


def test_a_new_text_overtakes_one_that_hangs(
    qtbot: QtBot, fake_command: WorkerCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.background._OVERTAKING_MS", 300)
    background = Background(fake_command, Deadlines())
    with_two_workers(background, qtbot)
    with qtbot.waitSignal(background.review_arrived, timeout=20_000):
        background.review(inputs("hang in lint"))
    texts: list[str] = []
    background.review_arrived.connect(lambda asked, _: texts.append(asked.candidate.text))
    background.review(inputs("fine"))
    qtbot.waitUntil(lambda: texts == ["fine", "fine"], timeout=5_000)
    background.stop()


def test_the_helper_reads_what_was_reviewed_before_it_is_asked_for_anything(
    background: Background,
    qtbot: QtBot,
) -> None:
    with_two_workers(background, qtbot)
    background.review(inputs("second"))
    qtbot.waitUntil(lambda: not background.is_busy, timeout=20_000)
    with qtbot.waitSignal(background.others.report_arrived, timeout=20_000) as caught:
        background.others.report(inputs("what is prepared"), "candidate-reference")
    assert caught.args == ["first, second"]


def test_a_lost_helper_takes_no_review_with_it(background: Background, qtbot: QtBot) -> None:
    with_two_workers(background, qtbot)
    background.review(inputs("slowly"))
    failed: list[str] = []
    background.failed.connect(lambda kind, _: failed.append(kind))
    with qtbot.waitSignal(background.review_arrived, timeout=20_000):
        background.others.report(inputs("die in report"), "candidate-reference")
    qtbot.waitUntil(lambda: not background.is_busy, timeout=20_000)
    assert failed == ["report"]


def with_two_workers(background: Background, qtbot: QtBot) -> None:
    ready(background, qtbot)
    workers = background.findChild(Workers)
    assert workers is not None
    qtbot.waitUntil(lambda: workers.helper.is_ready, timeout=20_000)


def running(background: Background) -> list[WorkerProcess]:
    return [one for one in background.findChildren(WorkerProcess) if one.is_running]


def test_another_order_of_fixes_is_not_called_reading(
    background: Background,
    qtbot: QtBot,
) -> None:
    background.review(inputs("any"))
    with qtbot.waitSignal(background.fixes_arrived, timeout=20_000):
        pass
    said: list[str] = []
    background.progress_changed.connect(said.append)
    background.review(background._inputs, "f9")  # type: ignore[arg-type]  # noqa: SLF001 (the same)
    assert set(said) <= {"Trying fixes"}


def test_what_is_awaited_is_said_until_it_is_there(background: Background, qtbot: QtBot) -> None:
    ready(background, qtbot)
    said: list[str] = []
    background.progress_changed.connect(said.append)
    background.others.report(inputs("any"), "candidate-reference")
    background.review(inputs("another"))
    qtbot.waitUntil(lambda: not background.is_busy, timeout=20_000)
    assert said[-1] == ""
    assert said.index("Checking with cfn-lint") < said.index("Trying fixes")
    assert all(before != after for before, after in pairwise(said))


def test_no_lint_is_said_where_fixes_are_asked_for_in_another_order(
    background: Background,
    qtbot: QtBot,
) -> None:
    ready(background, qtbot)
    said: list[str] = []
    background.progress_changed.connect(said.append)
    background.review(background._inputs, "f9")  # type: ignore[arg-type]  # noqa: SLF001 (the same)
    qtbot.waitUntil(lambda: not background.is_busy, timeout=20_000)
    assert said == ["Trying fixes", ""]


def test_a_report_is_said_while_it_is_written(background: Background, qtbot: QtBot) -> None:
    ready(background, qtbot)
    said: list[str] = []
    background.progress_changed.connect(said.append)
    with qtbot.waitSignal(background.others.report_arrived, timeout=20_000):
        background.others.report(inputs("any"), "candidate-reference")
    qtbot.waitUntil(lambda: said == ["Writing the report", ""])
