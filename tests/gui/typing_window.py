"""Opens a file, types into it without end and says how far it is, until it is killed."""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from analysis.edits import Edit
from analysis.source import Span
from gui.pair_files import PairFiles
from gui.recovery import Recovery
from gui.selection import CANDIDATE
from gui.session import Session
from gui.state import StateFile


def main(path: str, folder: str, pause: str) -> None:
    application = QApplication(sys.argv[:1])
    window = QWidget()
    session = Session(window)
    files = PairFiles(session, StateFile(Path(folder) / "window.json"), window)
    recovery = Recovery(session, files, Path(folder) / "journals", window)
    files.open(CANDIDATE, path)
    typed = 0

    def type_on() -> None:
        nonlocal typed
        source = session.source(CANDIDATE)
        if source is not None:
            end = len(source.text)
            session.type(Edit(Span(end, end), "x" if typed % 40 else "\n"))
            typed += 1
            print(typed, flush=True)  # noqa: T201 (whoever kills it listens)

    timer = QTimer(window)
    timer.timeout.connect(type_on)
    timer.start(int(pause))
    application.exec()
    recovery.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
