"""Build the wheel, and try it: installed with its locked dependencies and nothing else.

`python -m tools.wheel` is the try; it takes a minute and the network. The tests only build.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tools import setup

_SOURCES = ("main.py", "pyproject.toml", "README.md", "LICENSE", "analysis", "gui", "resources")
SAMPLES = "import resources, pathlib; print(pathlib.Path(*resources.__path__) / 'samples')"


def build(folder: Path) -> Path:
    """Return a wheel built in `folder`, without the network; the checkout is only read."""
    copy = folder / "sources"
    copy.mkdir()
    for name in _SOURCES:
        original = setup.ROOT / name
        if original.is_dir():
            shutil.copytree(original, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(original, copy)
    command = ("-m", "pip", "wheel", "--quiet", "--no-build-isolation", "--no-deps", "--no-index")
    _check([str(setup.PYTHON), *command, f"--wheel-dir={folder}", str(copy)], folder)
    return next(folder.glob("*.whl"))


def main() -> int:
    """Install the wheel into an environment of its own and review a sample with its command."""
    setup.set_up((setup.LOCK, setup.DEVELOPMENT_LOCK), windows=False)
    with tempfile.TemporaryDirectory(prefix="twinstack-wheel-") as name:
        folder = Path(name)
        scripts = _install(build(folder), folder)
        samples = Path(_check([str(scripts / "python"), "-c", SAMPLES], folder).strip())
        sides = ("candidate", "reference")
        pair = [str(next(samples.glob(f"reporting-platform/{side}.*"))) for side in sides]
        report = _check([str(scripts / "twinstack"), "review", *pair], folder)
    print(f"The wheel installs, and its command reviews ({len(report.splitlines())} lines).")
    return 0


def _install(wheel: Path, folder: Path) -> Path:
    """Return the folder of commands of a new environment that holds the wheel."""
    environment = folder / "environment"
    _check([str(setup.PYTHON), "-m", "venv", str(environment)], folder)
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(scripts / "python"), "-m", "pip", "install", "--quiet", "--no-input"]
    _check([*pip, "--require-hashes", "-r", str(setup.LOCK)], folder)
    # Without an index, pip fails when the lock lacks something that the wheel asks for.
    _check([*pip, "--no-index", str(wheel)], folder)
    return scripts


def _check(command: Sequence[str], folder: Path) -> str:
    """Return what a command prints; end with its complaint when it fails."""
    done = subprocess.run(
        command, cwd=folder, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"`{' '.join(command)}` failed:\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
