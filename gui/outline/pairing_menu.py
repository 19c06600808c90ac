"""Pairing entities by hand: what the outline's context menu offers for one."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QMenu

from analysis.review import OutlineEntry, Pairing, Review
from gui.outline.model import OutlineRow
from gui.selection import CANDIDATE
from gui.text import caption

_MOST = 30
Names = tuple[str, str, str]
Act = Callable[[str, str, str], object]


def names_of(row: OutlineRow) -> Names:
    """Return the section and the names on both sides of an entity."""
    if row.entry is None:
        return row.section, "", ""
    mine, partner = row.entry.logical_id, row.entry.partner
    return (row.section, mine, partner) if row.side == CANDIDATE else (row.section, partner, mine)


def partners_for(review: Review, row: OutlineRow) -> list[OutlineEntry]:
    """Return what an entity can be paired with: those alone and of its type come first."""
    other = review.reference if row.side == CANDIDATE else review.candidate
    entry = row.entry
    if other is None or entry is None:
        return []
    found = [
        one
        for one in other.outline
        if one.section == entry.section and one.logical_id != entry.partner
    ]
    found.sort(key=lambda one: (one.type != entry.type, bool(one.partner)))
    return found[:_MOST]


@dataclass(frozen=True, slots=True)
class PairingMenu:
    """What can be done about the pairing of one row."""

    review: Review
    row: OutlineRow
    pairings: tuple[Pairing, ...]

    def fill(self, menu: QMenu, pair: Act, forget: Act) -> None:
        """Offer to pair the entity, to part it, and to forget what was paired by hand."""
        section, candidate, reference = names_of(self.row)
        choose = menu.addMenu(menu.tr("Pair with"))
        for entry in partners_for(self.review, self.row):
            other = entry.logical_id
            is_mine = self.row.side == CANDIDATE
            names = (section, candidate, other) if is_mine else (section, other, reference)
            kind = f" · {entry.type}" if entry.type else ""
            words = caption(f"{other}{kind}", 80)
            choose.addAction(words, _bound(pair, names))
        choose.setEnabled(not choose.isEmpty())
        part = menu.addAction(menu.tr("Part"), _bound(pair, (section, candidate, "")))
        part.setEnabled(bool(candidate and reference))
        menu.addSeparator()
        names = (section, candidate, reference)
        back = menu.addAction(menu.tr("Pair as TwinStack does"), _bound(forget, names))
        back.setEnabled(self._is_by_hand(*names))

    def _is_by_hand(self, section: str, candidate: str, reference: str) -> bool:
        return any(
            one.section == section
            and (
                bool(candidate and one.candidate == candidate)
                or bool(reference and one.reference == reference)
            )
            for one in self.pairings
        )


def _bound(call: Act, names: Names) -> Callable[[], None]:
    def act() -> None:
        call(*names)

    return act
