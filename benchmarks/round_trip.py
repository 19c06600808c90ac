"""Whether the window gives back every byte: `python -m benchmarks.round_trip [FOLDER ...]`.

Opens the samples, the hostile suite and all files of the folders, each as it is and rewritten in
other encodings and line ends; saves, types a character in the middle, saves, takes it back, saves.
Needs a display, or QT_QPA_PLATFORM=offscreen.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from analysis import files
from analysis.worker import WorkerCommand
from benchmarks.hostile.suite import cases
from gui.application import set_up
from gui.compare.pane import Pane
from gui.main_window import MainWindow
from gui.selection import CANDIDATE
from gui.state import StateFile
from gui.themes import Themes

_ROOT = Path(__file__).resolve().parent.parent
# A worker that takes what it is asked and never answers: the review is not what is measured.
_SILENT = WorkerCommand(sys.executable, ("-c", "import sys; sys.stdin.read()"), {})


def main(folders: list[str]) -> int:
    """Print how many came back as they were; return 1 if any did not."""
    application = QApplication(sys.argv[:1])
    set_up(application)
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        state = StateFile(Path(folder) / "state" / "window.json")
        window = MainWindow(_SILENT, state, Themes(application, "light"))
        window.show()
        path = Path(folder) / "template.yaml"
        for name, data in _inputs(map(Path, folders)):
            path.write_bytes(data)
            outcome = _outcome(window, path, data)
            counts[outcome] += 1
            if outcome.startswith("CHANGED"):
                print(f"{name}: {outcome}")
            application.processEvents()
        window.background.stop()
    for outcome, count in sorted(counts.items()):
        print(f"{count:6}  {outcome}")
    return 1 if any(outcome.startswith("CHANGED") for outcome in counts) else 0


def _outcome(window: MainWindow, path: Path, data: bytes) -> str:
    try:
        source = files.load(str(path))
    except files.RefusedFileError as error:
        return f"not opened: {error.reason.split(':')[0]}" if _is_same(path, data) else "CHANGED"
    if not window.pair_files.open(CANDIDATE, str(path)):
        return "CHANGED: it did not open"
    if not window.pair_files.save() or not _is_same(path, data):
        return "CHANGED by saving"
    pane = next(one for one in window.findChildren(Pane) if one.side == CANDIDATE)
    middle = pane.document().findBlockByNumber(pane.document().blockCount() // 2)
    cursor = QTextCursor(middle)
    at = pane.mirror.offset_at(cursor.position())
    cursor.insertText("x")
    before = len(data) - len(source.text[at:].encode(source.encoding))
    expected = data[:before] + "x".encode(source.encoding) + data[before:]
    if not window.pair_files.save() or not _is_same(path, expected):
        return "CHANGED by an edit elsewhere"
    window.session.undo_group.undo()
    if not window.pair_files.save() or not _is_same(path, data):
        return "CHANGED after undo"
    return "given back as it was, and changed where it was typed"


def _is_same(path: Path, data: bytes) -> bool:
    return path.read_bytes() == data


def _inputs(folders: Iterator[Path]) -> Iterator[tuple[str, bytes]]:
    yield from ((case.name, case.data) for case in cases())
    found = [_ROOT / "resources" / "samples", *folders]
    paths = sorted(path for folder in found for path in folder.rglob("*.*") if path.is_file())
    for path in paths:
        data = path.read_bytes()
        yield str(path), data
        yield from ((f"{path} ({name})", other) for name, other in _rewritten(data))


def _rewritten(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return
    lines = text.splitlines()
    ends = ("\n", "\r\n", "\r", "\u2028", "\x85", "\n\r")
    yield "with a mark", b"\xef\xbb\xbf" + data
    yield "CRLF", "\r\n".join(lines).encode()
    yield "CR", "\r".join(lines).encode()
    mixed = (line + ends[number % len(ends)] for number, line in enumerate(lines))
    yield "mixed", "".join(mixed).encode()
    yield "UTF-16", text.encode("utf-16")
    yield "UTF-16, big-endian", b"\xfe\xff" + text.encode("utf-16-be")
    yield "no last line end", text.rstrip().encode()
    yield "half", data[: len(data) // 2]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
