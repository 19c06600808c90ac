"""What to do where strict JSON would stop: the odd key, value, separator and rest of a text."""

import re

from analysis.edits import Edit
from analysis.reading.json_state import Expects, Frame, State
from analysis.reading.json_structure import (
    close_mismatched,
    close_until,
    delete_character,
    delete_closer,
    drop_trailing_comma,
    end_text,
    frame_of_keys,
    give_up_key,
    give_up_tag,
    resynchronise,
    skip_comments,
)
from analysis.reading.json_tokens import BARE_KEY, KEY_AHEAD, VALUE_AHEAD, encoded, indentation
from analysis.reading.json_values import read_odd_value, read_single_quoted, read_string
from analysis.source import Span
from analysis.syntax import ScalarNode, ScalarStyle

_GAP = re.compile(r"[, \t\r\n]*")
_REST_OF_ITEM = re.compile(r"[^,}\]\r\n]+")
_NO_BRACE = "An opening brace is missing before this key."
_REOPENINGS = 10
"""How often the root may be closed too early before the rest counts as something else."""


def mend_key(state: State) -> None:
    """Deal with what stands where a key, or the end of its object, is expected."""
    if skip_comments(state):
        return
    frame = state.frames[-1]
    match state.text[state.at : state.at + 1]:
        case "":
            end_text(state)
        case "}":
            drop_trailing_comma(state, frame)
            state.close(state.at + 1)
        case "]":
            close_mismatched(state)
        case ",":
            delete_character(state, "A comma stands here without anything before it.")
        case _:
            key = _odd_key(state)
            if key is None:
                resynchronise(state, "What stands here is neither a key nor the end of an object.")
            else:
                frame.key = key
                state.at = state.written = key.span.end
                _read_colon(state, frame)


def mend_value(state: State) -> None:
    """Deal with what stands where a value is expected and is none of strict JSON's."""
    if skip_comments(state):
        return
    frame = state.frames[-1]
    character = state.text[state.at : state.at + 1]
    if not character:
        end_text(state)
    elif not frame.closer and character in ",}]":
        give_up_tag(state, frame)
    elif frame.closer == "]" and character == "]":
        drop_trailing_comma(state, frame)
        state.close(state.at + 1)
    elif frame.key is not None and character in ",}]":
        give_up_key(state, frame)
    elif character in "}]":
        close_mismatched(state)
    elif character == ",":
        delete_character(state, "A comma stands here without anything before it.")
    elif character == ":":
        delete_character(state, "A colon stands here that belongs to nothing.")
    elif not leave_for_key(state, frame):
        read_odd_value(state)


def mend_separator(state: State) -> None:
    """Deal with what stands where a comma or the end of an object or list is expected."""
    if skip_comments(state):
        return
    frame = state.frames[-1]
    character = state.text[state.at : state.at + 1]
    if not character:
        end_text(state)
    elif character in "}]":
        close_mismatched(state)
    elif leave_for_key(state, frame):
        return
    elif KEY_AHEAD.match(state.text, state.at):
        if frame.closer == "}":
            _insert_comma(state, frame, Expects.KEY)
        else:
            _insert_comma(state, frame, Expects.VALUE)
            open_before_key(state, _NO_BRACE)
    elif frame.closer == "]" and VALUE_AHEAD.match(state.text, state.at):
        _insert_comma(state, frame, Expects.VALUE)
    elif character == ":":
        _read_behind_colon(state, frame)
    else:
        resynchronise(state, "What stands here is neither a comma nor a closing bracket.")


def read_rest(state: State) -> bool:
    """Deal with what follows the closed root; whether the root was opened again to go on."""
    while True:
        skip_comments(state)
        character = state.text[state.at : state.at + 1]
        if character in ("}", "]"):
            if _reopen(state, state.at + 1):
                return True
            delete_closer(state)
        elif not character:
            return False
        elif _reopen(state, state.at):
            return True
        else:
            rest = state.text[state.at :].rstrip()
            span = Span(state.at, state.at + len(rest))
            message = "Text follows the end of the template."
            state.report(message, span, Edit(span, ""), unread=span)
            return False


def _odd_key(state: State) -> ScalarNode | None:
    match state.text[state.at]:
        case '"':
            return read_string(state)
        case "'":
            return read_single_quoted(state)
    found = BARE_KEY.match(state.text, state.at)
    if not found:
        return None
    span = Span(*found.span())
    message = f"The key “{found[0]}” stands without quotes."
    state.report(message, span, Edit(span, encoded(found[0])))
    return ScalarNode(span, found[0], style=ScalarStyle.PLAIN)


