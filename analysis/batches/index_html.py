"""The index of a batch as one HTML file; no script, no request."""

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from analysis.batches.totals import BatchTotal, Counts, PairRow, Trend
from analysis.findings import Severity
from analysis.reports.html import head
from analysis.reports.html_text import plain, rich

_SEVERITIES = tuple(severity.value for severity in Severity)
_BARS = 14
_LISTED = 20


def index_html(total: BatchTotal) -> str:
    """Return the index: totals, categories, what has changed, and every pair."""
    return "".join(f"{line}\n" for line in _lines(total))


def _lines(total: BatchTotal) -> Iterator[str]:
    yield from head("CloudFormation template reviews")
    yield "<header><h1>CloudFormation Template Reviews</h1>"
    yield f"<p>{len(total.pairs)} pairs, reviewed on {plain(total.today)} by TwinStack "
    yield f"{plain(total.tool)}: {sum(total.severities)} findings.</p>"
    if total.unread:
        yield f"<p>{total.unread} could not be read.</p>"
    if total.incomplete:
        yield f"<p>In {total.incomplete} something was not checked.</p>"
    yield "</header>"
    if total.trend:
        yield from _trend(total.trend)
    yield '<section class="charts" aria-label="Charts">'
    yield from _chart("Severities", list(_severities(total)))
    yield from _chart("Categories", total.categories)
    yield from _chart("Rules", total.rules)
    yield "</section>"
    yield from _pairs(total)
    yield "</body>\n</html>"


def _severities(total: BatchTotal) -> Iterator[Counts]:
    for at, name in enumerate(_SEVERITIES):
        counted = tuple(number if n == at else 0 for n, number in enumerate(total.severities))
        earlier = total.trend.severities[at] if total.trend else None
        yield Counts(name.capitalize(), counted, 0, earlier)


def _trend(trend: Trend) -> Iterator[str]:
    yield f"<section><h2>Since {plain(trend.today)}</h2>"
    yield f"<p>{trend.better} pairs have fewer findings, {trend.worse} have more.</p>"
    for names, words in ((trend.joined, "were not in it"), (trend.left, "are no longer there")):
        if names:
            listed = ", ".join(f"<code>{plain(name)}</code>" for name in names[:_LISTED])
            more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
            yield f"<p>{len(names)} {words}: {listed}{more}</p>"
    yield "</section>"


def _chart(title: str, counts: Sequence[Counts]) -> Iterator[str]:
    yield f'<div class="chart"><h3>{title}</h3>'
    if not counts:
        yield "<p>There are no findings.</p></div>"
        return
    most = max(1, *(one.total for one in counts))
    yield "<table>"
    for one in counts[:_BARS]:
        bars = "".join(
            f'<span class="bar" style="width: {100 * number / most:.1f}%; '
            f'background: var(--{severity})"></span>'
            for severity, number in zip(_SEVERITIES, one.by_severity, strict=True)
            if number
        )
        before = "" if one.earlier is None else f' <span class="muted">was {one.earlier}</span>'
        yield f"<tr><th>{plain(one.name)}</th><td>{bars}</td><td>{one.total}{before}</td></tr>"
    yield "</table>"
    if len(counts) > _BARS:
        yield f'<p class="muted">and {len(counts) - _BARS} more</p>'
    yield "</div>"


def _pairs(total: BatchTotal) -> Iterator[str]:
    yield '<section><h2 id="pairs">Pairs</h2><table class="pairs"><thead><tr><th>Pair</th>'
    yield "".join(f"<th>{name.capitalize()}</th>" for name in _SEVERITIES)
    if total.trend:
        yield "<th>New</th><th>Gone</th>"
    yield "<th>Remark</th></tr></thead><tbody>"
    yield from (_pair(row, is_compared=bool(total.trend)) for row in total.pairs)
    yield "</tbody></table></section>"


def _pair(row: PairRow, *, is_compared: bool) -> str:
    numbers: list[int | None] = [None] * len(_SEVERITIES) if row.error else [*row.by_severity]
    if is_compared:
        numbers += [row.new, row.gone]
    cells = "".join(f"<td>{'' if number is None else number}</td>" for number in numbers)
    remark = row.error or ("" if row.is_complete else "Not everything was checked.")
    link = quote(row.file, errors="replace")
    return (
        f'<tr><th><a href="{plain(link)}">{plain(row.name)}</a></th>{cells}'
        f"<td>{rich(remark)}</td></tr>"
    )
