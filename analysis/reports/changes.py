"""The differences of a pair for people: as text for a terminal, as Markdown."""

import json
from collections.abc import Iterator
from itertools import groupby

from analysis.reports.escaping import code, prose, visible
from analysis.reports.json import DELTAS
from analysis.reports.masking import masked
from analysis.review import Change, Review

_SIGNS = {"add": "+", "remove": "-", "change": "~"}
_LONGEST_VALUE = 100
_TITLES = {
    "iam": "IAM",
    "security_groups": "Security groups",
    "exports": "Exports",
    "imports": "Imports",
}


def changes_text(review: Review) -> str:
    """Return the differences as plain text, from the candidate to the reference."""
    return "".join(f"{visible(line)}\n" for line in _text_lines(masked(review)))


def changes_markdown(review: Review) -> str:
    """Return the differences as Markdown, from the candidate to the reference."""
    return "".join(f"{line}\n" for line in _markdown_lines(masked(review)))


def _text_lines(review: Review) -> Iterator[str]:
    yield _count(review)
    if review.renamed:
        yield ""
        yield "Renamed"
        yield from (
            f"  {section}/{mine} -> {known}{_typed(type_)}"
            for section, mine, known, type_ in review.renamed
        )
    for heading, changes in _groups(review):
        yield ""
        yield heading
        for change in changes:
            yield f"  {_SIGNS[change.operation]} {change.path or '(all of it)'}{_values(change)}"
    for name in DELTAS:
        if review.deltas.get(name):
            yield ""
            yield _TITLES[name]
            for row in review.deltas[name]:
                yield "  " + "  ".join(f"{key}: {value}" for key, value in row.items() if value)


def _markdown_lines(review: Review) -> Iterator[str]:
    yield "# Differences"
    yield ""
    yield _count(review)
    if review.renamed:
        yield from ("", "## Renamed", "")
        yield from (
            f"- {code(f'{section}/{mine}')} is {code(known)} in the reference"
            for section, mine, known, _ in review.renamed
        )
    for heading, changes in _groups(review):
        yield from ("", f"## {prose(heading)}", "")
        for change in changes:
            path = code(change.path) if change.path else "all of it"
            values = _values(change)
            yield f"- {change.operation}: {path}{' ' + code(values.strip(' :')) if values else ''}"
    for name in DELTAS:
        if review.deltas.get(name):
            yield from ("", f"## {_TITLES[name]}", "")
            for row in review.deltas[name]:
                yield "- " + ", ".join(
                    f"{prose(key)}: {code(value)}" for key, value in row.items() if value
                )


def _count(review: Review) -> str:
    number = len(review.changes)
    if not number:
        return "The two templates mean the same."
    return f"{number} difference{'' if number == 1 else 's'}, from the candidate to the reference."


def _groups(review: Review) -> Iterator[tuple[str, Iterator[Change]]]:
    """Yield the differences of each entity under its heading."""
    ordered = sorted(review.changes, key=_entity)
    ranks = {_entity(change): number for number, change in reversed([*enumerate(review.changes)])}
    ordered.sort(key=lambda change: ranks[_entity(change)])
    for _, changes in groupby(ordered, key=_entity):
        first, *others = changes
        name = first.candidate_id or first.reference_id
        heading = f"{first.section}/{name}{_typed(first.type)}" if name else first.section
        yield heading, iter([first, *others])


def _entity(change: Change) -> tuple[str, str, str]:
    return change.section, change.candidate_id or "", change.reference_id or ""


def _typed(type_: str) -> str:
    return f" ({type_})" if type_ else ""


def _values(change: Change) -> str:
    impact = f"  [{change.impact}]" if change.impact not in ("", "none") else ""
    match change.operation:
        case "add":
            shown = _short(change.reference)
        case "remove":
            shown = _short(change.candidate)
        case _:
            shown = f"{_short(change.candidate)} -> {_short(change.reference)}"
    return f": {shown}{impact}"


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1]}…"
