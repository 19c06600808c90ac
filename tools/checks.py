"""Check and test everything; what `make test` and continuous integration run.

All checks run even when one fails; the last lines say how each ended and how pytest closed. Tests
that need no window run beside those that do, as two cores allow; each prints when it has ended.
"""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field

from tools import setup, system_packages
from tools.x_server import x_server

WITHOUT_QT = setup.ROOT / "tools" / "without_qt"
_PYTEST = ("-m", "pytest", "-q", "--durations=5")


@dataclass(frozen=True, slots=True)
class Check:
    """One command of the virtual environment's Python."""

    name: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a check ended: its exit status, the last line that it printed and how long it took."""

    check: Check
    status: int
    closing_line: str
    seconds: float


STATIC = (
    Check("ruff check", ("-m", "ruff", "check", "--no-cache")),
    Check("ruff format", ("-m", "ruff", "format", "--check", "--no-cache")),
    Check("mypy", ("-m", "mypy")),
)
WITHOUT_WINDOW = Check(
    "tests without Qt",
    (*_PYTEST, "-p", "no:pytest-qt", "-p", "pytest_without_qt", "tests", "--ignore=tests/gui"),
    {"PYTHONPATH": str(WITHOUT_QT)},
)
OFFSCREEN = Check(
    "window tests, offscreen",
    (*_PYTEST, "tests/gui"),
    {"QT_QPA_PLATFORM": "offscreen"},
)


def main() -> int:
    """Set up what is missing, run all checks and sum up; 1 when one of them failed."""
    setup.set_up((setup.LOCK, setup.DEVELOPMENT_LOCK), windows=True)
    has_x_server = system_packages.require_x_server()
    windows = [OFFSCREEN]
    with ExitStack() as stack, ThreadPoolExecutor() as beside:
        if has_x_server:
            windows.append(in_real_windows(stack.enter_context(x_server())))
        outcomes = run(STATIC)
        others = beside.submit(run, (WITHOUT_WINDOW,))
        outcomes += run(windows)
        outcomes += others.result()
    sum_up(outcomes)
    unchecked = os.environ.get("CI") == "true" and sys.platform == "linux" and not has_x_server
    return 1 if unchecked or any(outcome.status for outcome in outcomes) else 0


def in_real_windows(display: str) -> Check:
    """Return the window tests on the X server `display`."""
    environment = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}
    return Check("window tests, X server", (*_PYTEST, "tests/gui"), environment)


def run(checks: Sequence[Check]) -> list[Outcome]:
    """Run checks one after the other, and print what each said once it has ended."""
    return [_run(check) for check in checks]


def _run(check: Check) -> Outcome:
    started = time.monotonic()
    process = subprocess.run(
        [str(setup.PYTHON), *check.arguments],
        cwd=setup.ROOT,
        env={**os.environ, **check.environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    # One call, so that the words of two checks do not mix.
    print(f"\n--- {check.name}\n{process.stdout}", end="", flush=True)
    closing_line = next(iter(process.stdout.strip().splitlines()[-1:]), "")
    return Outcome(check, process.returncode, closing_line, time.monotonic() - started)


def sum_up(outcomes: list[Outcome]) -> None:
    """Print how each check ended, what failed, and how the test runs closed."""
    print("\n--- summary")
    for outcome in outcomes:
        word = "FAILED" if outcome.status else "passed"
        print(f"{word}  {outcome.seconds:5.0f} s  {outcome.check.name}")
    for outcome in outcomes:
        if "pytest" in outcome.check.arguments:
            print(outcome.closing_line)


if __name__ == "__main__":
    sys.exit(main())
