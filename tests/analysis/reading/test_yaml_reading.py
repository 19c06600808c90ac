import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from analysis.reading.reader import read
from analysis.reading.reading import Reading
from analysis.source import Source
from analysis.syntax import (
    IntrinsicNode,
    ObjectNode,
    ScalarKind,
    ScalarNode,
    UnreadableNode,
    follow,
    plain,
)
from tests.analysis.reading.span_checks import assert_spans_are_exact


def _read(text: str) -> Reading:
    reading = read(Source("template.yaml", text))
    assert_spans_are_exact(reading.source, reading.root)
    return reading


def _value(text: str) -> ScalarNode:
    reading = _read(f"Resources: {{}}\nA: {text}\n")
    node = reading.root.child("A")
    assert isinstance(node, ScalarNode)
    return node


KINDS = {
    ScalarKind.BOOLEAN: ("true", "True", "FALSE", "!!bool true"),
    ScalarKind.NULL: ("", "~", "null", "NULL", "!!null ''"),
    ScalarKind.NUMBER: ("0", "-12", "1.50", "123456789012", "1.0e+3"),
    ScalarKind.STRING: (
        *("yes", "No", "on", "2010-09-09", "0123", "0x1F", "1:30", "1_000", ".5", "1.", "+1"),
        *("tRUE", "'true'", '"1"', "!!str 1", "! 1", ".inf", "012345678901", "1e3", "!Foo x"),
    ),
}


@pytest.mark.parametrize(
    ("text", "kind"), [(text, kind) for kind, texts in KINDS.items() for text in texts]
)
def test_scalars_are_what_cloudformation_takes_them_for(text: str, kind: ScalarKind) -> None:
    assert _value(text).kind is kind


SHORT_FORMS = {
    "!Ref A": ("Ref", "A"),
    "!Condition C": ("Condition", "C"),
    "!GetAtt A.B.C": ("Fn::GetAtt", "A.B.C"),
    "!GetAZs ''": ("Fn::GetAZs", ""),
    "!Sub\n  - ${A}\n  - A: 1": ("Fn::Sub", ["${A}", {"A": 1}]),
    "!Join [',', [a, !Ref B]]": ("Fn::Join", [",", ["a", {"Ref": "B"}]]),
    "!Transform {Name: x}": ("Fn::Transform", {"Name": "x"}),
    "!Sub |\n  a\n  b\n": ("Fn::Sub", "a\nb\n"),
    "&x !Sub 'a'": ("Fn::Sub", "a"),
    "!Sub &x 'a'": ("Fn::Sub", "a"),
}


@pytest.mark.parametrize(("text", "expected"), SHORT_FORMS.items(), ids=SHORT_FORMS)
def test_short_forms_are_functions(text: str, expected: tuple[str, object]) -> None:
    indented = text.replace("\n", "\n  ")
    reading = _read(f"Resources: {{}}\nA: {indented}\n")
    node = reading.root.child("A")
    assert isinstance(node, IntrinsicNode)
    assert node.short
    assert (node.name, plain(node.argument)) == expected
    assert reading.source.slice(node.name_span) == f"!{node.name.removeprefix('Fn::')}"


def test_the_long_form_is_the_same_function() -> None:
    long = _read("Resources:\n  A:\n    Type: T\n    Properties:\n      B:\n        Ref: X\n")
    node = follow(long.root, ("Resources", "A", "Properties", "B"))
    assert isinstance(node, IntrinsicNode)
    assert (node.name, node.short, plain(node.argument)) == ("Ref", False, "X")


def test_a_block_scalar_ends_with_its_last_line() -> None:
    text = "Resources: {}\nA: |\n  one\n  two  \n\n\nB: >-\n  x\n\n# end\nC: |+\n  y\n\n"
    reading = _read(text)
    slices = [reading.source.slice(entry.value.span) for entry in reading.root.entries[1:]]
    assert slices == ["|\n  one\n  two  ", ">-\n  x", "|+\n  y"]


def test_an_empty_value_stands_behind_its_colon() -> None:
    reading = _read("Resources:\n  A:\n  B: \n")
    node = follow(reading.root, ("Resources", "B"))
    assert isinstance(node, ScalarNode)
    assert (node.kind, node.span.start, node.span.end) == (ScalarKind.NULL, 20, 20)


def test_a_line_separator_moves_nothing() -> None:
    reading = _read('Resources: {}\nA: "x\u2028y"\nB: z\n')
    node = reading.root.child("B")
    assert isinstance(node, ScalarNode)
    assert reading.source.slice(node.span) == "z"


def test_an_alias_is_the_node_of_its_anchor() -> None:
    reading = read(Source("x.yaml", "Resources: {}\nA: &a {x: 1}\nB: *a\n"))
    assert reading.root.child("A") is reading.root.child("B")


def test_merged_entries_give_way_to_own_ones() -> None:
    text = "Resources: {}\nA: &a {x: 1, y: 2}\nB: &b {x: 3, z: 4}\nC: {<<: [*a, *b], y: 5}\n"
    reading = read(Source("x.yaml", text))
    assert plain(reading.root.child("C") or reading.root) == {"x": 1, "z": 4, "y": 5}
    assert not reading.problems


