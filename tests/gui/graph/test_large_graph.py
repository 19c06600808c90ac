"""A large graph is built between events: the window answers meanwhile."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from analysis.layout import EdgeUse, GraphEdge, GraphLayout, GraphNode
from analysis.values import encode
from analysis.worker import WorkerCommand
from gui.asking import Asking
from gui.background import Background
from gui.graph import GraphView
from gui.session import Session
from gui.theme import load_theme
from tests.gui.graph.drawn import canvas_of, made, node_items

_LONGEST = 0.1


def large(prefix: str = "R") -> GraphLayout:
    """Return 2,000 nodes in a grid, each with an edge to the one before it."""
    nodes = [
        GraphNode(
            id=f"{prefix}{at}",
            kind="resource",
            label=f"{prefix}{at}",
            detail="AWS::SNS::Topic",
            x=at % 50 * 180.0,
            y=at // 50 * 70.0,
            side="candidate",
            logical_id=f"{prefix}{at}",
            line=at,
        )
        for at in range(2_000)
    ]
    uses = (EdgeUse("Ref", "A"), EdgeUse("Ref", "B"))
    edges = tuple(
        GraphEdge(one.id, other.id, "Ref", uses, ((one.x, one.y),) * 3 + ((other.x, other.y),))
        for one, other in zip(nodes[1:], nodes, strict=False)
    )
    return GraphLayout(tuple(nodes), edges, 9_000.0, 2_800.0, "candidate")


def longest_turn(view: GraphView, graph: GraphLayout) -> float:
    """Return the most that the window's thread works at a time until a graph is shown."""
    longest, end = 0.0, time.monotonic() + 20
    before = time.thread_time()
    view.show_graph(graph)
    while canvas_of(view).graph is not graph and time.monotonic() < end:
        longest = max(longest, time.thread_time() - before)
        before = time.thread_time()
        QApplication.processEvents()
    longest = max(longest, time.thread_time() - before)
    assert canvas_of(view).graph is graph
    return longest


def test_a_large_graph_keeps_nobody_waiting(view: GraphView) -> None:
    turns = [longest_turn(view, replace(large(), height=2_800.0 + at)) for at in range(3)]
    assert min(turns) < _LONGEST


def test_the_graph_before_stays_until_a_large_one_is_whole(view: GraphView, qtbot: QtBot) -> None:
    view.show_graph(large())
    view.choose("R7")
    assert len(node_items(view)) == len(made().nodes)
    view.show_theme(load_theme("dark"))
    with qtbot.waitSignal(canvas_of(view).graph_shown):
        pass
    assert len(node_items(view)) == len(large().nodes)
    assert canvas_of(view).chosen == "R7"


def test_a_newer_graph_takes_the_place_of_one_that_is_being_built(
    view: GraphView, qtbot: QtBot
) -> None:
    view.show_graph(large("Old"))
    QApplication.processEvents()
    view.show_graph(large("New"))
    QApplication.processEvents()
    view.show_graph(made())
    assert len(node_items(view)) == len(made().nodes)
    # What was begun of the others goes without a trace.
    canvas = canvas_of(view)
    qtbot.waitUntil(lambda: len(canvas.findChildren(type(canvas.scene()))) == 1)
    assert canvas.graph.nodes == made().nodes


def test_a_reason_instead_of_a_graph_is_not_replaced_by_it(view: GraphView, qtbot: QtBot) -> None:
    view.show_graph(large())
    QApplication.processEvents()
    view.show_nothing("It could not be drawn.")
    canvas = canvas_of(view)
    qtbot.waitUntil(lambda: len(canvas.findChildren(type(canvas.scene()))) == 1)
    assert not canvas.isVisible()
    assert len(canvas.graph.nodes) == len(made().nodes)


@pytest.fixture
def asking(qtbot: QtBot) -> Iterator[Asking]:
    del qtbot
    background = Background(WorkerCommand("/nowhere/python", (), {}))
    yield Asking(Session(), background, background)
    background.stop()


def test_a_large_graph_is_decoded_between_events(asking: Asking, qtbot: QtBot) -> None:
    told: list[GraphLayout] = []
    asking.graph_drawn.connect(told.append)
    arrived = encode(large())
    before = time.thread_time()
    asking.show_graph("candidate", arrived)
    assert time.thread_time() - before < _LONGEST / 4
    assert not told
    qtbot.waitUntil(lambda: bool(told))
    assert told == [large()]


@pytest.mark.parametrize("arrived", [None, [], {}, {"nodes": [1]}, {**encode(made()), "edges": 5}])
def test_a_graph_in_another_form_is_said_to_have_failed(
    asking: Asking, qtbot: QtBot, arrived: object
) -> None:
    with qtbot.waitSignal(asking.graph_failed) as failed:
        asking.show_graph("candidate", arrived)
    assert "The graph of the candidate failed" in failed.args[0]
