"""Draw the pictures of docs/: the real window on an X server, with sample pairs in it."""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools import setup
from tools.run import SAMPLE
from tools.x_server import x_server

_PATIENCE = 90
_SMALLEST = 0
_SAMPLES = setup.ROOT / "resources" / "samples"


@dataclass(frozen=True, slots=True)
class Picture:
    """A file of docs/, and what is on show in it; the first finding is chosen in Compare."""

    name: str
    sample: str
    size: tuple[int, int]
    theme: str = "light"
    view: str = "compare"


PICTURES = (
    Picture("screenshot.png", SAMPLE.rpartition("/")[2], (1680, 1000)),
    Picture("compare-formats.png", "static-site", (1280, 800)),
    Picture("compare-dark.png", "order-queue", (1280, 800), "dark"),
    Picture("compare-large.png", "reporting-platform", (1920, 1080)),
    Picture("changes.png", "reporting-platform", (1280, 800), view="changes"),
)


def main() -> None:
    """Draw all pictures, or those whose names are given."""
    wanted = sys.argv[1:] or [picture.name for picture in PICTURES]
    with x_server() as display, tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": folder}
        for number, picture in enumerate(one for one in PICTURES if one.name in wanted):
            grab(picture, Path(folder, f"state-{number}.json"))
            print(f"docs/{picture.name} is drawn.")


def grab(picture: Picture, state: Path) -> None:
    """Write a picture of the window to its file."""
    from PySide6.QtGui import QImage  # noqa: PLC0415 (needs the X server)
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 (needs the X server)

    from analysis.worker import worker_command  # noqa: PLC0415
    from gui.application import set_up  # noqa: PLC0415
    from gui.main_window import MainWindow  # noqa: PLC0415
    from gui.state import StateFile  # noqa: PLC0415
    from gui.themes import Themes  # noqa: PLC0415

    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication([])
        set_up(application)
    themes = Themes(application, picture.theme)
    window = MainWindow(worker_command(), StateFile(state), themes)
    window.resize(*picture.size)
    window.show()
    sample = _SAMPLES / picture.sample
    window.open_paths([str(next(sample.glob(f"{side}.*"))) for side in ("candidate", "reference")])

    def wait(until: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE
        while not until():
            if time.monotonic() > end:
                sys.exit("The window shows no review.")
            application.processEvents()
            time.sleep(0.01)

    wait(lambda: window.session.review is not None)
    window.commands[f"view-{picture.view}"].trigger()
    if picture.view == "compare":
        window.views.findings.step(1)
    wait(lambda: not window.background.is_busy)
    settled = time.monotonic() + 1
    wait(lambda: time.monotonic() > settled)
    made = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    made.save(str(setup.ROOT / "docs" / picture.name), quality=_SMALLEST)
    window.close()


if __name__ == "__main__":
    main()
