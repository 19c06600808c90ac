"""What the grabbed window shows: no view is blank, nothing is wider than the window."""

from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.samples import samples
from tests.gui.screens import BLANK, colours_of_the_middle, grab_views, is_drawn


def test_every_view_shows_something_in_a_window_that_keeps_its_size(
    real_window: MainWindow,
    qtbot: QtBot,
) -> None:
    del qtbot
    sample = samples()[0]
    pair = (str(sample.candidate), str(sample.reference))
    for name, image in grab_views(real_window, pair):
        assert colours_of_the_middle(image) > BLANK, name
        assert (real_window.width(), real_window.height()) == (1280, 800), name


def test_the_words_that_a_graph_is_on_its_way_are_no_graph(
    real_window: MainWindow,
    qtbot: QtBot,
) -> None:
    window = real_window
    window.commands["view-graph"].trigger()
    window.views.graph.show_busy()
    qtbot.waitUntil(
        lambda: colours_of_the_middle(window.grab().toImage()) > BLANK,
    )
    assert not is_drawn(window, "graph")
