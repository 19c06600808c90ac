"""A Graph view with a graph in it."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from gui.graph import GraphView
from gui.theme import load_theme
from tests.gui.graph.drawn import made


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[GraphView]:
    shown = GraphView(load_theme("light"))
    qtbot.addWidget(shown)
    shown.resize(1100, 700)
    shown.show()
    qtbot.waitExposed(shown)
    shown.show_graph(made())
    yield shown
    shown.hide()
