"""The compare view: candidate and reference beside each other, partners at one height."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QFont, QKeySequence
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from analysis.highlighting import starts_as_json
from analysis.moved_blocks import Move
from analysis.review import Change, Explanation, Review, Side
from analysis.row_blocks import Row
from analysis.source import Source, Span
from gui.compare import indentation
from gui.compare.explaining import Explaining
from gui.compare.find_bar import FindBar
from gui.compare.folding import align_rows, folds_to_close
from gui.compare.impact_notes import Notes, notes_of
from gui.compare.inside import InsideWindow
from gui.compare.line_bar import LineBar
from gui.compare.marks import find_marks
from gui.compare.moves import Moves, reordered_rows
from gui.compare.noise import Noise, quiet_lines
from gui.compare.paired_lines import NamedLine
from gui.compare.pane import Pane
from gui.compare.panes import SIDES, Panes
from gui.compare.taking import Taking
from gui.compare.text_search import TextSearch
from gui.compare.walking import Walking
from gui.selection import CANDIDATE, REFERENCE
from gui.theme import Theme

_TOGGLE_FOLD, _FOLD_ALL, _UNFOLD_ALL = "Ctrl+Shift+[", "Ctrl+Alt+[", "Ctrl+Alt+]"
_CURSOR_PAUSE_MS = 60
_FOLD_BLOCKS = "Ctrl+Alt+Shift+["


class CompareView(QWidget):
    """Shows both texts aligned; tells typing, chosen places and requests."""

    edited = Signal(object)  # Edit, in code points of the candidate's text before it
    edits_wanted = Signal(str, object)  # a title, tuple[Edit, ...] of the candidate's text
    take_wanted = Signal(object, str)  # tuple[int, ...] of the review's changes, a title
    change_chosen = Signal(int)  # its number in the review
    explanation_wanted = Signal(str, int)  # side, offset
    fix_wanted = Signal(str)  # the finding's id
    place_chosen = Signal(str, int)  # side, offset
    cursor_moved = Signal(int, int)  # line and column, from 1, in the pane that was used last
    finding_chosen = Signal(str)  # the finding's id
    undo_wanted = Signal()
    redo_wanted = Signal()
    open_wanted = Signal(str)  # side
    paste_wanted = Signal(str)  # side
    own_finding_wanted = Signal()  # about the lines that are chosen
    file_order_wanted = Signal()  # rows and moves of both texts, for `show_file_order`

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sources: dict[str, Source | None] = dict.fromkeys(SIDES)
        self._review: Review | None = None
        self._quiet: frozenset[Noise] = frozenset()
        self._is_in_file_order = False
        self._file_order: _FileOrder | None = None
        self._has_typed = self._is_led = False
        self._theme: Theme | None = None
        self._deployed = CANDIDATE
        self._cursor_pause = QTimer(self, singleShot=True, interval=_CURSOR_PAUSE_MS)
        self._editing: tuple[QAction, ...] = ()
        self._panes = Panes()
        self._find = FindBar()
        self._line = LineBar()
        self._search = TextSearch(self._find, self)
        self._walking = Walking(self._panes)
        self._taking = Taking(self._panes, self._walking)
        self._explaining = Explaining(self._panes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._find)
        layout.addWidget(self._line)
        layout.addWidget(self._panes, 1)

        self._connect_sides()
        self._connect_parts()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self._panes.show_theme(theme)
        self._find.show_theme(theme)

    def offer_editing(self, actions: Sequence[QAction]) -> None:
        """Offer commands on top of the candidate's menu."""
        self._editing = tuple(actions)

    def show_sources(self, candidate: Source | None, reference: Source | None) -> None:
        """Show the texts as they stand; what is in sight stays where only parts have changed."""
        former = self._sources
        self._sources = {CANDIDATE: candidate, REFERENCE: reference}
        changed = [
            side
            for side, source in self._sources.items()
            if self._panes.sides[side].show_text(source.text if source else "")
        ]
        if any(_path(former[side]) != _path(self._sources[side]) for side in SIDES):
            self._forget_review()
        if changed:
            self._leave_review()
            self._panes.show_alignment()
        self._panes.show_whether_reference(reference is not None)

    def show_review(self, review: Review) -> None:
        """Show rows and findings, if they are of the texts as they stand."""
        if not self._is_of_these_texts(review):
            return
        self._review = review
        self._walking.show_review(review)
        self._explaining.show_findings(review.findings)
        self._taking.show_review(review, *self._sources.values())
        self._show_rows()
        for side in SIDES:
            text = self._panes.pane(side).mirror.mirrored
            self._panes.show_marks(side, find_marks(review.findings, side, text))
        self._show_notes()

    def show_marking(self, quiet: Collection[Noise], *, in_file_order: bool) -> None:
        """Say which changes are not marked, and whether both texts keep their own order."""
        self._quiet = frozenset(quiet)
        self._is_in_file_order = in_file_order
        self._show_rows()

    def show_file_order(
        self,
        texts: tuple[str, str],
        rows: Sequence[Row],
        moves: Sequence[Move],
    ) -> None:
        """Take both texts' lines in the order of their files, if they are of these texts."""
        self._file_order = _FileOrder(texts, tuple(rows), Moves(tuple(moves)))
        if self._is_in_file_order:
            self._show_rows()

    def show_deployed(self, side: str) -> None:
        """Say what deploying this side would do, over a stack that runs the other."""
        self._deployed = side
        self._show_notes()

    def show_explanation(self, side: str, offset: int, explanation: Explanation | None) -> None:
        """Show what is known of a place that was asked about."""
        self._explaining.show_explanation(side, offset, explanation)

    def choose_span(self, side: str, span: Span) -> None:
        """Mark a span's lines as chosen; scroll to them if none is in sight."""
        pane = self._panes.pane(side)
        mirrored = pane.mirror.mirrored
        if span.end > len(mirrored.text):
            return
        first = pane.mirror.block_of_line(mirrored.line_at(span.start))
        last = pane.mirror.block_of_line(mirrored.line_at(max(span.end - 1, span.start)))
        pane.choose_blocks(min(first, last), max(first, last) + 1)
        if self._has_typed and pane.hasFocus() and not self._is_led:
            return
        if self._is_led or not pane.hasFocus():
            pane.put_cursor(Span(span.start, span.start))
        if not any(first <= line.block <= last for line in pane.lines_in_sight()):
            self._panes.show_place(side, first)

    @contextmanager
    def led(self) -> Iterator[None]:
        """Let what is chosen meanwhile move the cursor: the user asked for it in another view."""
        self._has_typed, self._is_led = False, True
        try:
            yield
        finally:
            self._is_led = False

    def choose_nothing(self, side: str) -> None:
        """Let go of what is marked as chosen on a side."""
        self._panes.pane(side).choose_blocks(0, 0)

    def chosen_lines(self) -> tuple[str, Span]:
        """Return the side that was last used, and the lines that are selected there."""
        return self._panes.active.side, self._panes.active.chosen_lines()

    def find_text(self) -> None:
        """Open the find bar for the pane that was used last."""
        self._search.open_for(self._panes.active)

    def find_next(self) -> None:
        """Go to the next match; ask what to look for while nobody has said so."""
        self._find_on(self._search.go_on)

    def find_previous(self) -> None:
        """Go to the match before."""
        self._find_on(self._search.go_back)

    def replace_text(self) -> None:
        """Open the find bar for the candidate, to replace what is found."""
        self._search.open_for(self._panes.pane(CANDIDATE), to_replace=True)

    def ask_line(self) -> None:
        """Open the bar that takes the number of a line."""
        pane = self._panes.active
        line = pane.mirror.text_line(pane.textCursor().blockNumber())
        self._line.open_bar(line + 1, pane.mirror.mirrored.line_count)

    def toggle_comment(self) -> None:
        """Make comments of the candidate's chosen lines, or take the comment signs away."""
        pane = self._panes.pane(CANDIDATE)
        is_json = starts_as_json(pane.mirror.mirrored.text[:200])
        if self._panes.active is pane and not pane.isReadOnly() and not is_json:
            indentation.toggle_comment(pane.textCursor())

    def go_to_definition(self) -> None:
        """Go to what the name at the cursor names."""
        self._explaining.close()
        self._walking.go_to_definition()

    def show_uses(self) -> None:
        """List where the entity at the cursor is used."""
        self._explaining.close()
        self._walking.show_uses()

    def go_to_other_place(self) -> None:
        """Go to where the moved block at the cursor stands on the other side."""
        self._explaining.close()
        pane = self._panes.active
        line = pane.mirror.text_line(pane.textCursor().blockNumber())
        if not self._walking.go_to_other_place(pane.side, line):
            self._explaining.say(self.tr("No moved block stands here."))

    def explain_here(self) -> None:
        """Explain what stands at the cursor."""
        self._explaining.explain_here()

    def take_change(self) -> None:
        """Take the change at the cursor over from the reference, with what it needs."""
        self._taking.take_run()

    def compare_inside(self) -> None:
        """Show code or JSON inside the values of the change at the cursor, line by line."""
        self._explaining.close()
        if not self._taking.show_inside():
            self._explaining.say(self.tr("No changed code or text of several lines stands here."))

    def next_change(self) -> None:
        """Go to the change after the place in view."""
        self._walking.go_to_change(forward=True)

    def previous_change(self) -> None:
        """Go to the change before the place in view."""
        self._walking.go_to_change(forward=False)

    def fold_all(self) -> None:
        """Close the folds of all that is alike."""
        folds = [fold for fold in self._panes.alignment.folds if fold.is_alike]
        self._panes.set_closed(folds, closed=True)

    def fold_one_sided(self) -> None:
        """Close the folds of long blocks that one side alone has."""
        folds = [fold for fold in self._panes.alignment.folds if not fold.is_alike]
        self._panes.set_closed(folds, closed=True)

    def unfold_all(self) -> None:
        """Open all folds."""
        self._panes.set_closed(self._panes.alignment.folds, closed=False)

    def toggle_fold(self) -> None:
        """Open or close the fold at the cursor, or the one next to it."""
        self._panes.toggle_fold()

    def zoom_in(self) -> None:
        """Write larger."""
        self._panes.zoom(1)

    def zoom_out(self) -> None:
        """Write smaller."""
        self._panes.zoom(-1)

    def show_font(self, font: QFont) -> None:
        """Write both texts in a font; zooming starts from its size."""
        self._panes.show_font(font)

    def zoom_back(self) -> None:
        """Write in the usual size."""
        self._panes.zoom(0)

    def _connect_sides(self) -> None:
        for side in self._panes.sides.values():
            pane = side.pane
            side.gutter.finding_chosen.connect(self.finding_chosen)
            side.gutter.other_place_wanted.connect(partial(self._go_to_other_place, pane.side))
            pane.place_chosen.connect(self._tell_place)
            pane.definition_wanted.connect(self.go_to_definition)
            pane.undo_wanted.connect(self.undo_wanted)
            pane.redo_wanted.connect(self.redo_wanted)
            pane.menu_opened.connect(self._fill_menu)
            # Said once after a while: keys that follow each other must not wait for it.
            pane.cursorPositionChanged.connect(self._cursor_pause.start)
            pane.focused.connect(self._cursor_pause.start)
        self._panes.pane(CANDIDATE).mirror.edited.connect(self._tell_edit)

    def _connect_parts(self) -> None:
        self._cursor_pause.timeout.connect(self._tell_cursor)
        self._panes.invitation.open_wanted.connect(partial(self.open_wanted.emit, REFERENCE))
        self._panes.invitation.paste_wanted.connect(partial(self.paste_wanted.emit, REFERENCE))
        self._panes.folded.connect(self._walking.leave_change)
        self._search.edits_wanted.connect(self.edits_wanted)
        self._line.line_wanted.connect(self._walking.go_to_line)
        self._line.closed.connect(self._return_to_pane)
        self._walking.arrived.connect(self.place_chosen)
        self._walking.told.connect(self._explaining.say)
        self._taking.take_wanted.connect(self.take_wanted)
        self._taking.change_chosen.connect(self.change_chosen)
        self._taking.inside_wanted.connect(self._show_inside)
        self._explaining.explanation_wanted.connect(self.explanation_wanted)
        self._explaining.fix_wanted.connect(self.fix_wanted)
        self._explaining.finding_chosen.connect(self.finding_chosen)

    def _fill_menu(self, menu: QMenu, offset: int) -> None:
        pane = self.sender()
        if isinstance(pane, Pane):
            if self._editing and pane.side == CANDIDATE:
                menu.insertActions(menu.actions()[0], self._editing)
                menu.insertSeparator(menu.actions()[len(self._editing)])
            self._taking.fill_menu(menu, pane.side, offset)
            line = pane.mirror.mirrored.line_at(offset)
            if self._panes.lines.moves.other_place(pane.side, line):
                words = self.tr("Go to where this block stands on the other side")
                menu.addAction(words, partial(self._go_to_other_place, pane.side, line))
        menu.addAction(self.tr("Add finding…"), self.own_finding_wanted.emit)
        menu.addSeparator()
        _add(menu, self.tr("Find…"), QKeySequence.StandardKey.Find, self.find_text)
        _add(menu, self.tr("Go to definition"), "F12", self.go_to_definition)
        _add(menu, self.tr("Show uses"), "Shift+F12", self.show_uses)
        _add(menu, self.tr("Explain what stands here"), "Ctrl+I", self.explain_here)
        menu.addSeparator()
        for text, key, slot in (
            (self.tr("Fold or unfold here"), _TOGGLE_FOLD, self.toggle_fold),
            (self.tr("Fold all that is alike"), _FOLD_ALL, self.fold_all),
            (self.tr("Fold blocks of one side"), _FOLD_BLOCKS, self.fold_one_sided),
            (self.tr("Unfold all"), _UNFOLD_ALL, self.unfold_all),
        ):
            _add(menu, text, key, slot)

    def _show_rows(self) -> None:
        review, sources = self._review, {side: one for side, one in self._sources.items() if one}
        if review is None or len(sources) < len(SIDES):
            return
        rows, kept, moves = review.rows, _renamed_lines(review), reordered_rows(review.rows)
        if self._is_in_file_order:
            ordered = self._file_order
            if ordered is None or ordered.texts != tuple(one.text for one in sources.values()):
                self.file_order_wanted.emit()
                return
            rows, kept, moves = ordered.rows, frozenset(), ordered.moves
        if not rows:
            return
        self._panes.lines.moves = Moves() if Noise.FORMATTING in self._quiet else moves
        self._show_names(review)
        self._taking.show_quiet(self._quiet)
        quiet = quiet_lines(self._taking.placed, sources, self._quiet) if self._quiet else None
        alignment, order = align_rows(rows, kept, quiet)
        alignment.set_closed(folds_to_close(self._panes.alignment, alignment), closed=True)
        self._panes.lay(alignment, order)

    def _show_names(self, review: Review) -> None:
        sides = ((CANDIDATE, review.candidate), (REFERENCE, review.reference))
        self._panes.lines.show_names(
            {side: _names(read, self._sources[side]) for side, read in sides},
        )
        renamed = {(mine, known) for _, mine, known, _ in review.renamed}
        self._panes.lines.show_quiet(self._quiet, renamed)

    def _show_notes(self) -> None:
        if self._review is not None:
            notes = notes_of(self._review, self._taking.placed, self._deployed)
            for side in SIDES:
                self._panes.pane(side).show_notes(notes[side])

    def _leave_review(self) -> None:
        """Forget what holds for the reviewed texts only, until there is a newer review."""
        self._review = None
        self._walking.show_review(None)
        self._taking.show_nothing()
        self._explaining.close()

    def _forget_review(self) -> None:
        self._leave_review()
        self._panes.lay_anew()
        self._panes.lines.show_names({})
        self._panes.lines.moves = Moves()
        for side in SIDES:
            pane = self._panes.pane(side)
            self._panes.show_marks(side, find_marks((), side, pane.mirror.mirrored))
            pane.show_notes(Notes())
            pane.choose_blocks(0, 0)
        self._walking.leave_change()
        self._panes.show_alignment()

    def _is_of_these_texts(self, review: Review) -> bool:
        candidate, reference = self._sources[CANDIDATE], self._sources[REFERENCE]
        if candidate is None or (reference is None) != (review.reference is None):
            return False
        if reference and review.reference and review.reference.sha256 != reference.sha256:
            return False
        return review.candidate.sha256 == candidate.sha256

    def _tell_edit(self, edit: object) -> None:
        self._has_typed = True
        self._leave_review()
        self.edited.emit(edit)

    def _tell_place(self, offset: int) -> None:
        pane = self.sender()
        if isinstance(pane, Pane):
            self._has_typed = False
            self._walking.leave_change()
            self.place_chosen.emit(pane.side, offset)

    def _find_on(self, step: Callable[[], None]) -> None:
        if self._find.isHidden():
            self.find_text()
        else:
            step()

    def _tell_cursor(self) -> None:
        pane = self._panes.active
        offset = pane.mirror.offset_at(pane.textCursor().position())
        mirrored = pane.mirror.mirrored
        self.cursor_moved.emit(mirrored.line_at(offset) + 1, mirrored.column(offset) + 1)

    def _go_to_other_place(self, side: str, line: int) -> None:
        self._walking.go_to_other_place(side, line)

    def _show_inside(self, change: Change) -> None:
        if self._theme is not None:
            InsideWindow(change, self._theme, self).show()

    def _return_to_pane(self) -> None:
        self._panes.active.setFocus()


@dataclass(frozen=True, slots=True)
class _FileOrder:
    """The rows of two texts in the order of their files, and the blocks that moved."""

    texts: tuple[str, str]
    rows: tuple[Row, ...]
    moves: Moves


def _path(source: Source | None) -> str | None:
    return source.path if source else None


def _add(
    menu: QMenu,
    text: str,
    key: str | QKeySequence.StandardKey,
    slot: Callable[[], object],
) -> None:
    menu.addAction(text, slot).setShortcut(QKeySequence(key))


def _names(side: Side | None, source: Source | None) -> Iterable[NamedLine]:
    """Yield a side's entities, as bars of folds name them."""
    if side is None or source is None:
        return
    for entry in side.outline:
        last = source.line(max(entry.span.end - 1, entry.span.start))
        yield NamedLine(entry.line - 1, last, entry.section, entry.logical_id)


def _renamed_lines(review: Review) -> frozenset[int]:
    """Return the lines at which the candidate's renamed entities begin."""
    outline = review.candidate.outline
    return frozenset(entry.line - 1 for entry in outline if entry.change == "rename")
