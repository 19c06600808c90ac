"""Reads JSON, broken JSON too, into nodes with spans: one pass over tokens with its own stack.

Every place that strict JSON refuses becomes a problem, with the edits that mend it where its
meaning is certain. Python's own parser gives no positions and stops at the first error.
"""

from collections.abc import Callable, Mapping

from analysis.reading.json_recovery import (
    leave_for_key,
    mend_key,
    mend_separator,
    mend_value,
    open_before_key,
    read_rest,
)
from analysis.reading.json_state import Expects, Frame, State
from analysis.reading.json_structure import close_by_indentation, skip_comments
from analysis.reading.json_tokens import KEY, SEPARATOR, VALUE, decoded
from analysis.reading.parsed import Parsed
from analysis.reading.reading import Problem
from analysis.reading.verdict import SECTIONS
from analysis.source import Span
from analysis.syntax import ObjectNode, ScalarKind, ScalarNode, ScalarStyle


def read_json(text: str, start: int, *, has_brace: bool = True) -> Parsed:
    """Return what stands in a JSON text whose root object opens at an offset, with a brace or not.

    What stands before it is reported where it is nothing but comments. Raises LimitError over a
    limit of the guard.
    """
    state = _run(text, start, _STEPS, has_brace=has_brace)
    if state.is_unbalanced:
        # Which bracket is missing or too many shows in the indentation, where there is one.
        guided = _run(text, start, _GUIDED_STEPS, has_brace=has_brace)
        if _rank(guided) <= _rank(state):
            state = guided
    problems = tuple(sorted(state.problems, key=_place))
    return Parsed(state.root, "mixed" if state.is_mixed else "json", problems)


def _run(
    text: str, start: int, steps: Mapping[Expects, Callable[[State], None]], *, has_brace: bool
) -> State:
    state = State(text, 0)
    skip_comments(state)
    if state.at != start:
        state.problems.clear()
    if has_brace:
        state.open("{", start)
    else:
        state.at = start
        open_before_key(state, "The opening brace of the template is missing.")
    while True:
        while state.frames:
            steps[state.frames[-1].expects](state)
        if not read_rest(state):
            return state


def _place(problem: Problem) -> int:
    # What several repairs insert at one offset stays in the order in which reading came to it.
    return max((edit.span.end for edit in problem.repair), default=problem.span.start)


def _rank(state: State) -> tuple[int, int, int]:
    """Return how bad a reading is: what it gave up, what landed at the top, its problems."""
    gaps = sum(1 for problem in state.problems if problem.unread)
    names = state.root.names if isinstance(state.root, ObjectNode) else ()
    return gaps, sum(1 for name in names if name not in SECTIONS), len(state.problems)


def _guided(step: Callable[[State], None]) -> Callable[[State], None]:
    """Return a step that first looks whether the indentation says something else."""

    def run(state: State) -> None:
        state.skip_space()
        frame = state.frames[-1]
        if state.text[state.at : state.at + 1] in ("}", "]"):
            if close_by_indentation(state):
                return
        elif frame.expects is Expects.KEY and leave_for_key(state, frame):
            return
        step(state)

    return run


def _read_key(state: State) -> None:
    found = KEY.match(state.text, state.at)
    if not found:
        mend_key(state)
        return
    begin, end = found.span(1)
    frame = state.frames[-1]
    frame.key = ScalarNode(Span(begin, end), decoded(found[1]))
    frame.expects = Expects.VALUE
    state.at = state.written = found.end()


def _read_value(state: State) -> None:
    found = VALUE.match(state.text, state.at)
    if not found:
        mend_value(state)
        return
    begin, end = found.span(found.lastindex or 0)
    raw = found[found.lastindex or 0]
    if found.lastindex == _BRACKET:
        state.open(raw, begin)
    elif found.lastindex == _STRING:
        state.put(ScalarNode(Span(begin, end), decoded(raw)))
    else:
        kind = _WORD_KINDS.get(raw, ScalarKind.NUMBER)
        state.put(ScalarNode(Span(begin, end), raw, kind, ScalarStyle.PLAIN))


def _read_separator(state: State) -> None:
    found = SEPARATOR.match(state.text, state.at)
    frame = state.frames[-1]
    if not found or found[1] not in (",", frame.closer):
        mend_separator(state)
    elif found[1] == ",":
        _pass_comma(state, frame, found.start(1))
    else:
        state.close(found.end())


def _pass_comma(state: State, frame: Frame, at: int) -> None:
    frame.comma = at
    frame.expects = Expects.KEY if frame.closer == "}" else Expects.VALUE
    state.at = state.written = at + 1


_STRING, _BRACKET = 1, 3
_WORD_KINDS = {
    "true": ScalarKind.BOOLEAN,
    "false": ScalarKind.BOOLEAN,
    "null": ScalarKind.NULL,
}
_STEPS = {
    Expects.KEY: _read_key,
    Expects.VALUE: _read_value,
    Expects.SEPARATOR: _read_separator,
}
_GUIDED_STEPS = {expects: _guided(step) for expects, step in _STEPS.items()}
