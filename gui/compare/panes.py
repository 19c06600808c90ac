"""Both panes in step: one offset, one set of folds, one font."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QWidget

from analysis.source import Span
from gui.compare.alignment import Alignment, Fold
from gui.compare.connectors import Connectors
from gui.compare.folding import align_unknown
from gui.compare.invitation import Invitation
from gui.compare.marks import Marks
from gui.compare.mirrored_document import MirroredDocument
from gui.compare.paired_lines import PairedLines
from gui.compare.pane import Pane
from gui.compare.side import SideView
from gui.compare.strip import Strip
from gui.selection import CANDIDATE, REFERENCE
from gui.theme import Theme, fixed_font

SIDES = (CANDIDATE, REFERENCE)
_ROWS_A_NOTCH = 3
_NOTCH = 120
_LEAST_POINTS, _MOST_POINTS = 6.0, 32.0
_CONTEXT_BELOW = 3


class Panes(QWidget):
    """Places the two sides, what joins them and what scrolls them."""

    folded = Signal()  # folds were opened or closed, by the user
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = PairedLines(MirroredDocument(self), MirroredDocument(self))
        self.sides = {side: SideView(side, self.lines) for side in SIDES}
        self.active = self.sides[CANDIDATE].pane
        self.connectors = Connectors(self.lines)
        self.strip = Strip(self.lines)
        self.bar = QScrollBar(Qt.Orientation.Vertical)
        self.invitation = Invitation()
        self._font = fixed_font()
        self._usual_points = self._font.pointSizeF()
        self._lay_out()

        self._connect_sides()
        self.bar.valueChanged.connect(self._scroll)
        self.strip.scroll_wanted.connect(self.bar.setValue)
        self._show_font()
        self.show_alignment()

    @property
    def alignment(self) -> Alignment:
        """Where the lines of both sides stand."""
        return self.lines.alignment

    @property
    def row_height(self) -> int:
        """The height of a row in pixels."""
        return self.active.row_height

    def pane(self, side: str) -> Pane:
        """Return the pane of a side."""
        return self.sides[side].pane

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        for side in self.sides.values():
            side.show_theme(theme)
        self.connectors.show_theme(theme)
        self.strip.show_theme(theme)
        self.invitation.show_theme(theme)

    def show_font(self, font: QFont) -> None:
        """Write both texts in a font; zooming starts from its size."""
        self._font = QFont(font)
        self._usual_points = self._font.pointSizeF()
        self._show_font()

    def show_whether_reference(self, there_is: bool) -> None:  # noqa: FBT001 (a fact)
        """Show the reference's side, or the invitation to open one."""
        self.sides[REFERENCE].setVisible(there_is)
        self.connectors.setVisible(there_is)
        self.invitation.setVisible(not there_is)

    def show_marks(self, side: str, marks: Marks) -> None:
        """Mark findings of a side."""
        self.sides[side].show_marks(marks)
        if side == CANDIDATE:
            self.strip.show_marks(marks)

    def lay(self, alignment: Alignment, order: Sequence[int] | None) -> None:
        """Put the lines where an alignment says; what is in sight stays in sight."""
        anchor = self._anchor()
        self.lines.alignment = alignment
        self.pane(REFERENCE).mirror.show_order(order)
        self.show_alignment()
        self._return_to(anchor)

    def lay_anew(self) -> None:
        """Forget what is aligned; show both texts from the top."""
        self.lines.documents[REFERENCE].show_order(None)
        self.lines.alignment = align_unknown(*self._block_counts)
        self.bar.setValue(0)

    def show_alignment(self) -> None:
        """Put each line in its row; an alignment that does not cover the texts is given up."""
        self._align()
        self.strip.show_alignment()

    def _align(self) -> None:
        last = self.alignment.stretches[-1]
        if (last.candidate_end, last.reference_end) != self._block_counts:
            self.lines.documents[REFERENCE].show_order(None)
            self.lines.alignment = align_unknown(*self._block_counts)
        for side in self.sides.values():
            side.show_alignment()
        self.connectors.show_alignment()
        self._fit_bar()
        self._scroll(self.bar.value())

    def show_place(self, side: str, block: int) -> None:
        """Bring a line into sight, out of a fold if need be, unless it is."""
        pane = self.pane(side)
        if not any(line.block == block for line in pane.lines_in_sight()):
            self.open_fold_at(side, block)
            pane.bring_into_sight(block, keep=False)

    def show_row(self, row: int) -> None:
        """Bring a row and some below it into sight, unless they are."""
        seen, top = self.active.viewport().height(), row * self.row_height
        if (
            not self.bar.value()
            <= top
            <= self.bar.value() + seen - _CONTEXT_BELOW * self.row_height
        ):
            self.bar.setValue(max(top - seen // 3, 0))

    def go_to(self, side: str, span: Span) -> None:
        """Put the cursor on a span, in sight, and type there from now on."""
        pane = self.pane(side)
        pane.put_cursor(span)
        pane.show_cursor()
        pane.setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle_fold(self) -> None:
        """Open or close the fold at the cursor, or the one next to it."""
        block = self.active.textCursor().blockNumber()
        index = self.alignment.index_of(self.active.side, block)
        near = (self.alignment.fold_of(index + step) for step in (0, 1, -1))
        fold = next((fold for fold in near if fold), None)
        if fold:
            self.set_closed([fold], closed=not fold.is_closed)

    def set_closed(self, folds: Sequence[Fold], *, closed: bool) -> None:
        """Close or open folds; what is in sight stays in sight."""
        anchor = self._anchor()
        self.alignment.set_closed(folds, closed=closed)
        self.folded.emit()
        self.show_alignment()
        self._return_to(anchor)

    def open_fold_at(self, side: str, block: int) -> None:
        """Open the fold that hides a line."""
        index = self.alignment.index_of(side, block)
        if self.alignment.stretches[index].is_closed:
            self._unfold(index)

    def zoom(self, steps: int) -> None:
        """Write larger or smaller by so many points, in the usual size for 0."""
        points = self._font.pointSizeF() + steps if steps else self._usual_points
        self._font.setPointSizeF(min(max(points, _LEAST_POINTS), _MOST_POINTS))
        self._show_font()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the scroll bar to what is in sight."""
        super().resizeEvent(event)
        self._fit_bar()
        self.resized.emit()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sides[CANDIDATE], 3)
        layout.addWidget(self.connectors)
        layout.addWidget(self.sides[REFERENCE], 3)
        layout.addWidget(self.invitation, 2)
        layout.addWidget(self.strip)
        layout.addWidget(self.bar)

    def _connect_sides(self) -> None:
        for side in self.sides.values():
            pane = side.pane
            pane.scroll_wanted.connect(self.bar.setValue)
            pane.wheel_turned.connect(self._turn)
            side.gutter.wheel_turned.connect(self._turn)
            pane.unfold_wanted.connect(self._unfold)
            pane.focused.connect(self._make_active)
            pane.mirror.documentLayout().documentSizeChanged.connect(self._fit_bar)
        self.connectors.wheel_turned.connect(self._turn)
        self.pane(CANDIDATE).lines_moved.connect(self._follow_moved_lines)
        self.pane(CANDIDATE).mirror.edited.connect(self._follow_edit)
        one, other = (side.pane.horizontalScrollBar() for side in self.sides.values())
        one.valueChanged.connect(other.setValue)
        other.valueChanged.connect(one.setValue)

    @property
    def _block_counts(self) -> tuple[int, int]:
        documents = self.lines.documents
        return documents[CANDIDATE].blockCount(), documents[REFERENCE].blockCount()

    def _anchor(self) -> tuple[str, int, int] | None:
        """Return a side, a line of its text and the pixel at which it is seen."""
        cursor = self.active.textCursor().blockNumber()
        for pane in (self.active, *(side.pane for side in self.sides.values())):
            seen = list(pane.lines_in_sight())
            for line in (*(one for one in seen if one.block == cursor), *seen):
                if line.y >= 0:
                    return pane.side, pane.mirror.text_line(line.block), line.y
        return None

    def _return_to(self, anchor: tuple[str, int, int] | None) -> None:
        if anchor is None or self.bar.value() == 0:
            return
        side, line, y = anchor
        block = self.lines.documents[side].block_of_line(line)
        self.bar.setValue(self.alignment.row_of(side, block) * self.row_height - y)

    def _unfold(self, index: int) -> None:
        fold = self.alignment.fold_of(index)
        if fold:
            self.set_closed([fold], closed=False)

    def _turn(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if turned > 0 else -1)
            return
        pixels = event.pixelDelta().y() or turned * _ROWS_A_NOTCH * self.row_height // _NOTCH
        self.bar.setValue(self.bar.value() - pixels)

    def _show_font(self) -> None:
        row = self.bar.value() / self.row_height
        for side in self.sides.values():
            side.show_font(self._font)
        self._fit_bar()
        self.bar.setValue(round(row * self.row_height))
        # The rows are of another height even where the first one stays on top.
        self._scroll(self.bar.value())

    def _fit_bar(self) -> None:
        seen = self.pane(CANDIDATE).viewport().height()
        whole = (self.alignment.row_count + 1) * self.row_height
        self.bar.setRange(0, max(whole - seen, 0))
        self.bar.setPageStep(seen)
        self.bar.setSingleStep(self.row_height)
        self.strip.show_from(self.bar.value(), seen)
        self._fit_sideways()

    def _fit_sideways(self) -> None:
        # A scroll bar under one pane only would leave the other's last row without a partner.
        panes = [side.pane for side in self.sides.values()]
        needed = any(pane.horizontalScrollBar().maximum() > 0 for pane in panes)
        policies = Qt.ScrollBarPolicy
        policy = policies.ScrollBarAlwaysOn if needed else policies.ScrollBarAlwaysOff
        for pane in panes:
            # Qt lays a pane out anew even where the policy is what it was.
            if pane.horizontalScrollBarPolicy() != policy:
                pane.setHorizontalScrollBarPolicy(policy)

    def _scroll(self, offset: int) -> None:
        for side in self.sides.values():
            side.show_from(offset)
        self.connectors.show_from(offset)
        self.strip.show_from(offset, self.bar.pageStep())

    def _follow_moved_lines(self) -> None:
        self._align()
        self.strip.follow_edit(self.pane(CANDIDATE).marks)

    def _follow_edit(self) -> None:
        # The partner's words change with those of the line; what moves lines shows all anew.
        known = self.pane(REFERENCE)
        y = self.pane(CANDIDATE).y_of(self.pane(CANDIDATE).textCursor().blockNumber())
        known.viewport().update(known.row_rect(y))
        self.connectors.update()

    def _make_active(self) -> None:
        pane = self.sender()
        if isinstance(pane, Pane):
            self.active = pane
