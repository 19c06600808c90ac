import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.edits import apply_edits
from analysis.reading.reader import read
from analysis.reading.reading import Reading
from analysis.source import Source
from analysis.syntax import Node, UnreadableNode, follow, plain
from tests.analysis.reading.span_checks import assert_spans_are_exact

HEAD = "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  First:\n    Type: T\n"
TAIL = "  Last:\n    Type: U\nOutputs:\n  O:\n    Value: v\n"


def _read(text: str) -> Reading:
    reading = read(Source("template.yaml", text))
    assert_spans_are_exact(reading.source, reading.root)
    return reading


def _middle(text: str) -> Reading:
    """Return the reading of a template in whose middle a text stands; the rest must be read."""
    reading = _read(HEAD + text + TAIL)
    assert reading.problems
    got = plain(reading.root)
    assert isinstance(got, dict)
    resources = got["Resources"]
    assert isinstance(resources, dict)
    assert (resources["First"], resources["Last"]) == ({"Type": "T"}, {"Type": "U"})
    assert got["Outputs"] == {"O": {"Value": "v"}}
    return reading


def _at(reading: Reading, *path: str | int) -> Node:
    node = follow(reading.root, ("Resources", *path))
    assert node
    return node


MENDED = {
    "a colon in a value": (
        "  A:\n    D: some: thing # c\n",
        {"D": "some: thing"},
        "colon before a space",
    ),
    "a colon at the end": ("  A:\n    D: some:\n", {"D": "some:"}, "colon before a space"),
    "a tagged value with a colon": (
        "  A:\n    D: !Sub a: b\n",
        {"D": {"Fn::Sub": "a: b"}},
        "colon before",
    ),
    "a star": ("  A:\n    Action: *\n    B: 1\n", {"Action": "*", "B": 1}, "cannot begin with “*”"),
    "a star in a list": (
        "  A:\n    R:\n      - *\n      - b\n",
        {"R": ["*", "b"]},
        "cannot begin with “*”",
    ),
    "an at sign": ("  A:\n    D: @x\n", {"D": "@x"}, "cannot begin with “@”"),
    "a percent sign": ("  A:\n    D: %x\n", {"D": "%x"}, "cannot begin with “%”"),
    "a backquote": ("  A:\n    D: `x`\n", {"D": "`x`"}, "cannot begin with “`”"),
    "an unknown escape": (
        '  A:\n    D: "\\d\\."\n',
        {"D": "\\d\\."},
        "A backslash in double quotes",
    ),
    "no space behind the colon": (
        "  A:\n    Type:AWS::X\n    B: 1\n",
        {"Type": "AWS::X", "B": 1},
        "A space is missing",
    ),
    "no colon": (
        "  A:\n    Type: T\n    Properties\n      B: 1\n",
        {"Type": "T", "Properties": {"B": 1}},
        "A colon is missing",
    ),
    "no closing quote": ("  A:\n    D: 'x\n    B: 1\n", {"D": "x", "B": 1}, "closing quote"),
    "no closing double quote": (
        '  A:\n    D: "x y\n    B: 1\n',
        {"D": "x y", "B": 1},
        "closing quote",
    ),
    "no closing bracket": (
        "  A:\n    D: [a, b\n    B: 1\n",
        {"D": ["a", "b"], "B": 1},
        "closing bracket",
    ),
    "two tags": (
        "  A:\n    D: !Select [0, !GetAZs !Ref X]\n",
        {"D": {"Fn::Select": [0, {"Fn::GetAZs": {"Ref": "X"}}]}},
        "one tag for a value",
    ),
    "two tags over a block": (
        "  A:\n    D: !Base64 !Sub |\n      x\n",
        {"D": {"Fn::Base64": {"Fn::Sub": "x\n"}}},
        "one tag for a value",
    ),
    "two tags in two lines": (
        "  A:\n    D: !Base64\n      !Sub |\n        x\n",
        {"D": {"Fn::Base64": {"Fn::Sub": "x\n"}}},
        "one tag for a value",
    ),
    "an item's key outdented": (
        "  A:\n    D:\n      - a: 1\n       b: 2\n",
        {"D": [{"a": 1, "b": 2}]},
        "less than its list item",
    ),
    "tabs": ("  A:\n\tD: 1\n\tE: 2\n", {"D": 1, "E": 2}, "A tab indents"),
}


@pytest.mark.parametrize(("text", "expected", "message"), MENDED.values(), ids=MENDED)
def test_what_is_certain_is_mended(text: str, expected: object, message: str) -> None:
    reading = _middle(text)
    assert plain(_at(reading, "A")) == expected
    assert all(message in problem.message for problem in reading.problems)
    edits = [edit for problem in reading.problems for edit in problem.repair]
    mended = _read(apply_edits(reading.source.text, edits))
    assert not mended.problems
    assert plain(mended.root) == plain(reading.root)


def test_spans_of_a_mended_line_are_those_of_the_file() -> None:
    reading = _middle("  A:\n    D: some: thing\n    E: !Select [0, !GetAZs !Ref X]\n    F: end\n")
    slices = [
        reading.source.slice(_at(reading, "A", *path).span)
        for path in (("D",), ("E", "Fn::Select", 1), ("F",))
    ]
    assert slices == ["some: thing", "!GetAZs !Ref X", "end"]


