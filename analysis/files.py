"""Files: reading bytes into a source, and saving so that a file is never half written."""

import codecs
import contextlib
import hashlib
import os
import re
import stat
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from analysis.reading.guard import MAX_BYTES, MAX_LINES, count_lines, megabytes
from analysis.source import Source

_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_UTF32_BOMS = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_FRESH, _UNFINISHED = ".twinstack-", ".tmp"
_LEFT_AFTER = 600.0
_MOST_SHOWN = MAX_BYTES + 200_000
_LINE_END = re.compile(r"\r\n?|\n")
_CHOICE = re.compile(r"(.+)#([1-9][0-9]{0,5})")


class FileError(Exception):
    """Something is wrong with a file; the message is a sentence for the user."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class RefusedFileError(FileError):
    """A file cannot be read, or is nothing that can be reviewed."""


class SaveError(FileError):
    """A file could not be saved; what stood in it is unharmed."""


class ChangedOnDiskError(SaveError):
    """A file was changed by someone else since it was read."""


def split_choice(argument: str) -> tuple[str, int]:
    """Return the path and the number of `FILE#2`, 0 where none is given.

    A file of that very name wins.
    """
    found = _CHOICE.fullmatch(argument)
    if not found or Path(argument).exists():
        return argument, 0
    return found[1], int(found[2])


def load(path: str) -> Source:
    """Return the text of a file; raises RefusedFileError with one clear sentence."""
    data, size = _read(path, MAX_BYTES + 1)
    _check_size(path, max(size, len(data)))
    return from_bytes(path, data)


def _read(path: str, most: int) -> tuple[bytes, int]:
    """Return what a file holds, up to so many bytes, and how large it is."""
    try:
        status = Path(path).stat()
        if stat.S_ISDIR(status.st_mode):
            raise RefusedFileError(path, "This is a folder, not a file.")
        if not stat.S_ISREG(status.st_mode):
            raise RefusedFileError(path, "This is no regular file.")
        with open(path, "rb", opener=_without_waiting) as file:
            data = file.read(most)
    except FileNotFoundError:
        raise RefusedFileError(path, "There is no such file.") from None
    except PermissionError:
        raise RefusedFileError(path, "You may not read this file.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RefusedFileError(path, f"The file cannot be read: {reason}.") from error
    if data is None:
        raise RefusedFileError(path, "The file has nothing to read as yet.")
    return data, status.st_size


def _without_waiting(path: str, flags: int) -> int:
    # Some files of a system, and a pipe that took the file's place, would keep a reader waiting.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def from_bytes(path: str, data: bytes) -> Source:
    """Return the text that bytes hold; raises RefusedFileError with one clear sentence."""
    _check_size(path, len(data))
    if not data:
        raise RefusedFileError(path, "The file is empty.")
    if data.startswith(_UTF32_BOMS):
        raise RefusedFileError(path, "The file is in UTF-32; save it as UTF-8.")
    encoding = _UTF16_BOMS.get(data[:2], "utf-8")
    bom = b"" if encoding == "utf-8" else data[:2]
    if data.startswith(_UTF8_BOM):
        bom = _UTF8_BOM
    try:
        text = data[len(bom) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise RefusedFileError(path, _why_undecodable(data, encoding, error)) from None
    if "\0" in text:
        raise RefusedFileError(path, "The file is binary and no text.")
    if not text:
        raise RefusedFileError(path, "The file is empty.")
    _check_lines(path, text)
    return Source(path, text, encoding, bool(bom))


def load_inexact(path: str) -> Source:
    """Return what can be shown of a file that is refused, to look at and not to write back.

    What is shown of a file that is too large is too large as well: no part of it is reviewed for
    the whole. Raises RefusedFileError if there is nothing to show.
    """
    data, _ = _read(path, _MOST_SHOWN)
    if not data:
        raise RefusedFileError(path, "The file is empty.")
    return Source(path, _first_lines(_shown(data).removeprefix("\ufeff")), is_exact=False)


def _shown(data: bytes) -> str:
    if data.startswith(_UTF32_BOMS):
        return data.decode("utf-32", "replace")
    if data[:2] in _UTF16_BOMS:
        return data.decode(_UTF16_BOMS[data[:2]], "replace")
    try:
        # What was cut may end within a character.
        return codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        # Every byte is a character of Latin-1: nothing is left out.
        return data.decode("latin-1")


def encode(source: Source) -> bytes:
    """Return the bytes of a source: those that were read, if its text is unchanged."""
    data = source.text.encode(source.encoding)
    if not source.has_bom:
        return data
    if source.encoding == "utf-8":
        return _UTF8_BOM + data
    return "\ufeff".encode(source.encoding) + data


def digest(data: bytes) -> str:
    """Return the hexadecimal SHA-256 of a file's bytes."""
    return hashlib.sha256(data).hexdigest()


