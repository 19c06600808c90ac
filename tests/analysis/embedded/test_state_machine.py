import pytest

from analysis.embedded.state_machine import StateMachineFacts, state_machine_facts
from analysis.reading.reader import read
from analysis.source import Source
from analysis.syntax import Node

STATES = """{"StartAt": "A", "States": {
  "A": {"Type": "Task", "Resource": "${Job.Arn}", "Next": "B",
        "Retry": [{"ErrorEquals": ["Lambda.ServiceException"]}]},
  "B": {"Type": "Parallel", "End": true, "Catch": [{"ErrorEquals": ["States.ALL"]}],
        "Branches": [{"StartAt": "C", "States": {"C": {"Type": "Pass", "End": true}}}]}
}}"""


def _node(value: str) -> Node:
    node = read(Source("t.json", f'{{"Resources": {{"X": {{"Type": "T", "V": {value}}}}}}}')).root
    resources = node.child("Resources")
    assert resources is not None
    found = resources.child("X").child("V")  # type: ignore[union-attr]
    assert found is not None
    return found


def _facts(value: str) -> StateMachineFacts | None:
    return state_machine_facts(_node(value))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '\\"').replace("\n", "\\n") + '"'


@pytest.mark.parametrize(
    "value",
    [
        STATES,
        _quoted(STATES),
        f'{{"Fn::Sub": {_quoted(STATES)}}}',
        f'{{"Fn::Sub": [{_quoted(STATES)}, {{"X": "1"}}]}}',
    ],
)
def test_a_definition_is_read_however_it_is_written(value: str) -> None:
    facts = _facts(value)
    assert facts is not None
    assert [state.name for state in facts.states] == ["A", "B", "C"]
    assert [state.name for state in facts.tasks] == ["A", "B"]
    assert facts.states[0].retried == ("Lambda.ServiceException",)
    assert facts.states[1].caught == ("States.ALL",)


@pytest.mark.parametrize("value", ['"no json"', '{"Ref": "Definition"}', '"[1]"', "{}"])
def test_what_is_no_definition_has_no_facts(value: str) -> None:
    assert _facts(value) is None
