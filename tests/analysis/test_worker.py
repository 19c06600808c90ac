"""The child process answers in stages, is closed in, and takes the newest review."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from analysis.edits import apply_edits
from analysis.findings import Fix
from analysis.review import Inputs, Review
from analysis.source import Source
from analysis.values import decode, encode
from analysis.worker import worker_command
from analysis.worker_client import Deadlines, WorkerClient, WorkerError

CANDIDATE = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n"
REFERENCE = f"{CANDIDATE}    Properties:\n      KmsMasterKeyId: alias/aws/sqs\n"
INPUTS = Inputs(Source("a.yaml", CANDIDATE), Source("b.yaml", REFERENCE), today="2026-01-01")
ALONE = Inputs(Source("a.yaml", CANDIDATE), lint=False)


class Talk:
    """Speaks with a worker as whoever starts it does."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process

    @property
    def process_id(self) -> int:
        return self._process.pid

    def say(self, *requests: dict[str, Any]) -> None:
        assert self._process.stdin
        self._process.stdin.write(b"".join(json.dumps(one).encode() + b"\n" for one in requests))
        self._process.stdin.flush()

    def hear(self, stage: str) -> dict[str, Any]:
        """Return the next answer of that stage; what comes before is passed over."""
        assert self._process.stdout
        for line in self._process.stdout:
            answer: dict[str, Any] = json.loads(line)
            if answer["stage"] == stage:
                return answer
        pytest.fail(f"the worker ended without {stage}")

    def hear_until(self, stage: str, number: int) -> list[tuple[int | None, str]]:
        """Return (id, stage) of all answers up to that one."""
        assert self._process.stdout
        heard: list[tuple[int | None, str]] = []
        for line in self._process.stdout:
            answer = json.loads(line)
            heard.append((answer["id"], answer["stage"]))
            if heard[-1] == (number, stage):
                return heard
        pytest.fail(f"the worker ended without {stage}")


