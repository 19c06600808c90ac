import errno
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import files
from analysis.files import ChangedOnDiskError, RefusedFileError, SaveError
from analysis.source import Source

OLD, NEW = b"old content\n", b"new content\n" * 10_000

REFUSED = {
    "empty": (b"", "The file is empty."),
    "a mark alone": (b"\xef\xbb\xbf", "The file is empty."),
    "binary": (b"\x7fELF\x00\x01\xff", "The file is binary and no text."),
    "text with NUL": (b"Resources:\x00", "The file is binary and no text."),
    "latin-1": (b"a\nD\xe9j\xe0", "The file is not in UTF-8: line 2"),
    "surrogates": (b"\xed\xa0\x80", "The file is not in UTF-8"),
    "UTF-32": ("a".encode("utf-32"), "The file is in UTF-32"),
    "half of UTF-16": (b"\xff\xfea", "The file is not in UTF-16"),
    "large": (b"a" * 2_000_001, "The file has 2.1 MB; up to 2 MB are read."),
}


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_text_is_refused_with_one_sentence(
    data: bytes, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(RefusedFileError) as caught:
        files.load(str(path))
    assert caught.value.reason.startswith(reason)
    assert caught.value.reason.endswith(".")
    assert str(caught.value) == f"{path}: {caught.value.reason}"


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path, reason in (
        (tmp_path / "none", "There is no such file."),
        (tmp_path, "This is a folder, not a file."),
        (Path("a\0b"), "The file cannot be read: embedded null byte."),
    ):
        with pytest.raises(RefusedFileError) as caught:
            files.load(str(path))
        assert caught.value.reason == reason


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(RefusedFileError, match="no regular file"):
        files.load(str(path))


def test_a_file_that_may_not_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_bytes(OLD)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(RefusedFileError, match="You may not read this file"):
        files.load(str(path))


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("text", ["a", "a\r\nb\r\n", "é\u2028😀", "\ufeffa"])
def test_bytes_are_given_back_as_they_were(text: str, mark: bytes) -> None:
    data = mark + text.encode()
    source = files.from_bytes("x", data)
    assert files.encode(source) == data
    if mark or not text.startswith("\ufeff"):
        assert (source.text, source.has_bom) == (text, bool(mark))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_with_its_mark_is_read_and_given_back(encoding: str) -> None:
    data = "\ufeffa😀\n".encode(encoding)
    source = files.from_bytes("x", data)
    assert source == Source("x", "a😀\n", encoding, has_bom=True)
    assert files.encode(source) == data


@given(st.binary(max_size=30))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        source = files.from_bytes("x", data)
    except RefusedFileError:
        return
    assert files.encode(source) == data


def test_a_choice_is_split_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("b.md#2").write_text("x", "utf-8")
    found = [files.split_choice(name) for name in ("a.md#2", "b.md#2", "a.md", "a.md#0", "#1", "-")]
    assert found == [("a.md", 2), ("b.md#2", 0), ("a.md", 0), ("a.md#0", 0), ("#1", 0), ("-", 0)]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "template.yaml"
    path.write_bytes(OLD)
    path.chmod(0o640)
    return path


def test_saving_keeps_mode_and_leaves_no_litter(target: Path) -> None:
    files.save(str(target), NEW, files.digest(OLD))
    assert target.read_bytes() == NEW
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert list(target.parent.iterdir()) == [target]


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    files.save(str(tmp_path / "new"), NEW, None)
    (tmp_path / "other").write_bytes(NEW)
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_link_is_followed(target: Path) -> None:
    link = target.with_name("link")
    link.symlink_to(target)
    files.save(str(link), NEW, files.digest(OLD))
    assert link.is_symlink()
    assert target.read_bytes() == NEW


def test_a_file_changed_by_others_is_left_alone(target: Path) -> None:
    with pytest.raises(ChangedOnDiskError, match="changed by another program"):
        files.save(str(target), NEW, files.digest(b"something else"))
    assert target.read_bytes() == OLD


def test_a_read_only_file_is_left_alone(target: Path) -> None:
    target.chmod(0o444)
    with pytest.raises(SaveError, match="read-only"):
        files.save(str(target), NEW, None)
    assert target.read_bytes() == OLD


def test_a_folder_is_no_place_to_save(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match="no regular file"):
        files.save(str(tmp_path), NEW, None)
    with pytest.raises(SaveError, match="cannot be saved"):
        files.save(str(tmp_path / "none" / "file"), NEW, None)


def test_short_writes_are_continued(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, data: write(file, data[:1_000]))
    files.save(str(target), NEW, None)
    assert target.read_bytes() == NEW


CODES = (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EACCES, errno.EROFS)
CALLS: dict[str, tuple[object, str]] = {
    "making": (tempfile, "mkstemp"),
    "first write": (os, "write"),
    "sync": (os, "fsync"),
    "rights": (os, "fchmod"),
    "status of the new file": (os, "fstat"),
    "closing": (os, "close"),
    "replace": (Path, "replace"),
    "reading": (Path, "read_bytes"),
    "status": (Path, "stat"),
}
# What a save can do without: the content is in place, or is put there all the same.
HARMLESS: dict[str, tuple[object, str]] = {
    "attributes": (os, "listxattr"),
    "the folder's sync": (os, "open"),
    "sweeping": (Path, "glob"),
}


def failing(code: int) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("owner", "name"), CALLS.values(), ids=CALLS)
def test_a_fault_leaves_the_old_content(
    owner: object, name: str, code: int, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = files.digest(OLD)
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, failing(code))
        with pytest.raises(SaveError, match=os.strerror(code)):
            files.save(str(target), NEW, expected)
    assert target.read_bytes() == OLD
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("owner", "name"), HARMLESS.values(), ids=HARMLESS)
def test_a_fault_that_does_not_matter_is_passed_over(
    owner: object, name: str, code: int, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not hasattr(owner, name):
        pytest.skip("this system has no such call")
    with monkeypatch.context() as patch:
        made = tempfile.mkstemp(dir=target.parent)
        patch.setattr(tempfile, "mkstemp", lambda **_: made)
        patch.setattr(owner, name, failing(code))
        files.save(str(target), NEW, files.digest(OLD))
    assert target.read_bytes() == NEW
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("code", CODES)
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


def test_what_a_killed_save_left_is_swept_by_the_next(target: Path) -> None:
    old, young = (target.with_name(f".twinstack-{name}") for name in ("old", "young"))
    old.write_bytes(b"half")
    young.write_bytes(b"half")
    os.utime(old, (0, 0))
    files.save(str(target), NEW, None)
    assert sorted(target.parent.iterdir()) == sorted([target, young])


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (b"caf\xe9: 1\n", "café: 1\n"),
        (b"\x00\x01abc", "\x00\x01abc"),
        ("\ufeffaé".encode("utf-32-le"), "aé"),
        (b"\xff\xfea\x00\x00\xd8", "a\ufffd"),
    ],
)
def test_what_is_no_text_can_be_shown(data: bytes, shown: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    source = files.load_inexact(str(path))
    assert source.text == shown
    assert not source.is_exact


def test_a_disk_that_takes_nothing_is_an_error(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "write", lambda *_: 0)
    with pytest.raises(SaveError):
        files.save(str(target), NEW, None)
    assert target.read_bytes() == OLD
