"""Check and test everything; what `make test` and continuous integration run.

All checks run even when one fails; the last lines say how each ended and how pytest closed.
"""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
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
TESTS = (
    Check(
        "tests without Qt",
        (*_PYTEST, "-p", "no:pytest-qt", "-p", "pytest_without_qt", "tests", "--ignore=tests/gui"),
        {"PYTHONPATH": str(WITHOUT_QT)},
    ),
    Check("window tests, offscreen", (*_PYTEST, "tests/gui"), {"QT_QPA_PLATFORM": "offscreen"}),
)


def main() -> int:
    """Set up what is missing, run all checks and sum up; 1 when one of them failed."""
    setup.set_up((setup.LOCK, setup.DEVELOPMENT_LOCK), windows=True)
    has_x_server = system_packages.require_x_server()
    outcomes = [run(check) for check in (*STATIC, *TESTS)]
    if has_x_server:
        with x_server() as display:
            outcomes.append(run(in_real_windows(display)))
    sum_up(outcomes)
    unchecked = os.environ.get("CI") == "true" and sys.platform == "linux" and not has_x_server
    return 1 if unchecked or any(outcome.status for outcome in outcomes) else 0


def in_real_windows(display: str) -> Check:
    """Return the window tests on the X server `display`."""
    environment = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}
    return Check("window tests, X server", (*_PYTEST, "tests/gui"), environment)


def run(check: Check) -> Outcome:
    """Run a check and pass on what it prints."""
    print(f"\n--- {check.name}", flush=True)
    started = time.monotonic()
    process = subprocess.Popen(
        [str(setup.PYTHON), *check.arguments],
        cwd=setup.ROOT,
        env={**os.environ, **check.environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        errors="replace",
    )
    closing_line = ""
    assert process.stdout
    for line in process.stdout:
        print(line, end="", flush=True)
        closing_line = line.strip() or closing_line
    return Outcome(check, process.wait(), closing_line, time.monotonic() - started)


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
