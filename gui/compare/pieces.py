"""Where the changes of a review stand in both texts, and what of them can be taken at once."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.review import Change, Review
from analysis.source import Source, Span
from gui.selection import CANDIDATE, REFERENCE


@dataclass(frozen=True, slots=True)
class PlacedChange:
    """A change, its number in the review, and the lines of both texts, from 0, that it touches."""

    number: int
    change: Change
    candidate: range
    reference: range

    def lines(self, side: str) -> range:
        """Return the lines of a side, none where that side lacks it."""
        return self.candidate if side == CANDIDATE else self.reference


@dataclass(frozen=True, slots=True)
class Piece:
    """Changes that are taken over together: those of a property, or of an entity as a whole.

    It begins at a line of a side, from 0; `name` says what it is, `Queue / KmsMasterKeyId`.
    """

    name: str
    changes: tuple[int, ...]
    side: str
    line: int
    is_removal: bool


def place_changes(
    review: Review,
    candidate: Source,
    reference: Source,
) -> tuple[PlacedChange, ...]:
    """Return all changes with their lines."""
    return tuple(
        PlacedChange(
            number,
            change,
            _lines(candidate, change.candidate_span),
            _lines(reference, change.reference_span),
        )
        for number, change in enumerate(review.changes)
    )


def pieces(placed: Iterable[PlacedChange]) -> Iterator[Piece]:
    """Yield what can be taken over, property by property."""
    groups: dict[tuple[object, ...], list[PlacedChange]] = {}
    for one in placed:
        groups.setdefault(_property(one.change), []).append(one)
    for group in groups.values():
        first = _first(group)
        if first is not None:
            side, line = first
            yield Piece(
                property_name(group[0].change),
                tuple(one.number for one in group),
                side,
                line,
                all(one.change.operation == "remove" for one in group),
            )


def touching(
    placed: Iterable[PlacedChange],
    lines: Mapping[str, Container[int]],
) -> tuple[int, ...]:
    """Return the numbers of the changes that touch any of these lines of both sides."""
    return tuple(
        one.number
        for one in placed
        if any(line in lines[side] for side in lines for line in one.lines(side))
    )


def of_property(placed: Sequence[PlacedChange], number: int) -> tuple[int, ...]:
    """Return the numbers of all changes to the property that one is of."""
    wanted = _property(placed[number].change)
    return tuple(one.number for one in placed if _property(one.change) == wanted)


def of_entity(placed: Sequence[PlacedChange], number: int) -> tuple[int, ...]:
    """Return the numbers of all changes to the entity that one is of."""
    wanted = _entity(placed[number].change)
    return tuple(one.number for one in placed if _entity(one.change) == wanted)


def entity_name(change: Change) -> str:
    """Return the name of the entity, of the section where there is none."""
    return change.candidate_id or change.reference_id or change.section


def property_name(change: Change) -> str:
    """Return the names of the entity and of its property."""
    steps = _top(change)
    return " / ".join((entity_name(change), *steps[-1:]))


def _entity(change: Change) -> tuple[object, ...]:
    return change.section, change.candidate_id, change.reference_id


def _property(change: Change) -> tuple[object, ...]:
    return *_entity(change), _top(change)


def _top(change: Change) -> tuple[str, ...]:
    """Return the steps to the property, or to the attribute outside Properties."""
    steps = change.path.split("/") if change.path else []
    return tuple(steps[: 2 if steps[:1] == ["Properties"] else 1])


def _first(group: Sequence[PlacedChange]) -> tuple[str, int] | None:
    """Return where a piece begins: in the reference, if anything of it stands there."""
    for side in (REFERENCE, CANDIDATE):
        starts = [one.lines(side).start for one in group if one.lines(side)]
        if starts:
            return side, min(starts)
    return None


def _lines(source: Source, span: Span | None) -> range:
    """Return the lines of a span and of the key before it, where that has a line of its own."""
    if span is None:
        return range(0)
    first = source.line(span.start)
    last = source.line(max(span.end - 1, span.start))
    before = source.text[source.line_span(first).start : span.start]
    if not before.strip(" \t-") and first > 1 and _opens(source.line_text(first - 1)):
        first -= 1
    return range(first - 1, last)


def _opens(line: str) -> bool:
    return line.rstrip().endswith(":")
