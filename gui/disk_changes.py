"""Notices that a file changed on disk while it is open, and asks what is to happen."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from analysis import files
from analysis.edits import replacement
from analysis.source import Source
from gui.bars import WARNING, Message
from gui.document import Document
from gui.selection import CANDIDATE, REFERENCE
from gui.session import Session

Choices = dict[str, Callable[[], object]]


class DiskChanges(QObject):
    """Asks in a bar: open the file anew, keep the text as it is, or compare the two."""

    told = Signal(object)  # Message
    settled = Signal(str)  # the key of a message that no longer holds
    save_wanted = Signal()
    save_as_wanted = Signal()
    drop_wanted = Signal(tuple, object)  # sides, and what is done once their texts may go

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._kept: dict[str, Source | str] = {}

    def check(self) -> None:
        """Look whether the files of the pair are still what was read."""
        for side in (CANDIDATE, REFERENCE):
            document = self._session.document(side)
            saved = document.saved if document else None
            if document is None or saved is None or not saved.is_exact:
                continue
            now = _on_disk(saved.path)
            if now in (saved, self._kept.get(side)):
                self.settled.emit(_key(side))
            elif isinstance(now, str):
                self._tell_lost(side, saved.path, now)
            else:
                text = self.tr("{} has changed on disk.").format(Path(saved.path).name)
                if document.is_changed and side == CANDIDATE:
                    text += self.tr(" Opening it anew can be undone.")
                self.told.emit(Message(_key(side), text, WARNING, self._choices(side, now)))

    def tell_conflict(self, path: str, further: Choices) -> None:
        """Say that the candidate was not saved because its file changed; offer what can be done."""
        text = self.tr("{} has changed on disk since it was opened, so it was not overwritten.")
        now = _on_disk(path)
        choices = {**further, **(self._choices(CANDIDATE, now) if isinstance(now, Source) else {})}
        choices.pop(self.tr("Keep this text"), None)
        self.told.emit(
            Message(_key(CANDIDATE), text.format(Path(path).name), WARNING, choices),
        )

    def settle(self, side: str) -> None:
        """Take back what was said: the file was written."""
        self._kept.pop(side, None)
        self.settled.emit(_key(side))

    def _tell_lost(self, side: str, path: str, why: str) -> None:
        """Say that a file is not there any more, or is none that can be read."""
        text = self.tr("{} cannot be read any more; its text is still here. {}")
        choices: Choices = {}
        if side == CANDIDATE:
            if not Path(path).exists():
                choices[self.tr("Save it again")] = self.save_wanted.emit
            choices[self.tr("Save as…")] = self.save_as_wanted.emit
        choices[self.tr("Keep this text")] = lambda: self._keep(side, why)
        self.told.emit(
            Message(_key(side), text.format(Path(path).name, why), WARNING, choices),
        )

    def _choices(self, side: str, now: Source) -> Choices:
        choices: Choices = {
            self.tr("Open it anew"): lambda: self._reload(side, now),
            self.tr("Keep this text"): lambda: self._keep(side, now),
        }
        if side == CANDIDATE:
            choices[self.tr("Compare")] = lambda: self._compare(now)
        return choices

    def _reload(self, side: str, now: Source) -> None:
        """Take the text on disk as one step, so that undo brings back what was typed."""
        document = self._session.document(side)
        if document is not None:
            _take(document, now, self.tr("Opening anew"))
        self.settle(side)

    def _keep(self, side: str, now: Source | str) -> None:
        self._kept[side] = now
        self.settled.emit(_key(side))

    def _compare(self, now: Source) -> None:
        """Put the text on disk on the other side; it is no file of its own there."""

        def show() -> None:
            self._keep(CANDIDATE, now)
            self._session.open(REFERENCE, replace(now, path=""))

        self.drop_wanted.emit((REFERENCE,), show)


def _take(document: Document, now: Source, title: str) -> None:
    edit = replacement(document.source.text, now.text)
    if edit is not None:
        document.change(title, (edit,))
    document.mark_saved(now)


def _on_disk(path: str) -> Source | str:
    """Return what a file holds now, or why it cannot be read."""
    try:
        return files.load(path)
    except files.RefusedFileError as error:
        return error.reason


def _key(side: str) -> str:
    return f"disk-{side}"
