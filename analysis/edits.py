"""Edits of a text: the only code that changes one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.source import Span


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replaces a span of a text; an empty span inserts, an empty text deletes."""

    span: Span
    text: str


class OverlapError(ValueError):
    """Two edits claim the same stretch of the text."""


def overlapping(edits: Iterable[Edit]) -> tuple[Edit, Edit] | None:
    """Return the first two edits whose spans share a code point, or None.

    Insertions at one offset do not overlap: they stand there in the order given.
    """
    ordered = sorted(edits, key=lambda edit: edit.span)
    for before, after in pairwise(ordered):
        if after.span.start < before.span.end:
            return before, after
    return None


def touching(edits: Iterable[Edit], others: Sequence[Edit]) -> bool:
    """Whether one of some edits overlaps one of others, or ends where that begins.

    What two deletions side by side leave over may be an object without entries, which neither
    would.
    """
    return any(
        one.span.start <= other.span.end and other.span.start <= one.span.end
        for one in edits
        for other in others
    )


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Return the text with all edits made; spans are those of the text before any of them.

    Raises OverlapError where two edits overlap, ValueError where one lies outside the text.
    """
    clash = overlapping(edits)
    if clash:
        message = f"edits overlap at {clash[1].span.start}"
        raise OverlapError(message)
    if any(not 0 <= edit.span.start <= edit.span.end <= len(text) for edit in edits):
        message = "an edit lies outside the text"
        raise ValueError(message)
    pieces: list[str] = []
    at = 0
    for edit in _in_order(edits):
        pieces += (text[at : edit.span.start], edit.text)
        at = edit.span.end
    pieces.append(text[at:])
    return "".join(pieces)


def invert(text: str, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return the edits that turn `apply_edits(text, edits)` back into the text."""
    inverse: list[Edit] = []
    shift = 0
    for edit in _in_order(edits):
        start = edit.span.start + shift
        inverse.append(
            Edit(Span(start, start + len(edit.text)), text[edit.span.start : edit.span.end]),
        )
        shift += len(edit.text) - (edit.span.end - edit.span.start)
    return _joined(inverse)


def in_turn(steps: Iterable[Sequence[Edit]]) -> tuple[tuple[Edit, ...], ...]:
    """Return sets of edits of one text as they are made one set after the other.

    No edit may touch one of another set.
    """
    made: list[Edit] = []
    found: list[tuple[Edit, ...]] = []
    for edits in steps:
        found.append(tuple(Edit(one.span.shifted(_growth(made, one)), one.text) for one in edits))
        made += edits
    return tuple(found)


def _growth(made: Iterable[Edit], edit: Edit) -> int:
    """Return how much longer the text before an edit has become."""
    before = (one for one in made if one.span < edit.span)
    return sum(len(one.text) - (one.span.end - one.span.start) for one in before)


def replacement(old: str, new: str) -> Edit | None:
    """Return the edit that turns a text into another, without what they begin and end with."""
    if old == new:
        return None
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    rest = shorter - start
    end = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    return Edit(Span(start, len(old) - end), new[start : len(new) - end])


def _in_order(edits: Sequence[Edit]) -> list[Edit]:
    # A stable sort keeps insertions at one offset in the order in which they were given.
    return sorted(edits, key=lambda edit: edit.span)


def _joined(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    # Neighbours that touch become one edit: sorting could otherwise swap two restored stretches.
    joined: list[Edit] = []
    for edit in edits:
        if joined and joined[-1].span.end == edit.span.start:
            last = joined.pop()
            edit = Edit(Span(last.span.start, edit.span.end), last.text + edit.text)  # noqa: PLW2901
        joined.append(edit)
    return tuple(joined)
