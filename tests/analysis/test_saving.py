"""A save leaves the old content or the new one, whatever fails under it, and says which."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from analysis import files
from analysis.files import ChangedOnDiskError, SaveError

OLD, NEW = b"old content\n", b"new content\n" * 10_000
NOBODY = 65534
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
AS_ROOT = pytest.mark.skipif(not IS_ROOT, reason="only root may give files away")
ON_UNIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "folder" / "template.yaml"
    path.parent.mkdir()
    path.write_bytes(OLD)
    path.chmod(0o640)
    return path


@contextmanager
def somebody() -> Iterator[None]:
    """Be a user without special rights; whoever runs the tests as one is that already."""
    if not IS_ROOT:
        yield
        return
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


def reachable(path: Path) -> None:
    """Let everybody come to a path of the test's folder."""
    for folder in path.parents[:4]:
        if stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0 and folder.owner() != "nobody":
            folder.chmod(0o755)


def test_saving_keeps_mode_and_leaves_no_litter(target: Path) -> None:
    assert files.save(str(target), NEW, files.digest(OLD)) == ()
    assert target.read_bytes() == NEW
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert list(target.parent.iterdir()) == [target]


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    files.save(str(tmp_path / "new"), NEW, None)
    (tmp_path / "other").write_bytes(NEW)
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.parametrize("depth", [1, 3])
@pytest.mark.parametrize("is_relative", [False, True])
def test_links_are_followed_and_stay(target: Path, depth: int, *, is_relative: bool) -> None:
    elsewhere = target.parent.parent / "links"
    elsewhere.mkdir()
    aim = target
    for number in range(depth):
        link = elsewhere / f"link{number}"
        link.symlink_to(os.path.relpath(aim, elsewhere) if is_relative else aim)
        aim = link
    files.save(str(aim), NEW, files.digest(OLD))
    assert all(one.is_symlink() for one in elsewhere.iterdir())
    assert not target.is_symlink()
    assert target.read_bytes() == NEW
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_link_to_nothing_makes_its_file_and_a_circle_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file")
    files.save(str(tmp_path / "link"), NEW, None)
    assert (tmp_path / "file").read_bytes() == NEW
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    with pytest.raises(SaveError, match="cannot be saved"):
        files.save(str(tmp_path / "circle"), NEW, None)
    assert (tmp_path / "circle").is_symlink()


def test_other_names_of_a_file_keep_the_old_content_and_it_is_said(target: Path) -> None:
    other = target.with_name("other")
    other.hardlink_to(target)
    (lost,) = files.save(str(target), NEW, files.digest(OLD))
    assert "hard links" in lost
    assert (target.read_bytes(), other.read_bytes()) == (NEW, OLD)


@AS_ROOT
def test_root_keeps_the_owner(target: Path) -> None:
    os.chown(target, NOBODY, NOBODY)
    target.chmod(0o4640)
    assert files.save(str(target), NEW, None) == ()
    status = target.stat()
    assert (status.st_uid, status.st_gid) == (NOBODY, NOBODY)
    assert stat.S_IMODE(status.st_mode) == 0o4640


@AS_ROOT
def test_others_say_that_the_owner_changed_and_allow_nobody_more(target: Path) -> None:
    target.parent.chmod(0o777)
    target.chmod(0o6764)
    target.chmod(0o6766)
    reachable(target)
    with somebody():
        lost = files.save(str(target), NEW, files.digest(OLD))
    assert len(lost) == 2
    status = target.stat()
    assert (status.st_uid, status.st_gid) == (NOBODY, NOBODY)
    assert stat.S_IMODE(status.st_mode) == 0o766, "no right of a user or group goes to another"


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="this system has no such attributes")
def test_attributes_are_kept(target: Path) -> None:
    try:
        os.setxattr(target, "user.origin", b"here")
    except OSError:
        pytest.skip("this disk has no attributes")
    files.save(str(target), NEW, None)
    assert os.getxattr(target, "user.origin") == b"here"


