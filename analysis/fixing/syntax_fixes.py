"""Fixes of a text that is neither quite JSON nor quite YAML."""

import re
from collections.abc import Iterator

from analysis.adoption.plans import Plans
from analysis.adoption.style import style_of
from analysis.edits import Edit, apply_edits, overlapping
from analysis.findings import Fix, Safety
from analysis.reading import Problem, Reading
from analysis.reading.reader import read
from analysis.source import Source, Span
from analysis.syntax import ObjectNode, walk
from analysis.template import Template

_INK = re.compile(r"\S")


def set_aside(reading: Reading) -> Fix | None:
    """Return the fix that repairs what it can and makes comments of what cannot be read.

    The template then says what was read of it; None where that is not so, and for JSON, which
    has no comments.
    """
    if reading.syntax != "yaml" or all(one.repair for one in reading.problems):
        return None
    edits: list[Edit] = []
    for problem in reading.problems:
        edits += _commented(reading.source, problem) if problem.unread else problem.repair
    source = reading.source
    if not edits or overlapping(edits):
        return None
    changed = Source(source.path, apply_edits(source.text, edits), source.encoding, source.has_bom)
    if read(changed, choice=reading.chosen).problems:
        return None
    title = "Repair the syntax, and make comments of what cannot be read"
    return Fix(title, Safety.REVIEW, tuple(sorted(edits, key=lambda edit: edit.span)))


def _commented(source: Source, problem: Problem) -> Iterator[Edit]:
    """Yield a mark of a comment for each line of a stretch that cannot be read."""
    unread = problem.unread or Span(0, 0)
    first, last = source.line(unread.start), source.line(max(unread.start, unread.end - 1))
    for number in range(first, last + 1) if problem.unread else ():
        line = source.line_span(number)
        start = max(line.start, unread.start)
        ink = _INK.search(source.text, start, min(line.end, unread.end))
        if ink:
            is_apart = ink.start() == line.start or source.text[ink.start() - 1].isspace()
            at = Span(ink.start(), ink.start())
            yield Edit(at, "# " if is_apart else " # ")


def without_repeated(template: Template) -> Fix | None:
    """Return the fix that deletes what stands in an object before another of the same key.

    CloudFormation takes the last of them, so nothing changes that is deployed.
    """
    plans = Plans(template, style_of(template.reading))
    names: list[str] = []
    for path, node in walk(template.root):
        if not isinstance(node, ObjectNode):
            continue
        earlier = [
            index
            for index, entry in enumerate(node.entries)
            if entry.name in (other.name for other in node.entries[index + 1 :])
        ]
        plan = plans.at(path) if earlier else None
        if plan:
            plan.deleted.update(earlier)
            names += (node.entries[index].name for index in earlier)
    edits, unwritable = plans.edits()
    if not edits or unwritable or overlapping(edits):
        return None
    told = ", ".join(dict.fromkeys(names))
    return Fix(f"Delete the first {told}, which has no effect", Safety.SAFE, edits)
