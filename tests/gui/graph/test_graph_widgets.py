"""The Graph view: what it shows, and what it tells when it is used."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QToolButton, QToolTip
from pytestqt.qtbot import QtBot

from analysis.layout import EdgeUse, GraphEdge, GraphLayout, GraphNode, GraphWish, arrange
from gui.graph import GraphView
from gui.graph.describe import edge_text, node_text, summary_of
from gui.graph.filter_menu import ALWAYS, FilterMenu
from gui.graph.filters import GraphFilter, found, matching
from gui.graph.legend import Legend
from gui.graph.look import Emphasis
from gui.graph.neighbours import nearest, neighbours
from gui.theme import contrast, load_theme
from tests.gui.graph.drawn import canvas_of, edge_items, made, middle_of, node_items, only

FIRST = ("plumbing", "output", "export")
LIGHT, DARK = load_theme("light"), load_theme("dark")


def search_of(view: GraphView) -> QLineEdit:
    return only(view, QLineEdit)


def words_of(view: GraphView) -> str:
    return " ".join(one.text() for one in view.findChildren(QLabel))


def button(view: GraphView, text: str) -> QToolButton:
    return next(one for one in view.findChildren(QToolButton) if one.text() == text)


def entry(menu: QMenu, text: str) -> QAction:
    return next(one for one in menu.actions() if one.text() == text)


def submenu(menu: QMenu, title: str) -> QMenu:
    return next(one for one in menu.findChildren(QMenu) if one.title() == title)


def dimmed(view: GraphView) -> set[str]:
    items = node_items(view).items()
    return {name for name, item in items if item.emphasis is Emphasis.DIMMED}


def test_a_click_tells_the_node(view: GraphView, qtbot: QtBot) -> None:
    viewport = canvas_of(view).viewport()
    with qtbot.waitSignal(view.node_chosen) as told:
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=middle_of(view, "Key"))
    assert told.args == ["candidate", "Key"]
    assert node_items(view)["Key"].is_chosen


def test_a_click_wants_the_findings_of_the_node(view: GraphView, qtbot: QtBot) -> None:
    viewport = canvas_of(view).viewport()
    with qtbot.waitSignal(view.findings_wanted) as wanted:
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=middle_of(view, "Group"))
    assert wanted.args == ["Group", ("f1",)]
    with qtbot.waitSignal(view.findings_wanted) as wanted:
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert wanted.args == ["", ()]


def test_a_click_on_the_ground_lets_go(view: GraphView, qtbot: QtBot) -> None:
    view.choose("Key")
    viewport = canvas_of(view).viewport()
    with qtbot.waitSignal(view.node_chosen) as told:
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert told.args == ["", ""]
    assert canvas_of(view).chosen == ""


def test_choosing_an_import_keeps_it_chosen_when_the_choice_comes_back(view: GraphView) -> None:
    view.node_chosen.connect(lambda side, name: view.choose(name, side))
    viewport = canvas_of(view).viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=middle_of(view, "Imports/vpc"))
    assert canvas_of(view).chosen == "Imports/vpc"


def test_hovering_lights_neighbours_and_dims_the_rest(view: GraphView, qtbot: QtBot) -> None:
    lit = {"Host", "Group", "Key"}

    def is_lit() -> bool:
        # An X server tells where its own pointer is, too, whenever it gets to that.
        QTest.mouseMove(canvas_of(view).viewport(), middle_of(view, "Group"))
        emphasis = {name: item.emphasis for name, item in node_items(view).items()}
        return emphasis == {
            name: Emphasis.LIT if name in lit else Emphasis.DIMMED for name in emphasis
        }

    qtbot.waitUntil(is_lit)
    edges = {ends: item.emphasis for ends, item in edge_items(view).items()}
    assert edges["Host", "Group"] is Emphasis.LIT
    assert edges["Host", "Imports/vpc"] is Emphasis.DIMMED
    QTest.mouseMove(canvas_of(view).viewport(), QPoint(2, 2))
    assert {item.emphasis for item in node_items(view).values()} == {Emphasis.NORMAL}


def test_searching_marks_and_enter_goes_from_one_to_the_next(view: GraphView) -> None:
    search_of(view).setText("ec2")
    marked = {name for name, item in node_items(view).items() if item.is_found}
    assert marked == {"Host", "Group", "Key", "Alone"}
    chosen = []
    for _ in range(5):
        QTest.keyClick(search_of(view), Qt.Key.Key_Return)
        chosen.append(canvas_of(view).chosen)
    assert set(chosen[:4]) == marked
    assert chosen[4] == chosen[0]


def test_arrow_keys_move_between_nodes(view: GraphView, qtbot: QtBot) -> None:
    view.choose("Host")
    canvas = canvas_of(view)
    with qtbot.waitSignal(view.node_chosen):
        QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.chosen == "Group"
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert canvas.chosen == "Host"


def test_keys_zoom_and_fit(view: GraphView) -> None:
    canvas = canvas_of(view)
    before = canvas.transform().m11()
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.transform().m11() > before
    QTest.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.transform().m11() == pytest.approx(before)


def test_a_wide_graph_starts_at_its_imports_where_names_can_be_read(view: GraphView) -> None:
    names = [f"R{number}" for number in range(14)]
    chain = [*pairwise(names), ("R0", "Imports/vpc")]
    placed = arrange([*names, "Imports/vpc"], chain, {"Imports/vpc"})
    nodes = tuple(
        GraphNode(
            name,
            "import" if name.startswith("Imports") else "resource",
            name,
            "",
            *placed.corners[name],
            "candidate",
            name,
        )
        for name in placed.corners
    )
    view.show_graph(GraphLayout(nodes, (), placed.width, placed.height, "reference"))
    canvas = canvas_of(view)
    assert canvas.transform().m11() == pytest.approx(0.7)
    shown = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    assert shown.contains(node_items(view)["Imports/vpc"].box)
    button(view, "Fit").click()
    shown = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    assert all(shown.contains(item.box) for item in node_items(view).values())


def test_choosing_brings_a_node_into_sight(view: GraphView) -> None:
    canvas = canvas_of(view)
    canvas.zoom(6)
    canvas.centerOn(QPointF(0, 0))
    view.choose("Key")
    shown = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    assert shown.intersects(node_items(view)["Key"].sceneBoundingRect())


def test_the_view_zooms_to_what_is_chosen(view: GraphView) -> None:
    canvas = canvas_of(view)
    canvas.zoom(0.3)
    view.choose("Key")
    before = canvas.transform().m11()
    QTest.keyClick(canvas, Qt.Key.Key_F)
    assert canvas.transform().m11() > before
    shown = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    assert shown.contains(node_items(view)["Key"].box)


def test_the_view_goes_along_when_the_whole_graph_moves(view: GraphView) -> None:
    canvas_of(view).zoom(3.0)
    view.choose("Key")
    before = canvas_of(view).mapFromScene(node_items(view)["Key"].pos())
    graph = made()
    moved = tuple(replace(node, x=node.x + 260) for node in graph.nodes)
    view.show_graph(replace(graph, nodes=moved, width=graph.width + 260))
    after = canvas_of(view).mapFromScene(node_items(view)["Key"].pos())
    assert (after - before).manhattanLength() <= 4


def test_a_choice_waits_for_its_graph(view: GraphView) -> None:
    view.choose("Later")
    assert canvas_of(view).chosen == ""
    graph = made()
    nodes = (
        *graph.nodes[1:],
        GraphNode("Later", "resource", "Later", "", 0, 0, "candidate", "Later"),
    )
    view.show_graph(GraphLayout(nodes, (), 500, 300, "candidate"))
    assert canvas_of(view).chosen == "Later"


def test_an_aligned_node_answers_to_both_of_its_names(view: GraphView) -> None:
    view.show_graph(made("difference", changed=True))
    view.choose("AloneKnown", "reference")
    assert canvas_of(view).chosen == "Alone"
    view.choose("AloneKnown", "candidate")
    assert canvas_of(view).chosen == ""


def test_switching_the_side_asks_for_its_graph(view: GraphView, qtbot: QtBot) -> None:
    view.show_has_reference(True)  # noqa: FBT003 (one fact)
    with qtbot.waitSignal(view.graph_wanted) as wanted:
        button(view, "Both").click()
    assert wanted.args == [GraphWish("difference", (*ALWAYS, *FIRST))]
    assert view.side == "difference"


def test_without_a_reference_only_the_candidate_is_offered(view: GraphView) -> None:
    view.show_has_reference(False)  # noqa: FBT003 (one fact)
    assert not button(view, "Reference").isEnabled()
    assert not button(view, "Both").isEnabled()
    assert button(view, "Candidate").isEnabled()


def test_the_filter_dims_what_it_leaves_out(view: GraphView) -> None:
    menu = only(view, FilterMenu).menu()
    entry(submenu(menu, "Services"), "KMS").trigger()
    assert dimmed(view) == {"Key"}
    entry(menu, "Show everything").trigger()
    assert {item.emphasis for item in node_items(view).values()} == {Emphasis.NORMAL}


def test_types_are_filtered_one_by_one_or_all_but_some(view: GraphView) -> None:
    types = submenu(only(view, FilterMenu).menu(), "Types")
    entry(types, "AWS::EC2::Host").trigger()
    assert dimmed(view) == {"Host"}
    entry(types, "None").trigger()
    entry(types, "AWS::EC2::Key").trigger()
    assert dimmed(view) == {"Host", "Group", "Alone"}
    entry(types, "All").trigger()
    assert dimmed(view) == set()


def test_other_kinds_are_asked_for(view: GraphView, qtbot: QtBot) -> None:
    menu = only(view, FilterMenu)
    action = next(one for one in menu.menu().actions() if one.text() == "Parameters")
    with qtbot.waitSignal(view.graph_wanted) as wanted:
        action.trigger()
    assert wanted.args == [GraphWish("candidate", (*ALWAYS, *FIRST, "parameter"))]
    action = next(one for one in menu.menu().actions() if one.text().startswith("Plumbing"))
    with qtbot.waitSignal(view.graph_wanted) as wanted:
        action.trigger()
    assert wanted.args == [GraphWish("candidate", (*ALWAYS, "output", "export", "parameter"))]


def test_an_empty_graph_is_explained(view: GraphView) -> None:
    view.show_graph(GraphLayout((), (), 0, 0, "candidate"))
    assert not canvas_of(view).isVisible()


def test_what_takes_long_is_said(view: GraphView, qtbot: QtBot) -> None:
    view.show_busy()
    qtbot.waitUntil(lambda: "Drawing" in words_of(view))
    view.show_graph(made())
    assert "Drawing" not in words_of(view)


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_resting_on_a_line_tells_its_property_path(view: GraphView, qtbot: QtBot) -> None:
    canvas = canvas_of(view)
    start, end = (QPointF(*made().edges[0].points[at]) for at in (0, 3))
    at = canvas.mapFromScene((start + end) / 2) + QPoint(0, 2)
    help_event = QHelpEvent(QEvent.Type.ToolTip, at, canvas.viewport().mapToGlobal(at))
    QApplication.sendEvent(canvas.viewport(), help_event)
    qtbot.waitUntil(lambda: "Resources/Host/Properties" in QToolTip.text())
    QToolTip.hideText()


def test_tooltips_show_template_text_letter_by_letter(view: GraphView) -> None:
    start, end = (QPointF(*made().edges[0].points[at]) for at in (0, 3))
    words = canvas_of(view)._words_at(canvas_of(view).mapFromScene((start + end) / 2))  # noqa: SLF001
    assert "&lt;b&gt;Group&lt;/b&gt;" in words
    assert "<b>" not in words


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("scale", [0.1, 0.4, 1.0])
def test_every_state_is_painted(view: GraphView, theme: object, scale: float) -> None:
    view.show_theme(theme)  # type: ignore[arg-type]
    view.show_graph(made("difference", changed=True))
    canvas_of(view).zoom(scale / canvas_of(view).transform().m11())
    image = canvas_of(view).grab().toImage()
    colours = {
        image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)
    }
    assert len(colours) > 4


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_labels_can_be_read_on_every_ground(theme: object) -> None:
    colours = theme.colours  # type: ignore[attr-defined]
    for token in (one for one in colours if one.startswith("family_")):
        for ink in ("text", "muted"):
            ratio = contrast(theme.colour(ink), theme.colour(token))  # type: ignore[attr-defined]
            assert ratio >= 4.5, (token, ink)


def test_the_legend_explains_only_what_there_is(qtbot: QtBot) -> None:
    legend = Legend(LIGHT)
    qtbot.addWidget(legend)
    legend.show_graph(made())
    words = legend.accessibleDescription()
    assert "Import from another stack" in words
    assert "Critical finding" in words
    assert "Export," not in words


def test_the_legend_is_one_row_that_opens(qtbot: QtBot) -> None:
    legend = Legend(LIGHT)
    qtbot.addWidget(legend)
    legend.resize(300, 30)
    legend.show_graph(made())
    assert legend.heightForWidth(200) == legend.heightForWidth(2000) > 0
    only(legend, QToolButton).click()
    assert legend.heightForWidth(200) > legend.heightForWidth(2000)


def test_the_summary_counts_what_is_missing() -> None:
    assert summary_of(made()) == "4 resources · 1 import, 1 that nothing provides"


def test_a_node_tells_its_facts() -> None:
    words = node_text(made("difference", changed=True).nodes[3])
    assert "Renamed." in words
    assert "In the reference: AloneKnown" in words
    assert "Nothing provides it." in node_text(made().nodes[4])


def test_an_edge_tells_its_first_paths_and_counts_the_rest() -> None:
    uses = tuple(EdgeUse("Ref", f"path/{number}") for number in range(15))
    words = edge_text(GraphEdge("A", "B", "Ref", uses, ()), "A", "B").splitlines()
    assert words[0] == "A → B"
    assert words[-1] == "… and 3 more"


def test_neighbours_go_both_ways() -> None:
    assert neighbours(made())["Group"] == {"Host", "Key"}


def test_there_is_nothing_beyond_the_border() -> None:
    graph = made()
    host = graph.nodes[0]
    assert nearest(graph, host, (-1, 0)) is None


def test_the_filter_and_the_search_work_together() -> None:
    graph = made()
    assert matching(graph, GraphFilter()) is None
    passing = matching(graph, GraphFilter(kinds=frozenset({"import"})))
    assert passing == frozenset({"Host", "Group", "Key", "Alone"})
    assert found(graph, "key ec2") == ("Key",)
    assert found(graph, "  ") == ()
