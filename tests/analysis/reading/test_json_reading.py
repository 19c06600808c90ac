import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from analysis.edits import apply_edits
from analysis.reading.reader import read
from analysis.reading.reading import Reading
from analysis.source import Source
from analysis.syntax import IntrinsicNode, ScalarNode, UnreadableNode, follow, plain
from tests.analysis.reading.span_checks import assert_spans_are_exact


def _read(text: str) -> Reading:
    reading = read(Source("template.json", text))
    assert_spans_are_exact(reading.source, reading.root)
    return reading


def _mended(reading: Reading) -> str:
    edits = [edit for problem in reading.problems for edit in problem.repair]
    return apply_edits(reading.source.text, edits)


def _in_resource(properties: str) -> str:
    return '{"Resources": {"A": {"Type": "T", "Properties": ' + properties + "}}}"


MENDED = {
    "a comma before the end of an object": ('{"a": 1,}', {"a": 1}, "A comma stands before"),
    "a comma before the end of a list": ('{"a": [1, 2, ]}', {"a": [1, 2]}, "A comma stands before"),
    "two commas": ('{"a": 1,, "b": 2}', {"a": 1, "b": 2}, "A comma stands here without"),
    "a comma at the start": ('{, "a": 1}', {"a": 1}, "A comma stands here without"),
    "a missing comma between entries": ('{"a": 1\n"b": 2}', {"a": 1, "b": 2}, "A comma is missing"),
    "a missing comma between items": ('{"a": ["x" "y"]}', {"a": ["x", "y"]}, "A comma is missing"),
    "a missing comma between objects": ('{"a": [{} {}]}', {"a": [{}, {}]}, "A comma is missing"),
    "a missing colon": ('{"a" {"b": 1}}', {"a": {"b": 1}}, "A colon is missing"),
    "an equals sign": ('{"a" = 1}', {"a": 1}, "needs a colon"),
    "two colons": ('{"a":: 1}', {"a": 1}, "A colon stands here"),
    "a line comment": ('{"a": 1 // one\n}', {"a": 1}, "A comment stands here"),
    "a hash comment": ('{# c\n"a": 1}', {"a": 1}, "A comment stands here"),
    "a block comment": ('{"a": /* one\n1 */ 1}', {"a": 1}, "A comment stands here"),
    "single quotes": ("{'a': 'it''s \"b\"'}", {"a": 'it\'s "b"'}, "single quotes"),
    "a bare key": ('{Fn::Sub: "x", b-c: 1}', {"Fn::Sub": "x", "b-c": 1}, "without quotes"),
    "a bare word": (
        '{"a": Enabled, "b": arn:aws:s3:::x}',
        {"a": "Enabled", "b": "arn:aws:s3:::x"},
        "without quotes",
    ),
    "a bare sentence": (
        '{"a": My own text,\n"b": 1}',
        {"a": "My own text", "b": 1},
        "without quotes",
    ),
    "words of Python": ('{"a": True, "b": None}', {"a": True, "b": None}, "JSON writes"),
    "a number with zeros in front": ('{"a": 0123}', {"a": "0123"}, "without quotes"),
    "a string over two lines": (
        '{"a": "x\ny", "b": 1}',
        {"a": "x\ny", "b": 1},
        "over several lines",
    ),
    "a raw tab": ('{"a": "x\ty"}', {"a": "x\ty"}, "control character"),
    "an unknown escape": (r'{"a": "\d+\.x"}', {"a": r"\d+\.x"}, "escape"),
    "unclosed ends": ('{"a": {"b": [1, 2', {"a": {"b": [1, 2]}}, "still open"),
    "an end behind a comma": ('{"a": 1,\n', {"a": 1}, "still open"),
    "a closer too many": ('{"a": [1]]}', {"a": [1]}, "closes nothing"),
    "closers behind the end": ('{"a": 1}}\n]', {"a": 1}, "closes nothing"),
    "a missing bracket": ('{"a": [1, {"b": 2}}', {"a": [1, {"b": 2}]}, "is missing"),
    "a root closed too early": ('{"a": 1}, "b": 2}', {"a": 1, "b": 2}, "too early"),
    "text behind the end": ('{"a": 1}\nThat is all.', {"a": 1}, "Text follows"),
    "a missing brace before an outer key": (
        '{\n  "Rules": {\n    "b": 1,\n    "c": {\n      "d": 2\n  },\n  "Outputs": 3\n}',
        {"Rules": {"b": 1, "c": {"d": 2}}, "Outputs": 3},
        "is missing",
    ),
    "a missing brace in a list": (
        '{"a": [\n  {\n    "b": 1\n  },\n    "b": 2,\n    "c": 3\n  }\n], "d": 4}',
        {"a": [{"b": 1}, {"b": 2, "c": 3}], "d": 4},
        "An opening brace is missing",
    ),
    "a missing brace and comma in a list": (
        '{"a": [\n  {\n    "b": 1\n  }\n    "b": 2\n  }\n]}',
        {"a": [{"b": 1}, {"b": 2}]},
        "An opening brace is missing",
    ),
    "a stray brace at the margin": (
        '{\n  "Rules": {\n    "b": 1,\n}\n    "c": 2\n  },\n  "Outputs": 3\n}',
        {"Rules": {"b": 1, "c": 2}, "Outputs": 3},
        "closes nothing",
    ),
    "a brace too many in the middle": (
        (
            '{\n  "Rules": {\n    "b": {\n      "c": 1\n      }\n    },\n'
            '    "d": 2\n    }\n  },\n  "Outputs": 3\n}'
        ),
        {"Rules": {"b": {"c": 1}, "d": 2}, "Outputs": 3},
        "closes nothing",
    ),
    "a literal block": (
        '{\n  "a": |\n    one\n      two\n\n    three\n  ,"b": 1\n}',
        {"a": "one\n  two\n\nthree\n", "b": 1},
        "A YAML block scalar",
    ),
    "a stripped block": ('{\n"a": |-\n  one\n  two\n}', {"a": "one\ntwo"}, "A YAML block scalar"),
    "a folded block": ('{\n"a": >\n  one\n  two\n}', {"a": "one two\n"}, "A YAML block scalar"),
    "a block with its indentation": ('{\n"a": |2\n   x\n}', {"a": " x\n"}, "A YAML block scalar"),
    "a block and no comma": (
        '{\n"a": |\n  x\n"b": 1}',
        {"a": "x\n", "b": 1},
        "A YAML block scalar",
    ),
    "a tag": ('{"a": {"b": !Ref X}}', {"a": {"b": {"Ref": "X"}}}, "The YAML tag !Ref"),
    "a tag with a list": (
        '{"a": {"b": !Join [",", [!GetAtt A.B.C]]}}',
        {"a": {"b": {"Fn::Join": [",", [{"Fn::GetAtt": ["A", "B.C"]}]]}}},
        "The YAML tag !Join",
    ),
    "a tag with an open list": (
        '{"a": {"b": [!GetAtt ["X", "Y"}, "c": 1}',
        {"a": {"b": [{"Fn::GetAtt": ["X", "Y"]}]}, "c": 1},
        "The YAML tag !GetAtt",
    ),
    "a brace closed at once": ('{} "a": 1}', {"a": 1}, "closes the template too early"),
    "a tag with a block": (
        '{"a": {"b": {\n"c": !Sub |\n  x\n}}}',
        {"a": {"b": {"c": {"Fn::Sub": "x\n"}}}},
        "The YAML tag !Sub",
    ),
}


