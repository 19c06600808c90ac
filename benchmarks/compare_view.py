"""How fast the compare view is: `python -m benchmarks.compare_view`, without a screen.

The real window with its worker; each figure beside what it is to reach. What a frame or a key
costs is the processor time of the window's own thread, painting included: on a shared machine a
clock measures the others as well. Stalls are by the clock, with the window's own work beside it.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from analysis.pipeline import review
from analysis.review import Inputs
from analysis.source import Source
from analysis.worker import worker_command
from benchmarks.large_pair import large_pair
from gui.application import set_up
from gui.compare.pane import Pane
from gui.compare.view import CompareView
from gui.main_window import MainWindow
from gui.selection import CANDIDATE
from gui.state import StateFile
from gui.theme import load_theme
from gui.themes import Themes

_SMALL, _LARGE, _LINES_15K = 50_000, 1_000_000, 520_000
_KEYS = "a few more words here"
_FRAMES = 120
_ROUNDS = 5
_BEAT_MS = 4
_LONGEST = 90.0
_SIZE = (1440, 900)
_MEGABYTE = 1_000_000
Row = tuple[str, float, float]


def main() -> None:
    """Print each figure beside what it is to reach."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    set_up(application)
    Themes(application, "light")
    print(f"{'the compare view':52}{'found':>10}{'to reach':>10}")
    for rows in (_on_screen(_SMALL, 50), _on_screen(_LINES_15K, 200), _in_window()):
        for name, found, goal in rows:
            print(f"  {name:50}{found * 1000:7.1f} ms{goal:7.0f} ms")


def _on_screen(size: int, goal: float) -> Iterator[Row]:
    """Yield how long it takes to show what was read of a pair: lines matched, shown, painted."""
    candidate, reference = large_pair(size)
    made = review(Inputs(candidate, reference, lint=False))
    times = []
    for _ in range(_ROUNDS):
        view = CompareView()
        view.show_theme(load_theme("light"))
        view.resize(*_SIZE)
        view.show()
        QApplication.processEvents()
        started = time.thread_time()
        view.show_sources(candidate, reference)
        view.show_review(made)
        QApplication.processEvents()
        times.append(time.thread_time() - started)
        view.close()
    lines = reference.line_count
    yield f"{lines} lines on screen, after reading", min(times), goal


def _in_window() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        yield from _typing_small(Path(folder))
        yield from _large(Path(folder))
        yield from _one_line(Path(folder))


def _typing_small(folder: Path) -> Iterator[Row]:
    """Yield how long own findings take after the pause, and stalls while someone types."""
    heart = _Heart()
    window = _opened(folder, *large_pair(_SMALL), heart)
    waits = []
    for key in _KEYS[:_ROUNDS]:
        pane = _pane(window)
        _put_cursor(pane, 0.5)
        QTest.keyClicks(pane, key)
        started = time.perf_counter()
        _wait(lambda: window.session.is_current)
        waits.append(time.perf_counter() - started - _PAUSE)
        _wait(lambda: not window.background.is_busy)
    yield "50 kB: edit to renewed findings, after the pause", min(waits), 200
    yield from heart.rows("50 kB: opening, typing, reviewing")
    _close(window)


