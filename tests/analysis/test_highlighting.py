import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.highlighting import START, State, starts_as_json, state_after, tokens

LINES = (
    ('  "Type": "AWS::S3::Bucket",', [('"Type"', "key"), ('"AWS::S3::Bucket"', "type")]),
    ('  "Port": 3306, "On": true', [
        ('"Port"', "key"), ("3306", "number"), ('"On"', "key"), ("true", "keyword"),
    ]),
    ('"V": {"Ref": "Vpc"}', [('"V"', "key"), ('"Ref"', "intrinsic"), ('"Vpc"', "string")]),
    ("VpcId: !Ref Vpc  # why", [
        ("VpcId", "key"), ("!Ref", "intrinsic"), ("Vpc", "string"), ("# why", "comment"),
    ]),
    ("- Fn::If: [A, b c, 3]", [
        ("Fn::If", "intrinsic"), ("A", "string"), ("b c", "string"), ("3", "number"),
    ]),
    ("Arn: !Sub arn:aws:${X}:y", [
        ("Arn", "key"), ("!Sub", "intrinsic"),
        ("arn:aws:", "string"), ("${X}", "intrinsic"), (":y", "string"),
    ]),
    ("Url: http://x#y", [("Url", "key"), ("http://x#y", "string")]),
    ("# only", [("# only", "comment")]),
)  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_a_line_is_coloured(line: str, expected: list[tuple[str, str]]) -> None:
    found = tokens(line, START, json=starts_as_json(line))
    assert [(line[start:end], kind) for start, end, kind in found] == expected


def states(text: str, *, json: bool = False) -> list[str]:
    state, found = START, []
    for line in text.split("\n"):
        found.append(state.inside)
        state = state_after(line, state, json=json)
    return found


def test_a_block_scalar_ends_with_its_indentation() -> None:
    text = "Key:\n  Code: |\n    key: no\n\n    more\n  Next: 1\nLast: |-\n x"
    assert states(text) == ["", "", "block", "block", "block", "block", "", "block"]


def test_a_block_scalar_may_stand_in_json() -> None:
    text = '{\n  "Fn::Sub": |\n    import os\n    x = "{"\n  ,"B": 1'
    assert states(text, json=True) == ["", "", "block", "block", "block"]


def test_code_in_a_block_scalar_is_coloured_in_its_language() -> None:
    line = "    import os  # why"
    found = tokens(line, State("block", 2), json=False)
    assert ("import", "keyword") in [(line[start:end], kind) for start, end, kind in found]
    assert ("# why", "comment") in [(line[start:end], kind) for start, end, kind in found]


def test_an_open_quote_goes_on_in_yaml_only() -> None:
    text = 'A: "one\n  two"\nB: 1'
    assert states(text) == ["", '"', ""]
    assert states(text, json=True) == ["", "", ""]


def test_an_apostrophe_opens_nothing() -> None:
    assert states("A: it's\nB: 1") == ["", ""]


@given(st.text(max_size=40), st.sampled_from(["", "block", '"', "'"]), st.booleans())
def test_tokens_are_ordered_and_inside_the_line(line: str, inside: str, json: bool) -> None:  # noqa: FBT001 (drawn)
    line = "".join(line.splitlines())
    at = 0
    for start, end, _ in tokens(line, State(inside, 2), json=json):
        assert at <= start < end <= len(line)
        at = end
    state_after(line, State(inside, 2), json=json)


@pytest.mark.parametrize("piece", ["${", "${a", "$", "{{", '\\"', "'", "# ", ": ", "a: ", "!Ref "])
def test_a_long_line_is_coloured_in_time(piece: str) -> None:
    started = time.process_time()
    for line in (piece * (20_000 // len(piece)), f'"{piece * (20_000 // len(piece))}"'):
        for json in (False, True):
            assert sum(1 for _ in tokens(line, START, json=json)) <= 20_001
    assert time.process_time() - started < 0.5
