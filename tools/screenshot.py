"""Draw docs/screenshot.png: the real window on an X server, with the first sample pair in it."""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tools import setup
from tools.run import SAMPLE
from tools.x_server import x_server

_SIZE = (1680, 1000)
_PATIENCE = 90


def main() -> None:
    """Open the pair, wait for all of its review, choose the first finding and grab the window."""
    target = sys.argv[1] if len(sys.argv) > 1 else "docs/screenshot.png"
    with x_server() as display, tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": folder}
        grab(setup.ROOT / target, Path(folder, "state.json"))
    print(f"{target} is drawn.")


def grab(target: Path, state: Path) -> None:
    """Write a picture of the window to a file."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 (needs the X server)

    from analysis.worker import worker_command  # noqa: PLC0415
    from gui.application import set_up  # noqa: PLC0415
    from gui.main_window import MainWindow  # noqa: PLC0415
    from gui.state import StateFile  # noqa: PLC0415
    from gui.themes import Themes  # noqa: PLC0415

    application = QApplication([])
    set_up(application)
    themes = Themes(application, "light")
    window = MainWindow(worker_command(), StateFile(state), themes)
    window.resize(*_SIZE)
    window.show()
    window.open_paths([f"{SAMPLE}/candidate.json", f"{SAMPLE}/reference.json"])

    def wait(until: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE
        while not until():
            if time.monotonic() > end:
                sys.exit("The window shows no review.")
            application.processEvents()
            time.sleep(0.01)

    wait(lambda: window.session.review is not None)
    window.views.findings.step(1)
    wait(lambda: not window.background.is_busy)
    settled = time.monotonic() + 1
    wait(lambda: time.monotonic() > settled)
    window.grab().save(str(target))
    window.close()
    application.shutdown()


if __name__ == "__main__":
    main()
