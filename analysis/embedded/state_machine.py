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
    """The states of a definition, those of branches and iterators among them."""

    states: tuple[State, ...] = ()

    @property
    def tasks(self) -> tuple[State, ...]:
        """The states that do work and so can fail: Task, Map and Parallel."""
        return tuple(state for state in self.states if state.type in {"Task", "Map", "Parallel"})


def state_machine_facts(definition: Node) -> StateMachineFacts | None:
    """Return the facts about a DefinitionString or Definition; None where it cannot be read."""
    value = _definition(definition)
    if not isinstance(value, dict) or not isinstance(value.get("States"), dict):
        return None
    return StateMachineFacts(tuple(_states(value)))


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
        branches = body.get("Branches")
        inner = [body.get("Iterator"), body.get("ItemProcessor")]
        inner += branches if isinstance(branches, list) else []
        for part in inner:
            if isinstance(part, dict):
                yield from _states(part)


def _errors(clauses: PlainValue) -> Iterator[str]:
    for clause in clauses if isinstance(clauses, list) else ():
        errors = clause.get("ErrorEquals") if isinstance(clause, dict) else None
        yield from (str(error) for error in errors) if isinstance(errors, list) else ()
