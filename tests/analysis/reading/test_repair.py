import json

import pytest
import yaml

from analysis.edits import Edit
from analysis.reading.projection import project_edits
from analysis.reading.reader import read
from analysis.reading.repair import project, repaired
from analysis.source import Source, Span
from analysis.syntax import plain

HEALTHY = {
    "template.json": '{"Resources": {"A": {"Type": "T"}}}',
    "template.yaml": "# c\nResources:\n  A: {Type: !Sub T}\n",
}


@pytest.mark.parametrize(("path", "text"), HEALTHY.items(), ids=HEALTHY)
def test_a_healthy_template_is_its_own_text(path: str, text: str) -> None:
    projection = project(read(Source(path, text)))
    assert projection.text == text
    assert [projection.source_offset(at) for at in range(len(text))] == list(range(len(text)))


def test_a_fenced_template_leads_back_into_its_file() -> None:
    text = "# Answer\n\n```\nResources:\n  A: {Type: T}\n```\n"
    projection = project(read(Source("a.md", text)))
    assert projection.text == "Resources:\n  A: {Type: T}\n"
    assert projection.source_offset(projection.text.index("Type")) == text.index("Type")


def test_a_quoted_template_loses_its_marks() -> None:
    text = "> ```\n> Resources:\n>   A: {Type: T}\n> ```\n"
    projection = project(read(Source("a.md", text)))
    assert yaml.safe_load(projection.text) == {"Resources": {"A": {"Type": "T"}}}
    assert projection.source_offset(projection.text.index("Type")) == text.index("Type")


def test_repairs_are_made_and_the_rest_keeps_its_place() -> None:
    text = (
        '{"Resources": {\n  "A": {"Type": "T", "Code": |\n    one\n  },\n  "B": {"Type": "U",}\n}}'
    )
    reading = read(Source("a.json", text))
    projection = project(reading)
    assert json.loads(projection.text) == plain(reading.root)
    for mark in ('"Type"', '"B"', '"U"'):
        assert projection.source_offset(projection.text.rindex(mark)) == text.rindex(mark)
    assert projection.source_offset(projection.text.index("one")) == text.index("|")


BROKEN = {
    "JSON": '{"Resources": {"A": {"Type": "T", "X": @@ ?, "Y": {"Ref": NaN}, "Z": [1, NaN, "U"]}}}',
    "YAML": "Resources:\n  A:\n    Type: T\n    X: 'it's'\n    Z: [1, U]\n",
    "a repeated key": "Resources:\n  A:\n    Type: S\n  A:\n    Type: T\n    Z: [1, U]\n",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_without_a_repair_only_what_was_read_is_left(text: str) -> None:
    projection = project(read(Source("a", text)))
    assert json.loads(projection.text) == {"Resources": {"A": {"Type": "T", "Z": [1, "U"]}}}
    for mark in ("Resources", "Z"):
        assert (
            text[projection.source_offset(projection.text.index(mark)) :]
            .lstrip('"')
            .startswith(mark)
        )
    assert projection.source_offset(projection.text.index('"U"')) in (
        text.index("U"),
        text.index("U") - 1,
    )


def test_functions_are_written_in_full() -> None:
    values = ("Type: !GetAtt B.C.D", "W: !Ref 'E'", "X: 'it's'", "Y: yes", "Z: 1.50")
    text = "Resources:\n  A:\n" + "".join(f"    {value}\n" for value in values)
    assert json.loads(repaired(read(Source("a", text)))) == {
        "Resources": {
            "A": {"Type": {"Fn::GetAtt": ["B", "C.D"]}, "W": {"Ref": "E"}, "Y": "yes", "Z": 1.5}
        }
    }


def test_edits_lead_back_to_what_they_replace() -> None:
    projection = project_edits("abcdef", 10, [Edit(Span(12, 14), "XYZ"), Edit(Span(15, 15), "!")])
    assert projection.text == "abXYZe!f"
    found = [projection.source_offset(at) for at in range(9)]
    assert found == [10, 11, 12, 12, 12, 14, 15, 15, 16]
    assert projection.source_span(Span(2, 5)) == Span(12, 14)
    assert projection.source_span(Span(5, 7)) == Span(14, 15)
    assert projection.source_span(Span(0, 0)) == Span(10, 10)
