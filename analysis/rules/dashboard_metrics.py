"""A dashboard names the dimensions of its metrics in a row.

In the body of a dashboard a metric is its namespace, its name and each dimension's name and value,
one after the other; the object at the end only says how it is drawn. CloudWatch refuses a body that
has dimensions in that object.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.comparison import Comparison, Difference
from analysis.findings import Impact, Link, Severity
from analysis.rules.evidence import of_property, of_reference
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.words import coded, counted, named, verb
from analysis.substitution import sub_arguments
from analysis.syntax import IntrinsicNode, Node, PlainValue, ScalarNode
from analysis.template import Resource, Template

_TYPE = "AWS::CloudWatch::Dashboard"
_BODY = "DashboardBody"
_VARIABLE = re.compile(r"\$\{[^{}]*\}")
_HOLDER = "dimensions"
_IN_ROW = re.compile(r"dimensions|[A-Z].*", re.DOTALL)
_TOLD = 3


@dataclass(frozen=True, slots=True)
class _Board:
    """A dashboard with the metrics that CloudWatch refuses."""

    resource: Resource
    metrics: tuple["_Metric", ...]


@dataclass(frozen=True, slots=True)
class _Metric:
    """A metric with dimensions in its options: as it is written, and as it is meant."""

    dimensions: tuple[str, ...]
    written: str
    meant: str


def check(context: Context) -> Iterator[Draft]:
    """Yield one finding for all dashboards whose metrics cannot be read, if the reference's can."""
    comparison = context.comparison
    boards = list(_boards(context.candidate))
    if comparison:
        known = {one.resource.logical_id for one in _boards(comparison.reference)}
        partner = comparison.alignment.reference_id
        boards = [
            one for one in boards if partner("Resources", one.resource.logical_id) not in known
        ]
    if boards:
        yield _draft(comparison, boards)


def _draft(comparison: Comparison | None, boards: Sequence[_Board]) -> Draft:
    names = [one.resource.logical_id for one in boards]
    covers = _covered(comparison, names) if comparison else ()
    metrics = [metric for one in boards for metric in one.metrics]
    dimensions = list(dict.fromkeys(name for one in metrics for name in one.dimensions))
    return Draft(
        key="metrics",
        severity=Severity.CRITICAL,
        title=f"Invalid CloudWatch Dashboard Metrics Format in {named(names, 2)}",
        issue=f"The dashboard metrics of {coded(names)} have an incorrect format: in "
        f"{counted(len(metrics), 'metric')} {verb(dimensions, 'the dimension', 'dimensions')} "
        f"({coded(dimensions, _TOLD)}) {verb(dimensions, 'stands', 'stand')} in the object of "
        f"options, as in `{metrics[0].written}`. The metrics array takes names and values of "
        "dimensions as strings, one after the other.",
        suggestion=f"Write `{metrics[0].meant}`"
        + (", and the other metrics likewise." if len(metrics) > 1 else "."),
        root_cause="The candidate writes the dimensions of a metric as an object, as alarms and "
        "API calls have them, and not as the body of a dashboard does.",
        impact=Impact(
            deployment='Creation of the dashboard fails: "The dashboard body is invalid".',
        ),
        candidate=tuple(each for one in boards for each in of_property(one.resource, _BODY)),
        reference=of_reference(covers),
        covers=covers,
        fix_title=f"Write {named(names, 3)} as the reference does",
        prior=0.3,
        logical_ids=tuple(names),
        properties=(_BODY, *dimensions),
    )


def _covered(comparison: Comparison, names: Sequence[str]) -> tuple[Difference, ...]:
    return tuple(
        one
        for one in comparison.differences
        if one.candidate_id in names and one.section == "Resources" and one.property_name == _BODY
    )


def _boards(template: Template) -> Iterator[_Board]:
    for resource in template.resources.values():
        if resource.type != _TYPE:
            continue
        wrong = tuple(_wrong_metrics(_parsed(_text(resource.property(_BODY)))))
        if wrong:
            yield _Board(resource, wrong)


def _text(node: Node | None) -> str:
    if isinstance(node, IntrinsicNode) and node.name == "Fn::Sub":
        node, _ = sub_arguments(node.argument)
    return node.text if isinstance(node, ScalarNode) else ""


def _parsed(text: str) -> PlainValue:
    for written in (text, _VARIABLE.sub("0", text)):
        try:
            value: PlainValue = json.loads(written, strict=False)
        except (ValueError, RecursionError):
            continue
        return value
    return None


def _wrong_metrics(body: PlainValue) -> Iterator[_Metric]:
    """Yield the metrics with keys in their options that are dimensions."""
    for metric in _metrics(body):
        *texts, options = metric or [None]
        if not isinstance(options, dict) or not texts:
            continue
        dimensions = _dimensions(options)
        if dimensions:
            drawn = {key: value for key, value in options.items() if not _IN_ROW.fullmatch(key)}
            row = [part for pair in dimensions.items() for part in pair]
            meant = [*texts, *row, *([drawn] if drawn else [])]
            yield _Metric(tuple(dimensions), json.dumps(metric), json.dumps(meant))


def _dimensions(options: dict[str, PlainValue]) -> dict[str, PlainValue]:
    held = options.get(_HOLDER)
    inside = held if isinstance(held, dict) else {}
    beside = {key: value for key, value in options.items() if key[:1].isupper()}
    return {**inside, **beside}


def _metrics(body: PlainValue) -> Iterator[list[PlainValue]]:
    widgets = body.get("widgets") if isinstance(body, dict) else None
    for widget in widgets if isinstance(widgets, list) else ():
        properties = widget.get("properties") if isinstance(widget, dict) else None
        metrics = properties.get("metrics") if isinstance(properties, dict) else None
        for metric in metrics if isinstance(metrics, list) else ():
            if isinstance(metric, list):
                yield metric


BOARD = """
    Resources:
      Board:
        Type: AWS::CloudWatch::Dashboard
        Properties:
          DashboardBody: '{"widgets": [{"properties": {"metrics": [METRIC]}}]}'
"""
INSIDE = BOARD.replace("METRIC", '["AWS/Lambda", "Errors", {"dimensions": {"FunctionName": "a"}}]')
RIGHT = BOARD.replace("METRIC", '["AWS/Lambda", "Errors", "FunctionName", "a"]')
DRAWN = BOARD.replace("METRIC", '["AWS/Lambda", "Errors", {"stat": "Sum"}]')
EXAMPLES = (
    Example("dimensions stand in an object", INSIDE),
    Example("the reference has them in a row", INSIDE, RIGHT, fixed=RIGHT),
    Example("the object says how it is drawn", DRAWN, reported=False),
    Example("dimensions stand in a row", RIGHT, reported=False),
    Example("the reference has them in an object too", INSIDE, INSIDE, reported=False),
)
RULE = Rule(
    "dashboard-metrics",
    "Monitoring and alarms",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Dashboard body",
            "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/"
            "CloudWatch-Dashboard-Body-Structure.html",
        ),
    ),
)