@pytest.mark.parametrize(("value", "expected", "message"), MENDED.values(), ids=MENDED)
def test_what_strict_json_refuses_is_read_and_mended(
    value: str, expected: dict[str, object], message: str
) -> None:
    text = value.replace("{", '{"Resources": {},', 1) if "Resources" not in value else value
    text = text.replace("{},}", "{}}")
    expected = {"Resources": {}, **expected}
    reading = _read(text)
    assert any(message in problem.message for problem in reading.problems)
    mended = json.loads(_mended(reading))
    assert mended == expected
    got = plain(reading.root)
    assert isinstance(got, dict)
    assert _with_lists(got) == expected


def _with_lists(value: object) -> object:
    """Return a value with each dotted GetAtt as the list that it means."""
    match value:
        case {"Fn::GetAtt": str(name)}:
            return {"Fn::GetAtt": name.split(".", 1)}
        case dict():
            return {key: _with_lists(inner) for key, inner in value.items()}
        case list():
            return [_with_lists(inner) for inner in value]
    return value


GIVEN_UP = {
    "a key for a value": ('{"x": "y": 1}', ("x",), {"y": 1}),
    "a key and nothing": ('{"y": 1, "x"\n}', ("x",), {"y": 1}),
    "a key at the end": ('{"y": 1, "x"', ("x",), {"y": 1}),
    "a colon at the end": ('{"y": 1, "x":', ("x",), {"y": 1}),
    "no value": ('{"x": , "y": 1}', ("x",), {"y": 1}),
    "no value at the end": ('{"y": 1, "x": }', ("x",), {"y": 1}),
    "no number": ('{"x": NaN, "y": 1}', ("x",), {"y": 1}),
    "signs": ('{"x": @@?!, "y": 1}', ("x",), {"y": 1}),
    "an open quote": ('{\n"x": "abc,\n"y": 1}', ("x",), {"y": 1}),
    "the text ends in a string": ('{"y": 1, "x": "ab', ("x",), {"y": 1}),
}