@contextmanager
def worker() -> Iterator[Talk]:
    command = worker_command()
    with subprocess.Popen(
        [command.program, *command.arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=command.environment,
    ) as process:
        yield Talk(process)
        process.kill()


def review_request(number: int, inputs: Inputs, **fields: object) -> dict[str, Any]:
    return {"id": number, "kind": "review", "inputs": encode(inputs), **fields}


def test_a_review_comes_in_stages_with_equal_ids() -> None:
    with worker() as talk:
        talk.hear("ready")
        talk.say(review_request(1, INPUTS, verify="all"))
        structure = decode(Review, talk.hear("structure")["review"])
        linted = decode(Review, talk.hear("lint")["review"])
        tried = talk.hear("verification")
        talk.hear("done")
    assert structure.findings
    assert {one.id for one in structure.findings} <= {one.id for one in linted.findings}
    assert linted.checked.lint_candidate.value == "done"
    assert tried["finding"] in {one.id for one in linted.findings}
    assert {fix["verified"] for fix in tried["fixes"]} <= {"yes", "no"}


def test_the_newest_review_supersedes_and_others_are_served_between_stages() -> None:
    with worker() as talk:
        talk.hear("ready")
        report = {"id": 2, "kind": "report", "inputs": encode(INPUTS), "labels": "model-ideal"}
        first, last = review_request(1, INPUTS), review_request(4, ALONE)
        talk.say(first, report, review_request(3, ALONE), last)
        heard = talk.hear_until("done", 4)
    assert (1, "structure") in heard
    assert (2, "report") in heard
    assert (1, "done") not in heard
    assert not [one for one in heard if one[0] == 3]
    assert heard.index((2, "report")) < heard.index((4, "structure"))


def test_the_chosen_finding_is_tried_alone() -> None:
    with worker() as talk:
        talk.hear("ready")
        talk.say(review_request(1, INPUTS))
        findings = decode(Review, talk.hear("lint")["review"]).findings
        focus = next(one.id for one in findings if one.fixes)
        talk.say(review_request(2, INPUTS, verify="focus", focus=focus))
        heard = talk.hear("verification")
        assert heard["finding"] == focus
        assert talk.hear_until("done", 2) == [(2, "done")]


@pytest.mark.parametrize(
    "request_",
    [
        {"id": 7, "kind": "review"},
        {"id": 7, "kind": "review", "inputs": {"candidate": 5}},
        {"id": 7, "kind": "unheard-of", "inputs": encode(ALONE)},
        {"id": 7},
    ],
)
def test_a_request_that_fails_is_answered_and_survived(request_: dict[str, Any]) -> None:
    with worker() as talk:
        talk.hear("ready")
        talk.say(request_)
        failed = talk.hear("failed")
        assert failed["id"] == 7
        assert failed["why"]
        talk.say(review_request(8, ALONE))
        assert talk.hear("done")["id"] == 8


def test_a_graph_is_answered() -> None:
    with WorkerClient() as client:
        graph = client.ask("graph", INPUTS, side="difference")["graph"]
    assert [node["logical_id"] for node in graph["nodes"]] == ["Queue"]


def test_a_pair_is_prepared_without_a_word() -> None:
    with WorkerClient() as client:
        answer = client.ask("prepare", INPUTS)
    assert set(answer) == {"id", "stage"}


def test_a_change_is_adopted_and_a_place_explained() -> None:
    offset = REFERENCE.index("KmsMasterKeyId")
    with WorkerClient() as client:
        fix = client.ask("adopt", INPUTS, changes=[0], title="Take the key")["fix"]
        found = client.ask("explain", INPUTS, side="reference", offset=offset)["explanation"]
        nothing = client.ask("explain", INPUTS, side="candidate", offset=0)["explanation"]
    made = decode(Fix, fix)
    assert (made.title, apply_edits(CANDIDATE, made.edits)) == ("Take the key", REFERENCE)
    assert found["title"] == "Queue.KmsMasterKeyId"
    assert nothing is None


def test_an_idle_worker_that_gets_warm_answers_all_the_same() -> None:
    with WorkerClient() as client:
        for _ in range(2):
            assert client.ask("graph", ALONE, side="candidate")["graph"]
            time.sleep(0.3)


def test_the_environment_holds_nothing_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    monkeypatch.setenv("PYTHONPATH", "/evil")
    monkeypatch.setenv("HOME", "/home/somebody")
    assert not worker_command().environment.keys() & {"AWS_SECRET_ACCESS_KEY", "PYTHONPATH", "HOME"}


FORBIDDEN = {
    "a socket": "import socket; socket.socket()",
    "a process": "import subprocess; subprocess.run(['true'])",
    "a shell": "import os; os.system('true')",
    "a file": "open('x', 'w')",
    "a file outside": f"open({str(Path(__file__))!r}, 'a')",
    "removing": f"import os; os.remove({str(Path(__file__))!r})",
    "renaming": "import os; os.rename('a', 'b')",
    "a folder": "import os; os.mkdir('x')",
}


@pytest.mark.parametrize("statement", FORBIDDEN.values(), ids=FORBIDDEN)
def test_the_sandbox_refuses(statement: str) -> None:
    assert (
        in_sandbox(f"try:\n {statement}\nexcept PermissionError:\n print('refused')") == "refused"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_the_sandbox_limits_memory() -> None:
    assert in_sandbox("try:\n bytes(2 << 30)\nexcept MemoryError:\n print('refused')") == "refused"


def test_the_sandbox_is_an_empty_folder_and_home() -> None:
    folder, home, inside = in_sandbox(
        "import os; print(os.getcwd(), os.path.expanduser('~'), len(os.listdir('.')))"
    ).split()
    assert folder == home
    assert inside == "0"
    assert not Path(folder).exists(), "it is removed at the end"


def test_folders_of_killed_workers_are_swept() -> None:
    if sys.platform == "win32":
        pytest.skip("Windows cannot be asked whether a process runs")
    temporary = Path(tempfile.gettempdir())
    with worker() as talk:
        talk.hear("ready")
        [own] = temporary.glob(f"twinstack-{talk.process_id}-*")
        in_sandbox("pass")
        assert own.exists(), "that worker runs"
    assert own.exists()
    in_sandbox("pass")
    assert not own.exists()


def in_sandbox(code: str) -> str:
    root = Path(__file__).resolve().parents[2]
    program = (
        f"import sys; sys.path.insert(0, {str(root)!r})\n"
        f"from analysis import sandbox; sandbox.enter()\n{code}"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_a_worker_that_cannot_start_is_an_error() -> None:
    command = worker_command()._replace(arguments=("-c", "raise SystemExit('no luck')"))
    with WorkerClient(command=command) as client, pytest.raises(WorkerError, match="no luck"):
        client.ask("graph", ALONE, side="candidate")
    missing = worker_command()._replace(program="/no/such/python")
    with (
        WorkerClient(command=missing) as client,
        pytest.raises(WorkerError, match="not be started"),
    ):
        client.ask("graph", ALONE, side="candidate")


def test_a_late_worker_is_replaced() -> None:
    with WorkerClient(Deadlines(other=0.0)) as client:
        with pytest.raises(WorkerError) as error:
            client.ask("graph", ALONE, side="candidate")
        assert error.value.timed_out
        client.deadlines = Deadlines()
        assert client.ask("graph", ALONE, side="candidate")["graph"]


def test_a_worker_ends_with_whoever_started_it() -> None:
    command = worker_command()
    with subprocess.Popen(
        [command.program, *command.arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=command.environment,
    ) as process:
        Talk(process).hear("ready")
        assert process.stdin
        process.stdin.close()
        assert process.wait(10) == 0
