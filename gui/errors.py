"""What happens when the program errs: a line in a log, a message to copy, and the window lives on.

A message may quote a template, and a template may hold secrets: whatever of it stands in an open
text is masked before it is written or copied.
"""

import faulthandler
import os
import platform
import re
import sys
import threading
import traceback
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path
from PySide6.QtCore import QObject, Signal, qVersion
from PySide6.QtGui import QGuiApplication

from gui.bars import ERROR, Message
from gui.selection import CANDIDATE, REFERENCE
from gui.session import Session
from gui.text import one_line

_MASK = "****"
_MOST_BYTES = 500_000
_MOST_LOGGED = 200
_WORD = re.compile(r"[^\s'\"`,;:()\[\]{}<>]{4,}")
_MOST_TOLD = 20
_LONGEST_MESSAGE = 2_000
_KEY = "error"


class ErrorLog:
    """A file of what went wrong, for the user alone; the older half of it goes when it is full."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._count = 0

    def write(self, text: str) -> None:
        """Add an entry; a disk that takes nothing costs the entry alone."""
        self._count += 1
        if self._count > _MOST_LOGGED:
            # What errs with every key or frame says nothing new.
            return
        entry = f"{datetime.now(UTC).isoformat(timespec='seconds')} {text.rstrip()}\n\n"
        with suppress(OSError), os.fdopen(self._opened(), "ab") as file:
            file.write(entry.encode("utf-8", "backslashreplace"))

    def watch_crashes(self) -> None:
        """Have the lines written that are run when the interpreter dies of a signal."""
        with suppress(OSError):
            # Open for as long as the program runs.
            faulthandler.enable(self._opened())

    def _opened(self) -> int:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._make_room()
        return os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def _make_room(self) -> None:
        with suppress(FileNotFoundError):
            if self.path.stat().st_size > _MOST_BYTES:
                self.path.replace(self.path.with_suffix(".old.log"))


class Errors(QObject):
    """Takes what nobody caught: logs it, and says so with the details to copy."""

    told = Signal(object)  # Message
    interrupted = Signal()  # by Ctrl+C in the terminal
    _erred = Signal(str, str)  # in a word, in full; from any thread

    def __init__(self, session: Session, log: ErrorLog, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._log = log
        self._told: set[str] = set()
        self._erred.connect(self._tell)

    def install(self) -> None:
        """Be told of every exception that nobody catches, in any thread."""
        sys.excepthook = self.take
        threading.excepthook = self._take_of_thread
        sys.unraisablehook = self._take_unraisable

    def take(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take an exception, as `sys.excepthook` does."""
        if issubclass(kind, KeyboardInterrupt):
            self.interrupted.emit()
            return
        message = masked(str(error), self._texts()) if error is not None else ""
        words = f"{kind.__name__}: {message}" if message else kind.__name__
        frames = "".join(traceback.format_tb(trace))
        self._log.write(f"{words}\n{frames}")
        self._erred.emit(words, f"{words}\n{frames}{_about()}")

    def note(self, what: str, why: str) -> None:
        """Log what the worker could not do; the window says so elsewhere."""
        self._log.write(f"{what} failed: {masked(why, self._texts())}")

    def _take_of_thread(self, arguments: threading.ExceptHookArgs) -> None:
        self.take(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def _take_unraisable(self, unraisable: "sys.UnraisableHookArgs") -> None:
        self.take(unraisable.exc_type, unraisable.exc_value, unraisable.exc_traceback)

    def _tell(self, words: str, details: str) -> None:
        """Say it once: what errs while a bar is painted would say it for ever."""
        if details in self._told or len(self._told) >= _MOST_TOLD:
            return
        self._told.add(details)

        def copy() -> None:
            QGuiApplication.clipboard().setText(details)

        text = self.tr("TwinStack made a mistake and went on ({}). Save your work to be sure.")
        choices = {self.tr("Copy details"): copy}
        self.told.emit(Message(_KEY, text.format(one_line(words)), ERROR, choices))

    def _texts(self) -> tuple[str, ...]:
        sources = (self._session.source(CANDIDATE), self._session.source(REFERENCE))
        others = self._session.exporters
        return tuple(source.text for source in (*sources, *others) if source is not None)


def masked(message: str, texts: Iterable[str]) -> str:
    """Return a message without the words that stand in one of these texts, and not too long."""
    known = tuple(texts)

    def mask(found: re.Match[str]) -> str:
        return _MASK if any(found[0] in text for text in known) else found[0]

    return _WORD.sub(mask, message[:_LONGEST_MESSAGE])


def log_path() -> Path:
    """Return where the log is kept."""
    return user_log_path("twinstack", appauthor=False) / "errors.log"


def _about() -> str:
    return f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}\n"
