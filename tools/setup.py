"""Set up what `make run` and `make test` need: the virtual environment and Qt's system libraries.

Runs on a bare Python 3.11 or newer, before anything is installed: the standard library only.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools import system_packages

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "twinstack-installed"
LOCK = ROOT / "requirements.lock"
DEVELOPMENT_LOCK = ROOT / "requirements-dev.lock"

_PIP_INSTALL = ("-m", "pip", "install", "--require-hashes", "--no-input", "--quiet")
_USABLE = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
_COMPILE = """
import compileall, sysconfig
compileall.compile_dir(sysconfig.get_path("purelib"), quiet=2, workers=0)
"""
_TRY_WINDOWS = """
import ctypes, pathlib, PySide6.QtWidgets
ctypes.CDLL(pathlib.Path(PySide6.__file__).with_name("Qt") / "plugins/platforms/libqxcb.so")
"""


def set_up(locks: Sequence[Path], *, windows: bool) -> None:
    """Install the last of `locks` into the virtual environment, unless all are there already.

    Each lock holds everything that those before it hold. `windows` asks for what the system must
    have so that Qt can open them.
    """
    wanted = {_digest(lock) for lock in locks}
    is_complete = wanted <= _installed()
    is_usable = is_complete or _is_usable()
    system_packages.require(
        (() if is_usable else system_packages.missing_for_environments())
        + (system_packages.missing_for_windows() if windows else ())
    )
    if is_complete:
        return
    if not is_usable:
        _create()
    print(f"Installing {locks[-1].name} into {VENV.name} (once, a minute or two) ...", flush=True)
    _run(*_PIP_INSTALL, "-r", locks[-1].name)
    _run("-c", _COMPILE)
    if windows and sys.platform == "linux":
        _run("-c", _TRY_WINDOWS)
    STAMP.write_text("\n".join(sorted(wanted)) + "\n", encoding="ascii")


def _installed() -> set[str]:
    """Return the digests of the locks that were installed; none when Python was replaced since."""
    try:
        return set(STAMP.read_text(encoding="ascii").split()) if PYTHON.exists() else set()
    except OSError:
        return set()


def _digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _is_usable() -> bool:
    if not PYTHON.exists():
        return False
    command = [str(PYTHON), "-c", _USABLE]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _create() -> None:
    print(f"Creating {VENV.name} with Python {sys.version.split()[0]} ...", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)


def _run(*arguments: str) -> None:
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    # Importing cfn-lint takes five times as long without bytecode; this setting forbids it.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run([str(PYTHON), *arguments], cwd=ROOT, env=environment, check=False)
    if done.returncode:
        sys.exit(
            f"Setting up stopped: `{PYTHON.name} {' '.join(arguments[:3])}` failed, see above."
        )


def main() -> None:
    """Set up everything, for running and for development."""
    set_up((LOCK, DEVELOPMENT_LOCK), windows=True)
    print(f"{VENV.name} is ready.")


if __name__ == "__main__":
    main()
