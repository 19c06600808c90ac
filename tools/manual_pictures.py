"""Draw the pictures of the manual: the real window on an X server, with a sample pair in it."""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tools import setup
from tools.run import SAMPLE
from tools.x_server import x_server

if TYPE_CHECKING:
    from gui.main_window import MainWindow

FOLDER = setup.ROOT / "resources" / "manual"
_SIZE = (1280, 760)
_PATIENCE = 90


def main() -> None:
    """Open the pair, wait for its review, and grab what the manual shows."""
    with x_server() as display, tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": folder}
        grab(Path(folder))
    print(f"{FOLDER} has its pictures.")


def grab(folder: Path) -> None:
    """Write the pictures."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 (needs the X server)

    from analysis.worker import worker_command  # noqa: PLC0415
    from gui.application import set_up  # noqa: PLC0415
    from gui.main_window import MainWindow  # noqa: PLC0415
    from gui.state import StateFile  # noqa: PLC0415
    from gui.themes import Themes  # noqa: PLC0415

    application = QApplication([])
    set_up(application)
    window = MainWindow(
        worker_command(), StateFile(folder / "state.json"), Themes(application, "light")
    )
    window.resize(*_SIZE)
    window.show()
    window.open_paths([f"{SAMPLE}/candidate.json", f"{SAMPLE}/reference.json"])

    def wait(until: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE
        while not until():
            if time.monotonic() > end:
                sys.exit("The window does not show what the manual does.")
            application.processEvents()
            time.sleep(0.01)

    def settle() -> None:
        wait(lambda: not window.background.is_busy)
        settled = time.monotonic() + 1
        wait(lambda: time.monotonic() > settled)

    wait(lambda: window.session.review is not None)
    window.views.findings.step(1)
    settle()
    window.grab().save(str(FOLDER / "window.png"))
    _grab_dialogs(window, folder, settle)
    window.close()
    application.shutdown()


def _grab_dialogs(window: "MainWindow", folder: Path, settle: Callable[[], None]) -> None:
    from gui.preferences import Preferences  # noqa: PLC0415
    from gui.suppressing import Suppressing  # noqa: PLC0415
    from gui.written_reviews import WrittenReviews  # noqa: PLC0415

    report = folder / "review.md"
    window.reporting.write_to(str(report))
    settle()
    written = window.findChild(WrittenReviews)
    suppressing, preferences = window.findChild(Suppressing), window.findChild(Preferences)
    if not (written and suppressing and preferences):
        sys.exit("The window lacks what the manual shows.")
    written.open(str(report))
    settle()
    assert written.dialog
    written.dialog.grab().save(str(FOLDER / "written.png"))
    written.dialog.reject()
    window.commands["suppress"].trigger()
    assert suppressing.dialog
    suppressing.dialog.show_wish("checkov", "CKV_AWS_27", "Holds nothing that is secret.")
    settle()
    suppressing.dialog.grab().save(str(FOLDER / "suppress.png"))
    suppressing.dialog.reject()
    window.commands["settings"].trigger()
    settle()
    assert preferences.dialog
    preferences.dialog.grab().save(str(FOLDER / "settings.png"))
    preferences.dialog.reject()


if __name__ == "__main__":
    main()
