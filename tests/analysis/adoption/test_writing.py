"""What is written reads back as what it was."""

from dataclasses import replace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.adoption.style import Style
from analysis.adoption.writing import flow, write_json, write_yaml, write_yaml_entry
from analysis.reading.reader import read
from analysis.source import Source, Span
from analysis.syntax import (
    ArrayNode,
    Entry,
    IntrinsicNode,
    Node,
    ObjectNode,
    PlainValue,
    ScalarKind,
    ScalarNode,
    ScalarStyle,
    plain,
)

NOWHERE = Span(0, 0)
YAML = Style(
    is_json=False,
    width=2,
    newline="\n",
    short_intrinsics=True,
    indents_items=True,
    quote='"',
    inline_intrinsics=True,
    inline_arrays=False,
    inline_objects=False,
)
JSON = Style(
    is_json=True,
    width=4,
    newline="\n",
    short_intrinsics=False,
    indents_items=True,
    quote='"',
    inline_intrinsics=True,
    inline_arrays=True,
    inline_objects=True,
)


def scalar(text: str, kind: ScalarKind = ScalarKind.STRING) -> ScalarNode:
    return ScalarNode(NOWHERE, text, kind)


def node_of(value: PlainValue) -> Node:
    match value:
        case dict():
            entries = (Entry(scalar(key), node_of(item)) for key, item in value.items())
            return ObjectNode(NOWHERE, tuple(entries))
        case list():
            return ArrayNode(NOWHERE, tuple(node_of(item) for item in value))
        case bool():
            return scalar(str(value).lower(), ScalarKind.BOOLEAN)
        case int() | float():
            return scalar(str(value), ScalarKind.NUMBER)
        case None:
            return scalar("null", ScalarKind.NULL)
        case _:
            return scalar(value)


def intrinsic(name: str, argument: Node) -> IntrinsicNode:
    return IntrinsicNode(NOWHERE, name, argument, NOWHERE)


TEXTS = st.text(
    st.characters(
        codec="utf-8",
        categories=("L", "N", "P", "S", "Zs"),
        include_characters="\n\t",
    ),
    max_size=30,
) | st.sampled_from(
    [
        *("2012-10-17", "yes", "0123", "1:30", "null", "~", "- a", "a: b", "a #b", "{x}", "!Ref a"),
        *("", "\u00a0\U00010000", "\x7f", "\x85", "\ufeff\U0001f600"),
    ],
)
NAMES = st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1, max_size=8)
VALUES = st.recursive(
    st.booleans() | st.integers() | TEXTS | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            NAMES.filter(lambda name: name not in ("Ref", "Condition")), inner, max_size=3
        )
    ),
    max_leaves=12,
)


def read_back(text: str, name: str) -> PlainValue:
    reading = read(Source(name, text))
    assert not reading.problems, (text, reading.problems)
    return cast("dict[str, PlainValue]", plain(reading.root))["Metadata"]


@given(VALUES)
def test_json_reads_back(value: PlainValue) -> None:
    document: Node = node_of({"Resources": {}, "Metadata": value})
    assert read_back(write_json(document, JSON, 0), "a.json") == value


@given(value=VALUES, indents_items=st.booleans(), quote=st.sampled_from("'\""))
def test_yaml_reads_back(value: PlainValue, *, indents_items: bool, quote: str) -> None:
    style = replace(YAML, indents_items=indents_items, quote=quote)
    written = write_yaml_entry("Metadata", node_of(value), style, 0)
    text = f"Resources: {{}}\n{written}\nDescription: after\n"
    assert read_back(text, "a.yaml") == value


@given(VALUES)
def test_flow_yaml_reads_back(value: PlainValue) -> None:
    text = f"Resources: {{}}\nMetadata: {flow(node_of(value), YAML)}\n"
    assert read_back(text, "a.yaml") == value


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (intrinsic("Ref", scalar("Vpc")), " !Ref Vpc"),
        (
            intrinsic("Fn::GetAtt", node_of(["Db", "Endpoint.Address"])),
            " !GetAtt Db.Endpoint.Address",
        ),
        (intrinsic("Fn::Sub", scalar("${A}-b")), " !Sub ${A}-b"),
        (
            intrinsic("Fn::Base64", intrinsic("Fn::Sub", scalar("a\nb\n"))),
            "\n  Fn::Base64: !Sub |\n    a\n    b",
        ),
        (
            intrinsic(
                "Fn::Select",
                ArrayNode(
                    NOWHERE, (scalar("0", ScalarKind.NUMBER), intrinsic("Fn::GetAZs", scalar("")))
                ),
            ),
            ' !Select [0, !GetAZs ""]',
        ),
        (scalar("2012-10-17"), ' "2012-10-17"'),
        (scalar("no"), ' "no"'),
        (scalar("AWS::S3::Bucket"), " AWS::S3::Bucket"),
        (scalar("*"), ' "*"'),
    ],
)
def test_yaml_is_written_as_people_write_it(node: Node, expected: str) -> None:
    assert write_yaml(node, YAML, 0) == expected


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (intrinsic("Ref", scalar("Vpc")), '{"Ref": "Vpc"}'),
        (
            intrinsic("Fn::GetAtt", scalar("Db.Endpoint.Address")),
            '{"Fn::GetAtt": ["Db", "Endpoint.Address"]}',
        ),
        (node_of(["a", "b"]), '["a", "b"]'),
        (node_of({"Key": "Name"}), '{\n    "Key": "Name"\n}'),
        (
            node_of([{"Key": "Name", "Value": "x"}]),
            '[\n    {"Key": "Name", "Value": "x"}\n]',
        ),
        (ScalarNode(NOWHERE, "a\nb", style=ScalarStyle.LITERAL), '"a\\nb"'),
    ],
)
def test_json_is_written_as_people_write_it(node: Node, expected: str) -> None:
    assert write_json(node, JSON, 0) == expected
