"""Fixes of a text that is neither quite JSON nor quite YAML."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.adoption.plans import Plans
from analysis.adoption.style import column, style_of
from analysis.edits import Edit, apply_edits, overlapping
from analysis.findings import Fix, Safety
from analysis.reading import Problem, Reading
from analysis.reading.reader import read
from analysis.source import Source, Span
from analysis.syntax import ObjectNode, walk
from analysis.template import Template

_INK = re.compile(r"\S")
_WORD = re.compile(r"\w")
_COMMENT = re.compile(r"\s*(?://|/\*|#)")
_ENDS_IN_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\\Z")
_MARKS = ("# ", " # ")
_TITLE = "Repair the syntax"


@dataclass(frozen=True, slots=True)
class _Mending:
    """How one problem is mended; `judged` says what of it is more than syntax, if anything."""

    edits: tuple[Edit, ...] = ()
    judged: str = ""


def repairs(reading: Reading, problems: Sequence[Problem]) -> Iterator[Fix]:
    """Yield the fixes of what is wrong with a text: all of it first, then what is certain.

    No text is lost: in YAML, what cannot be read becomes a comment. JSON has none, so there what
    stands outside the template goes, and so do comments. Where more than syntax is touched, it is
    for the user to look at.
    """
    end = max((entry.span.end for entry in reading.root.entries), default=0)
    mended = [_mending(reading, one, end) for one in problems]
    certain = [one.edits for one in mended if one.edits and not one.judged]
    judged = dict.fromkeys(one.judged for one in mended if one.judged)
    if judged:
        whole = _edits(one.edits for one in mended)
        if whole and not _read_again(reading, whole).problems:
            yield Fix(f"{_TITLE}, and {' and '.join(judged)}", Safety.REVIEW, whole)
    edits = _edits(certain)
    if edits:
        left = len(_read_again(reading, edits).problems)
        noun = "place" if left == 1 else "places"
        why = f"{left} {noun} must be mended by hand." if left else ""
        yield Fix(_TITLE, Safety.SAFE, edits, why=why)


def _edits(mendings: Iterable[Sequence[Edit]]) -> tuple[Edit, ...]:
    """Return the edits in the text's order, none where they clash."""
    edits: list[Edit] = []
    marked: set[Edit] = set()
    for edit in (edit for mending in mendings for edit in mending):
        # Two problems may stand in one line, which is made a comment once.
        if edit in marked:
            continue
        edits.append(edit)
        if edit.text in _MARKS:
            marked.add(edit)
    return () if overlapping(edits) else tuple(sorted(edits, key=lambda edit: edit.span))


def _read_again(reading: Reading, edits: Sequence[Edit]) -> Reading:
    source = reading.source
    return read(replace(source, text=apply_edits(source.text, edits)), choice=reading.chosen)


def _mending(reading: Reading, problem: Problem, end: int) -> _Mending:
    source, unread = reading.source, problem.unread
    if reading.syntax == "yaml":
        if unread is None:
            return _Mending(tuple(_kept(reading, problem.repair)))
        is_outside = not _is_inside(reading, unread, end)
        why = "" if is_outside else "make comments of what cannot be read"
        return _Mending(tuple(_commented(source, unread)), why)
    if problem.repair:
        lost = [source.slice(edit.span) for edit in problem.repair if _loses(source, edit)]
        return _Mending(problem.repair, "delete what is not part of the template" if lost else "")
    if unread and source.text[unread.start] == '"':
        return _Mending((_closing(source, unread),), "close the texts that are cut off")
    return _Mending()


def _is_inside(reading: Reading, unread: Span, end: int) -> bool:
    """Whether a stretch stands among the sections, or is indented as the last one's inside is.

    `end` is where the last section ends.
    """
    entries, source = reading.root.entries, reading.source
    if not entries or unread.start < entries[0].span.start:
        return False
    behind = unread.start >= end
    return not behind or column(source, unread.start) > column(source, entries[0].span.start)


def _loses(source: Source, edit: Edit) -> bool:
    """Whether an edit takes words away that are not in a comment."""
    old = source.slice(edit.span)
    return not edit.text and bool(_WORD.search(old)) and not _COMMENT.match(old)


def _kept(reading: Reading, edits: Iterable[Edit]) -> Iterator[Edit]:
    """Yield edits of YAML that make comments of the lines around a template, and delete none."""
    for edit in edits:
        if not edit.text and edit.span not in reading.region:
            yield from _commented(reading.source, edit.span)
        else:
            yield edit


def _commented(source: Source, unread: Span) -> Iterator[Edit]:
    """Yield a mark of a comment for each line of a stretch that cannot be read."""
    first, last = source.line(unread.start), source.line(max(unread.start, unread.end - 1))
    for number in range(first, last + 1):
        line = source.line_span(number)
        start = max(line.start, unread.start)
        ink = _INK.search(source.text, start, min(line.end, unread.end))
        if ink:
            is_apart = ink.start() == line.start or source.text[ink.start() - 1].isspace()
            at = Span(ink.start(), ink.start())
            yield Edit(at, _MARKS[not is_apart])


def _closing(source: Source, unread: Span) -> Edit:
    """Return the edit that closes a string at the end of its line, before the comma there."""
    inside = source.slice(unread).rstrip().removesuffix(",")
    at = unread.start + len(inside)
    return Edit(Span(at, at), '\\"' if _ENDS_IN_ESCAPE.search(inside) else '"')


def without_repeated(template: Template) -> Fix | None:
    """Return the fix that deletes what stands in an object before another of the same key.

    CloudFormation takes the last of them, so nothing changes that is deployed.
    """
    plans = Plans(template, style_of(template.reading))
    names: list[str] = []
    for path, node in walk(template.root):
        if not isinstance(node, ObjectNode):
            continue
        last = {entry.name: index for index, entry in enumerate(node.entries)}
        earlier = [index for index, entry in enumerate(node.entries) if last[entry.name] > index]
        plan = plans.at(path) if earlier else None
        if plan:
            plan.deleted.update(earlier)
            names += (node.entries[index].name for index in earlier)
    edits, unwritable = plans.edits()
    if not edits or unwritable or overlapping(edits):
        return None
    told = ", ".join(dict.fromkeys(names))
    return Fix(f"Delete the first {told}, which has no effect", Safety.SAFE, edits)
