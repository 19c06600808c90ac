"""Writes the report to a file that the user names."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from gui.asking import Asking
from gui.bars import Message
from gui.pair_files import PairFiles
from gui.selection import CANDIDATE
from gui.session import Session


class Reporting(QObject):
    """Asks for a file, has the worker make the report, writes it."""

    told = Signal(object)  # Message

    def __init__(
        self,
        session: Session,
        asking: Asking,
        files: PairFiles,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._asking = asking
        self._files = files
        self._window = window
        self._path = ""
        asking.report_made.connect(self._write)

    def ask(self) -> None:
        """Let the user name the file, then have the report made."""
        source = self._session.source(CANDIDATE)
        if source is None:
            return
        folder = Path(source.path).parent if source.path else Path()
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Write report"),
            str(folder / "review.md"),
            self.tr("Markdown (*.md)"),
        )
        if name:
            self.write_to(name)

    def write_to(self, path: str) -> None:
        """Have the report made and written to a file."""
        self._path = path
        self._asking.report()

    def _write(self, text: str) -> None:
        if self._path and self._files.write_text(self._path, text):
            self.told.emit(Message("report", self.tr("The report is in {}.").format(self._path)))
        self._path = ""
