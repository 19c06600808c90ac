"""The compare view: candidate and reference beside each other, partners at one height."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollBar, QVBoxLayout, QWidget

from analysis.review import Review
from analysis.source import Source, Span
from gui.compare.alignment import Fold
from gui.compare.connectors import Connectors
from gui.compare.find_bar import FindBar
from gui.compare.folding import align_rows, align_unknown, folds_to_close
from gui.compare.invitation import Invitation
from gui.compare.marks import find_marks
from gui.compare.mirrored_document import MirroredDocument
from gui.compare.paired_lines import NamedLine, PairedLines
from gui.compare.pane import Pane
from gui.compare.side import SideView
from gui.compare.strip import Strip
from gui.compare.text_search import TextSearch
from gui.selection import CANDIDATE, REFERENCE
from gui.theme import Theme, fixed_font

_ROWS_A_NOTCH = 3
_NOTCH = 120
_LEAST_POINTS, _MOST_POINTS = 6.0, 32.0
_TOGGLE_FOLD, _FOLD_ALL, _UNFOLD_ALL = "Ctrl+Shift+[", "Ctrl+Alt+[", "Ctrl+Alt+]"
_SIDES = (CANDIDATE, REFERENCE)


class CompareView(QWidget):
    """Shows both texts aligned; tells typing, chosen places and requests."""

    edited = Signal(object)  # Edit, in code points of the candidate's text before it
    place_chosen = Signal(str, int)  # side, offset
    finding_chosen = Signal(str)  # the finding's id
    undo_wanted = Signal()
    redo_wanted = Signal()
    open_wanted = Signal(str)  # side

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sources: dict[str, Source | None] = dict.fromkeys(_SIDES)
        self._lines = PairedLines(MirroredDocument(self), MirroredDocument(self))
        self._font = fixed_font()
        self._usual_points = self._font.pointSizeF()
        self._has_typed = False
        self._change_row = -1
        self._sides = {side: SideView(side, self._lines) for side in _SIDES}
        self._active = self._sides[CANDIDATE].pane
        self._connectors = Connectors(self._lines)
        self._strip = Strip(self._lines)
        self._bar = QScrollBar(Qt.Orientation.Vertical)
        self._invitation = Invitation()
        self._find = FindBar()
        self._search = TextSearch(self._find, self)
        self._lay_out()

        self._connect_sides()
        self._bar.valueChanged.connect(self._scroll)
        self._strip.scroll_wanted.connect(self._bar.setValue)
        self._invitation.open_wanted.connect(self._ask_for_reference)
        self._add_shortcuts()
        self._show_font()
        self._show_alignment()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        for side in self._sides.values():
            side.show_theme(theme)
        self._connectors.show_theme(theme)
        self._strip.show_theme(theme)
        self._invitation.show_theme(theme)
        self._find.show_theme(theme)

    def show_sources(self, candidate: Source | None, reference: Source | None) -> None:
        """Show the texts as they stand; what is in sight stays where only parts have changed."""
        former = self._sources
        self._sources = {CANDIDATE: candidate, REFERENCE: reference}
        changed = [
            side
            for side, source in self._sources.items()
            if self._sides[side].show_text(source.text if source else "")
        ]
        if any(_path(former[side]) != _path(self._sources[side]) for side in _SIDES):
            self._forget_review()
        if changed or former.keys() != self._sources.keys():
            self._show_alignment()
        self._show_whether_reference(reference is not None)

    def show_review(self, review: Review) -> None:
        """Show rows and findings, if they are of the texts as they stand."""
        if not self._is_of_these_texts(review):
            return
        names, kept = _names(review, self._sources[CANDIDATE])
        self._lines.show_names(names)
        if review.rows:
            self._show_rows(review, kept)
        for side, view in self._sides.items():
            view.show_marks(find_marks(review.findings, side, view.pane.mirror.mirrored))
        self._strip.show_marks(self._sides[CANDIDATE].pane.marks)

    def choose_span(self, side: str, span: Span) -> None:
        """Mark a span's lines as chosen; scroll to them if none is in sight."""
        pane = self._sides[side].pane
        mirrored = pane.mirror.mirrored
        if span.end > len(mirrored.text):
            return
        first = pane.mirror.block_of_line(mirrored.line_at(span.start))
        last = pane.mirror.block_of_line(mirrored.line_at(max(span.end - 1, span.start)))
        pane.choose_blocks(min(first, last), max(first, last) + 1)
        if self._has_typed and pane.hasFocus():
            return
        if not pane.hasFocus():
            pane.put_cursor(Span(span.start, span.start))
        if not any(first <= line.block <= last for line in pane.lines_in_sight()):
            self._open_fold_at(side, first)
            pane.bring_into_sight(first, keep=False)

    def choose_nothing(self, side: str) -> None:
        """Let go of what is marked as chosen on a side."""
        self._sides[side].pane.choose_blocks(0, 0)

    def find_text(self) -> None:
        """Open the find bar for the pane that was used last."""
        self._search.open_for(self._active)

    def next_change(self) -> None:
        """Go to the change after the place in view."""
        self._go_to_change(forward=True)

    def previous_change(self) -> None:
        """Go to the change before the place in view."""
        self._go_to_change(forward=False)

    def fold_all(self) -> None:
        """Close all folds."""
        self._set_closed(self._lines.alignment.folds, closed=True)

    def unfold_all(self) -> None:
        """Open all folds."""
        self._set_closed(self._lines.alignment.folds, closed=False)

    def toggle_fold(self) -> None:
        """Open or close the fold at the cursor, or the one next to it."""
        block = self._active.textCursor().blockNumber()
        index = self._lines.alignment.index_of(self._active.side, block)
        near = (self._lines.alignment.fold_of(index + step) for step in (0, 1, -1))
        fold = next((fold for fold in near if fold), None)
        if fold:
            self._set_closed([fold], closed=not fold.is_closed)

    def zoom_in(self) -> None:
        """Write larger."""
        self._zoom(1)

    def zoom_out(self) -> None:
        """Write smaller."""
        self._zoom(-1)

    def zoom_back(self) -> None:
        """Write in the usual size."""
        self._font.setPointSizeF(self._usual_points)
        self._show_font()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the scroll bar to what is in sight."""
        super().resizeEvent(event)
        self._fit_bar()

    def _lay_out(self) -> None:
        panes = QHBoxLayout()
        panes.setContentsMargins(0, 0, 0, 0)
        panes.setSpacing(0)
        panes.addWidget(self._sides[CANDIDATE], 1)
        panes.addWidget(self._connectors)
        panes.addWidget(self._sides[REFERENCE], 1)
        panes.addWidget(self._invitation, 1)
        panes.addWidget(self._strip)
        panes.addWidget(self._bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._find)
        layout.addLayout(panes, 1)

    def _connect_sides(self) -> None:
        for side in self._sides.values():
            pane = side.pane
            pane.scroll_wanted.connect(self._bar.setValue)
            pane.wheel_turned.connect(self._turn)
            side.gutter.wheel_turned.connect(self._turn)
            side.gutter.finding_chosen.connect(self.finding_chosen)
            pane.place_chosen.connect(self._tell_place)
            pane.unfold_wanted.connect(self._unfold)
            pane.undo_wanted.connect(self.undo_wanted)
            pane.redo_wanted.connect(self.redo_wanted)
            pane.focused.connect(self._make_active)
            pane.menu_opened.connect(self._add_to_menu)
            pane.mirror.documentLayout().documentSizeChanged.connect(self._fit_bar)
        candidate = self._sides[CANDIDATE].pane
        candidate.lines_moved.connect(self._follow_moved_lines)
        candidate.mirror.edited.connect(self._tell_edit)
        one, other = (side.pane.horizontalScrollBar() for side in self._sides.values())
        one.valueChanged.connect(other.setValue)
        other.valueChanged.connect(one.setValue)

    def _add_shortcuts(self) -> None:
        keys = QKeySequence.StandardKey
        for key, slot in (
            (keys.ZoomIn, self.zoom_in),
            (keys.ZoomOut, self.zoom_out),
            ("Ctrl+0", self.zoom_back),
            (_TOGGLE_FOLD, self.toggle_fold),
            (_FOLD_ALL, self.fold_all),
            (_UNFOLD_ALL, self.unfold_all),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _add_to_menu(self, menu: QMenu) -> None:
        menu.addSeparator()
        menu.addAction(self.tr("Find…"), self.find_text)
        menu.addSeparator()
        for text, key, slot in (
            (self.tr("Fold or unfold here"), _TOGGLE_FOLD, self.toggle_fold),
            (self.tr("Fold all that is alike"), _FOLD_ALL, self.fold_all),
            (self.tr("Unfold all"), _UNFOLD_ALL, self.unfold_all),
        ):
            menu.addAction(text, slot).setShortcut(QKeySequence(key))

    def _show_font(self) -> None:
        row = self._bar.value() / self._row_height
        for side in self._sides.values():
            side.show_font(self._font)
        self._fit_bar()
        self._bar.setValue(round(row * self._row_height))

    def _show_whether_reference(self, there_is: bool) -> None:  # noqa: FBT001 (a fact)
        self._sides[REFERENCE].setVisible(there_is)
        self._connectors.setVisible(there_is)
        self._invitation.setVisible(not there_is)

    def _show_rows(self, review: Review, kept: frozenset[int]) -> None:
        former = self._lines.alignment
        anchor = self._anchor()
        alignment, order = align_rows(review.rows, kept)
        alignment.set_closed(folds_to_close(former, alignment), closed=True)
        self._lines.alignment = alignment
        self._sides[REFERENCE].pane.mirror.show_order(order)
        self._show_alignment()
        self._return_to(anchor)

    def _show_alignment(self) -> None:
        last = self._lines.alignment.stretches[-1]
        if (last.candidate_end, last.reference_end) != self._block_counts:
            self._lines.documents[REFERENCE].show_order(None)
            self._lines.alignment = align_unknown(*self._block_counts)
        for side in self._sides.values():
            side.show_alignment()
        self._fit_bar()
        self._scroll(self._bar.value())

    def _forget_review(self) -> None:
        self._lines.documents[REFERENCE].show_order(None)
        self._lines.alignment = align_unknown(*self._block_counts)
        self._lines.show_names(())
        for side in self._sides.values():
            side.show_marks(find_marks((), CANDIDATE, side.pane.mirror.mirrored))
            side.pane.choose_blocks(0, 0)
        self._strip.show_marks(self._sides[CANDIDATE].pane.marks)
        self._change_row = -1
        self._bar.setValue(0)

    def _is_of_these_texts(self, review: Review) -> bool:
        candidate, reference = self._sources[CANDIDATE], self._sources[REFERENCE]
        if candidate is None or (reference is None) != (review.reference is None):
            return False
        if reference and review.reference and review.reference.sha256 != reference.sha256:
            return False
        return review.candidate.sha256 == candidate.sha256

    def _anchor(self) -> tuple[str, int, int] | None:
        """Return a side, a line of its text and the pixel at which it is seen."""
        cursor = self._active.textCursor().blockNumber()
        for pane in (self._active, *(side.pane for side in self._sides.values())):
            seen = list(pane.lines_in_sight())
            for line in (*(one for one in seen if one.block == cursor), *seen):
                if line.y >= 0:
                    return pane.side, pane.mirror.text_line(line.block), line.y
        return None

    def _return_to(self, anchor: tuple[str, int, int] | None) -> None:
        if anchor is None or self._bar.value() == 0:
            return
        side, line, y = anchor
        block = self._lines.documents[side].block_of_line(line)
        self._bar.setValue(self._lines.alignment.row_of(side, block) * self._row_height - y)

    def _go_to_change(self, *, forward: bool) -> None:
        alignment, here = self._lines.alignment, self._row_in_view()
        runs = alignment.changes()
        ahead = [
            run
            for run in (runs if forward else reversed(runs))
            if (alignment.top(run[0]) > here if forward else alignment.top(run[0]) < here)
        ]
        if not ahead:
            return
        first, last = ahead[0]
        for side, view in self._sides.items():
            start = alignment.stretches[first].lines(side)[0]
            end = alignment.stretches[last - 1].lines(side)[1]
            view.pane.choose_blocks(start, end)
            if start < end:
                offset = view.pane.mirror.mirrored.start(view.pane.mirror.text_line(start))
                view.pane.put_cursor(Span(offset, offset))
        row = alignment.top(first)
        self._change_row = row
        seen, top = self._active.viewport().height(), row * self._row_height
        if not self._bar.value() <= top <= self._bar.value() + seen - 3 * self._row_height:
            self._bar.setValue(max(top - seen // 3, 0))

    def _row_in_view(self) -> int:
        if self._change_row >= 0:
            return self._change_row
        block = self._active.textCursor().blockNumber()
        if any(line.block == block for line in self._active.lines_in_sight()):
            return self._lines.alignment.row_of(self._active.side, block)
        return self._bar.value() // self._row_height - 1

    def _unfold(self, index: int) -> None:
        fold = self._lines.alignment.fold_of(index)
        if fold:
            self._set_closed([fold], closed=False)

    def _open_fold_at(self, side: str, block: int) -> None:
        index = self._lines.alignment.index_of(side, block)
        if self._lines.alignment.stretches[index].is_closed:
            self._unfold(index)

    def _set_closed(self, folds: list[Fold], *, closed: bool) -> None:
        anchor = self._anchor()
        self._lines.alignment.set_closed(folds, closed=closed)
        self._change_row = -1
        self._show_alignment()
        self._return_to(anchor)

    def _turn(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(1 if turned > 0 else -1)
            return
        pixels = event.pixelDelta().y() or turned * _ROWS_A_NOTCH * self._row_height // _NOTCH
        self._bar.setValue(self._bar.value() - pixels)

    def _zoom(self, steps: int) -> None:
        points = min(max(self._font.pointSizeF() + steps, _LEAST_POINTS), _MOST_POINTS)
        self._font.setPointSizeF(points)
        self._show_font()

    @property
    def _block_counts(self) -> tuple[int, int]:
        documents = self._lines.documents
        return documents[CANDIDATE].blockCount(), documents[REFERENCE].blockCount()

    @property
    def _row_height(self) -> int:
        return self._active.row_height

    def _fit_bar(self) -> None:
        seen = self._sides[CANDIDATE].pane.viewport().height()
        whole = (self._lines.alignment.row_count + 1) * self._row_height
        self._bar.setRange(0, max(whole - seen, 0))
        self._bar.setPageStep(seen)
        self._bar.setSingleStep(self._row_height)
        self._strip.show_from(self._bar.value(), seen)
        self._fit_sideways()

    def _fit_sideways(self) -> None:
        # A scroll bar under one pane only would leave the other's last row without a partner.
        panes = [side.pane for side in self._sides.values()]
        needed = any(pane.horizontalScrollBar().maximum() > 0 for pane in panes)
        policies = Qt.ScrollBarPolicy
        for pane in panes:
            pane.setHorizontalScrollBarPolicy(
                policies.ScrollBarAlwaysOn if needed else policies.ScrollBarAlwaysOff,
            )

    def _scroll(self, offset: int) -> None:
        for side in self._sides.values():
            side.show_from(offset)
        self._connectors.show_from(offset)
        self._strip.show_from(offset, self._bar.pageStep())

    def _follow_moved_lines(self) -> None:
        self._strip.show_marks(self._sides[CANDIDATE].pane.marks)
        self._show_alignment()

    def _tell_edit(self, edit: object) -> None:
        self._has_typed = True
        self._sides[REFERENCE].pane.viewport().update()
        self._connectors.update()
        self.edited.emit(edit)

    def _tell_place(self, offset: int) -> None:
        pane = self.sender()
        if isinstance(pane, Pane):
            self._has_typed = False
            self._change_row = -1
            self.place_chosen.emit(pane.side, offset)

    def _make_active(self) -> None:
        pane = self.sender()
        if isinstance(pane, Pane):
            self._active = pane

    def _ask_for_reference(self) -> None:
        self.open_wanted.emit(REFERENCE)


def _path(source: Source | None) -> str | None:
    return source.path if source else None


def _names(review: Review, source: Source | None) -> tuple[list[NamedLine], frozenset[int]]:
    """Return the candidate's entities, and the lines at which renamed ones begin."""
    if source is None:
        return [], frozenset()
    outline = review.candidate.outline
    names = [
        NamedLine(
            entry.line - 1,
            source.line(max(entry.span.end - 1, entry.span.start)),
            entry.section,
            entry.logical_id,
        )
        for entry in outline
    ]
    return names, frozenset(entry.line - 1 for entry in outline if entry.change == "rename")
