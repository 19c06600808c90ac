"""Reads JSON, broken JSON too, into nodes with spans: one pass over tokens with its own stack.

Every place that strict JSON refuses becomes a problem, with the edits that mend it where its
meaning is certain. Python's own parser gives no positions and stops at the first error.
"""

from analysis.reading.json_recovery import (
    mend_key,
    mend_separator,
    mend_value,
    read_rest,
)
from analysis.reading.json_state import Expects, Frame, State
from analysis.reading.json_structure import skip_comments
from analysis.reading.json_tokens import KEY, SEPARATOR, VALUE, decoded
from analysis.reading.parsed import Parsed
from analysis.source import Span
from analysis.syntax import ScalarKind, ScalarNode, ScalarStyle


def read_json(text: str, start: int) -> Parsed:
    """Return what stands in a JSON text whose root object opens at an offset.

    Nothing but comments may stand before it. Raises LimitError over a limit of the guard.
    """
    state = State(text, 0)
    skip_comments(state)
    state.open("{", start)
    while True:
        while state.frames:
            _STEPS[state.frames[-1].expects](state)
        if not read_rest(state):
            problems = tuple(sorted(state.problems, key=lambda problem: problem.span))
            return Parsed(state.root, "mixed" if state.is_mixed else "json", problems)


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
