"""How long the window keeps anyone waiting: `python -m benchmarks.window [CANDIDATE REFERENCE]`.

Opens a pair, walks its findings and views, applies a fix and takes it back, with a heartbeat
every few milliseconds; a late beat is a stall. On a shared machine a beat is also late while
others have the processor: what the window's own thread spent between two beats stands beside it.
Needs a display, or QT_QPA_PLATFORM=offscreen.
"""

import sys
import tempfile
import threading
import time
import traceback
from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

_BEGUN = time.perf_counter()

from PySide6.QtCore import QEventLoop, Qt, QTimer  # noqa: E402 (how long it takes is measured)
from PySide6.QtWidgets import QApplication  # noqa: E402

from analysis.review import Check  # noqa: E402
from analysis.worker import worker_command  # noqa: E402
from gui.application import set_up  # noqa: E402
from gui.main_window import MainWindow  # noqa: E402
from gui.samples import samples  # noqa: E402
from gui.state import StateFile  # noqa: E402
from gui.themes import Themes  # noqa: E402

_IMPORTED = time.perf_counter() - _BEGUN
_BEAT_MS = 4
_STALL = 0.05
_LONGEST = 60.0
_FINDINGS = 12
_PLACES = 25
_SIZE = (1440, 900)


class Beats:
    """How late beats came and what their thread had worked, in seconds: 16 bytes for each.

    As tuples, those of half an hour would be 18 MB, which looked like a leak of the window.
    """

    def __init__(self) -> None:
        self._waits, self._worked = array("d"), array("d")

    def add(self, wait: float, worked: float) -> None:
        """Keep one more."""
        self._waits.append(wait)
        self._worked.append(worked)

    def __iter__(self) -> Iterator[tuple[float, float]]:
        return zip(self._waits, self._worked, strict=True)


@dataclass
class Heart:
    """Beats in the window's thread; keeps how late each beat came, in all and by its own work."""

    late: dict[str, Beats] = field(default_factory=dict)
    step: str = ""
    beat_at: float = 0.0
    worked: float = 0.0

    def beat(self) -> None:
        """Note the time since the last beat."""
        now, worked = time.perf_counter(), time.thread_time()
        if self.beat_at:
            self.late.setdefault(self.step, Beats()).add(now - self.beat_at, worked - self.worked)
        self.beat_at, self.worked = now, worked


class Watcher:
    """Tells from another thread where the window's thread is while its beat is late."""

    def __init__(self, heart: Heart) -> None:
        self.places: Counter[str] = Counter()
        self._heart = heart
        self._watched = threading.get_ident()
        self._is_over = False
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Stop watching."""
        self._is_over = True
        self._thread.join()

    def _watch(self) -> None:
        while not self._is_over:
            time.sleep(0.01)
            if self._heart.beat_at and time.perf_counter() - self._heart.beat_at > _STALL:
                self._note(sys._current_frames()[self._watched])  # noqa: SLF001 (the one way)

    def _note(self, frame: FrameType) -> None:
        stack = traceback.extract_stack(frame)
        ours = [one for one in stack if "/gui/" in one.filename or "/analysis/" in one.filename]
        names = [f"{Path(one.filename).stem}.{one.name}:{one.lineno}" for one in ours[-3:]]
        self.places[f"{self._heart.step}: {' > '.join(names) or 'Qt'}"] += 1


def main(arguments: list[str]) -> None:
    """Print each step's stalls, and where the window's thread was in them."""
    window, show = _opened()
    heart = Heart()
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(heart.beat)
    timer.start(_BEAT_MS)
    watcher = Watcher(heart)
    sample = samples()[0]
    pair = arguments or [str(sample.candidate), str(sample.reference)]
    for step, act, is_done in _steps(window, pair):
        heart.step = step
        act()
        _wait(is_done)
    watcher.end()
    window.close()
    print(show)
    _print(heart, watcher)


def _opened() -> tuple[MainWindow, str]:
    """Return a window that has been painted, and how long that took."""
    started = time.perf_counter()
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    set_up(application)
    state = StateFile(Path(tempfile.mkdtemp()) / "state.json")
    window = MainWindow(worker_command(), state, Themes(application, "light"))
    window.resize(*_SIZE)
    window.show()
    application.processEvents()
    painted = time.perf_counter()
    return window, f"imports {_ms(_IMPORTED)}, then painted after {_ms(painted - started)}"


def _steps(
    window: MainWindow, pair: list[str]
) -> Iterator[tuple[str, Callable[[], object], Callable[[], bool]]]:
    """Yield what is done, how, and when it is over."""
    session, actions = window.session, window.commands

    def is_linted() -> bool:
        review = session.review
        done = review is not None and review.checked.lint_candidate is not Check.SKIPPED
        return done and session.is_current

    yield "start", lambda: None, _after(0.5)
    yield "open", lambda: window.open_paths(pair), is_linted
    yield "first choice", actions["next-finding"].trigger, _after(1.5)
    for _ in range(_FINDINGS):
        yield "next finding", actions["next-finding"].trigger, _after(0.4)
    for view in ("graph", "changes", "summary", "compare"):
        yield view, actions[f"view-{view}"].trigger, _after(2)
    finding = next((one for one in session.review.findings if one.fixes), None)  # type: ignore[union-attr]
    if finding:
        yield "apply", lambda: session.apply_fix(finding.fixes[0]), is_linted
        yield "undo", session.undo_group.undo, is_linted
    yield "fixes are tried", lambda: None, lambda: not window.background.is_busy


def _after(seconds: float) -> Callable[[], bool]:
    begun: list[float] = []

    def is_over() -> bool:
        begun[:] = begun or [time.monotonic()]
        return time.monotonic() > begun[0] + seconds

    return is_over


def _wait(is_done: Callable[[], bool]) -> None:
    loop, look = QEventLoop(), QTimer()
    end = time.monotonic() + _LONGEST
    look.timeout.connect(lambda: loop.quit() if is_done() or time.monotonic() > end else None)
    look.start(20)
    loop.exec()


def _print(heart: Heart, watcher: Watcher) -> None:
    print(f"{'':18}{'beats':>7}{'p99':>9}{'longest':>9}{'own work':>10}")
    everything = [beat for beats in heart.late.values() for beat in beats]
    steps = {**{step: list(beats) for step, beats in heart.late.items()}, "all": everything}
    for step, beats in steps.items():
        waits = sorted(wait for wait, _ in beats)
        p99 = waits[int(len(waits) * 0.99) - 1] if len(waits) > 1 else waits[0]
        own = max(worked for _, worked in beats)
        print(f"{step:18}{len(beats):7}{_ms(p99):>9}{_ms(waits[-1]):>9}{_ms(own):>10}")
    print("\nwhere the window's thread was while a beat was late by more than 50 ms:")
    for place, count in watcher.places.most_common(_PLACES):
        print(f"{count:5}  {place}")


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


if __name__ == "__main__":
    main(sys.argv[1:])
