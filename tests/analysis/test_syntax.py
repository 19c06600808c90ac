import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.source import Span
from analysis.syntax import (
    ArrayNode,
    Entry,
    IntrinsicNode,
    Node,
    ObjectNode,
    ScalarKind,
    ScalarNode,
    UnreadableNode,
    children,
    follow,
    path_text,
    plain,
    text_of,
    walk,
)

HERE = Span(0, 0)


def _scalar(text: str, kind: ScalarKind = ScalarKind.STRING) -> ScalarNode:
    return ScalarNode(HERE, text, kind)


def _object(**entries: Node) -> ObjectNode:
    return ObjectNode(HERE, tuple(Entry(_scalar(name), node) for name, node in entries.items()))


TREE = _object(
    A=ArrayNode(HERE, (_scalar("x"), UnreadableNode(HERE))),
    B=IntrinsicNode(HERE, "Fn::GetAtt", _scalar("C.Arn"), HERE),
)


def test_a_tree_is_plain_json() -> None:
    assert plain(TREE) == {"A": ["x", None], "B": {"Fn::GetAtt": "C.Arn"}}


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("TRUE", ScalarKind.BOOLEAN, True),
        ("false", ScalarKind.BOOLEAN, False),
        ("~", ScalarKind.NULL, None),
        ("12", ScalarKind.NUMBER, 12),
        ("1.5", ScalarKind.NUMBER, 1.5),
        ("1e400", ScalarKind.NUMBER, "1e400"),
        ("9" * 5_000, ScalarKind.NUMBER, "9" * 5_000),
        ("12", ScalarKind.STRING, "12"),
    ],
)
def test_scalars_are_plain_values(text: str, kind: ScalarKind, expected: object) -> None:
    got = plain(_scalar(text, kind))
    assert got == expected
    assert type(got) is type(expected)


def test_of_repeated_keys_the_last_one_counts() -> None:
    node = ObjectNode(HERE, (Entry(_scalar("a"), _scalar("1")), Entry(_scalar("a"), _scalar("2"))))
    assert node.names == ("a", "a")
    assert text_of(node.child("a")) == "2"
    assert node.entry("b") is None


def test_children_and_walk_name_their_steps() -> None:
    assert [step for step, _ in children(TREE)] == ["A", "B"]
    paths = [path for path, _ in walk(TREE)]
    assert paths == [(), ("A",), ("A", 0), ("A", 1), ("B",), ("B", "Fn::GetAtt")]
    assert path_text(paths[2]) == "A/0"


@pytest.mark.parametrize(
    "path", [("A", 2), ("A", -1), ("A", "0"), ("C",), ("B", "Ref"), ("A", 0, "x")]
)
def test_a_path_that_leads_nowhere_is_none(path: tuple[str | int, ...]) -> None:
    assert follow(TREE, path) is None


def test_following_each_path_gives_its_node() -> None:
    for path, node in walk(TREE):
        assert follow(TREE, path) is node


def test_the_text_of_null_and_of_collections_is_none() -> None:
    assert text_of(_scalar("", ScalarKind.NULL)) is None
    assert text_of(TREE) is None
    assert text_of(None) is None
    assert text_of(_scalar("x")) == "x"


def test_an_entry_reaches_from_its_key_to_its_value() -> None:
    entry = Entry(ScalarNode(Span(2, 5), "a"), ScalarNode(Span(7, 9), "b"))
    assert entry.span == Span(2, 9)


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_keep_their_value(number: float) -> None:
    assert plain(_scalar(json.dumps(number), ScalarKind.NUMBER)) == number
