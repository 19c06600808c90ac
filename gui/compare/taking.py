"""Offers to take changes over from the reference: at the margin, by key, in the menu."""

from collections.abc import Callable, Collection, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from analysis.review import Review
from analysis.source import Source
from gui.compare.inside_texts import inside_texts
from gui.compare.noise import Noise, noise_of
from gui.compare.panes import SIDES, Panes
from gui.compare.pieces import (
    Piece,
    PlacedChange,
    entity_name,
    of_entity,
    of_property,
    pieces,
    place_changes,
    property_name,
    touching,
)
from gui.compare.walking import Walking
from gui.text import caption, one_line

_NAME_LIMIT = 60


class Taking(QObject):
    """Knows the changes of the latest review by their lines."""

    take_wanted = Signal(object, str)  # tuple[int, ...] of the review's changes, a title
    change_chosen = Signal(int)  # its number in the review
    inside_wanted = Signal(object)  # Change, whose texts are to be compared

    def __init__(self, panes: Panes, walking: Walking) -> None:
        super().__init__(panes)
        self._panes = panes
        self._walking = walking
        walking.reached.connect(self._choose_first)
        self.placed: Sequence[PlacedChange] = ()
        panes.connectors.take_wanted.connect(self._take_pieces)

    def show_review(
        self,
        review: Review,
        candidate: Source | None,
        reference: Source | None,
    ) -> None:
        """Offer the changes of a review of these texts."""
        if candidate is None or reference is None:
            self.show_nothing()
            return
        self.placed = place_changes(review, candidate, reference)
        self.show_quiet(())

    def show_quiet(self, quiet: Collection[Noise]) -> None:
        """Leave out of the margin what is not marked."""
        marked = [one for one in self.placed if noise_of(one.change) not in quiet]
        self._panes.connectors.show_pieces(tuple(pieces(marked)))

    def show_nothing(self) -> None:
        """Offer nothing."""
        self.placed = ()
        self._panes.connectors.show_pieces(())

    def take_run(self) -> None:
        """Ask for all changes of the block at the cursor."""
        numbers = self._of_run(self._walking.run_in_view())
        names = dict.fromkeys(property_name(self.placed[number].change) for number in numbers)
        self._take(numbers, next(iter(names)) if len(names) == 1 else self.tr("a block of changes"))

    def show_inside(self) -> bool:
        """Ask to compare what is inside the change at the cursor; return whether there is any."""
        pane = self._panes.active
        line = pane.mirror.text_line(pane.textCursor().blockNumber())
        numbers = touching(self.placed, {pane.side: (line,)})
        numbers += self._of_run(self._walking.run_in_view())
        changes = (self.placed[number].change for number in numbers)
        inside = next((one for one in changes if inside_texts(one)), None)
        if inside is not None:
            self.inside_wanted.emit(inside)
        return inside is not None

    def fill_menu(self, menu: QMenu, side: str, offset: int) -> None:
        """Offer what can be taken over at a place of a side."""
        line = self._panes.pane(side).mirror.mirrored.line_at(offset)
        here = touching(self.placed, {side: (line,)})
        if not here:
            return
        change = self.placed[here[0]].change
        offered = {
            property_name(change): of_property(self.placed, here[0]),
            entity_name(change): of_entity(self.placed, here[0]),
        }
        for number in here:
            inside = self.placed[number].change
            if inside_texts(inside):
                name = one_line(inside.path.rpartition("/")[2], _NAME_LIMIT).replace("&", "&&")
                text = self.tr("Compare what is inside {}").format(name)
                menu.addAction(text, partial(self.inside_wanted.emit, inside))
        menu.addSeparator()
        inner = menu.addMenu(self.tr("Take from the reference, with what it needs"))
        for name, numbers in offered.items():
            words = caption(name, _NAME_LIMIT)
            inner.addAction(words, self._taker(numbers, name))
        at = self._panes.pane(side).mirror.block_of_line(line)
        block = self._of_run(self._walking.run_at(side, at))
        if block:
            text = self.tr("All changes of this block ({})").format(len(block))
            inner.addAction(text, self._taker(block, self.tr("a block of changes")))

    def _of_run(self, run: tuple[int, int] | None) -> tuple[int, ...]:
        """Return the numbers of the changes in stretches without a break."""
        if run is None:
            return ()
        stretches = self._panes.alignment.stretches[run[0] : run[1]]
        lines: dict[str, frozenset[int]] = {}
        for side in SIDES:
            mirror = self._panes.pane(side).mirror
            blocks = range(stretches[0].lines(side)[0], stretches[-1].lines(side)[1])
            lines[side] = frozenset(mirror.text_line(block) for block in blocks)
        return touching(self.placed, lines)

    def _choose_first(self, run: tuple[int, int]) -> None:
        numbers = self._of_run(run)
        if numbers:
            self.change_chosen.emit(self._topmost(numbers))

    def _topmost(self, numbers: Sequence[int]) -> int:
        """Return the number of the change that begins highest."""

        def row(number: int) -> int:
            rows = []
            for side in SIDES:
                lines = self.placed[number].lines(side)
                if lines:
                    block = self._panes.pane(side).mirror.block_of_line(lines.start)
                    rows.append(self._panes.alignment.row_of(side, block))
            return min(rows, default=0)

        return min(numbers, key=row)

    def _take_pieces(self, taken: Sequence[Piece]) -> None:
        numbers = tuple(number for piece in taken for number in piece.changes)
        more = len(taken) - 1
        name = taken[0].name
        self._take(numbers, self.tr("{} and {} more").format(name, more) if more else name)

    def _taker(self, numbers: tuple[int, ...], name: str) -> Callable[[], None]:
        return lambda: self._take(numbers, name)

    def _take(self, numbers: tuple[int, ...], name: str) -> None:
        if numbers:
            self.take_wanted.emit(numbers, self.tr("Take {}").format(one_line(name, _NAME_LIMIT)))
