"""What TwinStack needs of the system itself: tried, installed as root on Debian, otherwise named.

Wheels bring Qt but not the libraries of the X server, fonts and OpenGL that Qt loads.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

# The shared libraries that Qt's own files ask for, each with Debian's package.
_QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
_FONT_PACKAGE = "fonts-dejavu-core"
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")


def missing_for_environments() -> tuple[str, ...]:
    """Return what Python lacks to create virtual environments: Debian splits that off."""
    if importlib.util.find_spec("ensurepip"):
        return ()
    return (f"python{sys.version_info.major}.{sys.version_info.minor}-venv",)


def missing_for_windows() -> tuple[str, ...]:
    """Return what Qt lacks to open windows; on other systems than Linux its wheels are enough."""
    if sys.platform != "linux":
        return ()
    missing = {package for name, package in _QT_LIBRARIES.items() if not _loads(name)}
    return (*sorted(missing), *(() if _has_fonts() else (_FONT_PACKAGE,)))


def require(packages: Sequence[str]) -> None:
    """Install system packages where that is possible; otherwise end and name them."""
    if not packages:
        return
    if not _installs_itself():
        sys.exit(f"TwinStack needs system packages that are missing: {_advice(packages)}")
    print(f"Installing system packages: {', '.join(packages)} ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ("apt-get", "install", "--yes", "--no-install-recommends", *packages)
    for command in (("apt-get", "update"), install):
        done = subprocess.run(
            command, env=environment, check=False, stdin=subprocess.DEVNULL, capture_output=True
        )
    if done.returncode:
        sys.stderr.buffer.write(done.stderr)
        sys.exit(f"System packages could not be installed: {_advice(packages)}")


def require_x_server() -> bool:
    """Say whether Xvfb is there for tests in real windows; install it where that is possible."""
    if sys.platform != "linux":
        return False
    if shutil.which("Xvfb"):
        return True
    if _installs_itself():
        require(("xvfb",))
        return True
    print(f"No window tests on a real X server: {_advice(('xvfb',))}", file=sys.stderr)
    return False


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _has_fonts() -> bool:
    if shutil.which("fc-list"):
        listed = subprocess.run(("fc-list",), check=False, capture_output=True)
        return bool(listed.stdout.strip())
    files = (path for folder in _FONT_FOLDERS for path in Path(folder).rglob("*"))
    return any(path.suffix.lower() in {".ttf", ".otf", ".ttc", ".pfb"} for path in files)


def _installs_itself() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _advice(packages: Sequence[str]) -> str:
    names = " ".join(packages)
    if shutil.which("apt-get"):
        return f"run `sudo apt-get install {names}` and try again."
    return f"install what Debian calls {names} and try again."
