from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from analysis.edits import Edit, apply_edits
from analysis.findings import Finding, Impact, Place, Severity
from analysis.review import Checked, Review, Side
from analysis.row_blocks import Row, align_in_file_order
from analysis.source import Source, Span
from gui.compare.mirrored_text import LONGEST_LINE, shown
from gui.compare.pane import Pane
from gui.compare.view import CompareView
from gui.selection import CANDIDATE, REFERENCE
from gui.theme import load_theme

ALIKE = "".join(f"  Line{number}: same\n" for number in range(40))
CANDIDATE_TEXT = f"Start: here\nOnly: candidate\n{ALIKE}Engine: mysql\n{ALIKE}End: 1\n"
REFERENCE_TEXT = f"Start: here\n{ALIKE}Engine: postgresql\nNew: a\nNewer: b\n{ALIKE}End: 1\n"


def side(source: Source) -> Side:
    region = Span(0, len(source.text))
    return Side(source.path, "yaml", "yaml", source.sha256, region, (), (), 1, ())


def review_of(
    candidate: Source,
    reference: Source | None,
    findings: tuple[Finding, ...] = (),
) -> Review:
    rows: tuple[Row, ...] = align_in_file_order(candidate, reference) if reference else ()
    other = side(reference) if reference else None
    return Review(side(candidate), other, Checked(), findings, len(findings), 0, rows=rows)


def finding_at(source: Source, words: str) -> Finding:
    start = source.text.index(words)
    line = source.line(start)
    span = Span(start, start + len(words))
    place = Place("X", "Resources/X", line, line, line, words, span)
    return Finding(
        "id1", "rule", "Category", Severity.HIGH, "Engine differs", ("X",), (), (), (place,), (),
        "", "", "", Impact(),
    )  # fmt: skip


class Shown:
    """A view on the screen, with its panes as a user finds them."""

    def __init__(self, view: CompareView, candidate: str, reference: str | None) -> None:
        self.view = view
        self.candidate = Source("c.yaml", candidate)
        self.reference = None if reference is None else Source("r.yaml", reference)
        self.review()
        panes = {str(pane.accessibleName()): pane for pane in view.findChildren(Pane)}
        self.mine, self.known = panes["Candidate"], panes["Reference"]
        view.edited.connect(self.adopt)

    def review(self, findings: tuple[Finding, ...] = ()) -> None:
        self.view.show_sources(self.candidate, self.reference)
        self.view.show_review(review_of(self.candidate, self.reference, findings))

    def adopt(self, edit: Edit) -> None:
        text = apply_edits(self.candidate.text, (edit,))
        self.candidate = Source("c.yaml", text)
        self.view.show_sources(self.candidate, self.reference)

    def displayed(self) -> list[str]:
        document = self.mine.document()
        return [document.findBlockByNumber(n).text() for n in range(document.blockCount())]

    def child(self, name: str) -> QWidget:
        found = self.view.findChild(QWidget, name)
        assert isinstance(found, QWidget)
        return found

    def y_of(self, pane: Pane, words: str) -> float:
        """Return where a line really is painted, by Qt's own account."""
        document = pane.document()
        for number in range(document.blockCount()):
            block = document.findBlockByNumber(number)
            if words in block.text() and block.isVisible():
                place = pane.blockBoundingGeometry(block).translated(pane.contentOffset())
                return place.y() + block.layout().lineAt(0).y()
        raise AssertionError(words)


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[str, str | None], Shown]:
    def make(candidate: str, reference: str | None) -> Shown:
        view = CompareView()
        qtbot.addWidget(view)
        view.show_theme(load_theme("light"))
        view.resize(1000, 600)
        view.show()
        qtbot.waitExposed(view)
        return Shown(view, candidate, reference)

    return make


Show = Callable[[str, str | None], Shown]


