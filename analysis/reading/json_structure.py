"""Brackets of a broken JSON text: which are missing, which are too many, where reading goes on."""

import re

from analysis.edits import Edit
from analysis.reading.json_state import Expects, Frame, State
from analysis.reading.json_tokens import COMMENT, LINE_START, indentation
from analysis.source import Span

_NEXT_LINE = re.compile(r",?\s*[\r\n](?P<indent>[ \t]*)(?:(?P<closer>[}\]])|[^\s}\]])")


def skip_comments(state: State) -> bool:
    """Go on to the next thing that is no comment; whether there were comments."""
    state.skip_space()
    start = state.at
    while found := COMMENT.match(state.text, state.at):
        span = Span(*found.span())
        state.report("A comment stands here; JSON has none.", span, Edit(span, ""))
        state.at = span.end
        state.skip_space()
    return state.at > start


def delete_character(state: State, message: str) -> None:
    """Report that a character has no business where it stands, and go on behind it."""
    span = Span(state.at, state.at + 1)
    state.report(message, span, Edit(span, ""))
    state.at += 1


def delete_closer(state: State) -> None:
    """Report that a closing bracket closes nothing."""
    state.is_unbalanced = True
    delete_character(state, f"This “{state.text[state.at]}” closes nothing.")


def drop_trailing_comma(state: State, frame: Frame) -> None:
    """Report a comma that nothing follows."""
    if frame.comma is not None:
        span = Span(frame.comma, frame.comma + 1)
        message = "A comma stands before the end of its list; JSON allows none."
        state.report(message, span, Edit(span, ""))
        frame.comma = None


def give_up_key(state: State, frame: Frame) -> None:
    """Put an unreadable value for a key that has none."""
    if frame.key is not None:
        end = state.written
        message = f"The key “{frame.key.text}” has no value."
        state.report(message, frame.key.span, unread=Span(frame.key.span.start, end))
        state.give_up_value(Span(end, end))


def give_up_tag(state: State, frame: Frame) -> None:
    """Put an unreadable value for a tag that has none."""
    span = Span(frame.start, frame.start + len(frame.tag))
    state.report(f"The tag {frame.tag} has no value.", span, unread=span)
    state.give_up_value(Span(state.written, state.written))


def end_text(state: State) -> None:
    """Close everything that is still open at the end of the text."""
    state.is_unbalanced = True
    closers: list[str] = []
    end = state.written
    while state.frames:
        frame = state.frames[-1]
        if not frame.closer:
            give_up_tag(state, frame)
            continue
        give_up_key(state, frame)
        drop_trailing_comma(state, frame)
        closers.append(frame.closer)
        state.close(end)
    state.at = len(state.text)
    ends = "bracket" if len(closers) == 1 else f"{len(closers)} brackets"
    verb = "is" if len(closers) == 1 else "are"
    message = f"The text ends where {ends} {verb} still open."
    here = Span(end, end)
    state.report(message, here, Edit(here, "".join(closers)))


def close_until(state: State, keep: Frame, *, report: bool) -> None:
    """Close the brackets inside one, as if their closers stood there."""
    end = state.written
    while state.frames[-1] is not keep:
        frame = state.frames[-1]
        if not frame.closer:
            give_up_tag(state, frame)
            continue
        give_up_key(state, frame)
        drop_trailing_comma(state, frame)
        if report:
            state.is_unbalanced = True
            here = Span(end, end)
            message = f"The closing “{frame.closer}” {_of_what(state)} is missing."
            state.report(message, here, Edit(here, frame.closer))
        state.close(end)


def close_mismatched(state: State) -> None:
    """Deal with a closer that is not the innermost bracket's own.

    If it is that of an enclosing bracket, those between lack theirs; else it is one too many.
    """
    at = state.at
    frame = _frame_closed_at(state, at)
    if frame is None:
        delete_closer(state)
        return
    close_until(state, frame, report=True)
    give_up_key(state, frame)
    drop_trailing_comma(state, frame)
    state.close(at + 1)


