"""A report as somebody wants it: in which format, under which names, on which findings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.reports import json, markdown
from analysis.reports.html import html
from analysis.reports.sarif import sarif_text
from analysis.review import Inputs, Review


@dataclass(frozen=True, slots=True)
class ReportWish:
    """What is wanted: `findings` are `shown`, `all`, or a list of ids.

    The form `finding` is one finding alone, as Markdown has it.
    """

    form: str = "markdown"
    labels: str = "candidate-reference"
    findings: str | Sequence[str] = "shown"


def report_text(review: Review, inputs: Inputs, wish: ReportWish, graph: str = "") -> str:
    """Return the report that is wanted; `graph` is the drawing that HTML has in it."""
    ids = None if isinstance(wish.findings, str) else tuple(wish.findings)
    everything = wish.findings == "all"
    if wish.form == "finding":
        return markdown.items(review, inputs, wish.labels, ids or ())
    if wish.form == "markdown":
        return markdown.report(review, inputs, wish.labels, findings=ids, everything=everything)
    chosen = review if ids is None else _first(review, ids)
    match wish.form:
        case "html":
            return html(chosen, inputs, graph, everything=everything)
        case "sarif":
            return sarif_text(chosen, inputs, everything=everything)
    return json.review_text(chosen, everything=everything)


def _first(review: Review, ids: Sequence[str]) -> Review:
    """Return the review with these findings as those that are shown."""
    chosen = tuple(one for one in review.findings if one.id in ids)
    rest = tuple(one for one in review.findings if one.id not in ids)
    return replace(review, findings=(*chosen, *rest), shown=len(chosen))