GIVEN_UP = {
    "a quote in a quote": ("  A:\n    D: 'it's'\n    B: 1\n", {"D": None, "B": 1}),
    "an escaped single quote": ("  A:\n    D: 'a\\''\n    B: 1\n", {"D": None, "B": 1}),
    "an item for a value": ("  A:\n    D: - x\n    B: 1\n", {"D": None, "B": 1}),
    "a word alone": ("  A:\n    B: 1\n    Type\n    C: 2\n", {"B": 1, "C": 2}),
    "prose": ("  A:\n    B: 1\nNow comes the next resource:\nit is - a good one.\n", {"B": 1}),
    "a fence": ("  A:\n    B: 1\n```\n", {"B": 1}),
    "an open brace": ("  A:\n    B: 1\n    D: {a: 1,\n", {"B": 1, "D": None}),
}


@pytest.mark.parametrize(("text", "expected"), GIVEN_UP.values(), ids=GIVEN_UP)
def test_only_the_broken_place_is_given_up(text: str, expected: object) -> None:
    reading = _middle(text)
    assert plain(_at(reading, "A")) == expected
    assert any(problem.unread for problem in reading.problems)


def test_a_value_that_is_given_up_is_unreadable_and_not_null() -> None:
    reading = _middle("  A:\n    D: 'it's'\n    B: 1\n")
    node = _at(reading, "A", "D")
    assert isinstance(node, UnreadableNode)
    assert reading.source.slice(node.span) == "'it's'"


@pytest.mark.parametrize(
    "end", ["    D: !Sub '", "    D: [a,", "    Dele", "    D: {a: ", '    D: "a']
)
def test_a_text_that_ends_in_the_middle_keeps_what_stands_before(end: str) -> None:
    reading = _read(f"{HEAD}  A:\n    B: 1\n{end}")
    assert reading.problems
    got = plain(_at(reading, "A"))
    assert isinstance(got, dict)
    assert got["B"] == 1
    assert got.get("D") is None


PROSE = {
    "a sentence": "Here is the template you asked for.\n\n",
    "a sentence with a colon": "Here is the template:\n\n",
    "a list": "The template has:\n- a bucket\n- a role: the first one\n\nEnjoy!\n\n",
    "a fence": "```yaml\n",
}


@pytest.mark.parametrize("prose", PROSE.values(), ids=PROSE)
def test_prose_before_a_template_is_set_aside(prose: str) -> None:
    reading = _read(prose + HEAD + TAIL)
    assert set(plain(reading.root)) == {"AWSTemplateFormatVersion", "Resources", "Outputs"}  # type: ignore[arg-type]
    assert reading.problems


def test_a_sentence_that_looks_like_a_key_does_not_take_what_follows() -> None:
    reading = _middle("Now I will add the last resource:\n")
    (problem,) = reading.problems
    assert problem.message == "A sentence stands in the template."


def test_a_tab_that_indents_nothing_is_given_up_with_its_line() -> None:
    reading = _middle("  A:\n    B:\n     - c: 1\n\tTab: x\n       d: 2\n    E: 3\n")
    assert plain(_at(reading, "A")) == {"B": [{"c": 1, "d": 2}], "E": 3}


def test_a_line_of_tabs_is_mended() -> None:
    reading = _middle("  A:\n    B: 1\n\t\n    C: 2\n")
    assert plain(_at(reading, "A")) == {"B": 1, "C": 2}
    assert all(problem.repair for problem in reading.problems)


def test_a_sentence_far_above_an_error_is_what_is_given_up() -> None:
    code = "".join(f"        x{number} = [\n" for number in range(30))
    reading = _middle(f"  A:\n    Type: T\nNow the code:\n    D:\n      E: |\n{code}")
    assert plain(_at(reading, "A")) is not None
    assert [problem.unread is not None for problem in reading.problems] == [True]


def test_prose_behind_a_template_is_set_aside() -> None:
    prose = (
        "Key Features and Notes:\n1. Region (x)\nIt: works, as: ever\nBucketKey: on\n\nEnd of it\n"
    )
    reading = _read(f"{HEAD}{prose}")
    (problem,) = reading.problems
    assert problem.unread
    assert reading.source.slice(problem.unread) == prose.strip()


def test_problems_say_where_in_the_file_they_are() -> None:
    reading = _middle("  A:\n    D: @x\n")
    position = reading.source.position(reading.problems[0].span.start)
    assert (position.line, position.column) == (6, 5)


TEMPLATE = HEAD + TAIL + "# the end\n"
broken_pieces = st.lists(
    st.sampled_from([*"{}[],:\"'|>!#\n \t@*&-%?`", "\n  ", "a: ", "!Sub ", "- ", "Some prose.\n"]),
    max_size=4,
).map("".join)


@given(
    st.lists(
        st.tuples(st.integers(0, len(TEMPLATE)), st.integers(0, 10), broken_pieces), max_size=3
    )
)
def test_a_broken_template_is_read_with_spans_of_the_file(
    changes: list[tuple[int, int, str]],
) -> None:
    text = TEMPLATE
    for at, length, inserted in changes:
        text = text[:at] + inserted + text[at + length :]
    reading = read(Source("x.yaml", text))
    for problem in reading.problems:
        assert 0 <= problem.span.start <= problem.span.end <= len(text)
    if "*" not in text:
        assert_spans_are_exact(reading.source, reading.root)
