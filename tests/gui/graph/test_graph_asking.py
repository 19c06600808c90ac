"""Questions, several nodes at once, moved nodes and the map: by mouse and keys."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from analysis.layout import GraphLayout, GraphNode, arrange
from gui.graph import GraphView
from gui.graph.asked import Question, answer_text, answer_to
from gui.graph.bar import GraphBar
from gui.graph.form_menu import FormMenu
from gui.graph.look import Emphasis
from gui.graph.minimap import Minimap
from gui.graph.question_menu import QuestionMenu
from tests.gui.graph.drawn import canvas_of, edge_items, made, middle_of, node_items, only, tip_of

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


def lit(view: GraphView) -> set[str]:
    items = node_items(view).items()
    return {name for name, item in items if item.emphasis is not Emphasis.DIMMED}


def words_of(view: GraphView) -> str:
    return " ".join(one.text() for one in view.findChildren(QLabel))


def click(view: GraphView, name: str, key: Qt.KeyboardModifier | None = None) -> None:
    modifier = key or Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(canvas_of(view).viewport(), LEFT, modifier, middle_of(view, name))


def drag(view: GraphView, name: str, by: QPoint) -> None:
    viewport, start = canvas_of(view).viewport(), middle_of(view, name)
    QTest.mousePress(viewport, LEFT, pos=start)
    for step in (1, 2):
        at = start + by * step / 2
        place = viewport.mapToGlobal(at).toPointF()
        kind = QMouseEvent.Type.MouseMove
        none = Qt.KeyboardModifier.NoModifier
        canvas_of(view).mouseMoveEvent(
            QMouseEvent(kind, at.toPointF(), place, Qt.MouseButton.NoButton, LEFT, none)
        )
    QTest.mouseRelease(viewport, LEFT, pos=start + by)


def wide() -> GraphLayout:
    names = [f"R{number}" for number in range(16)]
    placed = arrange(names, list(pairwise(names)))
    nodes = tuple(
        GraphNode(name, "resource", name, "", *placed.corners[name], "candidate", name)
        for name in names
    )
    return GraphLayout(nodes, (), placed.width, placed.height, "candidate")


@pytest.mark.parametrize(
    ("question", "chosen", "expected", "words"),
    [
        (Question.DEPENDENTS, "Key", {"Key", "Group", "Host"}, "2 depend on Key: 1 directly"),
        (Question.DEPENDENTS, "Host", {"Host"}, "Nothing that is drawn depends on Host."),
        (Question.REQUIREMENTS, "Group", {"Group", "Key"}, "Group needs 1 of what is drawn."),
        (Question.IMPORTING, "", {"Host", "Imports/vpc"}, "1 hang on 1 import."),
        (Question.APART, "", {"Alone"}, "1 of them without any dependency."),
    ],
)
def test_an_answer_stands_in_full_light(
    view: GraphView, question: Question, chosen: str, expected: set[str], words: str
) -> None:
    view.choose(chosen)
    view.ask(question)
    assert lit(view) == expected
    assert words in words_of(view)


def test_the_answer_follows_the_choice(view: GraphView) -> None:
    view.choose("Key")
    view.ask(Question.DEPENDENTS)
    view.choose("Host")
    assert lit(view) == {"Host"}


def test_show_everything_ends_a_question(view: GraphView) -> None:
    view.ask(Question.APART)
    button = next(one for one in view.findChildren(QPushButton) if one.isVisible())
    button.click()
    assert len(lit(view)) == 5
    assert not button.isVisible()


def test_letting_go_ends_a_question_about_the_choice(view: GraphView) -> None:
    click(view, "Key")
    view.ask(Question.DEPENDENTS)
    QTest.keyClick(canvas_of(view), Qt.Key.Key_Escape)
    assert len(lit(view)) == 5


def test_control_chooses_several_and_asks_for_the_way_between(view: GraphView) -> None:
    click(view, "Host")
    click(view, "Key", CONTROL)
    assert canvas_of(view).selected == {"Host", "Key"}
    view.ask(Question.BETWEEN)
    assert lit(view) == {"Host", "Group", "Key"}
    assert "1 on the way between them" in words_of(view)
    lines = edge_items(view)
    assert lines["Host", "Group"].emphasis is Emphasis.LIT
    assert lines["Host", "Imports/vpc"].emphasis is Emphasis.DIMMED


def test_the_menu_offers_what_can_be_asked(view: GraphView) -> None:
    menu = only(view, QuestionMenu)
    menu.menu().aboutToShow.emit()
    usable = {one.text(): one.isEnabled() for one in menu.menu().actions() if one.text()}
    assert not usable["What depends on this"]
    assert usable["What hangs on imports"]
    assert not usable["Circular dependencies"]
    click(view, "Key")
    menu.menu().aboutToShow.emit()
    action = next(one for one in menu.menu().actions() if one.text() == "What depends on this")
    assert action.isEnabled()
    action.trigger()
    assert lit(view) == {"Key", "Group", "Host"}


def test_a_cycle_is_spelled_out() -> None:
    graph = replace(made(), cycles=(("Host", "Group", "Host"),))
    answer = answer_to(Question.CIRCULAR, graph, ())
    assert answer_text(Question.CIRCULAR, graph, (), answer) == "Host → Group → Host"


def test_a_finding_lights_up_all_its_nodes(view: GraphView) -> None:
    view.show_finding("f1")
    assert {name for name, item in node_items(view).items() if item.is_found} == {"Group"}
    view.show_finding("")
    assert not any(item.is_found for item in node_items(view).values())


def test_a_double_click_opens_the_lines(view: GraphView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.node_opened) as opened:
        viewport = canvas_of(view).viewport()
        QTest.mouseDClick(viewport, LEFT, pos=middle_of(view, "Key"))
    assert opened.args == ["candidate", "Key"]


def test_a_moved_node_stays_with_its_lines(view: GraphView) -> None:
    before = node_items(view)["Group"].pos()
    start = edge_items(view)["Host", "Group"].path().currentPosition()
    drag(view, "Group", QPoint(40, 60))
    moved = node_items(view)["Group"].pos()
    assert moved.y() > before.y() + 40
    assert edge_items(view)["Host", "Group"].path().currentPosition() == start
    assert edge_items(view)["Host", "Group"].path().elementAt(0).y > start.y()
    view.show_graph(made())
    assert node_items(view)["Group"].pos() == moved


def test_moves_can_be_undone(view: GraphView) -> None:
    before = node_items(view)["Imports/vpc"].pos()
    drag(view, "Imports/vpc", QPoint(20, 80))
    menu = only(view, FormMenu).menu()
    menu.aboutToShow.emit()
    next(one for one in menu.actions() if one.text() == "Put moved boxes back").trigger()
    assert node_items(view)["Imports/vpc"].pos() == before


def test_the_map_shows_itself_while_something_is_out_of_sight(view: GraphView) -> None:
    chart = only(view, Minimap)
    assert not chart.isVisible()
    view.show_graph(wide())
    assert chart.isVisible()
    canvas = canvas_of(view)
    before = canvas.horizontalScrollBar().value()
    QTest.mouseClick(chart, LEFT, pos=QPoint(8, chart.height() // 2))
    assert canvas.horizontalScrollBar().value() < before
    canvas.fit()
    assert not chart.isVisible()


def test_a_wide_graph_starts_at_the_chosen_node(view: GraphView) -> None:
    view.choose("R0")
    view.show_graph(wide())
    canvas = canvas_of(view)
    shown = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    assert shown.contains(node_items(view)["R0"].box)


@pytest.mark.parametrize(("width", "has_words"), [(1200, True), (600, False)])
def test_short_of_room_the_bar_keeps_icons(
    view: GraphView,
    qtbot: QtBot,
    width: int,
    has_words: bool,  # noqa: FBT001 (a case)
) -> None:
    view.resize(width, 600)
    bar = only(view, GraphBar)
    qtbot.waitUntil(lambda: bar.width() == width)
    button = next(one for one in bar.findChildren(QToolButton) if one.text() == "Fit")
    style = button.toolButtonStyle()
    assert (style == Qt.ToolButtonStyle.ToolButtonTextBesideIcon) is has_words
    assert only(bar, QLineEdit).width() >= 110
    assert button.mapTo(bar, button.rect().bottomRight()).x() < width


def test_the_search_completes_names(view: GraphView) -> None:
    completer = only(view, QLineEdit).completer()
    completer.setCompletionPrefix("ro")
    assert completer.currentCompletion() == "Group"


@pytest.mark.parametrize(
    "name", ["A" * 255, "$\\frac{", "\u202eevil", "データベース", "<b>x</b>", ""]
)
def test_any_name_is_painted_and_explained(view: GraphView, name: str) -> None:
    node = GraphNode(name, "resource", name, name, 0, 0, "candidate", name)
    view.show_graph(GraphLayout((node,), (), 170, 34, "candidate"))
    canvas_of(view).grab()
    assert "\u202e" not in tip_of(view, name)
    assert "<b>" not in tip_of(view, name)
    click(view, name)
    view.ask(Question.DEPENDENTS)
    assert "\u202e" not in words_of(view)
