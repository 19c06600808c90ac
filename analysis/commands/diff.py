"""`diff`: lists what differs in meaning."""

import argparse

from analysis.commands.opening import check_read, open_inputs, with_secrets
from analysis.commands.output import complain, write
from analysis.reports import json
from analysis.reports.changes import changes_markdown, changes_text
from analysis.review import Check
from analysis.supervision import Supervisor
from analysis.worker_client import WorkerClient

DONE, UNREAD = 0, 2


def run(arguments: argparse.Namespace) -> int:
    """Write the differences; return the exit status."""
    inputs = open_inputs(arguments.candidate, arguments.reference, lint=False)
    with WorkerClient() as client:
        review = Supervisor(client).review(inputs)
    check_read(inputs, review)
    if review.checked.structure is not Check.DONE:
        complain(f"{inputs.candidate.path}: {' '.join(review.checked.why)}")
        return UNREAD
    if arguments.show_secrets:
        review = with_secrets(review)
    writers = {"text": changes_text, "markdown": changes_markdown}
    if arguments.format == "json":
        write(json.diff_text(review), arguments.output)
    else:
        write(writers[arguments.format](review, arguments.deploy), arguments.output)
    return DONE
