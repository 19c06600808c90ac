"""The files for pipelines hold commands that the command line takes."""

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from analysis.commands.arguments import parser

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "pipelines"


def commands(value: Any) -> Iterator[list[str]]:  # noqa: ANN401 (YAML has any type)
    """Yield the arguments of every `twinstack` command in a value."""
    match value:
        case str() if value.startswith("twinstack "):
            yield shlex.split(value)[1:]
        case list():
            for item in value:
                yield from commands(item)
        case dict():
            for item in value.values():
                yield from commands(item)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.y*ml")), ids=lambda path: path.name)
def test_commands_are_taken(path: Path) -> None:
    found = list(commands(yaml.safe_load(path.read_text("utf-8"))))
    assert found
    assert any(parser().parse_args(arguments).fail_on == "high" for arguments in found)


def test_every_file_is_named_in_the_readme() -> None:
    text = (FOLDER / "README.md").read_text("utf-8")
    assert all(f"({path.name})" in text for path in FOLDER.glob("*.y*ml"))
