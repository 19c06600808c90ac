"""A virtual X server: real windows where there is no screen."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def x_server() -> Iterator[str]:
    """Start a virtual X server on a free display and yield the display's name."""
    reading, writing = os.pipe()
    command = (
        "Xvfb",
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        "1920x1200x24",
        "-nolisten",
        "tcp",
    )
    server = subprocess.Popen(
        command, pass_fds=(writing,), stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        if not number:
            sys.exit("The X server for the window tests did not start: `Xvfb` ended at once.")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()
