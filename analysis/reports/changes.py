"""The differences of a pair for people: as text for a terminal, as Markdown."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from analysis.reports.escaping import code, prose, visible
from analysis.reports.json import DELTAS
from analysis.reports.masking import masked
from analysis.review import Change, ResourceImpact, Review

_SIGNS = {"add": "+", "remove": "-", "change": "~"}
_LONGEST_VALUE = 100
_TITLES = {
    "iam": "IAM",
    "security_groups": "Security groups",
    "exports": "Exports",
    "imports": "Imports",
}
_OTHER = {"candidate": "reference", "reference": "candidate"}
_GAINS = {"iam": "broadens rights", "security_groups": "opens the network"}
_Row = Mapping[str, str]


def changes_text(review: Review, deployed: str = "candidate") -> str:
    """Return the differences as plain text, from the candidate to the reference.

    The impact is that of deploying one side over a stack that runs the other.
    """
    return "".join(f"{visible(line)}\n" for line in _text_lines(masked(review), deployed))


def changes_markdown(review: Review, deployed: str = "candidate") -> str:
    """Return the differences as Markdown, with the impact of deploying one side."""
    return "".join(f"{line}\n" for line in _markdown_lines(masked(review), deployed))


def _text_lines(review: Review, deployed: str) -> Iterator[str]:
    yield _count(review)
    if review.renamed:
        yield ""
        yield "Renamed"
        yield from (
            f"  {section}/{mine} -> {known}{_typed(type_)}"
            for section, mine, known, type_ in review.renamed
        )
    loud, quiet = _by_weight(review.impacts.get(deployed, ()))
    if loud or quiet:
        yield from ("", _impact_title(deployed))
    for one in loud:
        yield f"  {_impact_words(one)}: {_named(one)}{_typed(one.type)}"
        yield from (f"      {sentence}" for sentence in one.because)
    if quiet:
        yield f"  {_quiet_words(quiet)}"
    for heading, changes in _groups(review):
        yield ""
        yield heading
        for change in changes:
            path = change.path or "(all of it)"
            yield f"  {_SIGNS[change.operation]} {path}{_values(change, deployed)}"
    for name in DELTAS:
        if review.deltas.get(name):
            yield ""
            yield _TITLES[name]
            yield from (f"  {words}" for words in _verdict(review, name, deployed))
            for row in review.deltas[name]:
                yield "  " + "  ".join(f"{key}: {value}" for key, value in row.items() if value)


def _markdown_lines(review: Review, deployed: str) -> Iterator[str]:
    yield "# Differences"
    yield ""
    yield _count(review)
    if review.renamed:
        yield from ("", "## Renamed", "")
        yield from (
            f"- {code(f'{section}/{mine}')} is {code(known)} in the reference"
            for section, mine, known, _ in review.renamed
        )
    yield from _markdown_impacts(review, deployed)
    for heading, changes in _groups(review):
        yield from ("", f"## {prose(heading)}", "")
        for change in changes:
            path = code(change.path) if change.path else "all of it"
            values = _values(change, deployed)
            yield f"- {change.operation}: {path}{' ' + code(values.strip(' :')) if values else ''}"
    for name in DELTAS:
        rows = review.deltas.get(name)
        if rows:
            yield from ("", f"## {_TITLES[name]}", "")
            for words in _verdict(review, name, deployed):
                yield from (words, "")
            yield from _table(rows)


def _markdown_impacts(review: Review, deployed: str) -> Iterator[str]:
    loud, quiet = _by_weight(review.impacts.get(deployed, ()))
    if not loud and not quiet:
        return
    yield from ("", f"## {_impact_title(deployed)}", "")
    if loud:
        yield "| Impact | Resource | Why |"
        yield "|---|---|---|"
    for one in loud:
        name = f"{_cell(_named(one))} {_cell(one.type)}" if one.type else _cell(_named(one))
        yield f"| {_impact_words(one)} | {name} | {prose(' '.join(one.because)).replace('|', '')} |"
    if quiet:
        yield from (("", _quiet_words(quiet)) if loud else (_quiet_words(quiet),))


def _table(rows: Sequence[_Row]) -> Iterator[str]:
    """Yield a table with a column for each cell that some row has."""
    names = list(dict.fromkeys(key for row in rows for key, value in row.items() if value))
    yield f"| {' | '.join(names)} |"
    yield "|" + "---|" * len(names)
    for row in rows:
        cells = (_cell(row[name]) if row.get(name) else "" for name in names)
        yield f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    # A bar would end the cell, in code as well.
    return code(text.replace("|", "¦"))


def _impact_title(deployed: str) -> str:
    return f"Impact of deploying the {deployed} over the {_OTHER[deployed]}'s stack"


def _by_weight(
    impacts: Iterable[ResourceImpact],
) -> tuple[list[ResourceImpact], list[ResourceImpact]]:
    every = list(impacts)
    loud = [one for one in every if one.weight != "quiet"]
    return loud, [one for one in every if one.weight == "quiet" and one.impact != "none"]


def _impact_words(one: ResourceImpact) -> str:
    data = {"lost": "data lost", "may be lost": "data at risk", "snapshot": "snapshot kept"}
    return ", ".join(filter(None, (one.impact, data.get(one.data, ""))))


def _quiet_words(quiet: Iterable[ResourceImpact]) -> str:
    counts = Counter(one.impact for one in quiet)
    words = (
        f"{number} {impact}{' (names or computed values alone)' if 'replace' in impact else ''}"
        for impact, number in counts.items()
    )
    return f"Quietly: {', '.join(words)}."


def _named(one: ResourceImpact) -> str:
    mine, known = one.candidate_id, one.reference_id
    return f"{mine} ({known})" if mine and known and mine != known else mine or known or ""


def _verdict(review: Review, table: str, deployed: str) -> Iterator[str]:
    number = review.broadened.get(deployed, {}).get(table, 0)
    if number:
        rows = "1 row" if number == 1 else f"{number} rows"
        yield f"Deploying the {deployed} {_GAINS[table]}, by {rows}."


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


def _values(change: Change, deployed: str) -> str:
    asked = change.impact if deployed == "candidate" else change.reverse_impact
    impact = f"  [{asked}]" if asked not in ("", "none") else ""
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
