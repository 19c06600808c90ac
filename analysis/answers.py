"""The worker's answers to all requests but reviews."""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any

from analysis.adoption import Adopter
from analysis.adoption.everything import adopt_everything
from analysis.comparison import Difference
from analysis.explaining import explain
from analysis.fixing.suppressions import Suppression, suppress
from analysis.graph_view import KINDS, SHOWN, graph_of, masked_graph, to_dot, to_json, to_mermaid
from analysis.layout import GraphLayout, GraphWish
from analysis.moved_blocks import in_file_order
from analysis.reports.choosing import ReportWish, report_text
from analysis.review import Inputs
from analysis.secrets import UNMASKED
from analysis.spelled_out import secret_values
from analysis.syntax import path_text
from analysis.values import decode, encode
from analysis.workspace import Workspace
from analysis.written_reviews.examining import examine, read_any

Request = Mapping[str, Any]
Answer = Mapping[str, Any]


def _graph(workspace: Workspace, request: Request) -> Answer:
    """Return the graph of a side with its findings, as far as they are known."""
    inputs, wish = decode(Inputs, request["inputs"]), _wish(request)
    paths = tuple(source.path for source in (inputs.candidate, inputs.reference) if source)
    graph = workspace.redraw(
        (paths, wish),
        lambda before: _graph_of(workspace, inputs, wish, before),
    )
    return {"graph": encode(graph)}


def _prepare(workspace: Workspace, request: Request) -> Answer:
    """Read and review a pair before anybody waits for what is made of it."""
    workspace.at_hand(decode(Inputs, request["inputs"]))
    return {}


def _drawing(workspace: Workspace, request: Request) -> Answer:
    """Return a graph as a file of some format: as the window has it, or what differs."""
    inputs, wish, form = decode(Inputs, request["inputs"]), _wish(request), request["format"]
    pair = workspace.pair(inputs)
    if "side" not in request:
        side = "difference" if pair.comparison else "candidate"
        wish = replace(wish, side=side)
    if form == "json" and not request.get("kinds"):
        wish = replace(wish, kinds=KINDS)
    graph = _graph_of(workspace, inputs, wish)
    secrets = secret_values(pair.candidate, pair.reference)
    shown = masked_graph(graph, UNMASKED if request.get("show_secrets") else secrets)
    data = _drawn(shown, form, dark=bool(request.get("dark")))
    return {
        "file": base64.b64encode(data).decode("ascii"),
        "left_out": graph.left_out,
    }


def _wish(request: Request) -> GraphWish:
    asked = {
        field.name: request[field.name] for field in fields(GraphWish) if field.name in request
    }
    wish = decode(GraphWish, asked)
    return wish if wish.kinds else replace(wish, kinds=SHOWN)


def _graph_of(
    workspace: Workspace,
    inputs: Inputs,
    wish: GraphWish,
    before: GraphLayout | None = None,
) -> GraphLayout:
    pair = workspace.pair(inputs)
    template, uses = pair.candidate, pair.candidate_uses
    if wish.side == "reference" and pair.comparison:
        template, uses = pair.comparison.reference, pair.comparison.reference_uses
    return graph_of(
        template,
        uses,
        comparison=pair.comparison,
        side=wish.side,
        findings=workspace.at_hand(inputs).findings,
        exporters=pair.exporters,
        kinds=wish.kinds,
        before=before,
        frames=wish.frames,
        orientation=wish.orientation,
    )


def _drawn(graph: GraphLayout, form: str, *, dark: bool) -> bytes:
    match form:
        case "json":
            return f"{json.dumps(to_json(graph), indent=2)}\n".encode()
        case "dot":
            return to_dot(graph).encode("utf-8", "replace")
        case "mmd":
            return to_mermaid(graph).encode("utf-8", "replace")
    from analysis.pictures import draw_graph  # noqa: PLC0415 (matplotlib)

    return draw_graph(graph, form, dark=dark)


def _report(workspace: Workspace, request: Request) -> Answer:
    """Return the review in some format, as far as it is known without running cfn-lint."""
    inputs = decode(Inputs, request["inputs"])
    wish = ReportWish(
        request.get("format", "markdown"),
        request.get("labels", "candidate-reference"),
        request.get("findings", "shown"),
    )
    masking = {"show_secrets": request.get("show_secrets", False)}
    graph = ""
    if wish.form == "html":
        drawn = _drawing(workspace, {**masking, "inputs": request["inputs"], "format": "svg"})
        graph = base64.b64decode(drawn["file"]).decode("utf-8")
    review = workspace.at_hand(inputs)
    if masking["show_secrets"]:
        review = replace(review, secrets=UNMASKED)
    return {"text": report_text(review, inputs, wish, graph)}


