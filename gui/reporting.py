"""Has the report made, shows it, and writes it to a file that the user names."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from gui.asking import Asking
from gui.bars import Message
from gui.pair_files import PairFiles
from gui.report_dialog import ReportDialog
from gui.selection import CANDIDATE
from gui.session import Session


class Reporting(QObject):
    """Asks what the report shall hold, has the worker make it, writes it."""

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
        self.dialog: ReportDialog | None = None
        asking.report_made.connect(self._take)
        asking.failed.connect(self._close)

    def ask(self) -> None:
        """Show the report and let the user choose what it holds; the last choice is remembered."""
        if self._session.source(CANDIDATE) is None:
            return
        state = self._files.state
        dialog = ReportDialog(state.report_labels, state.report_findings, self._window)
        dialog.choice_changed.connect(self._make)
        dialog.save_wanted.connect(self._save)
        dialog.copy_wanted.connect(self._copy)
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        dialog.open()
        self._asking.report(*dialog.choice)

    def write_to(self, path: str) -> None:
        """Have the report made as it was last chosen, and written to a file."""
        self._path = path
        state = self._files.state
        self._asking.report(state.report_labels, state.report_findings)

    def _make(self, labels: str, findings: str) -> None:
        self._files.remember_report(labels, findings)
        self._asking.report(labels, findings)

    def _take(self, text: str) -> None:
        if self._path:
            path, self._path = self._path, ""
            self._write(path, text)
        elif self.dialog is not None:
            self.dialog.show_text(text)

    def _save(self, text: str) -> None:
        source = self._session.source(CANDIDATE)
        folder = Path(source.path).parent if source and source.path else Path()
        name, _ = QFileDialog.getSaveFileName(
            self.dialog or self._window,
            self.tr("Save report"),
            str(folder / "review.md"),
            self.tr("Markdown (*.md)"),
        )
        if name and self._write(name, text) and self.dialog is not None:
            self.dialog.accept()

    def _write(self, path: str, text: str) -> bool:
        is_written = self._files.write_text(path, text)
        if is_written:
            self.told.emit(Message("report", self.tr("The report is in {}.").format(path)))
        return is_written

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    def _close(self, what: str, _why: str) -> None:
        # What went wrong stands in a bar of the window.
        if what == "report" and self.dialog is not None:
            self.dialog.reject()

    def _forget(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()
