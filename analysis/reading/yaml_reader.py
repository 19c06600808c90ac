"""Reads YAML, broken YAML too, into nodes with spans."""

import re

import yaml

from analysis.reading.parsed import Parsed
from analysis.reading.reading import Problem
from analysis.reading.verdict import is_template
from analysis.reading.yaml_composer import Document, compose
from analysis.source import Span

_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_yaml(text: str) -> Parsed:
    """Return the template of a YAML text, with a problem for each place that is no YAML."""
    return read_yaml_strictly(text)


def read_yaml_strictly(text: str) -> Parsed:
    """Return what stands in a YAML text, nothing but a problem where that is no YAML."""
    clean, problems = _printable(text)
    try:
        documents = compose(clean)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = min(mark.index if mark else 0, len(text))
        return Parsed(
            None, "yaml", (Problem("The text cannot be read as YAML here.", Span(at, at)),)
        )
    document, others = _chosen(documents)
    if document is None:
        return Parsed(None, "yaml", problems)
    return Parsed(document.root, "yaml", (*problems, *document.problems, *others))


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
