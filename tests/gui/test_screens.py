"""What the grabbed window shows: no view is blank, nothing is wider than the window."""

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.samples import samples
from tests.gui.screens import grab_views


def colours(image: QImage) -> int:
    """Count the colours of a picture's middle, roughly."""
    seen = {
        image.pixel(x, y)
        for x in range(image.width() // 5, image.width() * 3 // 5, 3)
        for y in range(image.height() // 4, image.height() * 3 // 4, 3)
    }
    return len(seen)


def test_every_view_shows_something_in_a_window_that_keeps_its_size(
    real_window: MainWindow,
    qtbot: QtBot,
) -> None:
    del qtbot
    sample = samples()[0]
    pair = (str(sample.candidate), str(sample.reference))
    for name, image in grab_views(real_window, pair):
        assert colours(image) > 20, name
        assert (real_window.width(), real_window.height()) == (1280, 800), name
