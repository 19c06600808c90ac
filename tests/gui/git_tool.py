"""The window as git starts it, which does what it is told and closes: for test_git_tools.

    python git_tool.py TOLD CANDIDATE REFERENCE

Writes what it showed to the file TOLD; takes over every change and saves where that file asks.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from gui.main_window import MainWindow
from gui.selection import CANDIDATE, REFERENCE
from main import main

TOLD = Path(sys.argv[1])


class Driver:
    """Waits for the review, says what is on show, and does what is asked."""

    def __init__(self) -> None:
        self._is_asked = False
        self.timer = QTimer()
        self.timer.timeout.connect(self._look)
        self.timer.start(50)

    def _look(self) -> None:
        shown = (one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))
        window = next(shown, None)
        if window is None or not window.session.is_current or window.session.review is None:
            return
        told = json.loads(TOLD.read_text())
        if told.get("take") and window.session.review.changes and not self._is_asked:
            self._is_asked = True
            told["changes"] = len(window.session.review.changes)
            TOLD.write_text(json.dumps(told))
            window.views.compare.take_wanted.emit((0,), "Take it")
        elif not (told.get("take") and window.session.review.changes):
            for side in (CANDIDATE, REFERENCE):
                source = window.session.source(side)
                told[side] = [source.path, source.text] if source else None
            TOLD.write_text(json.dumps(told))
            if told.get("take"):
                window.commands["save"].trigger()
            self.timer.stop()
            window.close()


application = QApplication(sys.argv[:1])
driver = Driver()
sys.argv = sys.argv[1:]
sys.exit(main())