@pytest.mark.parametrize(
    "text",
    ["a: 1\nb: 2\n", "a: 1\r\nb: 2", "a\rb\r", "a: 😀\u00a0x\nb\u2028c: 2\n", "\ufeffx\u202ey", ""],
)
@pytest.mark.parametrize("typed", ["z", "\n", "😀", "a\nb"])
def test_typing_gives_edits_that_give_the_shown_text(show: Show, text: str, typed: str) -> None:
    made = show(text, None)
    for move in (QTextCursor.MoveOperation.End, QTextCursor.MoveOperation.Start):
        made.mine.moveCursor(move)
        for letter in typed:
            if letter == "\n":
                QTest.keyClick(made.mine, Qt.Key.Key_Return)
            else:
                made.mine.insertPlainText(letter)
    assert made.displayed() == [shown(line) for line in lines_of(made.candidate.text)]
    expected = typed.replace("\n", Source("", text).newline)
    assert made.candidate.text == expected + text + expected


def lines_of(text: str) -> list[str]:
    source = Source("", text)
    return [source.line_text(line) for line in range(1, source.line_count + 1)]


def test_deleting_over_lines_keeps_the_rest_as_it_is(show: Show) -> None:
    made = show("one\u00a0x\r\ntwo\r\nthree\u2028y\r\n", None)
    cursor = made.mine.textCursor()
    cursor.setPosition(3)
    cursor.setPosition(made.mine.document().findBlockByNumber(2).position() + 2, KEEP)
    made.mine.setTextCursor(cursor)
    QTest.keyClick(made.mine, Qt.Key.Key_Delete)
    assert made.candidate.text == "oneree\u2028y\r\n"


KEEP = QTextCursor.MoveMode.KeepAnchor


def test_pasted_line_separators_become_lines(show: Show) -> None:
    made = show("a\r\n", None)
    data = QMimeData()
    data.setText("x\u2028y\rz\u202e")
    made.mine.insertFromMimeData(data)
    assert made.candidate.text == "x\r\ny\r\nz\u202ea\r\n"
    assert made.displayed() == [shown(line) for line in lines_of(made.candidate.text)]


def test_copying_gives_the_true_text(show: Show) -> None:
    made = show("a\u00a0b\u2028c\u202e", None)
    made.mine.selectAll()
    made.mine.copy()
    assert QGuiApplication.clipboard().text() == "a\u00a0b\u2028c\u202e"


def test_partners_stand_at_one_height(show: Show) -> None:
    made = show(CANDIDATE_TEXT, REFERENCE_TEXT)
    made.view.unfold_all()
    for offset in (0, 7, 300, 650, 2000):
        made.mine.scroll_wanted.emit(offset)
        for words in ("Start", "Engine", "End"):
            if words == "Start" and offset:
                continue
            row = made.mine.lines.alignment
            block = next(n for n, line in enumerate(made.displayed()) if words in line)
            y = row.row_of(CANDIDATE, block) * made.mine.row_height - made.mine.offset
            if 0 <= y < made.mine.viewport().height() - made.mine.row_height:
                assert abs(made.y_of(made.mine, words) - y) < 2
                assert abs(made.y_of(made.known, words) - y) < 2


def test_alike_lines_are_folded_and_a_click_on_the_bar_opens_them(show: Show) -> None:
    made = show(CANDIDATE_TEXT, REFERENCE_TEXT)
    rows = made.mine.lines.alignment.row_count
    assert not made.mine.document().findBlockByNumber(20).isVisible()
    bar_row = made.mine.lines.alignment.row_of(CANDIDATE, 20)
    point = QPoint(60, bar_row * made.mine.row_height + 5)
    QTest.mouseClick(made.mine.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert made.mine.document().findBlockByNumber(20).isVisible()
    assert made.known.document().findBlockByNumber(20).isVisible()
    assert made.mine.lines.alignment.row_count > rows
    made.view.fold_all()
    assert made.mine.lines.alignment.row_count == rows


def test_an_edit_in_an_opened_fold_keeps_it_open_after_the_review(show: Show) -> None:
    made = show(CANDIDATE_TEXT, REFERENCE_TEXT)
    made.view.unfold_all()
    cursor = made.mine.textCursor()
    cursor.setPosition(made.mine.document().findBlockByNumber(20).position())
    made.mine.setTextCursor(cursor)
    QTest.keyClick(made.mine, Qt.Key.Key_X)
    QTest.keyClick(made.mine, Qt.Key.Key_Return)
    made.review()
    assert all(made.mine.document().findBlockByNumber(n).isVisible() for n in range(10, 30))


def test_next_and_previous_change_walk_through_all_of_them(show: Show) -> None:
    made = show(CANDIDATE_TEXT, REFERENCE_TEXT)
    visited = []
    for step in (made.view.next_change, made.view.next_change, made.view.previous_change):
        step()
        visited.append(made.mine.chosen)
    assert visited == [(1, 2), (42, 43), (1, 2)]


def test_find_goes_from_match_to_match(show: Show) -> None:
    made = show(CANDIDATE_TEXT, REFERENCE_TEXT)
    made.mine.setFocus()
    made.view.find_text()
    field = made.view.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "line39:")
    first = made.mine.textCursor().selectionStart()
    assert made.mine.textCursor().selectedText() == "Line39:"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert made.mine.textCursor().selectionStart() > first
    assert made.mine.textCursor().block().isVisible()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()


