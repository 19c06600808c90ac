"""What a kill does to a save and to the journal: `python -m benchmarks.saving [SAVES [CRASHES]]`.

A process that saves without end is killed at a random moment, a thousand times: the file must be
one of the two contents. A window that is typed into is killed, two hundred times: what comes back
may miss a second or 200 characters.
"""

import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from analysis import files
from gui.journal import left_behind

_ROOT = Path(__file__).resolve().parent.parent
_WINDOW = _ROOT / "tests" / "gui" / "typing_window.py"
_OLD, _NEW = b"old line\n" * 40_000, b"another new line\n" * 30_000
_LONGEST = 0.03
_MOST_CHARACTERS = 200
_MOST_SECONDS = 1.0


def main(arguments: list[str]) -> int:
    """Print what came of both; return 1 if anything was lost."""
    saves, crashes = (*map(int, arguments), *(1_000, 200)[len(arguments) :])
    source = random.Random(1)  # noqa: S311 (it has to be the same each time)
    with tempfile.TemporaryDirectory() as folder:
        spoilt = sum(_is_spoilt(Path(folder), source) for _ in range(saves))
        left = len(list(Path(folder).glob(".twinstack-*")))
        print(f"{saves} kills while saving: {spoilt} files neither old nor new, {left} left beside")
        for one in Path(folder).glob(".twinstack-*"):
            os.utime(one, (0, 0))
        files.save(str(Path(folder) / "file"), _OLD, None)
        print(f"after the next save: {len(list(Path(folder).glob('.twinstack-*')))}")
    missed = [_missed(source) for _ in range(crashes)]
    late = sum(
        characters > _MOST_CHARACTERS and seconds > _MOST_SECONDS for characters, seconds in missed
    )
    print(
        f"{crashes} kills while typing: {late} lost more than they may; median "
        f"{statistics.median(one[0] for one in missed):.0f} characters, most "
        f"{max(one[0] for one in missed)}, most seconds {max(one[1] for one in missed):.2f}"
    )
    return 1 if spoilt or late else 0


def _is_spoilt(folder: Path, source: random.Random) -> bool:
    path = folder / "file"
    path.write_bytes(_OLD)
    child = os.fork()
    if not child:
        while True:
            files.save(str(path), _NEW, None)
            files.save(str(path), _OLD, None)
    time.sleep(source.uniform(0, _LONGEST))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return path.read_bytes() not in (_OLD, _NEW)


def _missed(source: random.Random) -> tuple[int, float]:
    """Return how many characters and seconds of typing did not come back."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "candidate.yaml"
        path.write_text("Resources: {}\n", "utf-8")
        before = len(path.read_text("utf-8"))
        at = _typed(path, Path(folder), source.choice((1, 5, 30)), source.uniform(0.2, 2.5))
        found = next(left_behind(Path(folder) / "journals"), None)
        candidate = found[1].candidate if found else None
        kept = len(candidate.text.text) - before if candidate else 0
        if found:
            found[0].release()
        return len(at) - kept, at[-1] - at[kept] if kept < len(at) else 0.0


def _typed(path: Path, folder: Path, pause: int, seconds: float) -> list[float]:
    at: list[float] = []
    with subprocess.Popen(  # noqa: S603 (our own command)
        [sys.executable, str(_WINDOW), str(path), str(folder), str(pause)],
        stdout=subprocess.PIPE,
        cwd=_ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(_ROOT)},
    ) as process:
        assert process.stdout
        for _ in process.stdout:
            at.append(time.monotonic())
            if at[-1] - at[0] > seconds:
                process.kill()
                break
        at += [time.monotonic() for _ in process.stdout]
    return at


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