def save(path: str, data: bytes, expected_sha256: str | None) -> tuple[str, ...]:
    """Replace a file's content in one step: after a crash it holds the old or the new one.

    `expected_sha256` is the digest of what the file should hold now, None where that does not
    matter. Returns what the file could not keep, as sentences. Raises ChangedOnDiskError if it
    holds something else, SaveError if saving fails; the old content is unharmed then.
    """
    try:
        target = _true_place(path)
        status = _status(target)
        if status is not None:
            _check_target(path, target, status)
            _check_unchanged(path, target, expected_sha256)
        lost = _replace(path, target, data, status, expected_sha256)
    except FileNotFoundError:
        raise SaveError(path, "The file cannot be saved: there is no such folder.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise SaveError(path, f"The file cannot be saved: {reason}.") from error
    _sweep(target.parent)
    return lost


def _check_size(path: str, size: int) -> None:
    if size > MAX_BYTES:
        reason = f"The file has {megabytes(size)} MB; up to {megabytes(MAX_BYTES)} MB are read."
        raise RefusedFileError(path, reason)


def _check_lines(path: str, text: str) -> None:
    lines = count_lines(text)
    if lines > MAX_LINES:
        reason = f"The file has {lines:,} lines; up to {MAX_LINES:,} are read."
        raise RefusedFileError(path, reason)


def _first_lines(text: str) -> str:
    if count_lines(text) <= MAX_LINES:
        return text
    # One line more than are read.
    last = next(islice(_LINE_END.finditer(text), MAX_LINES, None), None)
    return text[: last.start()] if last else text


def _why_undecodable(data: bytes, encoding: str, error: UnicodeDecodeError) -> str:
    if b"\0" in data and encoding == "utf-8":
        return "The file is binary and no text."
    name = "UTF-8" if encoding == "utf-8" else "UTF-16"
    line = data[: error.start].count(b"\n") + 1
    return f"The file is not in {name}: line {line} has a byte that it does not allow."


def _true_place(path: str) -> Path:
    """Return where links lead to, which need not be there yet."""
    try:
        return Path(os.path.realpath(path, strict=True))
    except FileNotFoundError:
        return Path(os.path.realpath(path))


def _status(target: Path) -> os.stat_result | None:
    try:
        return target.stat()
    except FileNotFoundError:
        return None


def _check_target(path: str, target: Path, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise SaveError(path, "This is a folder, not a file.")
    if not stat.S_ISREG(status.st_mode):
        raise SaveError(path, "This is no regular file.")
    # Replacing a file needs no right to write it, so a read-only one has to be asked for.
    if not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(
        target, os.W_OK
    ):
        raise SaveError(path, "The file is read-only.")


def _check_unchanged(path: str, target: Path, expected: str | None) -> None:
    if expected is None:
        return
    try:
        with target.open("rb") as file:
            held = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        # Deleted by others: nothing of theirs can be lost.
        return
    if held != expected:
        raise ChangedOnDiskError(path, "The file was changed by another program since it was read.")


def _replace(
    path: str, target: Path, data: bytes, status: os.stat_result | None, expected: str | None
) -> tuple[str, ...]:
    descriptor, name = _new_file(path, target.parent)
    try:
        try:
            _write(descriptor, data)
            lost = tuple(_copy_rights(descriptor, target, status))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        # Once more: a large file takes its time to be written.
        _check_unchanged(path, target, expected)
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)
    return lost


def _new_file(path: str, folder: Path) -> tuple[int, str]:
    try:
        return tempfile.mkstemp(prefix=_FRESH, suffix=_UNFINISHED, dir=folder)
    except PermissionError as error:
        why = f"The folder cannot be written to: {error.strerror}."
        raise SaveError(path, why) from error


def _sweep(folder: Path) -> None:
    """Remove what a save that was killed left beside its file; younger ones may be under way."""
    with contextlib.suppress(OSError):
        for left in folder.glob(f"{_FRESH}????????{_UNFINISHED}"):
            status = left.lstat()
            if stat.S_ISREG(status.st_mode) and time.time() - status.st_mtime > _LEFT_AFTER:
                left.unlink()


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        # A full disk may take a part without an error; the next call then says so.
        written = os.write(descriptor, view)
        if written <= 0:
            raise OSError(None, "nothing was written")
        view = view[written:]


def _copy_rights(descriptor: int, target: Path, status: os.stat_result | None) -> Iterator[str]:
    """Give the new file the owner, mode and attributes of the old; yield what it cannot have."""
    if not hasattr(os, "fchmod"):
        return
    if status is None:
        mask = os.umask(0)
        os.umask(mask)
        os.fchmod(descriptor, 0o666 & ~mask)
        return
    if status.st_nlink > 1:
        yield "It had other names (hard links), which keep the old content."
    own = os.fstat(descriptor)
    mode = stat.S_IMODE(status.st_mode)
    if own.st_uid != status.st_uid and not _is_given(descriptor, status.st_uid, -1):
        mode &= ~stat.S_ISUID
        yield "It belongs to you now; its owner could not be kept."
    if own.st_gid != status.st_gid and not _is_given(descriptor, -1, status.st_gid):
        # What one group was allowed must not go to another: it gets what everybody has.
        mode = mode & ~(stat.S_ISGID | stat.S_IRWXG) | (mode & stat.S_IRWXO) << 3
        yield "It belongs to your group now; its own could not be kept."
    # The mode comes last: it bounds what an access list among the attributes allows.
    _copy_attributes(descriptor, target)
    os.fchmod(descriptor, mode)


def _is_given(descriptor: int, owner: int, group: int) -> bool:
    try:
        os.fchown(descriptor, owner, group)
    except PermissionError:
        return False
    return True


def _copy_attributes(descriptor: int, target: Path) -> None:
    if not hasattr(os, "listxattr"):
        return
    with contextlib.suppress(OSError):
        for name in os.listxattr(target):
            # Some belong to the system alone; the others are kept all the same.
            with contextlib.suppress(OSError):
                os.setxattr(descriptor, name, os.getxattr(target, name))


def _sync_folder(folder: Path) -> None:
    # Some systems cannot open a folder; the new content is in place all the same.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
