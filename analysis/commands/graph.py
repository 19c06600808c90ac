"""`graph`: draws the dependencies of a template, or what differs in them."""

import argparse
import base64
from pathlib import Path

from analysis.commands.opening import check_read, open_inputs
from analysis.commands.output import write_bytes
from analysis.supervision import Supervisor
from analysis.worker_client import WorkerClient

DONE = 0


def run(arguments: argparse.Namespace) -> int:
    """Write the drawing; return the exit status."""
    inputs = open_inputs(
        arguments.candidate, arguments.reference, exporters=arguments.exporters, lint=False
    )
    ending = Path(arguments.output).suffix.removeprefix(".").lower()
    with WorkerClient() as client:
        check_read(inputs, Supervisor(client).review(inputs))
        answer = client.ask("drawing", inputs, format=ending)
    write_bytes(base64.b64decode(answer["file"]), arguments.output)
    return DONE
