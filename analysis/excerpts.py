"""Turns evidence into places: lines, heading and an excerpt of the file's own text."""

from analysis.findings import Place
from analysis.rules.rule import Evidence
from analysis.source import Source, Span
from analysis.syntax import ObjectNode, follow, path_text
from analysis.template import ENTITY_SECTIONS, Template

MAX_LINES = 12
MAX_COLUMNS = 200
LEFT_OUT = "…"


def place_of(template: Template, evidence: Evidence) -> Place:
    """Return where a piece of evidence stands, with its excerpt."""
    source = template.reading.source
    span = Span(*evidence.at) if evidence.at else _whole_span(template, evidence)
    first = source.line(span.start)
    last = max(first, source.line(max(span.start, span.end - 1)))
    logical_id, heading = _heading(template, evidence, first)
    return Place(
        logical_id=logical_id,
        path=path_text(evidence.path),
        start_line=first,
        end_line=last,
        heading_line=heading,
        excerpt=_excerpt(source, span, first, last),
        span=span,
    )


def _whole_span(template: Template, evidence: Evidence) -> Span:
    """Return the node's span with the key before it, where it has one."""
    path = evidence.path
    parent = follow(template.root, path[:-1]) if path else None
    if isinstance(parent, ObjectNode):
        entry = parent.entry(str(path[-1]))
        if entry and entry.value is evidence.node:
            return entry.span
    return evidence.node.span


def _heading(template: Template, evidence: Evidence, first: int) -> tuple[str, int]:
    match evidence.path:
        case (str(section), str(name), *_) if section in ENTITY_SECTIONS:
            entity = template.section(section).get(name)
            if entity:
                return name, template.reading.source.line(entity.key.span.start)
    return "", first


def _excerpt(source: Source, span: Span, first: int, last: int) -> str:
    column = source.position(span.start).column
    if first == last:
        return _clipped(source.line_text(first), column, source.position(span.end).column)
    shown = last if last - first < MAX_LINES else first + MAX_LINES - 2
    lines = [_clipped(source.line_text(line)) for line in range(first, shown + 1)]
    if shown < last:
        lines.append(LEFT_OUT)
    return "\n".join(lines)


def _clipped(line: str, start: int = 1, end: int = 1) -> str:
    """Return a line of at most so many characters, the columns from start to end among them."""
    if len(line) <= MAX_COLUMNS:
        return line
    room = MAX_COLUMNS - 2 * len(LEFT_OUT)
    spare = max(0, room - (end - start))
    begin = max(0, min(start - 1 - spare // 2, len(line) - room))
    before = LEFT_OUT if begin else ""
    after = LEFT_OUT if begin + room < len(line) else ""
    return f"{before}{line[begin : begin + room]}{after}"
