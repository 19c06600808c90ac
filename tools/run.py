"""Open TwinStack's window on a bundled sample pair; without a display, print its review instead."""

import os
import subprocess
import sys

from tools import setup, system_packages

SAMPLE = setup.ROOT / "resources" / "samples" / "reporting-platform"


def main() -> int:
    """Set up what is missing and start `main.py`."""
    setup.set_up((setup.LOCK,))
    pair = [str(next(SAMPLE.glob(f"{side}.*"))) for side in ("candidate", "reference")]
    if has_display():
        system_packages.require_qt_libraries(setup.PYTHON)
        arguments = pair
    else:
        print("There is no display; here is the sample's review instead.", file=sys.stderr)
        arguments = ["review", *pair]
    command = [str(setup.PYTHON), str(setup.ROOT / "main.py"), *arguments]
    try:
        return subprocess.run(command, check=False).returncode
    except KeyboardInterrupt:
        return 130


def has_display() -> bool:
    """Say whether a window can open: Linux says so in its environment."""
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
