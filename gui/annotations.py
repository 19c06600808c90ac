"""What the reviewer says about a pair beside the texts; each change of it is a step of undo."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtGui import QUndoCommand

from analysis.findings import Decision, OwnFinding, State, Wording
from analysis.review import Pairing


@dataclass(frozen=True, slots=True)
class Annotations:
    """Decisions, notes and words by the finding's id, own findings, and pairings by hand."""

    decisions: Mapping[str, Decision] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    own: tuple[OwnFinding, ...] = ()
    pairings: tuple[Pairing, ...] = ()
    wordings: Mapping[str, Wording] = field(default_factory=dict)

    def with_wording(self, finding_id: str, wording: Wording) -> "Annotations":
        """Return these with other words for a finding; none of them leaves its own."""
        wordings = {**self.wordings, finding_id: wording}
        kept = {name: one for name, one in wordings.items() if one != Wording()}
        return replace(self, wordings=kept)

    def with_decisions(self, decisions: Mapping[str, Decision]) -> "Annotations":
        """Return these with other decisions on some findings; open ones are none."""
        said = {**self.decisions, **decisions}
        kept = {name: one for name, one in said.items() if one.state is not State.OPEN}
        return replace(self, decisions=kept)

    def with_note(self, finding_id: str, note: str) -> "Annotations":
        """Return these with another note on a finding; an empty one is none."""
        notes = {**self.notes, finding_id: note}
        return replace(self, notes={name: text for name, text in notes.items() if text})

    def with_own(self, own: OwnFinding) -> "Annotations":
        """Return these with an own finding, in the place of the one with its id."""
        if any(one.id == own.id for one in self.own):
            return replace(self, own=tuple(own if one.id == own.id else one for one in self.own))
        return replace(self, own=(*self.own, own))

    def without_own(self, finding_id: str) -> "Annotations":
        """Return these without an own finding and what was said about it."""
        kept = self.with_decisions({finding_id: Decision()}).with_note(finding_id, "")
        return replace(kept, own=tuple(one for one in self.own if one.id != finding_id))

    def with_pairing(self, pairing: Pairing) -> "Annotations":
        """Return these with a pairing, in the place of those that speak of the same entities."""
        kept = tuple(one for one in self.pairings if not _is_same_entity(one, pairing))
        return replace(self, pairings=(*kept, pairing))

    def without_pairings(self, section: str, candidate: str, reference: str) -> "Annotations":
        """Return these without any pairing by hand of an entity."""
        named = Pairing(section, candidate, reference)
        kept = tuple(one for one in self.pairings if not _is_same_entity(one, named))
        return replace(self, pairings=kept)


class AnnotationsChange(QUndoCommand):
    """One change of the annotations, kept as what was said before and after it."""

    def __init__(
        self,
        title: str,
        before: Annotations,
        after: Annotations,
        put: Callable[[Annotations], None],
    ) -> None:
        super().__init__(title)
        self._before = before
        self._after = after
        self._put = put

    def redo(self) -> None:
        """Say it."""
        self._put(self._after)

    def undo(self) -> None:
        """Take it back."""
        self._put(self._before)


def _is_same_entity(one: Pairing, other: Pairing) -> bool:
    if one.section != other.section:
        return False
    same_candidate = bool(one.candidate) and one.candidate == other.candidate
    same_reference = bool(one.reference) and one.reference == other.reference
    return same_candidate or same_reference