def _large(folder: Path) -> Iterator[Row]:
    """Yield what keys and frames cost at a megabyte, and stalls meanwhile."""
    heart = _Heart()
    window = _opened(folder, *large_pair(_LARGE), heart)
    window.views.compare.unfold_all()
    _pause(0.3)
    pane = _pane(window)
    frames = sorted(_frames(window))
    yield "1 MB: a frame of scrolling, median", frames[len(frames) // 2], 16
    yield "1 MB: a frame of scrolling, 95 of 100", frames[len(frames) * 95 // 100], 16
    _put_cursor(pane, 0.5)
    keys = sorted(_keys(pane))
    yield "1 MB: a key typed and painted, median", keys[len(keys) // 2], 16
    yield "1 MB: a key typed and painted, slowest", keys[-1], 16
    yield from heart.rows("1 MB: opening, scrolling, typing")
    _close(window)


def _one_line(folder: Path) -> Iterator[Row]:
    """Yield stalls with one line of a megabyte, which is shown cut."""
    queue = {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "x" * _MEGABYTE}}
    text = json.dumps({"Resources": {"Queue": queue}})
    known = text.replace('"Type"', '"DeletionPolicy": "Retain", "Type"')
    heart = _Heart()
    window = _opened(folder, Source("c.json", text), Source("r.json", known), heart)
    window.views.compare.next_change()
    _pause(1)
    yield from heart.rows("a line of 1 MB: opening")
    _close(window)


_PAUSE = 0.15


class _Heart:
    """Beats every few milliseconds; a late beat is a stall, of this thread or of the machine."""

    def __init__(self) -> None:
        self._waits: list[tuple[float, float]] = []
        self._beat = 0.0, 0.0
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._note)

    def begin(self) -> None:
        """Beat from now on."""
        self._beat = time.perf_counter(), time.thread_time()
        self._timer.start(_BEAT_MS)

    def rows(self, name: str) -> Iterator[Row]:
        """Yield the stalls so far, and end."""
        self._timer.stop()
        waits = sorted(wait for wait, _ in self._waits)
        yield f"{name}: stalls, 99 of 100", waits[len(waits) * 99 // 100 - 1], 100
        yield f"{name}: the longest", waits[-1], 250
        yield f"{name}: the longest, own work", max(own for _, own in self._waits), 250

    def _note(self) -> None:
        now = time.perf_counter(), time.thread_time()
        self._waits.append((now[0] - self._beat[0], now[1] - self._beat[1]))
        self._beat = now


def _opened(folder: Path, candidate: Source, reference: Source, heart: _Heart) -> MainWindow:
    """Return the window with a pair that is reviewed; the heart beats since it was empty."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    paths = []
    for source in (candidate, reference):
        path = folder / source.path
        path.write_text(source.text, encoding="utf-8")
        paths.append(str(path))
    window = MainWindow(worker_command(), StateFile(folder / "state.json"), _themes(application))
    window.resize(*_SIZE)
    window.show()
    _pause(0.5)
    heart.begin()
    window.open_paths(paths)
    _wait(lambda: window.session.review is not None and window.session.is_current)
    # Fixes and cfn-lint are not what is measured here.
    window.background.cancel()
    _pause(1)
    return window


def _themes(application: QApplication) -> Themes:
    return Themes(application, "light")


def _pane(window: MainWindow) -> Pane:
    panes = window.views.compare.findChildren(Pane)
    return next(pane for pane in panes if pane.side == CANDIDATE)


def _put_cursor(pane: Pane, where: float) -> None:
    seen = list(pane.lines_in_sight())
    block = pane.document().findBlockByNumber(seen[round(len(seen) * where)].block)
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    pane.setTextCursor(cursor)
    pane.setFocus()
    _pause(0.3)


def _keys(pane: Pane) -> Iterator[float]:
    for key in _KEYS:
        started = time.thread_time()
        QTest.keyClicks(pane, key)
        for _ in range(3):
            QApplication.processEvents()
        yield time.thread_time() - started


def _frames(window: MainWindow) -> Iterator[float]:
    pane = _pane(window)
    for step in range(_FRAMES):
        started = time.thread_time()
        # Every tenth frame jumps, as a drag of the scroll bar does.
        far = pane.offset + (20_000 if step % 10 == 0 else 48)
        pane.scroll_wanted.emit(far)
        QApplication.processEvents()
        yield time.thread_time() - started


def _pause(seconds: float) -> None:
    end = time.monotonic() + seconds
    _wait(lambda: time.monotonic() > end)


def _wait(is_done: Callable[[], bool]) -> None:
    loop, look = QEventLoop(), QTimer()
    end = time.monotonic() + _LONGEST
    look.timeout.connect(lambda: loop.quit() if is_done() or time.monotonic() > end else None)
    look.start(2)
    loop.exec()
    if not is_done():
        sys.exit("The window did not come to an end.")


def _close(window: MainWindow) -> None:
    for side in ("candidate", "reference"):
        document = window.session.document(side)
        if document:
            document.mark_saved(document.source)
    window.close()


if __name__ == "__main__":
    main()
