"""What a parser makes of a text."""

from dataclasses import dataclass

from analysis.reading.reading import Problem
from analysis.syntax import Node


@dataclass(frozen=True, slots=True)
class Parsed:
    """The root of a text, None where nothing stands in it, with the syntax and the problems."""

    root: Node | None
    syntax: str
    problems: tuple[Problem, ...] = ()
