"""What reading a text gives."""

from dataclasses import dataclass

from analysis.edits import Edit
from analysis.source import Source, Span
from analysis.syntax import ObjectNode


@dataclass(frozen=True, slots=True)
class Problem:
    """A place that is not what its format asks for, in a plain sentence.

    `repair` holds the edits that make this place right without changing what it means; empty if
    that cannot be known. `unread` spans what was given up: nothing is known about it.
    """

    message: str
    span: Span
    repair: tuple[Edit, ...] = ()
    unread: Span | None = None


@dataclass(frozen=True, slots=True)
class TemplateChoice:
    """A fenced template of a Markdown file: its text's span, its number from 1, its resources."""

    number: int
    span: Span
    heading: str
    resource_count: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A source, what stands in it as a tree, and what is wrong with it.

    `region` is the template's stretch of the source (a fence's content, else everything); all
    spans count from the start of the source's text. `syntax` is the template's own syntax
    (`json`, `yaml` or `mixed`), `format` the file's (`markdown` where a fence holds it).
    """

    source: Source
    root: ObjectNode
    syntax: str
    format: str
    region: Span
    problems: tuple[Problem, ...] = ()
    choices: tuple[TemplateChoice, ...] = ()
    chosen: int = 1
