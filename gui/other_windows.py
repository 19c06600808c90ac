"""Tells of other windows that work on the same file; each window holds a lock for its own."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal

from gui.bars import INFORMATION, Message
from gui.selection import CANDIDATE
from gui.session import Session

_KEY = "other-window"


class OtherWindows(QObject):
    """Says so when the candidate is open elsewhere; the locks lie among the program's own files.

    Both may go on: a save compares what the file holds, so neither overwrites the other unasked.
    """

    told = Signal(object)  # Message
    settled = Signal(str)  # the key of a message that no longer holds

    def __init__(self, session: Session, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._folder = folder
        self._path = ""
        self._lock: QLockFile | None = None
        session.sources_changed.connect(self._follow)

    def look(self) -> None:
        """Look whether the other window has let go."""
        if self._path and self._lock is None:
            self._hold()

    def release(self) -> None:
        """Leave the file to others."""
        self._path = ""
        self._let_go()

    def _follow(self) -> None:
        source = self._session.source(CANDIDATE)
        path = source.path if source else ""
        if path == self._path:
            return
        self._path = path
        self._let_go()
        if path:
            self._hold()

    def _let_go(self) -> None:
        if self._lock is not None:
            self._lock.unlock()
        self._lock = None
        self.settled.emit(_KEY)

    def _hold(self) -> None:
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = QLockFile(str(self._folder / f"{_name(self._path)}.lock"))
        # Stale is what belongs to no process, however old it is.
        lock.setStaleLockTime(0)
        if lock.tryLock(0):
            self._lock = lock
            self.settled.emit(_KEY)
        elif lock.error() is QLockFile.LockError.LockFailedError:
            text = self.tr(
                "{} is open in another window as well; neither overwrites the other unasked."
            )
            text = text.format(Path(self._path).name)
            self.told.emit(Message(_KEY, text, INFORMATION))


def _name(path: str) -> str:
    """Return the name of a file's lock: the same for all ways to write its path."""
    true_path = os.path.normcase(os.path.realpath(path))
    return hashlib.sha256(true_path.encode("utf-8", "surrogateescape")).hexdigest()[:32]