@pytest.mark.parametrize(("properties", "path", "rest"), GIVEN_UP.values(), ids=GIVEN_UP)
def test_only_what_cannot_be_read_is_given_up(
    properties: str, path: tuple[str], rest: dict[str, object]
) -> None:
    reading = _read(_in_resource(properties))
    place = ("Resources", "A", "Properties")
    assert isinstance(follow(reading.root, (*place, *path)), UnreadableNode)
    got = plain(follow(reading.root, place) or UnreadableNode(reading.region))
    assert got == {**rest, path[0]: None}
    assert any(problem.unread for problem in reading.problems)


@pytest.mark.parametrize("end", ["!Ref , ", "!Ref }", "!Ref"])
def test_a_tag_without_a_value_calls_with_something_unreadable(end: str) -> None:
    reading = _read(f'{{"Resources": {{"A": {{"Type": "T", "Properties": {{"x": {end}')
    node = follow(reading.root, ("Resources", "A", "Properties", "x", "Ref"))
    assert isinstance(node, UnreadableNode)


def test_a_key_in_a_list_is_given_up_alone() -> None:
    reading = _read(_in_resource('{"x": [1, "a": 2, 3], "y": 1}'))
    got = plain(follow(reading.root, ("Resources", "A", "Properties")) or reading.root)
    assert got == {"x": [1, None, 3], "y": 1}


def test_prose_in_a_template_does_not_hide_what_follows() -> None:
    text = """{
  "Resources": {
    "A": {
      "Type": "T",

Now I'll define the second one:

    "B": {
      "Type": "U"
    }
  },
  "Outputs": {}
}
"""
    reading = _read(text)
    got = plain(reading.root)
    assert got == {"Resources": {"A": {"Type": "T"}, "B": {"Type": "U"}}, "Outputs": {}}
    (gap,) = [problem for problem in reading.problems if problem.unread]
    assert reading.source.slice(gap.span) == "Now I'll define the second one:"


def test_a_whole_template_behind_a_broken_one_is_the_one_that_is_read() -> None:
    broken = '{\n  "AWSTemplateFormatVersion": "2010-09-09",\n  "Resources": {\n\nSome prose.\n\n'
    whole = (
        '{\n  "AWSTemplateFormatVersion": "2010-09-09",\n  "Resources": {"A": {"Type": "T"}}\n}\n'
    )
    reading = _read(broken + whole)
    assert plain(reading.root) == json.loads(whole)
    (problem,) = reading.problems
    assert problem.message == "Text stands before the template."
    assert json.loads(_mended(reading)) == json.loads(whole)


def test_a_template_without_its_first_brace_is_mended() -> None:
    reading = _read('"Resources": {\n  "A": {"Type": "T",}\n}\n}\n')
    assert reading.syntax == "json"
    assert "opening brace" in reading.problems[0].message
    assert json.loads(_mended(reading)) == {"Resources": {"A": {"Type": "T"}}}


def test_a_repeated_key_is_reported_and_the_last_one_counts() -> None:
    reading = _read('{"Resources": {"A": {"Type": "T"}, "A": {"Type": "U"}}}')
    (problem,) = reading.problems
    assert problem.message == "“A” stands twice in “Resources”; CloudFormation keeps the last."
    assert plain(reading.root) == {"Resources": {"A": {"Type": "U"}}}