def test_a_click_on_the_strip_goes_there(show: Show) -> None:
    made = show(CANDIDATE_TEXT, REFERENCE_TEXT)
    made.view.unfold_all()
    strip = made.child("strip")
    assert made.mine.offset == 0
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(8, strip.height() - 4))
    assert made.mine.offset == made.known.offset > 0


def test_a_fix_changes_only_its_lines_and_keeps_the_place(show: Show) -> None:
    made = show(CANDIDATE_TEXT, REFERENCE_TEXT)
    made.view.unfold_all()
    made.mine.scroll_wanted.emit(400)
    cursor = made.mine.textCursor()
    cursor.setPosition(made.mine.document().findBlockByNumber(30).position() + 4)
    made.mine.setTextCursor(cursor)
    offset = made.mine.offset
    changes: list[tuple[int, int, int]] = []
    made.mine.document().contentsChange.connect(lambda *change: changes.append(change))
    text = made.candidate.text.replace("mysql", "postgresql")
    made.candidate = Source("c.yaml", text)
    made.view.show_sources(made.candidate, made.reference)
    assert [removed for _, removed, _ in changes] == [len("my")]
    assert (made.mine.textCursor().blockNumber(), made.mine.offset) == (30, offset)
    made.review()
    assert made.mine.offset == offset


def test_a_finding_is_marked_at_its_line_and_chosen_in_the_margin(show: Show, qtbot: QtBot) -> None:
    made = show(CANDIDATE_TEXT, REFERENCE_TEXT)
    made.review((finding_at(made.candidate, "Engine: mysql"),))
    assert [mark.title for mark in made.mine.marks.at(42)] == ["Engine differs"]
    made.view.choose_span(CANDIDATE, made.mine.marks.at(42)[0].columns)
    row = made.mine.lines.alignment.row_of(CANDIDATE, 42)
    gutter = made.child("candidate margin")
    y = row * made.mine.row_height - made.mine.offset + 3
    with qtbot.waitSignal(made.view.finding_chosen) as told:
        QTest.mouseClick(gutter, Qt.MouseButton.LeftButton, pos=QPoint(6, y))
    assert told.args == ["id1"]


def test_choosing_a_span_scrolls_only_if_it_is_out_of_sight(show: Show) -> None:
    made = show(CANDIDATE_TEXT, REFERENCE_TEXT)
    made.view.unfold_all()
    made.view.choose_span(CANDIDATE, Span(0, 5))
    assert made.mine.offset == 0
    end = made.candidate.text.index("End: 1")
    made.view.choose_span(CANDIDATE, Span(end, end + 3))
    assert made.mine.offset > 0
    assert any(line.block == made.mine.chosen[0] for line in made.mine.lines_in_sight())


def test_choosing_a_folded_span_opens_its_fold(show: Show) -> None:
    made = show(CANDIDATE_TEXT, REFERENCE_TEXT)
    start = made.candidate.text.index("Line20")
    made.view.choose_span(CANDIDATE, Span(start, start + 4))
    assert made.mine.document().findBlockByNumber(made.candidate.line(start) - 1).isVisible()


