"""Writing larger: everything beside the text follows it."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.compare.connectors import Connectors
from gui.theme import load_theme
from tests.gui.compare.shown_pair import ShownPair


class Painted(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt names it)
        self.times += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


def test_the_arrows_stay_beside_their_lines(qtbot: QtBot) -> None:
    pair = ShownPair(qtbot)
    connectors = pair.view.findChild(Connectors)
    assert connectors is not None
    before = pair.mine.row_height
    painted = Painted(connectors)
    qtbot.wait(20)
    painted.times = 0
    pair.view.zoom_in()
    pair.view.zoom_in()
    qtbot.waitUntil(lambda: painted.times > 0)
    assert pair.mine.row_height > before
    row = next(row for row in range(30) if connectors.pieces_at(row))
    middle = row * pair.mine.row_height + pair.mine.row_height // 2
    QTest.mouseClick(
        connectors,
        Qt.MouseButton.LeftButton,
        pos=QPoint(connectors.width() // 2, middle),
    )
    assert pair.taken


def test_changed_words_stay_marked(qtbot: QtBot) -> None:
    pair = ShownPair(qtbot)
    colour = load_theme("light").colour("change_word").name()

    def marked() -> bool:
        image = pair.mine.viewport().grab().toImage()
        seen = {
            image.pixelColor(x, y).name()
            for y in range(0, image.height(), 2)
            for x in range(0, image.width(), 2)
        }
        return colour in seen

    assert marked()
    pair.view.zoom_in()
    assert marked()
