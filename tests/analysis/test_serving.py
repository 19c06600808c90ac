"""Whoever waits for a graph or a new review does not wait until all fixes are tried."""

import io
import json
import queue
from typing import Any

from analysis.review import Inputs
from analysis.serving import _Server
from analysis.source import Source
from analysis.values import encode

CANDIDATE = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n"
REFERENCE = f"{CANDIDATE}    Properties:\n      KmsMasterKeyId: alias/aws/sqs\n"
INPUTS = Inputs(Source("a.yaml", CANDIDATE), Source("b.yaml", REFERENCE), lint=False)
REVIEW = {"id": 1, "kind": "review", "inputs": encode(INPUTS), "verify": "all"}


class Answers(io.BytesIO):
    """Notes the answers, and asks for something more when the first fix is about to be tried."""

    def __init__(self, waiting: "queue.Queue[dict[str, Any] | None]", request: Any) -> None:  # noqa: ANN401 (JSON)
        super().__init__()
        self._waiting = waiting
        self._request = request
        self.heard: list[tuple[int | None, str]] = []

    def write(self, line: Any) -> int:  # noqa: ANN401 (a buffer)
        answer = json.loads(line)
        self.heard.append((answer["id"], answer["stage"]))
        if answer["stage"] == "trying" and self._request:
            self._waiting.put(self._request)
            self._waiting.put(None)
            self._request = None
        return len(line)


def answers_to(request: dict[str, Any]) -> list[tuple[int | None, str]]:
    waiting: queue.Queue[dict[str, Any] | None] = queue.Queue()
    waiting.put(REVIEW)
    answers = Answers(waiting, request)
    _Server(waiting, answers).run()
    return answers.heard


def test_a_graph_is_answered_while_a_fix_is_tried() -> None:
    graph = {"id": 2, "kind": "graph", "inputs": encode(INPUTS), "side": "candidate"}
    heard = answers_to(graph)
    trying = heard.index((1, "trying"))
    assert heard[trying + 1] == (2, "graph")


def test_a_new_review_ends_the_trying_of_a_fix() -> None:
    heard = answers_to({**REVIEW, "id": 3, "verify": "none"})
    assert (1, "verification") not in heard
    assert heard[-1] != (1, "done")
