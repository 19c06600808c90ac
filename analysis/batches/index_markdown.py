"""The index of a batch as Markdown."""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from analysis.batches.totals import BatchTotal, Counts, PairRow, Trend
from analysis.findings import Severity
from analysis.reports.escaping import code, prose

_HEADINGS = tuple(severity.value.capitalize() for severity in Severity)
_LISTED = 20


def index_markdown(total: BatchTotal) -> str:
    """Return the index: totals, categories, what has changed, and every pair."""
    return "\n\n".join(_parts(total)) + "\n"


def _parts(total: BatchTotal) -> Iterator[str]:
    yield "# CloudFormation Template Reviews"
    yield " ".join(_introduction(total))
    yield "## Totals"
    yield _table(("Severity", "Findings", *_earlier_heading(total)), _severities(total))
    if total.trend:
        yield "## Since the Earlier Run"
        yield "\n".join(_trend(total.trend))
    for title, one, counts in (
        ("Categories", "Category", total.categories),
        ("Rules", "Rule", total.rules),
    ):
        if counts:
            yield f"## {title}"
            yield _table(
                (one, "Findings", *_HEADINGS, "Pairs", *_earlier_heading(total)),
                map(_count, counts[:_LISTED]),
            )
        if len(counts) > _LISTED:
            yield f"{len(counts) - _LISTED} more are not listed."
    yield "## Pairs"
    heading = ("Pair", *_HEADINGS, *(("New", "Gone") if total.trend else ()), "Remark")
    yield _table(heading, (_pair(row, is_compared=bool(total.trend)) for row in total.pairs))


def _introduction(total: BatchTotal) -> Iterator[str]:
    yield f"{len(total.pairs)} pairs, reviewed on {total.today} by TwinStack {total.tool}."
    if total.unread:
        yield f"{total.unread} could not be read."
    if total.incomplete:
        yield f"In {total.incomplete} something was not checked."


def _earlier_heading(total: BatchTotal) -> tuple[str, ...]:
    return (f"On {total.trend.today}",) if total.trend else ()


def _severities(total: BatchTotal) -> Iterator[Sequence[str]]:
    before = total.trend.severities if total.trend else None
    for at, name in enumerate(_HEADINGS):
        yield (name, str(total.severities[at]), *((str(before[at]),) if before else ()))
    yield ("All", str(sum(total.severities)), *((str(sum(before)),) if before else ()))


def _trend(trend: Trend) -> Iterator[str]:
    yield f"- The earlier run is of {trend.today}, by TwinStack {trend.tool}"
    yield f"- {trend.better} pairs have fewer findings, {trend.worse} have more"
    for names, words in ((trend.joined, "were not in it"), (trend.left, "are no longer there")):
        if names:
            more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
            yield f"- {len(names)} {words}: {', '.join(map(code, names[:_LISTED]))}{more}"


def _count(counts: Counts) -> Sequence[str]:
    earlier = () if counts.earlier is None else (str(counts.earlier),)
    numbers = map(str, (counts.total, *counts.by_severity, counts.pairs))
    return (prose(counts.name), *numbers, *earlier)


def _pair(row: PairRow, *, is_compared: bool) -> Sequence[str]:
    numbers = [""] * len(_HEADINGS) if row.error else [*map(str, row.by_severity)]
    if is_compared:
        numbers += ["" if number is None else str(number) for number in (row.new, row.gone)]
    remark = row.error or ("" if row.is_complete else "Not everything was checked.")
    link = f"[{code(row.name)}]({quote(row.file, errors='replace')})"
    return (link, *numbers, prose(remark))


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    # A table ends a cell at each bar, those in code as well.
    return text.replace("|", "\\|")
