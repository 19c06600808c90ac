"""What crosses the process comes out as it went in, and nothing else is taken for it."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.edits import Edit
from analysis.findings import Decision, Finding, Fix, Impact, Place, Safety, Severity, State
from analysis.review import Change, Check, Checked, Inputs, Pairing, Review, Side
from analysis.source import Source, Span
from analysis.values import decode, encode

VALUES = (
    Span(1, 2),
    Source("a.json", "{\r\n}\ud800\u2028", "utf-8", has_bom=True),
    Pairing("Resources", "A", ""),
    Checked(structure=Check.TIMED_OUT, why=("Too slow.",)),
    Fix("Repair", Safety.SAFE, (Edit(Span(0, 0), "x"),), ("Parameters/A",)),
    Change(
        "add", "Resources", None, "A", "", "", None, {"a": [1, None, "x"]}, "create", None, None
    ),
    Inputs(
        Source("-", ""),
        Source("b.yaml", "A: 1"),
        exporters=(Source("c", "d"),),
        pairings=(Pairing("Outputs", "A", "B"),),
        decisions={"f1": Decision(State.DISMISSED, "not ours")},
    ),
)
SIDE = Side("p", "json", "json", "0" * 64, Span(0, 1), (), (), 1, ())
FINDING = Finding(
    id="f1",
    rule="tags",
    category="Tags",
    severity=Severity.LOW,
    title="Missing Tags",
    logical_ids=("A",),
    resource_types=(),
    properties=(),
    candidate=(Place("A", "Resources/A", 1, 2, 1, "A:", Span(0, 2)),),
    reference=(),
    issue="It has none.",
    suggestion="",
    root_cause="",
    impact=Impact(cost="Nobody knows whose it is."),
    weight=2.0,
    covers=(3,),
)
REVIEW = Review(
    SIDE,
    None,
    Checked(),
    (FINDING,),
    1,
    0,
    deltas={"iam": ({"Resource": "*"},)},
    counts={"S3": (1, 2)},
    rows=((1, 2, 1, 1, "remove"),),
)


@pytest.mark.parametrize("value", [*VALUES, FINDING, REVIEW], ids=str)
def test_a_value_survives_the_process(value: object) -> None:
    line = json.dumps(encode(value))
    assert decode(type(value), json.loads(line)) == value


def test_a_whole_number_stands_for_a_float() -> None:
    data = {**encode(FINDING), "weight": 2}
    weight = decode(Finding, data).weight
    assert isinstance(weight, float)


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_survives(text: str) -> None:
    source = Source("p", text)
    assert decode(Source, json.loads(json.dumps(encode(source)))) == source


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (Span, {"start": "1", "end": 2}),
        (Span, {"start": 1}),
        (Span, {"start": 1, "end": 2, "length": 1}),
        (Span, [1, 2]),
        (Span, None),
        (Source, {"path": "p", "text": 5}),
        (Source, {"path": "p", "text": "t", "has_bom": 1}),
        (Edit, {"span": {"start": True, "end": 2}, "text": ""}),
        (Decision, {"state": "undecided"}),
        (Checked, {"why": "a text is no list"}),
        (Review, {}),
        (tuple[int, int], [1]),
        (tuple[int, ...], {"0": 1}),
        (Mapping[str, int], [("a", 1)]),
        (str | None, 1),
        (str | int, None),
    ],
)
def test_another_form_is_refused(kind: Any, data: object) -> None:  # noqa: ANN401 (any type)
    with pytest.raises((KeyError, TypeError, ValueError)):
        decode(kind, data)


def test_private_fields_do_not_cross() -> None:
    crossing = {"path", "text", "encoding", "has_bom", "is_exact"}
    assert set(encode(Source("p", "t"))) == crossing
