"""Parses the template that fills a region of a text, as JSON or as YAML."""

import re
from itertools import islice
from pathlib import PurePath

from analysis.edits import Edit
from analysis.reading.json_reader import read_json
from analysis.reading.markdown import unquoted
from analysis.reading.parsed import Parsed
from analysis.reading.reading import Problem
from analysis.reading.verdict import LEADING, SECTION_LINE, SECTIONS, is_template
from analysis.reading.yaml_reader import read_yaml, read_yaml_strictly
from analysis.source import Source, Span
from analysis.syntax import Node, ObjectNode

_BRACE_LINE = re.compile(r"^[ \t]*(\{)[ \t]*(?:$|[\"/#'\r])", re.MULTILINE)
_RESTART = re.compile(r"^\{\s*\"AWSTemplateFormatVersion\"", re.MULTILINE)
_BARE_SECTION = re.compile(rf"\"(?:{'|'.join(SECTIONS)})\"\s*:\s*[\"{{]")
_MOST_RESTARTS = 5
_TYPE_LINE = re.compile(r"""^[ \t]*["']?Type["']?[ \t]*:[ \t]*["']?\w+::""", re.MULTILINE)
_YAML_NAMES = frozenset({".yaml", ".yml"})


def parse_region(source: Source, region: Span) -> Parsed:
    """Return what stands in a region; spans count from the start of the source.

    Raises LimitError for a text that goes over a limit of the guard.
    """
    text = "\n" * region.start + unquoted(source.text, region)
    start = _brace(text)
    if start is not None:
        return _parse_braces(source, text, start)
    brace = _BRACE_LINE.search(text)
    section = SECTION_LINE.search(text)
    if section is None:
        return read_yaml_strictly(text)
    bare = _BARE_SECTION.match(text, _ink(text))
    if bare:
        # Valid YAML, though an object without braces; JSON without its first line if it breaks.
        flow = read_yaml_strictly(text)
        return flow if flow.root else read_json(text, bare.start(), has_brace=False)
    if brace and brace.start() <= section.start():
        flow = read_yaml_strictly(text)
        if is_template(flow.root):
            return flow
        return _behind_prose(_largest(text, brace.start(1)), text, brace.start(1))
    return read_yaml(text)


def resource_count(text: str) -> int | None:
    """Return how many resources a template has, None where a text is none.

    A broken one is not mended for this: what looks like a resource is counted.
    """
    start = _brace(text)
    root = (read_yaml_strictly(text) if start is None else read_json(text, start)).root
    if root is None:
        return len(_TYPE_LINE.findall(text)) if SECTION_LINE.search(text) else None
    if not isinstance(root, ObjectNode) or not is_template(root):
        return None
    return _resources_in(root)


def _ink(text: str) -> int:
    found = LEADING.match(text)
    return found.end() if found else 0


def _brace(text: str) -> int | None:
    at = _ink(text)
    return at if text.startswith("{", at) else None


def _parse_braces(source: Source, text: str, start: int) -> Parsed:
    parsed = _largest(text, start)
    if not parsed.problems or PurePath(source.path).suffix.lower() not in _YAML_NAMES:
        return parsed
    # YAML has braces too, and allows in them much that JSON does not.
    flow = read_yaml_strictly(text)
    return flow if is_template(flow.root) and not flow.problems else parsed


def _largest(text: str, start: int) -> Parsed:
    """Return the template that begins at an offset, or one behind it where that breaks off."""
    best = read_json(text, start)
    if not any(problem.unread for problem in best.problems):
        return best
    for found in islice(_RESTART.finditer(text, start + 1), _MOST_RESTARTS):
        other = _behind_prose(read_json(text, found.start()), text, found.start())
        if _resources_in(other.root) >= _resources_in(best.root) and len(other.problems) < len(
            best.problems
        ):
            best = other
    return best


def _resources_in(root: Node | None) -> int:
    resources = root.child("Resources") if isinstance(root, ObjectNode) else None
    return len(resources.entries) if isinstance(resources, ObjectNode) else 0


def _behind_prose(parsed: Parsed, text: str, start: int) -> Parsed:
    ink = len(text) - len(text.lstrip())
    span = Span(ink, start)
    message = "Text stands before the template."
    problem = Problem(message, span, (Edit(span, ""),), unread=span)
    return Parsed(parsed.root, parsed.syntax, (problem, *parsed.problems))
