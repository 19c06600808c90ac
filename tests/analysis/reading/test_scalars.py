import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from analysis.reading.reader import read
from analysis.reading.scalars import scalar_offset
from analysis.source import Source
from analysis.syntax import ScalarNode


def _places(path: str, text: str) -> list[tuple[str, str]]:
    """Return each character of the value of A with what stands at its offset."""
    node = read(Source(path, text)).root.child("A")
    assert isinstance(node, ScalarNode)
    return [
        (character, text[scalar_offset(text, node, index)])
        for index, character in enumerate(node.text)
    ]


EXACT = {
    "plain": "A: one two\n",
    "plain over lines": "A: one\n  two\n\n  three\n",
    "single": "A: 'it''s one'\n",
    "single over lines": "A: 'one\n  two\n\n\n  three'\n",
    "double": 'A: "one two"\n',
    "double over lines": 'A: "one\n  two \\\n  three"\n',
    "literal": "A: |\n  one\n\n    two\n  three\n",
    "literal with a comment": "A: |- # one\n   one\n   two\n",
    "literal with its indentation": "A: |2\n    one\n  two\n",
    "folded": "A: >\n  one\n  two\n\n  three\n    four\n\n  five\n",
    "kept": "A: |+\n  one\n\n",
}


@pytest.mark.parametrize("text", EXACT.values(), ids=EXACT)
def test_each_character_is_found_where_it_is_written(text: str) -> None:
    places = _places("a.yaml", f"Resources: {{}}\n{text}B: 1\n")
    assert len(places) > 3
    for character, written in places:
        if not character.isspace():
            assert character == written
        else:
            assert written.isspace()


def test_an_escape_is_found_at_its_backslash() -> None:
    text = r'{"Resources": {}, "A": "a\n\"b\u00e9\ud83d\ude00c"}'
    found = [written for _, written in _places("a.json", text)]
    assert found == ["a", "\\", "\\", "b", "\\", "\\", "c"]


def test_yaml_escapes_are_found_too() -> None:
    text = 'Resources: {}\nA: "a\\x41\\U0001F600\\ b"\n'
    assert [written for _, written in _places("a.yaml", text)] == ["a", "\\", "\\", "\\", "b"]


def test_a_raw_line_break_in_json_is_found() -> None:
    text = '{"Resources": {}, "A": "one\n  two"}'
    assert all(character == written for character, written in _places("a.json", text))


def test_a_block_in_json_is_found() -> None:
    text = '{"Resources": {},\n  "A": |\n    one\n      two\n}'
    assert all(
        character == written for character, written in _places("a.json", text) if character != "\n"
    )


def test_an_index_past_the_end_is_the_end_of_the_text() -> None:
    text = "Resources: {}\nA: 'one'\n"
    node = read(Source("a.yaml", text)).root.child("A")
    assert isinstance(node, ScalarNode)
    assert scalar_offset(text, node, 3) == scalar_offset(text, node, 99) == text.rindex("'")


texts = st.text(st.sampled_from([*"ab \n'\"\\#:-é😀\t"]), min_size=1, max_size=30)


@given(texts, st.sampled_from([None, "'", '"', "|", ">"]))
def test_offsets_lie_inside_and_go_forward(value: str, style: str | None) -> None:
    dumped = yaml.safe_dump({"A": value}, default_style=style, allow_unicode=True, width=20)
    for path, text in (
        ("a.yaml", f"Resources: {{}}\n{dumped}"),
        ("a.json", json.dumps({"Resources": {}, "A": value})),
    ):
        node = read(Source(path, text)).root.child("A")
        assert isinstance(node, ScalarNode)
        offsets = [scalar_offset(text, node, index) for index in range(len(value) + 1)]
        assert offsets == sorted(offsets)
        assert node.span.start <= offsets[0]
        assert offsets[-1] <= node.span.end
        for character, offset in zip(value, offsets, strict=False):
            if character in "ab":
                assert text[offset] == character
