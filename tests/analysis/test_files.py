import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import files
from analysis.files import RefusedFileError
from analysis.reading.reader import read
from analysis.source import Source

OLD = b"old content\n"

REFUSED = {
    "empty": (b"", "The file is empty."),
    "a mark alone": (b"\xef\xbb\xbf", "The file is empty."),
    "binary": (b"\x7fELF\x00\x01\xff", "The file is binary and no text."),
    "text with NUL": (b"Resources:\x00", "The file is binary and no text."),
    "latin-1": (b"a\nD\xe9j\xe0", "The file is not in UTF-8: line 2"),
    "surrogates": (b"\xed\xa0\x80", "The file is not in UTF-8"),
    "UTF-32": ("a".encode("utf-32"), "The file is in UTF-32"),
    "half of UTF-16": (b"\xff\xfea", "The file is not in UTF-16"),
    "lines": (b"\r\n" * 100_000, "The file has 100,001 lines; up to 100,000 are read."),
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


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such files here")
def test_a_file_that_keeps_its_readers_waiting_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe")
    # It took the place of a regular file that was looked at before.
    monkeypatch.setattr("stat.S_ISREG", lambda _: True)
    writer = os.open(tmp_path / "pipe", os.O_RDWR)
    try:
        with pytest.raises(RefusedFileError, match="nothing to read as yet"):
            files.load(str(tmp_path / "pipe"))
    finally:
        os.close(writer)


def test_a_file_that_may_not_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_bytes(OLD)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(os, "open", refuse)
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


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (b"caf\xe9: 1\n", "café: 1\n"),
        (b"\x00\x01abc", "\x00\x01abc"),
        ("\ufeffaé".encode("utf-32-le"), "aé"),
        (b"\xff\xfea\x00\x00\xd8", "a\ufffd"),
        ("é\0".encode(), "é\0"),
        (b"a" * 2_100_000, "a" * 2_100_000),
        (b"a" + "é".encode() * 3_000_000, "a" + "é" * 1_099_999),
    ],
    ids=["latin-1", "binary", "UTF-32", "half a pair", "NUL", "large", "very large"],
)
def test_what_is_refused_can_be_shown(data: bytes, shown: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    source = files.load_inexact(str(path))
    assert source.text == shown
    assert not source.is_exact


@given(st.binary(min_size=1, max_size=20))
def test_whatever_stands_in_a_file_can_be_shown(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "shown"
    path.write_bytes(data)
    assert len(files.load_inexact(str(path)).text) <= len(data)


def test_of_too_many_lines_the_first_are_shown_and_none_is_reviewed(tmp_path: Path) -> None:
    path = tmp_path / "lines.yaml"
    path.write_bytes(b"a: 1\r\n" * 150_000)
    shown = files.load_inexact(str(path))
    assert shown.text == "a: 1\r\n" * 100_000 + "a: 1"
    reading = read(shown)
    assert [problem.message for problem in reading.problems] == [
        "The text has 100,001 lines; up to 100,000 are read."
    ]