def test_a_file_changed_by_others_is_left_alone(target: Path) -> None:
    with pytest.raises(ChangedOnDiskError, match="changed by another program"):
        files.save(str(target), NEW, files.digest(b"something else"))
    assert target.read_bytes() == OLD


def test_a_change_of_the_same_size_and_time_is_seen(target: Path) -> None:
    before = target.stat()
    with target.open("r+b") as file:
        file.write(b"OLD")
    os.utime(target, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(ChangedOnDiskError):
        files.save(str(target), NEW, files.digest(OLD))


def test_a_file_that_changes_while_it_is_saved_is_left_alone(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def change(descriptor: int) -> None:
        sync(descriptor)
        target.write_bytes(b"theirs")

    monkeypatch.setattr(os, "fsync", change)
    with pytest.raises(ChangedOnDiskError):
        files.save(str(target), NEW, files.digest(OLD))
    assert target.read_bytes() == b"theirs"
    assert list(target.parent.iterdir()) == [target]


def test_a_file_that_was_deleted_is_written_anew(target: Path) -> None:
    target.unlink()
    files.save(str(target), NEW, files.digest(OLD))
    assert target.read_bytes() == NEW


def test_a_read_only_file_is_left_alone(target: Path) -> None:
    target.chmod(0o444)
    with pytest.raises(SaveError, match="read-only"):
        files.save(str(target), NEW, None)
    assert target.read_bytes() == OLD


@ON_UNIX
@pytest.mark.parametrize("mode", [0o555, 0o755])
def test_a_folder_that_takes_nothing_is_named(target: Path, mode: int) -> None:
    target.chmod(0o666)
    target.parent.chmod(0o555 if not IS_ROOT else mode)
    reachable(target)
    with somebody(), pytest.raises(SaveError, match="The folder cannot be written to"):
        files.save(str(target), NEW, files.digest(OLD))
    target.parent.chmod(0o755)
    assert target.read_bytes() == OLD
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        (".", "a folder"),
        ("none/file", "no such folder"),
        ("a\0b", "cannot be saved"),
        ("x" * 300, "cannot be saved"),
    ],
)
def test_what_is_no_place_to_save_is_said(tmp_path: Path, name: str, why: str) -> None:
    with pytest.raises(SaveError, match=why):
        files.save(f"{tmp_path}/{name}", NEW, None)
    assert list(tmp_path.iterdir()) == []


@ON_UNIX
def test_a_pipe_is_no_place_to_save(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SaveError, match="no regular file"):
        files.save(str(tmp_path / "pipe"), NEW, None)


def test_what_a_killed_save_left_is_swept_by_the_next(target: Path) -> None:
    names = [".twinstack-abcd_123.tmp", ".twinstack-abcd1234.tmp", ".twinstack-notes.tmp.md"]
    old, young, foreign = (target.with_name(name) for name in names)
    for one in (old, young, foreign):
        one.write_bytes(b"half")
    folder = target.with_name(".twinstack-folder12.tmp")
    folder.mkdir()
    for one in (old, foreign, folder):
        os.utime(one, (0, 0))
    files.save(str(target), NEW, None)
    assert sorted(target.parent.iterdir()) == sorted([target, young, foreign, folder])


def test_short_writes_are_continued(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, data: write(file, data[:1_000]))
    files.save(str(target), NEW, None)
    assert target.read_bytes() == NEW


def test_a_disk_that_takes_nothing_is_an_error(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "write", lambda *_: 0)
    with pytest.raises(SaveError):
        files.save(str(target), NEW, None)
    assert target.read_bytes() == OLD


