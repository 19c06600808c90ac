"""Has the report made, shows it, and writes it to a file that the user names."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from gui.asking import Asking
from gui.bars import Message
from gui.links import open_report
from gui.pair_files import PairFiles
from gui.report_dialog import ReportDialog
from gui.selection import CANDIDATE
from gui.session import Session

_Listing: TypeAlias = Callable[[], list[str]]
_ENDINGS = {"markdown": "md", "html": "html", "sarif": "sarif", "json": "json"}


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
        self._is_copying = False
        self.listed: _Listing = list
        self.dialog: ReportDialog | None = None
        asking.report_made.connect(self._take)
        asking.failed.connect(self._close)

    def ask(self) -> None:
        """Show the report and let the user choose what it holds; the last choice is remembered."""
        if self._session.source(CANDIDATE) is None:
            return
        state = self._files.state
        dialog = ReportDialog(
            state.report_labels, state.report_findings, self._window, form=state.report_form
        )
        dialog.choice_changed.connect(self._make)
        dialog.save_wanted.connect(self._save)
        dialog.copy_wanted.connect(self._copy)
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        dialog.open()
        self._ask_for(*dialog.choice)

    def copy_one(self, finding_id: str) -> None:
        """Have one finding put into the clipboard as Markdown."""
        if finding_id:
            self._is_copying = True
            self._asking.report(self._files.state.report_labels, [finding_id], "finding")

    def write_to(self, path: str) -> None:
        """Have the report made as it was last chosen, and written to a file."""
        self._path = path
        state = self._files.state
        self._asking.report(state.report_labels, state.report_findings)

    def _make(self, labels: str, findings: str, form: str) -> None:
        self._files.remember_report(labels, findings, form)
        self._ask_for(labels, findings, form)

    def _ask_for(self, labels: str, findings: str, form: str) -> None:
        chosen = self.listed() if findings == "listed" else findings
        show_secrets = self.dialog is not None and self.dialog.shows_secrets
        self._asking.report(labels, chosen, form, show_secrets=show_secrets)

    def _take(self, text: str) -> None:
        if self._is_copying:
            self._is_copying = False
            self._copy(text)
            self.told.emit(Message("report", self.tr("The finding is in the clipboard.")))
        elif self._path:
            path, self._path = self._path, ""
            self._write(path, text)
        elif self.dialog is not None:
            self.dialog.show_text(text)

    def _save(self, text: str) -> None:
        source = self._session.source(CANDIDATE)
        folder = Path(source.path).parent if source and source.path else Path()
        ending = _ENDINGS[self._files.state.report_form]
        name, _ = QFileDialog.getSaveFileName(
            self.dialog or self._window,
            self.tr("Save report"),
            str(folder / f"review.{ending}"),
            f"*.{ending}",
        )
        if name and self._write(name, text) and self.dialog is not None:
            self.dialog.accept()

    def _write(self, path: str, text: str) -> bool:
        is_written = self._files.write_text(path, text)
        if is_written:
            words = self.tr("The report is in {}.").format(path)
            choices: dict[str, Callable[[], object]] = {}
            if path.endswith(".html"):
                choices[self.tr("Open in the browser")] = lambda: open_report(path)
            self.told.emit(Message("report", words, choices=choices))
        return is_written

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    def _close(self, what: str, _why: str) -> None:
        self._is_copying = self._is_copying and what != "report"
        # What went wrong stands in a bar of the window.
        if what == "report" and self.dialog is not None:
            self.dialog.reject()

    def _forget(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()