def test_functions_are_recognised_where_they_can_be_called() -> None:
    reading = _read(
        '{"Conditions": {"Condition": {"Condition": "Other"}, "Ref": {"Fn::Not": []}},'
        ' "Resources": {"Ref": {"Condition": "C"}, "Condition": {"Type": "T", "Properties":'
        ' {"A": {"Ref": "B"}, "Statement": {"Condition": {"StringEquals": {}}}}}}}'
    )
    assert isinstance(follow(reading.root, ("Conditions", "Condition")), IntrinsicNode)
    assert not isinstance(follow(reading.root, ("Resources", "Ref")), IntrinsicNode)
    properties = ("Resources", "Condition", "Properties")
    assert isinstance(follow(reading.root, (*properties, "A")), IntrinsicNode)
    assert not isinstance(follow(reading.root, (*properties, "Statement")), IntrinsicNode)


def test_a_mixed_file_says_so() -> None:
    reading = _read(_in_resource('{\n"x": |\n  code\n}'))
    assert (reading.syntax, reading.format) == ("mixed", "mixed")
    assert _read(_in_resource('{"x": 1,}')).syntax == "json"


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=25,
)


@given(
    value=st.dictionaries(st.text(), json_values, max_size=5),
    indent=st.sampled_from([None, 1, 4]),
    ascii_only=st.booleans(),
)
def test_valid_json_is_read_as_it_is(
    value: dict[str, object], indent: int | None, *, ascii_only: bool
) -> None:
    value["Resources"] = {}
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    reading = _read(text)
    assert not reading.problems
    assert plain(reading.root) == value


block_lines = st.lists(
    st.builds(
        "{}{}".format,
        st.sampled_from(["", " ", "    ", "\t"]),
        st.sampled_from(["", "a", "b c:", "#"]),
    ),
    min_size=1,
    max_size=7,
)


@given(block_lines, st.sampled_from(["|", ">", "|-", "|+", ">-", ">+", "|2", ">2-"]))
def test_blocks_in_json_say_what_they_say_in_yaml(lines: list[str], header: str) -> None:
    # A blank line that is deeper than the first text ends a block in YAML, so that comes first.
    block = "".join(f"    {line}\n" for line in ("x", *lines))
    try:
        expected = yaml.safe_load(f"  A: {header}\n{block}  B: 1\n")["A"]
    except yaml.YAMLError:
        return
    reading = _read(f'{{"Resources": {{}},\n  "A": {header}\n{block}  ,"B": 1\n}}')
    node = reading.root.child("A")
    assert isinstance(node, ScalarNode)
    assert node.text == expected
    assert json.loads(_mended(reading)) == {"Resources": {}, "A": expected, "B": 1}


TEMPLATE = json.dumps(
    {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Resources": {
            f"R{number}": {
                "Type": "AWS::S3::Bucket",
                "Properties": {"Name": {"Fn::Sub": "a-${B}"}, "Tags": [{"Key": "k", "Value": "v"}]},
            }
            for number in range(4)
        },
    },
    indent=2,
)
pieces = st.sampled_from(
    [
        *"{}[],:\"'\\|>!#/\n \t@*&-%1",
        "//x",
        "/*",
        "*/",
        "|\n",
        '"a": ',
        "!Ref ",
        "NaN",
        "word ",
        "```\n",
    ]
)


@given(
    st.lists(
        st.tuples(st.integers(0, len(TEMPLATE)), st.integers(0, 12), st.lists(pieces, max_size=4)),
        max_size=4,
    )
)
def test_a_broken_template_is_read_and_its_repairs_make_valid_json(
    changes: list[tuple[int, int, list[str]]],
) -> None:
    text = TEMPLATE
    for at, length, inserted in changes:
        text = text[:at] + "".join(inserted) + text[at + length :]
    reading = _read(text)
    if reading.syntax == "yaml" or not reading.root.entries:
        return
    if all(problem.repair for problem in reading.problems):
        mended = json.loads(_mended(reading))
        assert _with_lists(mended) == _with_lists(plain(reading.root))
