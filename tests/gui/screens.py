"""Grabs the window in every view, at two sizes, light and dark, for eyes to look at.

    python tests/gui/screens.py FOLDER [CANDIDATE REFERENCE]

Without a pair it takes the first sample. Needs a display, or QT_QPA_PLATFORM=offscreen.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from analysis.review import Check
from analysis.worker import worker_command
from gui.application import set_up
from gui.graph.canvas import GraphCanvas
from gui.main_window import MainWindow
from gui.samples import samples
from gui.state import StateFile
from gui.themes import Themes

SIZES = ((1024, 700), (1280, 800), (1440, 900), (1920, 1080))
THEMES = ("light", "dark")
VIEWS = ("graph", "changes", "summary", "compare")
BLANK = 20
_LONGEST = 60.0


def pause(milliseconds: int) -> None:
    """Let the window work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until(is_done: Callable[[], bool]) -> None:
    """Let the window work until something holds; raises TimeoutError if it never does."""
    end = time.monotonic() + _LONGEST
    while not is_done():
        if time.monotonic() > end:
            raise TimeoutError
        pause(50)


def is_linted(window: MainWindow) -> bool:
    """Whether the review on show has cfn-lint's findings."""
    review = window.session.review
    return review is not None and review.checked.lint_candidate is not Check.SKIPPED


def is_drawn(window: MainWindow, view: str) -> bool:
    """Whether a view shows what it is for, and not that it is on its way."""
    if view == "graph" and not any(one.isVisible() for one in window.findChildren(GraphCanvas)):
        return False
    return colours_of_the_middle(window.grab().toImage()) > BLANK


def colours_of_the_middle(image: QImage) -> int:
    """Count the colours of a picture's middle, roughly."""
    seen = {
        image.pixel(x, y)
        for x in range(image.width() // 5, image.width() * 3 // 5, 3)
        for y in range(image.height() // 4, image.height() * 3 // 4, 3)
    }
    return len(seen)


def grab_views(window: MainWindow, pair: tuple[str, str]) -> Iterator[tuple[str, QImage]]:
    """Yield the name and the picture of the start, a chosen finding, and each view.

    Raises TimeoutError where a view stays blank.
    """
    pause(300)
    yield "start", window.grab().toImage()
    window.open_paths(pair)
    wait_until(lambda: is_linted(window))
    window.views.findings.step(1)
    pause(500)
    yield "finding", window.grab().toImage()
    for view in VIEWS:
        window.commands[f"view-{view}"].trigger()
        pause(500)
        wait_until(partial(is_drawn, window, view))
        pause(500)
        yield view, window.grab().toImage()


def main(arguments: list[str]) -> None:
    """Write the pictures into a folder."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    sample = samples()[0]
    chosen = arguments[1:3] or [str(sample.candidate), str(sample.reference)]
    application = QApplication(sys.argv[:1])
    set_up(application)
    for theme in THEMES:
        for width, height in SIZES:
            state = StateFile(Path(tempfile.mkdtemp()) / "state.json")
            window = MainWindow(worker_command(), state, Themes(application, theme))
            window.resize(width, height)
            window.show()
            for name, image in grab_views(window, (chosen[0], chosen[1])):
                image.save(str(folder / f"{theme}-{width}-{name}.png"))
            window.close()


if __name__ == "__main__":
    main(sys.argv[1:])
