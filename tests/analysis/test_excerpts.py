from pathlib import Path

import pytest

from analysis.excerpts import LEFT_OUT, MAX_COLUMNS, MAX_LINES, place_of
from analysis.reading.reader import read
from analysis.rules.evidence import lines_of
from analysis.rules.rule import Evidence
from analysis.source import Source
from analysis.syntax import Path as NodePath
from analysis.syntax import follow
from analysis.template import Template, build_template

CODE = (
    r'"import os\nimport pymysql\n\ndef handler(event, context):\n    return pymysql.connect()\n"'
)
TEMPLATE = f"""{{
  "Resources": {{
    "Job": {{
      "Type": "AWS::Lambda::Function",
      "Properties": {{
        "Runtime": "python3.12",
        "Code": {{"ZipFile": {CODE}}},
        "Environment": {{
          "Variables": {{
            "A": "1",
            "B": "2",
            "C": "3",
            "D": "4",
            "E": "5",
            "F": "6",
            "G": "7",
            "H": "8",
            "I": "9",
            "J": "10"
          }}
        }}
      }}
    }}
  }}
}}
"""
JOB = ("Resources", "Job")


def _template(text: str = TEMPLATE) -> Template:
    return build_template(read(Source("t.json", text)))


def _evidence(template: Template, path: NodePath) -> Evidence:
    node = follow(template.root, path)
    assert node is not None
    return Evidence(path, node)


def test_a_place_is_the_line_of_its_key_under_its_heading() -> None:
    template = _template()
    place = place_of(template, _evidence(template, (*JOB, "Properties", "Runtime")))
    assert (place.start_line, place.end_line, place.heading_line) == (6, 6, 3)
    assert place.excerpt == '        "Runtime": "python3.12",'
    assert place.logical_id == "Job"
    assert place.path == "Resources/Job/Properties/Runtime"


def test_a_long_place_is_cut_to_twelve_lines() -> None:
    template = _template()
    place = place_of(template, _evidence(template, (*JOB, "Properties", "Environment")))
    lines = place.excerpt.split("\n")
    assert len(lines) == MAX_LINES
    assert lines[-1] == LEFT_OUT
    assert lines[0].strip() == '"Environment": {'
    assert place.end_line - place.start_line > MAX_LINES


def test_a_place_outside_entities_is_its_own_heading() -> None:
    template = build_template(read(Source("t.yaml", "Description: Text\nResources: {}\n")))
    place = place_of(template, _evidence(template, ("Description",)))
    assert (place.logical_id, place.heading_line, place.start_line) == ("", 1, 1)


@pytest.mark.parametrize("line", [2, 5])
def test_a_line_of_code_is_found_behind_its_escapes(line: int) -> None:
    template = _template()
    whole = _evidence(template, (*JOB, "Properties", "Code", "ZipFile"))
    evidence = lines_of(template, whole, line, line)
    assert evidence.at is not None
    text = template.reading.source.text
    expected = {2: "import pymysql", 5: "return pymysql.connect()"}[line]
    assert text[slice(*evidence.at)] == expected


def test_a_long_line_is_clipped_around_the_place() -> None:
    padding = r"x = 1\n" * 100
    text = TEMPLATE.replace("import os", f"{padding}import os")
    template = _template(text)
    whole = _evidence(template, (*JOB, "Properties", "Code", "ZipFile"))
    place = place_of(template, lines_of(template, whole, 102, 102))
    assert len(place.excerpt) <= MAX_COLUMNS
    assert "import pymysql" in place.excerpt
    assert place.excerpt.startswith(LEFT_OUT)


def test_lines_of_a_block_are_lines_of_the_file(tmp_path: Path) -> None:
    text = (
        "Resources:\n  Job:\n    Type: AWS::Lambda::Function\n    Properties:\n"
        "      Code:\n        ZipFile: |\n          import os\n          import json\n"
    )
    template = build_template(read(Source(str(tmp_path / "t.yaml"), text)))
    whole = _evidence(template, (*JOB, "Properties", "Code", "ZipFile"))
    place = place_of(template, lines_of(template, whole, 2, 2))
    assert (place.start_line, place.end_line) == (8, 8)
    assert place.excerpt.strip() == "import json"