@ON_UNIX
def test_a_disk_that_is_really_full_leaves_the_old_content(tmp_path: Path) -> None:
    """A file system of 64 kB, or where none may be made a limit of the system."""
    script = Path(__file__).with_name("full_disk.py")
    ended = subprocess.run(
        [sys.executable, str(script), str(tmp_path)],
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert "cannot be saved" in ended.stdout


CODES = (
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EIO,
    errno.EACCES,
    errno.EROFS,
    errno.EINTR,
    errno.EXDEV,
    errno.ESTALE,
    errno.ETXTBSY,
)
# Every call by which a save reaches the system.
CALLS = (
    *("stat", "lstat", "fstat", "access", "open", "write", "fsync", "close", "replace", "unlink"),
    *("umask", "fchmod", "fchown", "listxattr", "getxattr", "setxattr", "scandir", "readlink"),
)
MOST_CALLS = 60


class Faults:
    """Makes one call of a save fail, or all from one on; the other calls do their work."""

    def __init__(self, at: int, code: int, *, lasts: bool) -> None:
        self.count = 0
        self.failed = ""
        self._at = at
        self._code = code
        self._lasts = lasts

    def install(self, patch: pytest.MonkeyPatch) -> None:
        for name in CALLS:
            if hasattr(os, name):
                patch.setattr(os, name, self._wrapped(name, getattr(os, name)))

    def _wrapped(self, name: str, call: Callable[..., object]) -> Callable[..., object]:
        def fail_or_call(*arguments: object, **named: object) -> object:
            self.count += 1
            if self.count == self._at or (self._lasts and self.count > self._at):
                self.failed = self.failed or name
                if name == "close":
                    # The descriptor is free after a failed close, as on Linux.
                    call(*arguments, **named)
                raise OSError(self._code, os.strerror(self._code))
            return call(*arguments, **named)

        return fail_or_call


@pytest.mark.parametrize("lasts", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("code", CODES, ids=errno.errorcode.get)
def test_whichever_call_fails_the_file_is_old_or_new(
    target: Path, monkeypatch: pytest.MonkeyPatch, code: int, *, lasts: bool
) -> None:
    failed = set()
    for at in range(1, MOST_CALLS):
        target.write_bytes(OLD)
        faults = Faults(at, code, lasts=lasts)
        with monkeypatch.context() as patch:
            faults.install(patch)
            try:
                files.save(str(target), NEW, files.digest(OLD))
                expected = NEW
            except SaveError:
                expected = OLD
        assert target.read_bytes() == expected, f"{faults.failed}, call {at}"
        litter = [one for one in target.parent.iterdir() if one != target]
        assert not litter or lasts, f"{faults.failed}, call {at}"
        for one in litter:
            one.unlink()
        if not faults.failed:
            break
        failed.add(faults.failed)
    assert at < MOST_CALLS - 1, "every call of a save was made to fail"
    assert {"open", "write", "fsync", "close", "replace", "stat"} <= failed


@pytest.mark.parametrize("at", range(1, 12))
def test_a_fault_breaks_no_link(target: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    link = target.with_name("link")
    link.symlink_to(target)
    faults = Faults(at, errno.EIO, lasts=False)
    with monkeypatch.context() as patch:
        faults.install(patch)
        with suppress(SaveError):
            files.save(str(link), NEW, files.digest(OLD))
    assert faults.failed
    assert link.is_symlink()
    assert target.read_bytes() in (OLD, NEW)


@pytest.mark.parametrize("code", CODES, ids=errno.errorcode.get)
@pytest.mark.parametrize("after", [1, 3])
def test_a_disk_that_fills_up_leaves_the_old_content(
    code: int, after: int, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, calls = os.write, []

    def write_some(file: int, data: bytes) -> int:
        calls.append(file)
        if len(calls) > after:
            raise OSError(code, os.strerror(code))
        return write(file, data[:100])

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", write_some)
        with pytest.raises(SaveError, match=os.strerror(code)):
            files.save(str(target), NEW, None)
    assert target.read_bytes() == OLD
    assert list(target.parent.iterdir()) == [target]
