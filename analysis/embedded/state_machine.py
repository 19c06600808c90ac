"""Facts about a Step Functions definition: its states, what they retry and catch."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.syntax import (
    ArrayNode,
    IntrinsicNode,
    Node,
    ObjectNode,
    PlainValue,
    ScalarNode,
    plain,
)


@dataclass(frozen=True, slots=True)
class State:
    """A state by name; `retried` and `caught` are the errors that its Retry and Catch name."""

    name: str
    type: str
    retried: tuple[str, ...] = ()
    caught: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StateMachineFacts:
    """The states of a definition, those of branches and iterators among them.

    `missing` are the names that a state, or the start, leads to and that no state beside it has.
    """

    states: tuple[State, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def tasks(self) -> tuple[State, ...]:
        """The states that do work and so can fail: Task, Map and Parallel."""
        return tuple(state for state in self.states if state.type in {"Task", "Map", "Parallel"})


def state_machine_facts(definition: Node) -> StateMachineFacts | None:
    """Return the facts about a DefinitionString or Definition; None where it cannot be read."""
    value = _definition(definition)
    if not isinstance(value, dict) or not isinstance(value.get("States"), dict):
        return None
    return StateMachineFacts(tuple(_states(value)), tuple(dict.fromkeys(_missing(value))))


def _definition(node: Node) -> PlainValue:
    match node:
        case ScalarNode():
            return _parsed(node.text)
        case IntrinsicNode(name="Fn::Sub", argument=ArrayNode(items=(text, *_))):
            return _definition(text)
        case IntrinsicNode(name="Fn::Sub" | "Fn::ToJsonString"):
            return _definition(node.argument)
        case ObjectNode():
            return plain(node)
        case _:
            return None


def _parsed(text: str) -> PlainValue:
    try:
        value: PlainValue = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return value


def _states(machine: dict[str, PlainValue]) -> Iterator[State]:
    states = machine.get("States")
    for name, body in states.items() if isinstance(states, dict) else ():
        if not isinstance(body, dict):
            continue
        yield State(
            name,
            str(body.get("Type", "")),
            tuple(_errors(body.get("Retry"))),
            tuple(_errors(body.get("Catch"))),
        )
        for part in _inner(body):
            yield from _states(part)


def _inner(body: dict[str, PlainValue]) -> Iterator[dict[str, PlainValue]]:
    """Yield the machines within a state: branches, and what is done for each item."""
    branches = body.get("Branches")
    inner = [body.get("Iterator"), body.get("ItemProcessor")]
    inner += branches if isinstance(branches, list) else []
    for part in inner:
        if isinstance(part, dict):
            yield part


def _missing(machine: dict[str, PlainValue]) -> Iterator[str]:
    states = machine.get("States")
    if not isinstance(states, dict):
        return
    bodies = [one for one in states.values() if isinstance(one, dict)]
    named = [machine.get("StartAt"), *(name for one in bodies for name in _transitions(one))]
    yield from (one for one in named if isinstance(one, str) and one not in states)
    for body in bodies:
        for part in _inner(body):
            yield from _missing(part)


def _transitions(body: dict[str, PlainValue]) -> Iterator[PlainValue]:
    """Yield the names of the states that a state leads to."""
    yield from (body.get(key) for key in ("Next", "Default"))
    for key in ("Choices", "Catch"):
        clauses = body.get(key)
        for clause in clauses if isinstance(clauses, list) else ():
            if isinstance(clause, dict):
                yield clause.get("Next")


def _errors(clauses: PlainValue) -> Iterator[str]:
    for clause in clauses if isinstance(clauses, list) else ():
        errors = clause.get("ErrorEquals") if isinstance(clause, dict) else None
        yield from (str(error) for error in errors) if isinstance(errors, list) else ()
