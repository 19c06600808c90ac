"""What is opened and saved is the same to the last byte; an edit changes its own bytes alone."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from analysis import files
from analysis.files import RefusedFileError
from analysis.worker import WorkerCommand
from benchmarks.hostile.suite import cases
from gui.compare.pane import Pane
from gui.main_window import MainWindow
from gui.selection import CANDIDATE
from tests.shared_data import CORPUS, MALFORMED, corpus_pairs, pair

TEXT = "Description: Größe\nResources:\n  Queue:\n    Type: AWS::SQS::Queue\n"
SILENT = WorkerCommand(sys.executable, ("-S", "-c", "import sys; sys.stdin.read()"), {})
WRITTEN = {
    "plain": TEXT.encode(),
    "with a mark": b"\xef\xbb\xbf" + TEXT.encode(),
    "CRLF": TEXT.replace("\n", "\r\n").encode(),
    "CR alone": TEXT.replace("\n", "\r").encode(),
    "mixed": b"a: 1\r\nb: 2\nc: 3\rd: 4\n\r\n",
    "NEL": TEXT.replace("\n", "\x85").encode(),
    "line separators": f"a: x\u2028y\u2029z\n{TEXT}".encode(),
    "spaces of all kinds": f"a: x\xa0y\u2003z\u200b\n{TEXT}".encode(),
    "no last line end": TEXT.rstrip().encode(),
    "blanks at the ends of lines": b"a: 1  \n\t\n \nb: 2\n\n\n",
    "astral": f"a: \U0001f600\U000e0041\n{TEXT}".encode(),
    "controls": f"a: \x01\x0b\x0c\x1b\x7f\n{TEXT}".encode(),
    "noncharacters": f"a: \ufdd0\ufdd1\ufffe\uffff\n{TEXT}".encode(),
    "UTF-16": TEXT.encode("utf-16"),
    "UTF-16, big-endian": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "two marks": b"\xef\xbb\xbf\xef\xbb\xbf" + TEXT.encode(),
}


@pytest.fixture
def fake_command() -> WorkerCommand:
    """Return a worker that never answers: the review is not what is tested."""
    return SILENT


def text_pane(window: MainWindow) -> Pane:
    return next(one for one in window.findChildren(Pane) if one.side == CANDIDATE)


def saved_as_opened(window: MainWindow, path: Path) -> bool:
    before = path.read_bytes()
    assert window.pair_files.open(CANDIDATE, str(path))
    assert window.pair_files.save()
    return path.read_bytes() == before


def test_an_edit_changes_its_own_bytes_and_undo_brings_them_back(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    for name, data in WRITTEN.items():
        path = tmp_path / f"{name}.yaml"
        path.write_bytes(data)
        assert saved_as_opened(window, path), name
        source = window.session.source(CANDIDATE)
        assert source
        pane = text_pane(window)
        assert not pane.isReadOnly()
        pane.setFocus()
        pane.moveCursor(QTextCursor.MoveOperation.Start)
        qtbot.keyClicks(pane, "# typed ")
        assert window.pair_files.save()
        added = "# typed ".encode(source.encoding)
        mark = len(data) - len(source.text.encode(source.encoding))
        assert path.read_bytes() == data[:mark] + added + data[mark:], name
        while window.session.undo_group.canUndo():
            window.session.undo_group.undo()
        assert window.pair_files.save()
        assert path.read_bytes() == data, name


def test_whatever_can_be_opened_is_saved_as_it_was(
    make_window: Callable[[WorkerCommand], MainWindow],
    fake_command: WorkerCommand,
    tmp_path: Path,
    qapp: QApplication,
) -> None:
    window = make_window(fake_command)
    texts = [case.data for case in cases() if len(case.data) < 20_000][::15]
    texts += [side.read_bytes() for folder in corpus_pairs(40) for side in pair(folder)]
    texts += [one.read_bytes() for one in sorted(MALFORMED.glob("*.*"))[::9]]
    opened = 0
    for number, data in enumerate(texts):
        path = tmp_path / f"{number}.yaml"
        path.write_bytes(data)
        try:
            files.load(str(path))
        except RefusedFileError:
            continue
        assert saved_as_opened(window, path), data[:80]
        opened += 1
    qapp.processEvents()
    assert opened > 50
    assert opened > 70 or not CORPUS.is_dir()
