"""A review as one HTML file: findings, difference, graph and charts; no script, no request."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from textwrap import dedent

from analysis.drawing.figures import FIGURES, Row, figure_of
from analysis.drawing.palette import LIGHT
from analysis.findings import Finding, Place, State
from analysis.reports.html_difference import difference
from analysis.reports.html_style import style
from analysis.reports.html_text import paragraphs, plain, rich
from analysis.reports.listing import listed
from analysis.reports.masking import masked
from analysis.reports.totals import totals
from analysis.review import Inputs, Review, Side
from analysis.secrets import mask_excerpt

_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'"
)
_PLACES = 6
_PROBLEMS = 5
_BARS = 14
_PROLOGUE = re.compile(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<metadata>.*?</metadata>", re.DOTALL)
_COLOUR = re.compile(r"#[0-9a-f]{6}\b")
_TOKENS = {colour: name for name, colour in reversed([*LIGHT.items()])}


def html(review: Review, inputs: Inputs, graph: str = "", *, everything: bool = False) -> str:
    """Return the document; `graph` is the drawing of the graph as SVG, empty for none."""
    safe = masked(review)
    document = _Document(safe, inputs, listed(safe, everything=everything), graph)
    return "".join(f"{line}\n" for line in document.lines())


def head(title: str) -> Iterator[str]:
    """Yield the lines up to the body: what it may load is nothing at all."""
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield '<link rel="icon" href="data:,">'
    yield f"<title>{plain(title)}</title>"
    yield f"<style>\n{style()}</style>\n</head>\n<body>"


class _Document:
    """Writes one document, part by part."""

    def __init__(
        self, review: Review, inputs: Inputs, findings: Sequence[Finding], graph: str
    ) -> None:
        self._review = review
        self._inputs = inputs
        self._findings = sorted(findings, key=lambda finding: -finding.severity.rank)
        self._graph = graph

    def lines(self) -> Iterator[str]:
        """Yield the lines of the document."""
        yield from head(f"Review of {self._review.candidate.path}")
        yield from self._head()
        yield from self._charts()
        yield from self._list()
        yield from self._difference()
        yield from self._drawing()
        yield "</body>\n</html>"

    def _head(self) -> Iterator[str]:
        review = self._review
        yield "<header><h1>CloudFormation Template Review</h1>"
        yield f"<p>Candidate: {_file(review.candidate)}</p>"
        if review.reference:
            yield f"<p>Reference: {_file(review.reference)}</p>"
        counted = totals(self._findings)
        said = ", ".join(f"{number} {name}" for name, number in counted.items() if number)
        hidden = len(review.findings) - len(self._findings)
        more = f"; {hidden} more are not listed" if hidden else ""
        yield f"<p>{len(self._findings)} findings{': ' if said else ''}{said}{more}.</p>"
        for problem in review.candidate.problems[:_PROBLEMS]:
            yield f'<p class="muted">Line {problem.line}: {rich(problem.message)}</p>'
        further = len(review.candidate.problems) - _PROBLEMS
        if further > 0:
            yield f'<p class="muted">{further} further problems of reading.</p>'
        for why in review.checked.why:
            yield f'<p class="muted">Not checked: {rich(why)}</p>'
        yield '<nav><a href="#findings">Findings</a>'
        if review.rows:
            yield '<a href="#difference">Difference</a>'
        yield ('<a href="#graph">Graph</a>' if self._graph else "") + "</nav></header>"

    def _charts(self) -> Iterator[str]:
        yield '<section class="charts" aria-label="Charts">'
        for name in FIGURES:
            figure = figure_of(name, self._review)
            yield f'<div class="chart"><h3>{plain(figure.title)}</h3>'
            keys = figure.sides or figure.legend
            if keys and figure.rows:
                yield f'<p class="muted">{", ".join(plain(name) for name, _ in keys)}</p>'
            if not figure.rows:
                yield f"<p>{plain(figure.empty)}</p></div>"
                continue
            most = max(_longest(row, is_pair=bool(figure.sides)) for row in figure.rows)
            rows = figure.rows[:_BARS]
            yield "<table>"
            yield from (_bars(row, most, is_pair=bool(figure.sides)) for row in rows)
            yield "</table>"
            if len(rows) < len(figure.rows):
                yield f'<p class="muted">and {len(figure.rows) - len(rows)} more</p>'
            yield "</div>"
        yield "</section>"

    def _list(self) -> Iterator[str]:
        yield '<section><h2 id="findings">Findings</h2>'
        for number, finding in enumerate(self._findings, 1):
            yield from self._finding(number, finding)
        yield "</section>"

    def _finding(self, number: int, finding: Finding) -> Iterator[str]:
        severity = finding.severity.value
        yield (
            f'<article id="finding-{number}" style="border-left-color: var(--{severity})"><header>'
            f'<h3>{number}. {rich(finding.title)}</h3><span class="badge" '
            f'style="color: var(--{severity})">{severity.capitalize()}</span>'
            f'<span class="muted">{plain(finding.category)}</span></header>'
        )
        state, reason = finding.decision.state, finding.decision.reason
        if state is not State.OPEN:
            because = f": {rich(reason)}" if reason else ""
            yield f"<p><strong>{state.value.capitalize()}</strong>{because}</p>"
        yield '<div class="sides">'
        yield f"<div><p>{rich(finding.issue)}</p>{''.join(_excerpts(finding.candidate))}</div>"
        yield f"<div><p>{rich(finding.suggestion)}</p>"
        yield f"{''.join(_excerpts(finding.reference))}</div></div>"
        yield "<dl>"
        yield from _facts(finding)
        yield "</dl>"
        if finding.note:
            yield f'<div class="note"><strong>Note</strong>{paragraphs(finding.note)}</div>'
        yield "</article>"

    def _difference(self) -> Iterator[str]:
        if not (self._inputs.reference and self._review.rows):
            return
        yield '<section><h2 id="difference">Difference</h2>'
        yield from difference(
            self._inputs.candidate,
            self._inputs.reference,
            self._review.rows,
            self._review.secrets,
        )
        yield "</section>"

    def _drawing(self) -> Iterator[str]:
        if self._graph:
            yield '<section><h2 id="graph">Graph</h2><div class="graph">'
            yield _themed(mask_excerpt(self._graph, self._review.secrets))
            yield "</div></section>"


def _file(side: Side) -> str:
    return f'<code>{plain(side.path)}</code> <span class="muted">SHA-256 {side.sha256}</span>'


def _longest(row: Row, *, is_pair: bool) -> int:
    return max((bar.amount for bar in row.bars), default=0) if is_pair else row.total


def _bars(row: Row, most: int, *, is_pair: bool) -> str:
    bars = "".join(
        f'<span class="bar{" below" if is_pair else ""}" style="width: '
        f'{100 * bar.amount / max(1, most):.1f}%; background: var(--{bar.token})"></span>'
        for bar in row.bars
        if bar.amount
    )
    number = " / ".join(str(bar.amount) for bar in row.bars)
    if not is_pair:
        number = row.note or str(row.total)
    return f"<tr><th>{plain(row.label)}</th><td>{bars}</td><td>{number}</td></tr>"


def _excerpts(places: Sequence[Place]) -> Iterator[str]:
    for place in places[:_PLACES]:
        lines = f"Line {place.start_line}"
        if place.end_line > place.start_line:
            lines = f"Lines {place.start_line} to {place.end_line}"
        named = f", in <code>{plain(place.logical_id)}</code>" if place.logical_id else ""
        yield f'<p class="where">{lines}{named}</p><pre>{plain(dedent(place.excerpt))}</pre>'
    others = ", ".join(str(place.start_line) for place in places[_PLACES:])
    if others:
        yield f'<p class="where">Also in lines {others}</p>'


def _facts(finding: Finding) -> Iterator[str]:
    if finding.root_cause:
        yield f"<dt>Root cause</dt><dd>{rich(finding.root_cause)}</dd>"
    for name, text in asdict(finding.impact).items():
        if text:
            yield f"<dt>{name.capitalize()}</dt><dd>{rich(text)}</dd>"
    for link in finding.documentation:
        yield (
            f'<dt>Documentation</dt><dd><a href="{plain(link.url)}" rel="noopener noreferrer">'
            f"{plain(link.title)}</a></dd>"
        )
    for fix in finding.fixes:
        why = f". {rich(fix.why)}" if fix.why else ""
        yield f"<dt>Fix ({fix.safety.value})</dt><dd>{rich(fix.title)}{why}</dd>"
    if finding.original:
        edited = [name for name, one in asdict(finding.original).items() if one is not None]
        yield f"<dt>Edited</dt><dd>by the reviewer: {', '.join(edited).replace('_', ' ')}</dd>"
    if finding.suppressed_by:
        yield f"<dt>Suppressed by</dt><dd>{plain(finding.suppressed_by)}</dd>"


def _themed(svg: str) -> str:
    """Return the drawing without its prologue, its colours those of the page."""
    bare = _PROLOGUE.sub("", svg).strip()
    sized = re.sub(r'(<svg[^>]*?) width="[^"]*" height="[^"]*"', r"\1", bare, count=1)
    return re.sub(
        r'style="[^"]*"',
        lambda found: _COLOUR.sub(_variable, found.group()),
        sized,
    )


def _variable(found: re.Match[str]) -> str:
    token = _TOKENS.get(found.group())
    return f"var(--{token})" if token else found.group()
