"""Reads a source: finds the template in it and parses it. Never raises on bad input."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import PurePath

from analysis.edits import Edit
from analysis.reading.guard import LimitError, check_text, place
from analysis.reading.markdown import Fence, fences, first_fence, unquoted
from analysis.reading.reading import Problem, Reading, TemplateChoice
from analysis.reading.region import parse_region, resource_count
from analysis.reading.verdict import LEADING, SECTION_LINE, is_template, why_no_template
from analysis.source import Source, Span
from analysis.syntax import ObjectNode

_MARKDOWN_NAMES = frozenset({".md", ".markdown"})
_MOST_CHOICES = 100
_TEMPLATE_NAMES = frozenset({".json", ".yaml", ".yml", ".template"})


def read(source: Source, *, choice: int = 0) -> Reading:
    """Return what stands in a source.

    `choice` numbers the template of a Markdown file from 1; 0 takes the largest.
    """
    with _no_collector():
        try:
            check_text(source)
            return _read_markdown(source, choice) or _read_whole(source)
        except LimitError as error:
            message, span = place(source, error)
            return _nothing(source, "yaml", (Problem(message, span),))


@contextmanager
def _no_collector() -> Iterator[None]:
    # The collector would walk the growing tree again and again: half of the time at 1 MB.
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read_whole(source: Source) -> Reading:
    whole = Span(0, len(source.text))
    parsed = parse_region(source, whole)
    if isinstance(parsed.root, ObjectNode) and is_template(parsed.root):
        return Reading(source, parsed.root, parsed.syntax, parsed.syntax, whole, parsed.problems)
    found = LEADING.match(source.text)
    span = source.line_span(source.line(found.end() if found else 0))
    problem = Problem(why_no_template(source.text, parsed.root), span)
    others = parsed.problems if SECTION_LINE.search(source.text) else ()
    return _nothing(source, parsed.syntax, (problem, *others))


def _nothing(source: Source, syntax: str, problems: tuple[Problem, ...]) -> Reading:
    whole = Span(0, len(source.text))
    return Reading(source, ObjectNode(Span(0, 0)), syntax, syntax, whole, problems)


def _read_markdown(source: Source, choice: int) -> Reading | None:
    """Return the fenced template that was chosen, None where the text is no Markdown with one."""
    first = first_fence(source.text)
    if first is None:
        return None
    suffix = PurePath(source.path).suffix.lower()
    if suffix not in _MARKDOWN_NAMES and _begins_before(source, first):
        return None
    found = _fenced_templates(source)
    if not found:
        return None
    choices = tuple(
        TemplateChoice(number, fence.span, fence.heading, count)
        for number, (fence, count) in enumerate(found, start=1)
    )
    largest = max(choices, key=lambda one: (one.span.end - one.span.start, -one.number))
    chosen = choice if 1 <= choice <= len(found) else largest.number
    fence, _ = found[chosen - 1]
    parsed = parse_region(source, fence.span)
    if not isinstance(parsed.root, ObjectNode):
        return None
    problems = _fence_problems(source, fence, suffix)
    if choice > len(found):
        message = f"The text has {len(found)} templates and no number {choice}."
        problems = (Problem(message, fence.opening), *problems)
    return Reading(
        source,
        parsed.root,
        parsed.syntax,
        "markdown",
        fence.span,
        (*problems, *parsed.problems),
        choices,
        chosen,
    )


def _fenced_templates(source: Source) -> tuple[tuple[Fence, int], ...]:
    """Return the fences that hold a template, each with the number of its resources."""
    candidates = (
        (fence, text)
        for fence in fences(source)
        for text in (unquoted(source.text, fence.span),)
        if SECTION_LINE.search(text)
    )
    counted = ((fence, resource_count(text)) for fence, text in islice(candidates, _MOST_CHOICES))
    return tuple((fence, count) for fence, count in counted if count is not None)


def _begins_before(source: Source, fence_at: int) -> bool:
    """Whether a template begins before the first fence: then fences are part of its texts."""
    leading = LEADING.match(source.text)
    if leading and source.text.startswith("{", leading.end()):
        return True
    section = SECTION_LINE.search(source.text)
    if not section or section.start() > fence_at:
        return False
    return bool(_read_whole(source).root.entries)


def _fence_problems(source: Source, fence: Fence, suffix: str) -> tuple[Problem, ...]:
    problems: list[Problem] = []
    if suffix in _TEMPLATE_NAMES:
        message = (
            "The template stands inside a Markdown fence; CloudFormation reads only the bare one."
        )
        before, behind = Span(0, fence.span.start), Span(fence.span.end, len(source.text))
        edits = tuple(Edit(span, "") for span in (before, behind) if span.start < span.end)
        problems.append(Problem(message, fence.opening, edits))
    if not fence.is_closed:
        problems.append(
            Problem("The Markdown fence that opens here is never closed.", fence.opening)
        )
    return tuple(problems)
