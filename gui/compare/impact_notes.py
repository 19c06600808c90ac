"""What deploying does, beside the line at which a resource begins, and for the card."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.review import Change, Review
from gui.compare.inside_texts import inside_texts
from gui.compare.pieces import PlacedChange
from gui.impacts import Key, impact_colour, impact_facts, impact_text, impacts_of
from gui.selection import CANDIDATE, REFERENCE

_INSIDE = "{} has text of several lines that differs: Ctrl+Alt+I compares it."
_NOT_NOTED = ("none", "update")


@dataclass(frozen=True, slots=True)
class Note:
    """A few words behind a line, in a colour of the theme, and what there is to say more."""

    text: str
    colour: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of a side by the line of its text, from 0."""

    by_line: Mapping[int, Note] = field(default_factory=dict)

    def at(self, line: int) -> Note | None:
        """Return the note of a line."""
        return self.by_line.get(line)

    def moved(self, first: int, by: int) -> "Notes":
        """Return the notes with those of a line and below moved, as an edit moves lines."""
        return Notes(
            {line + by if line >= first else line: one for line, one in self.by_line.items()},
        )


def notes_of(
    review: Review,
    placed: Sequence[PlacedChange],
    deployed: str,
) -> Mapping[str, Notes]:
    """Return the notes of both sides.

    A resource that both have has its words on the side that is deployed; a changed property has
    no words of its own, only what the card says.
    """
    found: dict[str, dict[int, Note]] = {CANDIDATE: {}, REFERENCE: {}}
    for one in placed:
        facts = tuple(_facts(one.change, deployed))
        for side, lines in found.items() if facts else ():
            for line in one.lines(side)[:1]:
                before = lines.get(line, Note("", "", ()))
                lines[line] = Note("", "", (*before.facts, *facts))
    impacts = impacts_of(review, deployed)
    for side, lines in found.items():
        for line, key in _resources(review, side).items():
            impact = impacts.get(key)
            if impact is None or impact.impact == "none":
                continue
            is_here = side == deployed or not all(key)
            words = impact_text(impact) if is_here and impact.impact not in _NOT_NOTED else ""
            lines[line] = Note(words, impact_colour(impact), impact_facts(impact, deployed))
    return {side: Notes(lines) for side, lines in found.items()}


def _facts(change: Change, deployed: str) -> Iterator[str]:
    """Yield what there is to say of a changed property."""
    if inside_texts(change):
        yield _INSIDE.format(change.path.rpartition("/")[2])
    asked = change.impact if deployed == CANDIDATE else change.reverse_impact
    if asked not in _NOT_NOTED and change.path:
        yield f"A change of {change.path.removeprefix('Properties/')}: {asked}."


def _resources(review: Review, side: str) -> Mapping[int, Key]:
    """Return both names of a side's resources by the line at which each begins."""
    shown = review.candidate if side == CANDIDATE else review.reference
    return {
        entry.line - 1: (entry.logical_id, entry.partner)
        if side == CANDIDATE
        else (entry.partner, entry.logical_id)
        for entry in (shown.outline if shown else ())
        if entry.section == "Resources"
    }
