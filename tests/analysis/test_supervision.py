"""A review comes out whatever the templates do to the worker."""

import time
from dataclasses import replace

import pytest

from analysis import worker_client
from analysis.findings import Verified
from analysis.review import Check, Inputs, Review
from analysis.source import Source
from analysis.supervision import Supervisor, _Progress
from analysis.worker import WorkerCommand, worker_command
from analysis.worker_client import Deadlines, WorkerClient

QUEUE = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n"
REFERENCE = f"{QUEUE}    Properties:\n      KmsMasterKeyId: alias/aws/sqs\n"
PAIR = Inputs(Source("a.yaml", QUEUE), Source("b.yaml", REFERENCE), today="2026-01-01")
# Twenty conditions, each twice the one before: cfn-lint never ends on them.
DOUBLING = (
    "Parameters:\n  P: {Type: String}\nConditions:\n  C0: !Equals [!Ref P, a]\n"
    + "".join(f"  C{n}: !And [!Condition C{n - 1}, !Condition C{n - 1}]\n" for n in range(1, 31))
    + f"{QUEUE}    Condition: C30\n"
)
ENDLESS = Source("endless.yaml", DOUBLING)
QUICK = Deadlines(lint=1.5, lint_per_mb=0.0)


def starting(code: str) -> WorkerCommand:
    """Return a worker in which this code runs before it serves."""
    command = worker_command()
    isolated, option, starter = command.arguments
    starter = starter.replace("main()", f"\n{code}\nmain()")
    return command._replace(arguments=(isolated, option, starter))


def reviewed(
    inputs: Inputs, code: str = "", deadlines: Deadlines | None = None, *, verify: str = "none"
) -> Review:
    with WorkerClient(deadlines, starting(code)) as client:
        return Supervisor(client).review(inputs, verify=verify)


def test_a_pair_is_reviewed() -> None:
    review = reviewed(PAIR)
    assert review.checked.lint_candidate is Check.DONE
    assert review.checked.lint_reference is Check.DONE
    assert review.checked.verification is Check.SKIPPED
    assert review.findings


def test_fixes_are_tried_when_asked() -> None:
    review = reviewed(PAIR, verify="all")
    assert review.checked.verification is Check.DONE
    assert {fix.verified for finding in review.findings for fix in finding.fixes} == {Verified.YES}


@pytest.mark.parametrize("side", ["candidate", "reference"])
def test_a_text_that_cfn_lint_never_ends_on_is_left_out(side: str) -> None:
    inputs = (
        Inputs(ENDLESS, PAIR.reference) if side == "candidate" else Inputs(PAIR.candidate, ENDLESS)
    )
    with WorkerClient(QUICK) as client:
        supervisor = Supervisor(client)
        review = supervisor.review(inputs)
        started = time.monotonic()
        again = supervisor.review(replace(inputs, today="2026-01-02"))
        assert time.monotonic() - started < QUICK.lint, "it is not tried again"
    other = "reference" if side == "candidate" else "candidate"
    for one in (review, again):
        assert getattr(one.checked, f"lint_{side}") is Check.TIMED_OUT
        assert getattr(one.checked, f"lint_{other}") is Check.DONE
        assert "cfn-lint did not answer in time" in one.checked.why[0]
        assert one.findings, "what does not need cfn-lint is found"


def test_a_text_that_kills_cfn_lint_is_left_out() -> None:
    review = reviewed(
        PAIR,
        "import os, analysis.workspace as w\n"
        "real = w.lint\n"
        "w.lint = lambda t, r: os._exit(9) if 'Kms' in t.reading.source.text else real(t, r)",
    )
    assert review.checked.lint_candidate is Check.DONE
    assert review.checked.lint_reference is Check.FAILED
    assert "ended the process" in review.checked.why[0]


@pytest.mark.parametrize(
    ("code", "check"),
    [
        ("import time; s.Workspace.pair = lambda *a: time.sleep(60)", Check.TIMED_OUT),
        ("import os; s.Workspace.pair = lambda *a: os._exit(9)", Check.FAILED),
        ("s.Workspace.pair = lambda *a: 1 / 0", Check.FAILED),
    ],
)
def test_a_pair_that_cannot_be_read_in_time_says_so(code: str, check: Check) -> None:
    review = reviewed(PAIR, f"import analysis.serving as s\n{code}", Deadlines(structure=1.0))
    assert review.checked.structure is check
    assert review.checked.why
    assert review.candidate.sha256 == PAIR.candidate.sha256
    assert not review.findings


