"""Uses the real window for as long as is asked: `python -m benchmarks.soak [--minutes N]`.

Opens pairs, edits, mends, takes back, draws and reports in an order that goes by a seed. Says what
the window's memory was after warming up and at the end, how late its heartbeat came, what of child
processes, threads, open files and temporary files is left, and whether calls into Qt change the
count of references to None. Needs a display, or QT_QPA_PLATFORM=offscreen.
"""

import argparse
import gc
import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from analysis.edits import Edit
from analysis.source import Span
from analysis.worker import worker_command
from benchmarks.hostile.case import SAMPLES
from benchmarks.window import Heart
from gui.application import set_up
from gui.garbage import Garbage
from gui.main_window import MainWindow
from gui.recovery import Recovery
from gui.selection import CANDIDATE
from gui.state import StateFile
from gui.themes import Themes

SEED = 7
_BEAT_MS = 10
_CALLS = 1_000_000
_WARM = 0.2
_WATCHING = 2
_VIEWS = ("graph", "changes", "summary", "compare")
_SECONDS_BETWEEN_LOOKS = 15.0


class Soak:
    """One window, and what is done to it."""

    def __init__(self, folder: Path, seed: int) -> None:
        application = QApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(application, QApplication)
        set_up(application)
        self.random = random.Random(seed)  # noqa: S311 (it has to be the same each time)
        self.done: Counter[str] = Counter()
        self.errors: list[str] = []
        sys.excepthook = lambda kind, error, _: self.errors.append(f"{kind.__name__}: {error}")
        themes = Themes(application, "light")
        self.window = MainWindow(worker_command(), StateFile(folder / "state.json"), themes)
        Garbage(self.window)
        self.window.resize(1440, 900)
        self.window.show()
        self._recovery = Recovery(
            self.window.session, self.window.pair_files, folder / "journal", self.window
        )
        self.heart = Heart()
        self._timers = [
            self._timer(_BEAT_MS, self.heart.beat),
            self._timer(500, _close_dialogs),
        ]
        self._pairs = [sorted(map(str, each.glob("*.*"))) for each in SAMPLES.iterdir()]
        self._pairs = [[one for one in each if "." in Path(one).name] for each in self._pairs]

    def run(self, minutes: float) -> list[tuple[float, float]]:
        """Use the window; return its memory in MB at times from the start, in seconds."""
        started = looked = time.monotonic()
        looks: list[tuple[float, float]] = []
        self._open()
        while (now := time.monotonic()) < started + minutes * 60:
            act = self.random.choice(self._acts())
            self.done[act.__name__.strip("_")] += 1
            act()
            self._pause(self.random.choice((0.05, 0.2, 1.0)))
            if now > looked + _SECONDS_BETWEEN_LOOKS:
                looked = now
                looks.append((now - started, resident(os.getpid())))
        return looks

    def close(self) -> None:
        """Close the window for good, without a question."""
        self._undo_all()
        for timer in self._timers:
            timer.stop()
        self._recovery.stop()
        self.window.background.stop()
        self.window.close()
        self._pause(0.5)

    def _acts(self) -> list[Callable[[], None]]:
        often = [self._type, self._undo, self._redo, self._choose, self._view] * 3
        return [*often, self._fix, self._fix, self._report, self._graph, self._undo_all, self._open]

    def _open(self) -> None:
        self._undo_all()
        pair = self.random.choice(self._pairs)
        candidate = next(one for one in pair if Path(one).name.startswith("candidate"))
        reference = next(one for one in pair if Path(one).name.startswith("reference"))
        self.window.open_paths([candidate, reference])
        self._pause(1.0)

    def _type(self) -> None:
        source = self.window.session.source(CANDIDATE)
        if source:
            at = self.random.randrange(len(source.text) + 1)
            text = self.random.choice(("x", "\n", "  Key: value\n", "{", "# note", "é😀"))
            self.window.session.type(Edit(Span(at, at), text))

    def _fix(self) -> None:
        session = self.window.session
        fixes = (
            [fix for one in session.review.findings for fix in one.fixes] if session.review else []
        )
        if fixes:
            session.apply_fix(self.random.choice(fixes))

    def _undo(self) -> None:
        self.window.session.undo_group.undo()

    def _redo(self) -> None:
        self.window.session.undo_group.redo()

    def _undo_all(self) -> None:
        document = self.window.session.document(CANDIDATE)
        while document and document.stack.canUndo():
            document.stack.undo()

    def _choose(self) -> None:
        name = self.random.choice(("next-finding", "next-finding", "previous-finding"))
        self.window.commands[name].trigger()

    def _view(self) -> None:
        self.window.commands[f"view-{self.random.choice(_VIEWS)}"].trigger()

    def _graph(self) -> None:
        self.window.commands["view-graph"].trigger()
        self._pause(0.5)

    def _report(self) -> None:
        inputs = self.window.session.inputs
        if inputs:
            self.window.background.others.report(inputs, "candidate-reference", "all")

    def _timer(self, milliseconds: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer()
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(slot)
        timer.start(milliseconds)
        return timer

    def _pause(self, seconds: float) -> None:
        loop = QEventLoop()
        QTimer.singleShot(int(seconds * 1000), loop.quit)
        loop.exec()


def main(arguments: Sequence[str]) -> int:
    """Print what came of it; return 1 if memory grew too much or something is left."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        soak = Soak(Path(folder), chosen.seed)
        before = left_over()
        looks = soak.run(chosen.minutes)
        workers = [resident(child) for child in children()]
        soak.close()
        journals = len(list(Path(folder).glob("journal/*")))
    gc.collect()
    _pause_for_children()
    after = left_over()
    growth = _print_memory(looks, workers)
    beats = sorted(wait for waits in soak.heart.late.values() for wait, _ in waits)
    own = max(worked for waits in soak.heart.late.values() for _, worked in waits)
    p99 = beats[int(len(beats) * 0.99)]
    print(
        f"heartbeat: p99 {p99 * 1e3:.0f} ms, longest {beats[-1] * 1e3:.0f} ms, own {own * 1e3:.0f}"
    )
    print("done: " + ", ".join(f"{name} {count}" for name, count in soak.done.most_common()))
    print(f"left: {after} (before: {before}), journals {journals}")
    drift = _drift()
    print(f"count of references to None after {_CALLS:,} calls: {drift:+}")
    for error in soak.errors[:20]:
        print(f"  {error}")
    # The first file that is opened gives Qt something to watch, once and for all.
    before["files"] += _WATCHING
    is_left = any(after[name] > before[name] for name in after) or bool(journals)
    return 1 if soak.errors or is_left or growth > 0.1 or abs(drift) > _CALLS // 100 else 0  # noqa: PLR2004


def _print_memory(looks: Sequence[tuple[float, float]], workers: Sequence[float]) -> float:
    end = looks[-1][0]
    early = median(size for at, size in looks if end * _WARM < at <= end * 2 * _WARM)
    late = median(size for at, size in looks if at > end * (1 - _WARM))
    growth = late / early - 1
    print(f"window: {early:.0f} MB after warming up, {late:.0f} MB at the end: {growth:+.1%}")
    every = max(1, len(looks) // 10)
    print("window, in time: " + ", ".join(f"{size:.0f}" for _, size in looks[::every]))
    print(f"workers at the end: {', '.join(f'{size:.0f} MB' for size in workers)}")
    return growth


def _drift() -> int:
    victim = QObject()
    before = sys.getrefcount(None)
    for _ in range(_CALLS):
        victim.setObjectName("x")
    return sys.getrefcount(None) - before


def left_over() -> dict[str, int]:
    """Return how many threads, children, open files and temporary folders there are."""
    return {
        "threads": threading.active_count(),
        "children": len(children()),
        "files": len(list(Path("/proc/self/fd").iterdir())),
        "temporary": sum(
            _is_mine(each) for each in Path(tempfile.gettempdir()).glob("twinstack-*")
        ),
    }


def _is_mine(folder: Path) -> bool:
    """Whether a worker's folder belongs to no process that still runs."""
    number = folder.name.removeprefix("twinstack-").partition("-")[0]
    return number.isdecimal() and not Path(f"/proc/{number}").exists()


def children() -> list[int]:
    """Return the processes that this one has started."""
    task = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    return [int(each) for each in task.read_text(encoding="ascii").split()]


def resident(process: int) -> float:
    """Return the memory that a process holds, in MB."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _pause_for_children() -> None:
    end = time.monotonic() + 5.0
    while children() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.05)


def _close_dialogs() -> None:
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QDialog):
        dialog.reject()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