def _read_colon(state: State, frame: Frame) -> None:
    key_end = state.at
    skip_comments(state)
    frame.expects = Expects.VALUE
    character = state.text[state.at : state.at + 1]
    if character == ":":
        state.at += 1
    elif character == "=":
        span = Span(state.at, state.at + 1)
        state.report("JSON needs a colon behind a key.", span, Edit(span, ":"))
        state.at += 1
    elif VALUE_AHEAD.match(state.text, state.at) and not KEY_AHEAD.match(state.text, state.at):
        here = Span(key_end, key_end)
        state.report("A colon is missing behind this key.", here, Edit(here, ":"))
    else:
        state.at = key_end
        give_up_key(state, frame)


def _insert_comma(state: State, frame: Frame, expects: Expects) -> None:
    here = Span(state.written, state.written)
    state.report("A comma is missing here.", here, Edit(here, ","))
    frame.expects = expects


def _read_behind_colon(state: State, frame: Frame) -> None:
    """Take the string before a colon for the key that it is, not for a value."""
    last = frame.entries[-1].value if frame.closer == "}" else frame.items[-1]
    if not isinstance(last, ScalarNode) or last.style is not ScalarStyle.DOUBLE:
        delete_character(state, "A colon stands here that belongs to nothing.")
        return
    colon, state.at = state.at, last.span.start
    if frame.closer == "}":
        frame.key = frame.entries.pop().key
        state.written = frame.key.span.end
        give_up_key(state, frame)
        _insert_comma(state, frame, Expects.KEY)
        return
    frame.items.pop()
    if leave_for_key(state, frame):
        return
    if indentation(state.text, last.span.start)[1]:
        state.written = last.span.start
        open_before_key(state, _NO_BRACE)
        return
    found = _REST_OF_ITEM.match(state.text, colon)
    end = colon + len(found[0].rstrip()) if found else colon + 1
    span = Span(last.span.start, end)
    state.report("A key stands in a list.", span, unread=span)
    state.give_up_value(span)


def open_before_key(state: State, message: str) -> None:
    """Open an object before a key that stands where there is none."""
    start = state.at
    here = Span(start, start)
    state.report(message, here, Edit(here, "{"))
    state.open("{", start)
    state.at = state.written = start


def leave_for_key(state: State, frame: Frame) -> bool:
    """Close brackets whose closers are missing, if the key here is aligned with an outer one."""
    if not KEY_AHEAD.match(state.text, state.at):
        return False
    column, leads = indentation(state.text, state.at)
    outer = frame_of_keys(state, column) if leads else None
    if outer is None or outer is frame or not _is_like(state, outer):
        return False
    own = state.column_of(frame)
    if own is not None and own <= column:
        return False
    comma, frame.comma = frame.comma, None
    if comma is not None:
        # The closers belong before the comma, which then parts the outer object's entries.
        state.written = comma
    close_until(state, outer, report=True)
    give_up_key(state, outer)
    if outer.expects is Expects.SEPARATOR and comma is None:
        _insert_comma(state, outer, Expects.KEY)
    outer.expects, outer.comma = Expects.KEY, comma
    return True


def _is_like(state: State, frame: Frame) -> bool:
    """Whether the key here is written with quotes as that object's keys are, or without as they."""
    first = frame.entries[0].key if frame.entries else frame.key
    is_bare = state.text[state.at] not in "\"'"
    return first is not None and is_bare == (first.style is ScalarStyle.PLAIN)


def _reopen(state: State, at: int) -> bool:
    """Open the root again if more keys follow: the bracket that closed it was one too many."""
    found = _GAP.match(text := state.text, at)
    start = found.end() if found else at
    frame = state.root_frame
    if frame is None or state.root is None or not KEY_AHEAD.match(text, start):
        return False
    if state.reopened >= _REOPENINGS:
        return False
    state.reopened += 1
    closer = state.root.span.end - 1
    span = Span(closer, closer + 1)
    state.is_unbalanced = True
    state.report("This “}” closes the template too early.", span, Edit(span, ""))
    frame.expects = Expects.SEPARATOR if frame.entries else Expects.KEY
    state.frames.append(frame)
    state.root = None
    state.root_frame = None
    return True
