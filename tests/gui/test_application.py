"""What the program does for its end."""

import subprocess
import sys
from textwrap import dedent

COPIED = """
    import sys
    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QApplication
    from gui.application import hand_over_clipboard

    application = QApplication(["copied", "-platform", "offscreen"])
    data = QMimeData()
    data.setText("a")
    application.clipboard().setMimeData(data)
    del data
    hand_over_clipboard()
    print(application.clipboard().text())
    sys.exit(7)
"""


def test_what_was_copied_does_not_crash_the_end() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", dedent(COPIED)], capture_output=True, text=True, check=False
    )
    assert (ended.stdout.strip(), ended.returncode) == ("a", 7)
