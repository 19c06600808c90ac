"""`review`: writes the review of a template."""

import argparse
import base64

from analysis.commands import baseline
from analysis.commands.opening import check_read, open_inputs, open_settings, with_secrets
from analysis.commands.output import complain, write
from analysis.findings import Severity, State
from analysis.reports import json, markdown
from analysis.reports.github import annotations
from analysis.reports.html import html
from analysis.reports.sarif import sarif_text
from analysis.review import Inputs, Review
from analysis.supervision import Supervisor
from analysis.team_settings import LABELS
from analysis.worker_client import WorkerClient, WorkerError

DONE, GRAVE, UNCHECKED = 0, 1, 3


def run(arguments: argparse.Namespace) -> int:
    """Write the review; return the exit status."""
    team = open_settings(arguments.settings, arguments.region)
    inputs = open_inputs(
        arguments.candidate,
        arguments.reference,
        exporters=arguments.exporters,
        lint=arguments.lint,
        settings=team,
    )
    known = baseline.load(arguments.baseline) if arguments.baseline else None
    with WorkerClient() as client:
        review = Supervisor(client).review(inputs, verify=_verified(arguments))
        check_read(inputs, review)
        if arguments.show_secrets:
            review = with_secrets(review)
        graph = _graph(client, inputs, arguments) if arguments.format == "html" else ""
    if known:
        review = baseline.without_known(review, known)
        _complain_of_unlisted(known)
    labels = arguments.labels or team.labels or LABELS[0]
    write(_text(review, inputs, arguments, labels, graph), arguments.output)
    if arguments.fail_on is None:
        return DONE
    return _status(review, Severity(arguments.fail_on), allow_unchecked=arguments.allow_unchecked)


def _verified(arguments: argparse.Namespace) -> str:
    if not arguments.verify:
        return "none"
    return "all" if arguments.all else "shown"


def _text(
    review: Review, inputs: Inputs, arguments: argparse.Namespace, labels: str, graph: str
) -> str:
    match arguments.format:
        case "json":
            return json.review_text(review, everything=arguments.all)
        case "sarif":
            return sarif_text(review, inputs, everything=arguments.all)
        case "github":
            return annotations(review, everything=arguments.all)
        case "html":
            return html(review, inputs, graph, everything=arguments.all)
    return markdown.report(review, inputs, labels, everything=arguments.all)


def _graph(client: WorkerClient, inputs: Inputs, arguments: argparse.Namespace) -> str:
    """Return the drawing of the graph, empty where it took too long."""
    try:
        shown = {"show_secrets": arguments.show_secrets}
        answer = client.ask("drawing", inputs, format="svg", **shown)
    except WorkerError as error:
        complain(f"the graph was left out: {error}")
        return ""
    return base64.b64decode(answer["file"]).decode("utf-8")


def _complain_of_unlisted(known: baseline.Baseline) -> None:
    if known.unlisted:
        complain(
            f"the baseline leaves {known.unlisted} of its findings out, which count as new; "
            "a review written with --all lists them"
        )


def _status(review: Review, limit: Severity, *, allow_unchecked: bool) -> int:
    is_grave = any(
        finding.decision.state is State.OPEN and finding.severity.rank >= limit.rank
        for finding in review.findings
    )
    if is_grave:
        return GRAVE
    if not review.checked.is_complete and not allow_unchecked:
        complain(f"not everything was checked: {' '.join(review.checked.why)}")
        return UNCHECKED
    return DONE