def test_rules_that_never_end_are_given_up_once() -> None:
    code = "import time, analysis.serving as s\ns.Workspace.linted = lambda *a: time.sleep(60)"
    review = reviewed(replace(PAIR, lint=False), code, Deadlines(structure=1.0))
    assert review.checked.structure is Check.TIMED_OUT
    assert "given up" in review.checked.why[0]


@pytest.mark.parametrize(
    ("code", "check"),
    [
        ("import time; s.load_linter = lambda: time.sleep(60)", Check.TIMED_OUT),
        ("s.load_linter = lambda: 1 / 0", Check.FAILED),
    ],
)
def test_a_review_without_cfn_lint_stays(code: str, check: Check) -> None:
    review = reviewed(PAIR, f"import analysis.serving as s\n{code}", Deadlines(start=3.5))
    assert review.checked.structure is Check.DONE
    assert review.checked.lint_candidate is check
    assert review.findings


@pytest.mark.parametrize(
    ("code", "check"),
    [
        ("import time; s.verify = lambda *a: time.sleep(60)", Check.TIMED_OUT),
        ("import os; s.verify = lambda *a: os._exit(9)", Check.FAILED),
    ],
)
def test_a_fix_that_cannot_be_tried_is_left_out(code: str, check: Check) -> None:
    review = reviewed(
        PAIR, f"import analysis.serving as s\n{code}", Deadlines(fix=0.5), verify="all"
    )
    assert review.checked.verification is check
    assert review.checked.lint_candidate is Check.DONE
    tried = [fix for finding in review.findings for fix in finding.fixes]
    assert {fix.verified for fix in tried} == {Verified.NOT_TRIED}
    assert all(fix.why for fix in tried)


def test_a_fix_whose_trial_fails_is_not_verified() -> None:
    review = reviewed(
        PAIR, "import analysis.serving as s\ns.verify = lambda *a: 1 / 0", verify="all"
    )
    tried = [fix for finding in review.findings for fix in finding.fixes]
    assert {fix.verified for fix in tried} == {Verified.NO}
    assert review.checked.verification is Check.DONE


def test_the_rule_that_cfn_lint_hung_in_is_named() -> None:
    pattern = "Parameters:\n  P: {Type: String, AllowedPattern: ^(a|aa)+$, Default: AAA!}\n"
    text = pattern.replace("AAA", "a" * 60) + QUEUE
    code = "import analysis.serving as s\ns.SUSPICIOUS_SECONDS = 0.7"
    review = reviewed(Inputs(Source("endless.yaml", text)), code, QUICK)
    assert review.checked.why == ("Candidate: cfn-lint did not answer in time in rule E2015.",)


def test_a_worker_that_is_late_has_another_one_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []
    start = worker_client._Process  # noqa: SLF001 (each of them is a child process)
    monkeypatch.setattr(worker_client, "_SUSPICIOUS_SECONDS", 0.5)

    def started_one(command: WorkerCommand) -> object:
        started.append(start(command))
        return started[-1]

    monkeypatch.setattr(worker_client, "_Process", started_one)
    with WorkerClient(QUICK) as client:
        review = Supervisor(client).review(Inputs(ENDLESS))
        assert len(started) == 2, "the second one was there before the first was ended"
    assert review.checked.lint_candidate is Check.TIMED_OUT


def test_rules_that_never_end_are_not_taken_for_cfn_lint() -> None:
    code = (
        "import time, analysis.serving as s\n"
        "real = s.Workspace.linted\n"
        "s.Workspace.linted = lambda w, i: time.sleep(60) if i.lint else real(w, i)"
    )
    review = reviewed(PAIR, code, Deadlines(structure=1.5))
    assert "given up" in review.checked.why[0]
    assert "cfn-lint" not in review.checked.why[0]
    assert review.findings, "without cfn-lint there is one"


@pytest.mark.parametrize(
    ("losses", "ago", "side", "most"),
    [(1, 30.0, "reference", 1.0), (1, 10.0, "reference", 4.1), (0, 30.0, "candidate", 1.0)],
)
def test_a_lint_gets_what_is_left_of_the_time(
    losses: int, ago: float, side: str, most: float
) -> None:
    progress = _Progress(PAIR, Deadlines(), verify="none", losses=losses)
    progress.began = time.monotonic() - ago
    progress.note({"stage": "linting", "side": side})
    assert progress.seconds <= most


def test_a_second_lint_gets_its_own_time_where_none_was_lost() -> None:
    progress = _Progress(PAIR, Deadlines(), verify="none", began=time.monotonic() - 30.0)
    progress.note({"stage": "linting", "side": "reference"})
    assert progress.seconds >= 10.0