def close_by_indentation(state: State) -> bool:
    """Deal with a closer that leads its line, if its indentation contradicts the brackets.

    That is asked for only where the brackets of the text do not match, to find where.
    """
    frame = state.frames[-1]
    width, leads = indentation(state.text, state.at)
    opened = indentation(state.text, frame.start)[0]
    if not leads or not frame.closer or opened == width:
        return False
    if _goes_on_behind(state, frame, opened):
        delete_closer(state)
        return True
    outer = [
        other
        for other in state.frames
        if other.closer == state.text[state.at] and indentation(state.text, other.start)[0] == width
    ]
    if outer:
        close_until(state, outer[-1], report=True)
        return False
    if width < opened:
        return False
    delete_closer(state)
    return True


def _goes_on_behind(state: State, frame: Frame, opened: int) -> bool:
    """Whether the line behind a closer still belongs to the innermost bracket."""
    found = _NEXT_LINE.match(state.text, state.at + 1)
    if not found:
        return False
    column = found.end("indent") - found.start("indent")
    if found["closer"]:
        return column == opened and found["closer"] == frame.closer
    own = state.column_of(frame)
    return column > opened if own is None else column == own


def frame_of_keys(state: State, column: int) -> Frame | None:
    """Return the innermost open object whose keys begin in a column."""
    for frame in reversed(state.frames):
        if frame.closer == "}" and state.column_of(frame) == column:
            return frame
    return None


def resynchronise(state: State, message: str) -> None:
    """Give up what stands here and go on at the next line that fits an open bracket."""
    start = state.at
    goal, stop = _next_fit(state, start + 1)
    span = Span(start, start + len(state.text[start:stop].rstrip()))
    state.report(message, span, unread=span)
    frame = state.frames[-1]
    frame.comma = None
    if frame.key is not None or not frame.closer:
        state.give_up_value(span)
    state.written = max(state.written, span.end)
    if goal is None:
        state.at = stop
        return
    close_until(state, goal, report=False)
    is_key = state.text[stop] not in "}]"
    goal.expects = Expects.KEY if is_key else Expects.SEPARATOR
    state.at = stop


def _next_fit(state: State, start: int) -> tuple[Frame | None, int]:
    """Return the next line that continues or closes an open bracket, by its indentation."""
    objects = [frame for frame in state.frames if frame.closer == "}"]
    columns = [state.column_of(frame) for frame in objects]
    openers = [indentation(state.text, frame.start)[0] for frame in objects]
    aligned = dict(zip(columns, objects, strict=True))
    closing = {
        (indentation(state.text, frame.start)[0], frame.closer): frame for frame in state.frames
    }
    for found in LINE_START.finditer(state.text, start):
        column = found.end("indent") - found.start("indent")
        at = found.end("indent")
        if found["closer"] is not None:
            frame = closing.get((column, state.text[at]))
        elif column in aligned:
            frame = aligned[column]
        else:
            frame = next(
                (
                    frame
                    for frame, own, opened in zip(
                        reversed(objects), reversed(columns), reversed(openers), strict=True
                    )
                    if (opened < column if own is None else own <= column)
                ),
                None,
            )
        if frame is not None:
            return frame, at
    return None, len(state.text)


def _frame_closed_at(state: State, at: int) -> Frame | None:
    closer = state.text[at]
    width, leads = indentation(state.text, at)
    matching = [frame for frame in state.frames if frame.closer == closer]
    aligned = [frame for frame in matching if indentation(state.text, frame.start)[0] == width]
    if leads and aligned:
        return aligned[-1]
    return matching[-1] if matching else None


def _of_what(state: State) -> str:
    frame = state.frames.pop()
    owner = state.owner
    state.frames.append(frame)
    return f"of “{owner}”" if owner else "of the template"
