"""Reads YAML, broken YAML too, into nodes with spans."""

import re
from collections.abc import Iterator

import yaml

from analysis.reading.parsed import Parsed
from analysis.reading.reading import Problem
from analysis.reading.verdict import is_template
from analysis.reading.yaml_composer import Document, compose
from analysis.reading.yaml_origins import Origins
from analysis.reading.yaml_recovery import mend
from analysis.source import Span
from analysis.syntax import ArrayNode, Node, ObjectNode, ScalarStyle

_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_yaml(text: str) -> Parsed:
    """Return the template of a YAML text, with a problem for each place that is no YAML."""
    clean, unprintable = _printable(text)
    documents = _composed(clean)
    sentences = [span for one in documents or () for span in _sentences(clean, one.root)]
    if documents is not None and not sentences:
        return _parsed(documents, unprintable)
    mended = mend(clean, sentences)
    origins = Origins(clean, mended)
    moved = tuple(
        Document(
            origins.node(document.root),
            tuple(origins.problem(problem) for problem in document.problems),
        )
        for document in compose(mended.projection.text)
    )
    return _parsed(moved, (*unprintable, *mended.problems))


def read_yaml_strictly(text: str) -> Parsed:
    """Return what stands in a YAML text, nothing but a problem where that is no YAML."""
    clean, unprintable = _printable(text)
    documents = _composed(clean)
    if documents is not None:
        return _parsed(documents, unprintable)
    return Parsed(None, "yaml", (Problem("The text cannot be read as YAML.", Span(0, 0)),))


def _composed(text: str) -> tuple[Document, ...] | None:
    try:
        return compose(text)
    except yaml.MarkedYAMLError:
        return None


def _sentences(text: str, root: Node) -> Iterator[Span]:
    """Yield the keys of a template that are sentences: text around it that happens to end so."""
    for entry in root.entries if isinstance(root, ObjectNode) else ():
        if " " in entry.name.strip() and entry.key.style is ScalarStyle.PLAIN:
            colon = text.find(":", entry.key.span.end)
            is_inner = isinstance(entry.value, ObjectNode | ArrayNode)
            end = colon + 1 if is_inner else max(colon + 1, entry.value.span.end)
            yield Span(entry.key.span.start, end)


def _parsed(documents: tuple[Document, ...], problems: tuple[Problem, ...]) -> Parsed:
    document, others = _chosen(documents)
    found = (*problems, *(document.problems if document else ()), *others)
    ordered = tuple(sorted(found, key=lambda problem: problem.span))
    return Parsed(document.root if document else None, "yaml", ordered)


def _printable(text: str) -> tuple[str, tuple[Problem, ...]]:
    # A byte order mark at the very start would shift libyaml's offsets by one.
    clean = text.replace("\ufeff", " ", 1) if text.startswith("\ufeff") else text
    clean, count = _UNPRINTABLE.subn("\ufffd", clean)
    first = _UNPRINTABLE.search(text) if count else None
    if not first:
        return clean, ()
    code = f"U+{ord(first[0]):04X}"
    message = (
        f"The character {code} is not allowed in YAML."
        if count == 1
        else f"{count:,} characters stand here that YAML does not allow, the first is {code}."
    )
    return clean, (Problem(message, Span(*first.span())),)


def _chosen(documents: tuple[Document, ...]) -> tuple[Document | None, tuple[Problem, ...]]:
    """Return the first document that is a template, and what stands before and behind it."""
    if not documents:
        return None, ()
    templates = (number for number, one in enumerate(documents) if is_template(one.root))
    chosen = next(templates, 0)
    message = "More than one YAML document stands here; only the first template is read."
    problems: list[Problem] = []
    for others in (documents[:chosen], documents[chosen + 1 :]):
        if others:
            first, last = others[0].root.span, others[-1].root.span
            unread = Span(first.start, max(last.end, first.end))
            problems.append(Problem(message, first, unread=unread))
    return documents[chosen], tuple(problems)
