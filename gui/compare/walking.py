"""Goes through the texts: to changes, lines, definitions and uses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from analysis.review import OutlineEntry, Review, Side
from analysis.source import Span
from gui.compare.panes import SIDES, Panes
from gui.text import caption

_MOST_USES = 40


@dataclass(frozen=True, slots=True)
class Named:
    """An entity, by its path `Section/LogicalId`, that is named at a place, and whether there."""

    path: str
    is_definition: bool


def named_at(side: Side, offset: int, line: Span) -> Named | None:
    """Return the entity that a code point names: one used in its line, or that around it.

    Of several uses in the line it is the nearest one; the line that begins an entity names that.
    """
    around = next((one for one in side.outline if one.span.start <= offset <= one.span.end), None)
    begins_here = around is not None and line.start <= around.span.start <= line.end
    used = [
        (max(start - offset, offset - end, 0), path)
        for path, ends in side.uses.items()
        for start, end in zip(ends[::2], ends[1::2], strict=True)
        if start <= offset <= end or (not begins_here and line.start <= start <= line.end)
    ]
    if used:
        return Named(min(used)[1], is_definition=False)
    return Named(_path(around), is_definition=True) if around else None


def definition_of(side: Side, path: str) -> Span | None:
    """Return where the name of an entity stands."""
    entry = next((entry for entry in side.outline if _path(entry) == path), None)
    return Span(entry.span.start, entry.span.start) if entry else None


def uses_of(side: Side, path: str) -> list[Span]:
    """Return the places that name an entity, in the order of the text."""
    ends = side.uses.get(path, ())
    return sorted(Span(start, end) for start, end in zip(ends[::2], ends[1::2], strict=True))


class Walking(QObject):
    """Moves the cursor of the pane that was used last, and what is in sight with it."""

    arrived = Signal(str, int)  # side, offset: there by the user's wish
    reached = Signal(object)  # the stretches, first and last, of a change that was gone to
    told = Signal(str)  # a sentence for the user

    def __init__(self, panes: Panes) -> None:
        super().__init__(panes)
        self._panes = panes
        self._read: dict[str, Side | None] = dict.fromkeys(SIDES)
        self._change_row = -1
        self._menu = QMenu(panes)

    def show_review(self, review: Review | None) -> None:
        """Take what was read of both texts, None while they are not reviewed."""
        self._read = dict.fromkeys(SIDES)
        if review is not None:
            self._read = dict(zip(SIDES, (review.candidate, review.reference), strict=True))

    def leave_change(self) -> None:
        """Go on from the cursor, not from the change that was gone to last."""
        self._change_row = -1

    def go_to_change(self, *, forward: bool) -> None:
        """Go to the next change before or behind the place in view."""
        alignment, here = self._panes.alignment, self._row_in_view()
        runs = alignment.changes()
        ahead = [
            run
            for run in (runs if forward else reversed(runs))
            if (alignment.top(run[0]) > here if forward else alignment.top(run[0]) < here)
        ]
        if not ahead:
            return
        first, last = ahead[0]
        for side in SIDES:
            pane = self._panes.pane(side)
            start = alignment.stretches[first].lines(side)[0]
            end = alignment.stretches[last - 1].lines(side)[1]
            pane.choose_blocks(start, end)
            if start < end:
                offset = pane.mirror.mirrored.start(pane.mirror.text_line(start))
                pane.put_cursor(Span(offset, offset))
        self._change_row = alignment.top(first)
        self._panes.show_row(self._change_row)
        self.reached.emit(ahead[0])

    def run_in_view(self) -> tuple[int, int] | None:
        """Return the stretches of the change at the cursor, or of that which was gone to last."""
        if self._change_row >= 0:
            return self._run_of(self._panes.alignment.index_at(self._change_row))
        pane = self._panes.active
        return self.run_at(pane.side, pane.textCursor().blockNumber())

    def run_at(self, side: str, block: int) -> tuple[int, int] | None:
        """Return the stretches of the change in which a line of a side stands."""
        return self._run_of(self._panes.alignment.index_of(side, block))

    def go_to_line(self, line: int) -> None:
        """Go to a line of the active pane's text, counted from 1; to the last one beyond."""
        mirrored = self._panes.active.mirror.mirrored
        offset = mirrored.start(min(max(line, 1), mirrored.line_count) - 1)
        self.go_to(self._panes.active.side, Span(offset, offset))

    def go_to_definition(self) -> None:
        """Go from a use at the cursor to what it names, from there to its uses."""
        side, read, named = self._at_cursor()
        if read is None or named is None:
            return
        span = definition_of(read, named.path)
        if named.is_definition or span is None:
            self.show_uses()
        else:
            self.go_to(side, span)

    def show_uses(self) -> None:
        """List the uses of the entity at the cursor; go to one that is alone."""
        side, read, named = self._at_cursor()
        if read is None or named is None:
            return
        spans = uses_of(read, named.path)
        if len(spans) == 1:
            self.go_to(side, spans[0])
        elif spans:
            self._offer(side, spans)
        else:
            name = named.path.partition("/")[2]
            self.told.emit(self.tr("{} is not used in the {}.").format(name, side))

    def go_to_other_place(self, side: str, line: int) -> bool:
        """Go from a line of a moved block to where it stands; return whether it is in one."""
        place = self._panes.lines.moves.other_place(side, line)
        if place is None:
            return False
        other, there = place
        offset = self._panes.pane(other).mirror.mirrored.start(there)
        self.go_to(other, Span(offset, offset))
        return True

    def go_to(self, side: str, span: Span) -> None:
        """Select a span of a side, in sight, and choose what stands there."""
        self._panes.go_to(side, span)
        self._change_row = -1
        self.arrived.emit(side, span.start)

    def _at_cursor(self) -> tuple[str, Side | None, Named | None]:
        pane = self._panes.active
        read = self._read[pane.side]
        offset = pane.mirror.offset_at(pane.textCursor().position())
        mirrored = pane.mirror.mirrored
        number = mirrored.line_at(offset)
        line = Span(mirrored.start(number), mirrored.start(number) + len(mirrored.line(number)))
        return pane.side, read, named_at(read, offset, line) if read else None

    def _offer(self, side: str, spans: Sequence[Span]) -> None:
        pane = self._panes.pane(side)
        mirrored = pane.mirror.mirrored
        self._menu.clear()
        for span in spans[:_MOST_USES]:
            line = mirrored.line_at(span.start)
            words = caption(mirrored.line(line).strip(), 80)
            action = self._menu.addAction(f"{line + 1}   {words}")
            action.triggered.connect(self._goer(side, span))
        if len(spans) > _MOST_USES:
            more = self.tr("{} more").format(len(spans) - _MOST_USES)
            self._menu.addAction(more).setEnabled(False)
        place = pane.cursorRect().bottomLeft()
        self._menu.popup(pane.viewport().mapToGlobal(QPoint(place.x(), place.y())))

    def _goer(self, side: str, span: Span) -> Callable[[], None]:
        return lambda: self.go_to(side, span)

    def _run_of(self, index: int) -> tuple[int, int] | None:
        runs = self._panes.alignment.changes()
        return next((run for run in runs if run[0] <= index < run[1]), None)

    def _row_in_view(self) -> int:
        if self._change_row >= 0:
            return self._change_row
        panes = self._panes
        if panes.active.textCursor().atStart():
            return -1
        block = panes.active.textCursor().blockNumber()
        if any(line.block == block for line in panes.active.lines_in_sight()):
            return panes.alignment.row_of(panes.active.side, block)
        return panes.bar.value() // panes.row_height - 1


def _path(entry: OutlineEntry) -> str:
    return f"{entry.section}/{entry.logical_id}"
