"""Graphs of templates that nobody would write, in the window: painted or explained."""

from collections.abc import Mapping
from functools import cache

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from analysis.graph_view import LIMIT
from analysis.layout import GraphLayout
from gui.graph import GraphView
from gui.graph.asked import Question, answer_text, answer_to
from tests.analysis.test_graph_extremes import CASES, drawn
from tests.gui.graph.drawn import canvas_of, node_items, tip_of

_BLANK = 3
EXPLAINED = ("empty", "no resources")


@cache
def graphs() -> Mapping[str, GraphLayout]:
    return {name: drawn(case) for name, case in CASES.items()}


def colours(image: QImage) -> int:
    return len(
        {image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
    )


def words_of(view: GraphView) -> str:
    return " ".join(one.text() for one in view.findChildren(QLabel) if one.isVisible())


@pytest.mark.parametrize("name", [name for name in CASES if name not in EXPLAINED])
def test_it_is_painted_near_and_far(view: GraphView, name: str) -> None:
    view.show_graph(graphs()[name])
    canvas = canvas_of(view)
    for scale in (0.2, 0.7, 1.0):
        canvas.zoom(scale / canvas.transform().m11())
        canvas.centerOn(next(iter(node_items(view).values())))
        assert colours(canvas.grab().toImage()) > _BLANK


@pytest.mark.parametrize("name", EXPLAINED)
def test_it_is_explained(view: GraphView, name: str) -> None:
    view.show_graph(graphs()[name])
    assert not canvas_of(view).isVisible()
    assert "nothing to draw" in words_of(view)


@pytest.mark.parametrize("name", CASES)
def test_every_question_that_can_be_asked_is_answered(name: str) -> None:
    graph = graphs()[name]
    first = [node.id for node in graph.nodes][:1]
    for question in Question:
        for chosen in ([], first, [node.id for node in graph.nodes][:2]):
            if question.can_be_asked(graph, frozenset(chosen)):
                answer = answer_to(question, graph, chosen)
                words = answer_text(question, graph, chosen, answer)
                assert words.strip()
                assert "\n" not in words


def test_names_that_turn_the_line_round_are_written_out(view: GraphView) -> None:
    view.show_graph(graphs()["hostile names"])
    tips = " ".join(tip_of(view, name) for name in node_items(view))
    assert "\u202e" not in tips
    assert "&lt;U+202E&gt;" in tips


def test_above_the_limit_it_says_what_it_leaves_out(view: GraphView, qtbot: QtBot) -> None:
    lonely = {f"R{number}": {"Type": "AWS::SNS::Topic"} for number in range(LIMIT + 7)}
    with qtbot.waitSignal(canvas_of(view).graph_shown):
        view.show_graph(drawn(lonely))
    assert f"7 of {LIMIT + 7:,} left out" in words_of(view)


def test_above_the_limit_of_edges_it_says_so_too(view: GraphView, qtbot: QtBot) -> None:
    topics: dict[str, object] = {f"T{number}": {"Type": "AWS::SNS::Topic"} for number in range(60)}
    names = [{"Ref": name} for name in topics]
    hubs: dict[str, object] = {
        f"A{number}": {"Type": "AWS::CloudWatch::Alarm", "Properties": {"AlarmActions": names}}
        for number in range(60)
    }
    with qtbot.waitSignal(canvas_of(view).graph_shown, timeout=20_000):
        view.show_graph(drawn(topics | hubs))
    assert " of 120 left out: all would be too many to draw" in words_of(view)
