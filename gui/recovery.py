"""Writes the journal while the user works, and brings back what a crash left in one."""

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from analysis.edits import replacement
from analysis.source import Source
from gui.bars import WARNING, Message
from gui.document import Document
from gui.journal import Journal, Kept, Pair, left_behind
from gui.pair_files import PairFiles
from gui.selection import CANDIDATE, REFERENCE
from gui.session import Session

_BEHIND_MS = 700
_BEHIND_CHARACTERS = 150
_KEY = "recovery"
_FAILED = "journal"


class Recovery(QObject):
    """Keeps the journal at most a second or 200 characters behind what the user types.

    It is written beside the window's thread, so that a slow disk stops nobody.
    """

    told = Signal(object)  # Message
    settled = Signal(str)  # the key of a message that no longer holds
    _written = Signal(bool)  # whether that worked; from the writer's thread

    def __init__(self, session: Session, files: PairFiles, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._files = files
        self._folder = folder
        self._journal = Journal.create(folder)
        self._writer = ThreadPoolExecutor(1, "journal")
        self._kept = self._in_journal = Pair()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_BEHIND_MS)
        self._timer.timeout.connect(self._keep)
        self._written.connect(self._tell_written)
        session.sources_changed.connect(self._note)
        session.modified_changed.connect(self._note)
        session.decisions_changed.connect(self._note)

    def offer(self, paths: Iterable[str]) -> None:
        """Bring back what the last crash left; ask first if other files are about to be opened."""
        found = list(left_behind(self._folder))
        if not found:
            return
        (journal, pair), others = found[0], found[1:]
        for other, _ in others:
            # One window shows one pair; the next one brings back the next.
            other.release()
        wanted = {str(Path(path).absolute()) for path in paths}
        known = {str(Path(kept.text.path).absolute()) for kept in pair.unsaved if kept.text.path}
        if not wanted or wanted & known:
            self._restore(journal, pair, len(others))
            return
        text = self.tr("TwinStack ended unexpectedly while {} had changes that were not saved.")
        choices = {
            self.tr("Restore them"): lambda: self._restore(journal, pair, len(others)),
            self.tr("Delete them"): lambda: self._delete(journal),
        }
        self.told.emit(Message(_KEY, text.format(_names(pair)), WARNING, choices))

    def stop(self) -> None:
        """Forget the journal: the window closes with the user's consent."""
        self._timer.stop()
        self._writer.shutdown()
        self._journal.clear()
        self._journal.release()

    def _restore(self, journal: Journal, pair: Pair, others: int) -> None:
        if pair.candidate is not None:
            self._open_pair(pair.candidate, pair)
        elif pair.reference is not None:
            self._session.open(REFERENCE, _opened(pair.reference), pair.reference.choice)
        for side, kept in ((CANDIDATE, pair.candidate), (REFERENCE, pair.reference)):
            document = self._session.document(side)
            if kept and document:
                self._put_back(document, kept)
        if self._keep().result():
            # Our own journal has it now.
            journal.clear()
        journal.release()
        text = self.tr("Unsaved changes of {} were restored after an unexpected end.")
        text = text.format(_names(pair))
        if others:
            text += self.tr(" Those of {} more come back in the next window.").format(others)
        self.told.emit(Message(_KEY, text, WARNING))

    def _open_pair(self, mine: Kept, pair: Pair) -> None:
        known = pair.reference
        path = known.text.path if known else ""
        self._session.open_pair(
            (_opened(mine), mine.choice),
            (_opened(known), known.choice) if known else None,
            self._files.state.annotations(mine.text.path, path) if mine.text.path else pair.said,
        )

    def _put_back(self, document: Document, kept: Kept) -> None:
        """Make the change again, as one step that undo takes back."""
        edit = replacement(document.source.text, kept.text.text)
        if edit is not None:
            document.change(self.tr("Restored changes"), (edit,))

    def _delete(self, journal: Journal) -> None:
        journal.clear()
        journal.release()
        self.settled.emit(_KEY)

    def _note(self) -> None:
        """Have the texts kept soon, or now if much has changed."""
        pair = self._pair()
        if pair == self._kept:
            return
        if not pair.unsaved or _distance(pair, self._kept) >= _BEHIND_CHARACTERS:
            self._keep()
        elif not self._timer.isActive():
            self._timer.start()

    def _keep(self) -> Future[bool]:
        self._timer.stop()
        self._kept = self._pair()
        return self._writer.submit(self._write)

    def _write(self) -> bool:
        is_written = False
        try:
            is_written = self._write_latest()
        finally:
            self._written.emit(is_written)
        return is_written

    def _write_latest(self) -> bool:
        """Write what is to be kept by now: a slow disk is not asked for what came before it."""
        pair = self._kept
        if pair == self._in_journal:
            return True
        if not pair.unsaved:
            self._journal.clear()
        elif not self._journal.write(pair):
            return False
        self._in_journal = pair
        return True

    def _tell_written(self, is_written: bool) -> None:  # noqa: FBT001 (Qt's signal)
        if is_written:
            self.settled.emit(_FAILED)
            return
        text = self.tr("Unsaved changes cannot be kept for a crash: {} takes no file. Save often.")
        self.told.emit(Message(_FAILED, text.format(self._folder), WARNING))

    def _pair(self) -> Pair:
        candidate, reference = self._side(CANDIDATE), self._side(REFERENCE)
        if candidate is None or candidate.text.path:
            return Pair(candidate, reference)
        return Pair(candidate, reference, self._session.annotations)

    def _side(self, side: str) -> Kept | None:
        document = self._session.document(side)
        if document is None:
            return None
        return Kept(document.source, document.saved, document.choice)


def _opened(kept: Kept) -> Source:
    return kept.base or kept.text


def _distance(pair: Pair, kept: Pair) -> int:
    """Return by how many characters two pairs differ in length; other changes can wait."""
    sides = ((pair.candidate, kept.candidate), (pair.reference, kept.reference))
    return sum(abs(_length(one) - _length(other)) for one, other in sides)


def _length(kept: Kept | None) -> int:
    return len(kept.text.text) if kept else 0


def _names(pair: Pair) -> str:
    names = (Path(kept.text.path).name or "a pasted text" for kept in pair.unsaved)
    return " and ".join(names)
