"""Frames, orientation and the card of uses: by mouse and menu."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QToolButton
from pytestqt.qtbot import QtBot

from analysis.layout import EdgeUse, GraphFrame, GraphLayout, GraphWish
from gui.graph import GraphView
from gui.graph.count_item import CountItem
from gui.graph.form_menu import FormMenu
from gui.graph.frame_item import FrameItem
from gui.graph.question_menu import QuestionMenu
from gui.graph.uses_card import UsesCard
from tests.gui.graph.drawn import canvas_of, made, middle_of, node_items, only

LEFT = Qt.MouseButton.LeftButton


def framed() -> GraphLayout:
    graph = made()
    box = (-20.0, -30.0, graph.width + 60, graph.height + 60)
    frame = GraphFrame("service", "EC2", *box, ("Host", "Group"))
    uses = (EdgeUse("Ref", "Resources/Host/Properties/A", 7, 40), EdgeUse("Ref", "R/H/B", 9, 60))
    edges = tuple(
        replace(edge, uses=uses) if edge.target == "Group" else edge for edge in graph.edges
    )
    return replace(graph, edges=edges, frames=(frame,))


def form(view: GraphView, text: str) -> QAction:
    actions = only(view, FormMenu).menu().actions()
    return next(action for action in actions if action.text() == text)


def items(view: GraphView, kind: type[FrameItem]) -> list[FrameItem]:
    return [item for item in canvas_of(view).scene().items() if isinstance(item, kind)]


@pytest.mark.parametrize(
    ("text", "frames", "orientation"),
    [
        ("Frames by service", "service", "right"),
        ("Frames by VPC and subnet", "network", "right"),
        ("Dependencies below", "none", "down"),
    ],
)
def test_another_form_is_asked_for(
    view: GraphView, qtbot: QtBot, text: str, frames: str, orientation: str
) -> None:
    with qtbot.waitSignal(view.graph_wanted) as wanted:
        form(view, text).trigger()
    wish = GraphWish(frames=frames, orientation=orientation)
    assert [replace(one, side="candidate", kinds=()) for one in wanted.args or ()] == [wish]


def test_a_frame_reaches_around_what_is_moved_out_of_it(view: GraphView) -> None:
    view.show_graph(framed())
    (frame,) = items(view, FrameItem)
    node = node_items(view)["Group"]
    node.setPos(node.pos() + QPoint(0, 400))
    canvas_of(view)._scene.follow(["Group"])  # noqa: SLF001 (a drag of the mouse, made short)
    assert frame.boundingRect().contains(node.box)


def test_moved_boxes_go_back_when_the_form_changes(view: GraphView) -> None:
    view.show_graph(framed())
    node = node_items(view)["Group"]
    laid = node.pos()
    node.setPos(laid + QPoint(0, 90))
    canvas_of(view)._scene.follow(["Group"])  # noqa: SLF001
    view.show_graph(framed())
    assert node_items(view)["Group"].pos() != laid
    view.show_graph(made())
    assert node_items(view)["Group"].pos() == laid


def test_a_line_of_several_uses_shows_their_count(view: GraphView) -> None:
    assert not [one for one in canvas_of(view).scene().items() if isinstance(one, CountItem)]
    view.show_graph(framed())
    assert [one for one in canvas_of(view).scene().items() if isinstance(one, CountItem)]


def test_an_import_lists_its_uses_and_leads_to_their_lines(view: GraphView, qtbot: QtBot) -> None:
    use = EdgeUse("ImportValue", "Resources/Host/Properties/VpcId/Fn::ImportValue", 12, 99)
    graph = made()
    edges = tuple(
        replace(edge, uses=(use,)) if edge.kind == "ImportValue" else edge for edge in graph.edges
    )
    view.show_graph(replace(graph, edges=edges))
    card = only(view, UsesCard)
    QTest.mouseClick(canvas_of(view).viewport(), LEFT, pos=middle_of(view, "Imports/vpc"))
    assert card.isVisible()
    assert [place.words for place in card.places] == ["line 12 · Host · VpcId"]
    rows = only(card, QListView)
    with qtbot.waitSignal(view.place_opened) as opened:
        QTest.mouseClick(
            rows.viewport(), LEFT, pos=rows.visualRect(rows.model().index(0, 0)).center()
        )
    assert opened.args == ["candidate", 99]
    only(card, QToolButton).click()
    assert not card.isVisible()


def test_uses_of_another_node_are_listed_on_request(view: GraphView) -> None:
    view.show_graph(framed())
    card = only(view, UsesCard)
    QTest.mouseClick(canvas_of(view).viewport(), LEFT, pos=middle_of(view, "Group"))
    assert not card.isVisible()
    menu = only(view, QuestionMenu).menu()
    menu.aboutToShow.emit()
    next(one for one in menu.actions() if one.text() == "List the uses of this").trigger()
    assert card.isVisible()
    assert [place.start for place in card.places] == [40, 60]


def test_a_graph_on_its_way_is_said_where_there_is_none_yet(view: GraphView, qtbot: QtBot) -> None:
    view.show_nothing("Open a template to see what depends on what.")
    view.show_busy()
    qtbot.waitUntil(lambda: "Drawing the graph…" in view._message.text())  # noqa: SLF001