PROBLEMS = {
    "a repeated key": ("Resources:\n  A: 1\n  A: 2\n", "“A” stands twice in “Resources”"),
    "a repeated section": ("Resources: {}\nResources: {}\n", "stands twice in the template"),
    "an unknown tag": ("Resources:\n  A: !Foo x\n", "The tag !Foo is unknown"),
    "a dangerous tag": ("Resources:\n  A: !!python/name:os.system x\n", "is unknown"),
    "a tag on a key": ("Resources:\n  !Sub 'a': x\n", "A key carries the tag !Sub"),
    "an object as a key": ("Resources:\n  ? {a: b}\n  : c\n", "stands as a key"),
    "an alias of nothing": ("Resources:\n  A: *b\n", "names no anchor"),
    "an alias of itself": ("Resources: &a\n  A: *a\n", "names no anchor"),
    "a merge of a text": ("Resources:\n  <<: x\n", "merges objects"),
    "two documents": ("a: 1\n---\nResources: {}\n---\nb: 2\n", "More than one YAML document"),
    "a control character": ("Resources:\n  A: 'x\x07'\n", "The character U+0007"),
    "a bare dynamic reference": (
        "Resources:\n  A: {{resolve:ssm:x}}\n",
        "A dynamic reference stands without quotes",
    ),
}


@pytest.mark.parametrize(("text", "message"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_cloudformation_would_refuse_is_a_problem(text: str, message: str) -> None:
    reading = _read(text)
    assert reading.root.child("Resources")
    assert any(message in problem.message for problem in reading.problems)


def test_a_dynamic_reference_without_quotes_is_a_string() -> None:
    reading = _read("Resources:\n  A: {{resolve:ssm:x}}\n")
    node = follow(reading.root, ("Resources", "A"))
    assert isinstance(node, ScalarNode)
    assert node.text == "{{resolve:ssm:x}}"
    (edit,) = reading.problems[0].repair
    assert edit.text == "'{{resolve:ssm:x}}'"


def test_an_alias_of_nothing_is_unreadable() -> None:
    reading = _read("Resources:\n  A: *b\n")
    assert isinstance(follow(reading.root, ("Resources", "A")), UnreadableNode)


NOT_TEMPLATES = {
    "nothing": ("", "The text is empty."),
    "white space": (" \n\n", "The text is empty."),
    "comments": ("# a\n# b\n", "nothing but comments"),
    "a list": ("- a\n- b\n", "This is a list"),
    "a JSON list": ("[1, 2]", "This is a list"),
    "a word": ("hello\n", "This is text"),
    "prose": ("Dear all: here: is\n- what\nI think.\n", "This is text"),
    "a Kubernetes manifest": ("apiVersion: v1\nkind: Pod\nmetadata: {}\n", "a Kubernetes manifest"),
    "another object": ("version: '3'\nservices: {}\n", "This object is no template"),
    "a JSON object": ('{"name": "x"}', "This object is no template"),
}


@pytest.mark.parametrize(("text", "message"), NOT_TEMPLATES.values(), ids=NOT_TEMPLATES)
def test_what_is_no_template_has_one_clear_problem(text: str, message: str) -> None:
    reading = read(Source("x", text))
    (problem,) = reading.problems
    assert message in problem.message
    assert reading.root == ObjectNode(reading.root.span)


def test_flow_yaml_in_a_yaml_file_is_no_broken_json() -> None:
    reading = _read("{Resources: {A: {Type: T}},} # fine\n")
    assert (reading.syntax, reading.problems) == ("yaml", ())


words = st.text(st.characters(exclude_categories=("C", "Zl", "Zp"), exclude_characters="\x85"))
yaml_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(-1e9, 1e9) | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=20,
)


@given(
    value=st.dictionaries(words, yaml_values, max_size=4),
    style=st.sampled_from([None, "'", '"', "|", ">"]),
    flow=st.sampled_from([True, False, None]),
)
def test_plain_yaml_is_read_as_pyyaml_reads_it(
    value: dict[str, object], style: str | None, *, flow: bool | None
) -> None:
    text = yaml.safe_dump(
        {"Resources": {}, "Metadata": value},
        default_style=style,
        default_flow_style=flow,
        allow_unicode=True,
        sort_keys=False,
    )
    if text.startswith("{"):
        text = f"---\n{text}"
    reading = _read(text)
    assert plain(reading.root) == yaml.safe_load(text)


odd_pieces = st.sampled_from(
    [*"abR: \n-[]{},'\"|>&!#?%@`\t\\\r\x00\u2028\ufeff", "Resources:\n", "\n  ", "a: ", "- "]
)


@given(st.lists(odd_pieces, max_size=40).map("".join))
def test_any_text_is_read(text: str) -> None:
    for path in ("x.yaml", "x.json", "x.md"):
        for whole in (text, f"Resources:\n{text}", f"```\nResources:\n{text}"):
            reading = read(Source(path, whole))
            assert_spans_are_exact(reading.source, reading.root)
            for problem in reading.problems:
                assert 0 <= problem.span.start <= problem.span.end <= len(whole)
                assert problem.message.endswith(".")


@pytest.mark.parametrize("value", ["[a]", "", "5", "text"])
def test_resources_that_are_no_object_are_still_a_template_s(value: str) -> None:
    assert not read(Source("t.yaml", f"Resources: {value}\n")).problems
