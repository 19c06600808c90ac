"""Open TwinStack's window on a bundled sample pair; without a display, print its review instead."""

import os
import subprocess
import sys

from tools import setup

SAMPLE = "resources/samples/reporting-platform"


def main() -> int:
    """Set up what is missing and start `main.py`."""
    windows = has_display()
    setup.set_up((setup.LOCK,), windows=windows)
    pair = [f"{SAMPLE}/candidate.json", f"{SAMPLE}/reference.json"]
    arguments = pair
    if not windows:
        print("There is no display; here is the sample's review instead.", file=sys.stderr)
        arguments = ["review", *pair]
    try:
        command = [str(setup.PYTHON), "main.py", *arguments]
        return subprocess.run(command, cwd=setup.ROOT, check=False).returncode
    except KeyboardInterrupt:
        return 130


def has_display() -> bool:
    """Say whether a window can open: Linux says so in its environment."""
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