def _picture(workspace: Workspace, request: Request) -> Answer:
    """Return a figure of the Summary as a PNG."""
    from analysis.pictures import draw_figure  # noqa: PLC0415 (matplotlib)

    inputs = decode(Inputs, request["inputs"])
    png = draw_figure(
        request["figure"],
        workspace.at_hand(inputs),
        request["width"],
        request["height"],
        request["ratio"],
        dark=request["dark"],
    )
    return {"figure": request["figure"], "png": base64.b64encode(png).decode("ascii")}


def _fix_all(workspace: Workspace, request: Request) -> Answer:
    """Return the candidate made to mean what the reference means, and what was not done."""
    inputs = decode(Inputs, request["inputs"])
    pair = workspace.pair(inputs)
    if pair.reference is None:
        return {"text": inputs.candidate.text, "left": []}
    done = adopt_everything(
        inputs.candidate,
        pair.reference,
        choice=inputs.candidate_choice,
        pairings=[(one.section, one.candidate, one.reference) for one in inputs.pairings],
    )
    fixed = replace(inputs, candidate=replace(inputs.candidate, text=done.text))
    unread = [
        f"line {fixed.candidate.line(problem.span.start)}: {problem.message}"
        for problem in workspace.pair(fixed).candidate.reading.problems
        if problem.unread
    ]
    return {"text": done.text, "left": [*unread, *map(_difference, done.left)]}


def _adopt(workspace: Workspace, request: Request) -> Answer:
    """Return a fix that makes some changes vanish with all that they need, null if none can."""
    comparison = workspace.pair(decode(Inputs, request["inputs"])).comparison
    if comparison is None:
        return {"fix": None}
    wanted = [comparison.differences[number] for number in request["changes"]]
    return {"fix": encode(Adopter(comparison).fix(wanted, request["title"]))}


def _written(workspace: Workspace, request: Request) -> Answer:
    """Return a review that somebody wrote, or a log in SARIF, held against the templates."""
    inputs = decode(Inputs, request["inputs"])
    examined = examine(read_any(request["text"]), workspace.at_hand(inputs), inputs)
    return {"examined": encode(examined)}


def _suppress(workspace: Workspace, request: Request) -> Answer:
    """Return a fix that tells another tool to leave a check out, null where it has no place."""
    template = workspace.pair(decode(Inputs, request["inputs"])).candidate
    return {"fix": encode(suppress(template, decode(Suppression, request["suppression"])))}


def _explain(workspace: Workspace, request: Request) -> Answer:
    """Return what is known of the name or value at a place of a side, null where nothing is."""
    pair = workspace.pair(decode(Inputs, request["inputs"]))
    template, uses = pair.candidate, pair.candidate_uses
    if request["side"] == "reference" and pair.comparison:
        template, uses = pair.comparison.reference, pair.comparison.reference_uses
    return {"explanation": encode(explain(template, uses, request["offset"]))}


def _lines(workspace: Workspace, request: Request) -> Answer:
    """Return the rows of both texts in the order of their files, and which blocks moved."""
    del workspace
    inputs = decode(Inputs, request["inputs"])
    if inputs.reference is None:
        return {"rows": [], "moves": []}
    rows, moves = in_file_order(inputs.candidate, inputs.reference)
    return {"rows": encode(rows), "moves": encode(moves)}


def _difference(difference: Difference) -> str:
    place = path_text((difference.section, difference.logical_id, *difference.path))
    return f"{difference.operation.value} {place}"


ANSWERS: Mapping[str, Callable[[Workspace, Request], Answer]] = MappingProxyType(
    {
        "prepare": _prepare,
        "graph": _graph,
        "drawing": _drawing,
        "report": _report,
        "picture": _picture,
        "fix-all": _fix_all,
        "adopt": _adopt,
        "explain": _explain,
        "lines": _lines,
        "suppress": _suppress,
        "written": _written,
    },
)
"""What answers each kind of request; the answer's `stage` is the request's kind."""