def test_clicking_tells_the_place(show: Show, qtbot: QtBot) -> None:
    made = show("a: 😀 b\nsecond: 1\n", None)
    with qtbot.waitSignal(made.view.place_chosen) as told:
        point = QPoint(400, made.mine.row_height + 4)
        QTest.mouseClick(made.mine.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert told.args == [CANDIDATE, len("a: 😀 b\nsecond: 1")]


def test_a_very_long_line_is_cut_and_not_edited(show: Show) -> None:
    made = show("a: " + "x" * LONGEST_LINE, None)
    assert made.mine.isReadOnly()
    assert len(made.displayed()[0]) == LONGEST_LINE + 1


def test_the_reference_cannot_be_edited(show: Show) -> None:
    made = show(CANDIDATE_TEXT, REFERENCE_TEXT)
    QTest.keyClick(made.known, Qt.Key.Key_X)
    assert made.known.document().firstBlock().text() == "Start: here"


def test_without_a_reference_there_is_an_invitation(show: Show, qtbot: QtBot) -> None:
    made = show("a: 1\n", None)
    assert not made.known.isVisible()
    button = made.child("open reference")
    assert button.isVisible()
    with qtbot.waitSignal(made.view.open_wanted) as told:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told.args == [REFERENCE]


def test_a_stale_review_changes_nothing(show: Show) -> None:
    made = show(CANDIDATE_TEXT, REFERENCE_TEXT)
    rows = made.mine.lines.alignment.row_count
    other = Source("c.yaml", "other\n")
    made.view.show_review(review_of(other, made.reference))
    assert made.mine.lines.alignment.row_count == rows


def test_zooming_keeps_partners_together(show: Show) -> None:
    made = show(CANDIDATE_TEXT, REFERENCE_TEXT)
    height = made.mine.row_height
    made.view.zoom_in()
    made.view.zoom_in()
    assert made.mine.row_height > height
    assert abs(made.y_of(made.mine, "Engine") - made.y_of(made.known, "Engine")) < 1
    made.view.zoom_back()
    assert made.mine.row_height == height


def test_undo_is_the_windows(show: Show, qtbot: QtBot) -> None:
    made = show("a: 1\n", None)
    with qtbot.waitSignal(made.view.undo_wanted):
        QTest.keyClick(made.mine, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(made.view.redo_wanted):
        modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(made.mine, Qt.Key.Key_Z, modifiers)


def test_tab_indents_by_spaces_and_a_new_line_keeps_the_indentation(show: Show) -> None:
    made = show("a:\n  b: 1\n", None)
    cursor = made.mine.textCursor()
    cursor.setPosition(len("a:\n  b: 1"))
    made.mine.setTextCursor(cursor)
    QTest.keyClick(made.mine, Qt.Key.Key_Return)
    QTest.keyClick(made.mine, Qt.Key.Key_Tab)
    QTest.keyClick(made.mine, Qt.Key.Key_C)
    assert made.candidate.text == "a:\n  b: 1\n    c\n"
    made.mine.selectAll()
    QTest.keyClick(made.mine, Qt.Key.Key_Tab)
    assert made.candidate.text == "  a:\n    b: 1\n      c\n"
    QTest.keyClick(made.mine, Qt.Key.Key_Backtab)
    assert made.candidate.text == "a:\n  b: 1\n    c\n"


def test_marks_move_with_the_lines_above_them(show: Show) -> None:
    made = show(CANDIDATE_TEXT, REFERENCE_TEXT)
    made.review((finding_at(made.candidate, "Engine: mysql"),))
    made.mine.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClick(made.mine, Qt.Key.Key_Return)
    assert [mark.title for mark in made.mine.marks.at(43)] == ["Engine differs"]
    assert not made.mine.marks.at(42)


def test_a_fold_opens_and_closes_by_key(show: Show) -> None:
    made = show(CANDIDATE_TEXT, REFERENCE_TEXT)
    made.mine.setFocus()
    cursor = made.mine.textCursor()
    cursor.setPosition(made.mine.document().findBlockByNumber(4).position())
    made.mine.setTextCursor(cursor)
    hidden = made.mine.document().findBlockByNumber(20)
    for visible in (True, False):
        made.view.toggle_fold()
        assert hidden.isVisible() is visible
