"""Reads YAML, broken YAML too, into nodes with spans."""

import re

import yaml

from analysis.reading.parsed import Parsed
from analysis.reading.reading import Problem
from analysis.reading.verdict import is_template
from analysis.reading.yaml_composer import Document, compose
from analysis.reading.yaml_origins import Origins
from analysis.reading.yaml_recovery import mend
from analysis.source import Span
from analysis.syntax import Node, ObjectNode

_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_yaml(text: str) -> Parsed:
    """Return the template of a YAML text, with a problem for each place that is no YAML."""
    clean, unprintable = _printable(text)
    documents = _composed(clean)
    if documents is not None and not any(_has_sentences(one.root) for one in documents):
        return _parsed(documents, unprintable)
    mended = mend(clean)
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


def _has_sentences(root: Node) -> bool:
    """Whether keys of a template are sentences: text before it that happens to end in a colon."""
    return isinstance(root, ObjectNode) and any(" " in name for name in root.names)


def _parsed(documents: tuple[Document, ...], problems: tuple[Problem, ...]) -> Parsed:
    document, others = _chosen(documents)
    found = (*problems, *(document.problems if document else ()), *others)
    ordered = tuple(sorted(found, key=lambda problem: problem.span))
    return Parsed(document.root if document else None, "yaml", ordered)


def _printable(text: str) -> tuple[str, tuple[Problem, ...]]:
    # A byte order mark at the very start would shift libyaml's offsets by one.
    clean = text.replace("\ufeff", " ", 1) if text.startswith("\ufeff") else text
    problems = tuple(
        Problem(f"The character U+{ord(found[0]):04X} is not allowed in YAML.", Span(*found.span()))
        for found in _UNPRINTABLE.finditer(clean)
    )
    return (_UNPRINTABLE.sub("\ufffd", clean) if problems else clean), problems


def _chosen(documents: tuple[Document, ...]) -> tuple[Document | None, tuple[Problem, ...]]:
    if not documents:
        return None, ()
    chosen = next((one for one in documents if is_template(one.root)), documents[0])
    message = "More than one YAML document stands here; only the first template is read."
    problems = tuple(
        Problem(message, one.root.span, unread=one.root.span)
        for one in documents
        if one is not chosen
    )
    return chosen, problems
