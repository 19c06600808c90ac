"""Keeps unsaved texts on disk while they are worked on, so that a crash does not lose them.

Each window has a journal of its own in the state folder, readable by the user alone and locked
while the window lives. A journal that nobody holds is what a crash left behind. It holds the texts
as they were typed: masked they could not be restored.
"""

import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from uuid import uuid4

from platformdirs import user_state_path
from PySide6.QtCore import QLockFile

from analysis.source import Source
from analysis.values import decode, encode
from gui.annotations import Annotations

_MOST_BYTES = 40_000_000
_VERSION = 1
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
_MONTH = 30 * 24 * 3600.0
_NAME = "journal-*.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """One side of a pair: its text, and what its file held, None for a text without a file."""

    text: Source
    base: Source | None
    choice: int = 0

    @property
    def is_unsaved(self) -> bool:
        """Whether the text is another than its file's."""
        return self.text != self.base


@dataclass(frozen=True, slots=True)
class Pair:
    """What a window worked on; what was said of texts with files is kept in the window's state."""

    candidate: Kept | None = None
    reference: Kept | None = None
    said: Annotations = field(default_factory=Annotations)

    @property
    def unsaved(self) -> tuple[Kept, ...]:
        """The sides that would be lost."""
        sides = (self.candidate, self.reference)
        return tuple(side for side in sides if side and side.is_unsaved)


class Journal:
    """One file of unsaved texts; a disk that takes nothing only costs the memory of them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = QLockFile(str(path.with_suffix(".lock")))
        # Stale is what belongs to no process, however old it is.
        self._lock.setStaleLockTime(0)

    @classmethod
    def create(cls, folder: Path) -> Self:
        """Return a new journal, held by this process."""
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        journal = cls(folder / f"journal-{os.getpid()}-{uuid4().hex}.json")
        journal.hold()
        return journal

    def hold(self) -> bool:
        """Take the journal; say whether no living process has it."""
        return self._lock.tryLock(0)

    def release(self) -> None:
        """Leave the journal to others."""
        self._lock.unlock()

    def write(self, pair: Pair) -> bool:
        """Replace what is kept in one step; say whether that worked."""
        data = json.dumps({"version": _VERSION, "pair": encode(pair)}).encode("ascii")
        try:
            descriptor, name = tempfile.mkstemp(prefix=".journal-", dir=self._path.parent)
        except OSError:
            return False
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self._path)
        except OSError:
            with suppress(OSError):
                Path(name).unlink()
            return False
        return True

    def read(self) -> Pair | None:
        """Return what is kept; None where there is nothing that can be read."""
        try:
            with self._path.open("rb") as file:
                data = file.read(_MOST_BYTES + 1)
            kept = json.loads(data) if len(data) <= _MOST_BYTES else {}
            if kept["version"] != _VERSION:
                return None
            return _checked(decode(Pair, kept["pair"]))
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return None

    def clear(self) -> None:
        """Forget what is kept."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def put_aside(self) -> None:
        """Keep a journal that cannot be read out of the way; a person may still make it out."""
        with suppress(OSError):
            self._path.replace(self._path.with_suffix(".unreadable"))


def journal_folder() -> Path:
    """Return where journals are kept."""
    return user_state_path("twinstack", appauthor=False) / "journals"


def left_behind(folder: Path) -> Iterator[tuple[Journal, Pair]]:
    """Yield what crashed windows left, the latest first; each journal is held from then on."""
    _sweep(folder)
    for path in sorted(folder.glob(_NAME), key=_age, reverse=True):
        journal = Journal(path)
        if not journal.hold():
            continue
        pair = journal.read()
        if pair is not None and pair.unsaved:
            yield journal, pair
            continue
        if pair is None:
            journal.put_aside()
        else:
            journal.clear()
        journal.release()


def _checked(pair: Pair) -> Pair:
    """Return the pair if its values are what they should be; raises where they are not."""
    for kept in (pair.candidate, pair.reference):
        for source in (kept.text, kept.base) if kept else ():
            if source is not None and source.encoding not in _ENCODINGS:
                raise ValueError(source.encoding)
        if kept and kept.is_unsaved and not kept.text.is_exact:
            raise ValueError(kept.text.path)
    return pair


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _sweep(folder: Path) -> None:
    """Remove what a crash left half written, locks without a journal, and what nobody looked at."""
    for path in folder.glob("journal-*.unreadable"):
        if _age(path) < time.time() - _MONTH:
            with suppress(OSError):
                path.unlink()
    newest = max(map(_age, folder.glob(_NAME)), default=0.0)
    for path in folder.glob(".journal-*"):
        if _age(path) < newest - 60:
            with suppress(OSError):
                path.unlink()
    for path in folder.glob("journal-*.lock"):
        if not path.with_suffix(".json").exists():
            lock = QLockFile(str(path))
            lock.setStaleLockTime(0)
            if lock.tryLock(0):
                lock.unlock()
