"""`graph`: draws the dependencies of a template, or what differs in them."""

import argparse
import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.commands.opening import UsageError, check_read, open_inputs
from analysis.commands.output import complain, write_bytes
from analysis.supervision import Supervisor
from analysis.worker_client import WorkerClient

DONE = 0


def run(arguments: argparse.Namespace) -> int:
    """Write the drawing, say what it leaves out; return the exit status."""
    if arguments.side in ("reference", "difference") and not arguments.reference:
        message = f"--side {arguments.side} needs a reference"
        raise UsageError(message)
    inputs = open_inputs(
        arguments.candidate, arguments.reference, exporters=arguments.exporters, lint=False
    )
    ending = Path(arguments.output).suffix.removeprefix(".").lower()
    with WorkerClient() as client:
        check_read(inputs, Supervisor(client).review(inputs))
        answer = client.ask("drawing", inputs, format=ending, **_wish(arguments))
    if arguments.show_secrets:
        complain("secrets are written as they are")
    write_bytes(base64.b64decode(answer["file"]), arguments.output)
    if answer["left_out"]:
        complain(f"{answer['left_out']} nodes are left out: all would be too many to draw")
    return DONE


def _wish(arguments: argparse.Namespace) -> Mapping[str, Any]:
    wish = {
        "frames": arguments.frames,
        "orientation": arguments.orientation,
        "dark": arguments.dark,
        "show_secrets": arguments.show_secrets,
    }
    return {**wish, "side": arguments.side} if arguments.side else wish
