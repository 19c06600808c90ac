"""Starts the window: style, fonts, colours, and what listens when the program errs."""

import sys
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QStyleFactory
from shiboken6 import createdByPython

from analysis.worker import worker_command
from gui.errors import ErrorLog, Errors, log_path
from gui.garbage import Garbage
from gui.icons import application_icon
from gui.journal import journal_folder
from gui.main_window import MainWindow
from gui.recovery import Recovery
from gui.state import StateFile
from gui.themes import Themes

_CALLS = 20
_REFUSED = 2


def run(paths: Sequence[str]) -> int:
    """Open the window on a candidate and a reference, if given; return the exit status."""
    if none_drift() < -_CALLS // 2:
        print(  # noqa: T201 (there is no window to say it in)
            "twinstack: this PySide6 would abort Python after a while; "
            "install PySide6-Essentials below 6.12 or Python 3.12",
            file=sys.stderr,
        )
        return _REFUSED
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        return _REFUSED
    set_up(application)
    state_file = StateFile()
    themes = Themes(application, state_file.read().theme)
    window = MainWindow(worker_command(), state_file, themes)
    log = ErrorLog(log_path())
    log.watch_crashes()
    errors = Errors(window.session, log, window)
    errors.told.connect(window.bars.show_message)
    errors.interrupted.connect(window.close)
    window.background.failed.connect(errors.note)
    errors.install()
    Garbage(window)
    window.show()
    recovery = Recovery(window.session, window.pair_files, journal_folder(), window)
    recovery.told.connect(window.bars.show_message)
    recovery.settled.connect(window.bars.hide_message)
    application.aboutToQuit.connect(recovery.stop)

    def begin() -> None:
        window.open_paths(paths)
        recovery.offer(paths)

    QTimer.singleShot(0, begin)
    status = application.exec()
    hand_over_clipboard()
    return status


def set_up(application: QApplication) -> None:
    """Give the application its name, icon and style; once, a style that is replaced may crash."""
    application.setApplicationName("TwinStack")
    application.setWindowIcon(application_icon())
    application.setStyle(QStyleFactory.create("Fusion"))


def hand_over_clipboard() -> None:
    """Let Qt alone own what was copied last.

    Some platforms keep it until the process ends: behind the end of Python, which an object that
    was made in Python does not survive.
    """
    clipboard = QApplication.clipboard()
    data = clipboard.mimeData()
    if data is not None and createdByPython(data):
        clipboard.setText(data.text())


def none_drift() -> int:
    """Return by how much some calls into Qt change the count of references to None.

    PySide6 6.12.0 drops one for each call that returns nothing, which aborts Python < 3.12.
    """
    victim = QObject()
    before = sys.getrefcount(None)
    for _ in range(_CALLS):
        victim.setObjectName("x")
    return sys.getrefcount(None) - before
