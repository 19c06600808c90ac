"""The path of a line, from the indentation of keys."""

import json

import pytest

from gui.crumbs import crumbs

YAML = """\
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Tags:
        - Key: team
          Value: red
      Code:
        ZipFile: |
          def handler():
              try:
                  run()

              except: pass
      Timeout: 3
"""
JSON = json.dumps(
    {"Function": {"Properties": {"Code": {"ZipFile": "x"}, "Layers": ["a", "b"]}}}, indent=2
)


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("Function:", ()),
        ("Timeout", ("Properties", "Timeout")),
        ("Value: red", ("Properties", "Tags", "Value")),
        ("Key: team", ("Properties", "Tags", "Key")),
        ("run()", ("Properties", "Code", "ZipFile")),
        ("except", ("Properties", "Code", "ZipFile")),
        ("ZipFile", ("Properties", "Code", "ZipFile")),
    ],
)
def test_yaml(words: str, path: tuple[str, ...]) -> None:
    lines = YAML.splitlines()
    line = next(number for number, text in enumerate(lines) if words in text)
    assert crumbs(lines.__getitem__, 0, line) == path


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("ZipFile", ("Properties", "Code", "ZipFile")),
        ('"b"', ("Properties", "Layers")),
        ("Layers", ("Properties", "Layers")),
    ],
)
def test_json(words: str, path: tuple[str, ...]) -> None:
    lines = JSON.splitlines()[1:]
    line = next(number for number, text in enumerate(lines) if words in text)
    assert crumbs(lines.__getitem__, 0, line) == path
