"""A fix as a unified diff, before it is applied."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from analysis.edits import Edit, apply_edits
from analysis.findings import Fix
from analysis.source import Source, Span
from gui.code_block import CodeLine

_CONTEXT = 2
_MOST_LINES = 300


def diff_lines(source: Source, fix: Fix) -> tuple[CodeLine, ...]:
    """Return the lines of a diff of a fix; empty where its edits do not fit the text."""
    lines: list[CodeLine] = []
    try:
        for first, last, edits in _hunks(source, fix.edits):
            lines += _hunk_lines(source, first, last, edits)
    except ValueError:
        return ()
    if len(lines) > _MOST_LINES:
        left_out = len(lines) - _MOST_LINES
        return (*lines[:_MOST_LINES], CodeLine(f"… {left_out} more lines", "fold", "muted"))
    return tuple(lines)


def _hunks(source: Source, edits: Sequence[Edit]) -> Iterator[tuple[int, int, list[Edit]]]:
    """Yield first and last line of each stretch that edits touch, with its edits."""
    first = last = 0
    together: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: edit.span):
        start, end = source.line(edit.span.start), source.line(edit.span.end)
        if together and start > last + 2 * _CONTEXT:
            yield first, last, together
            together = []
        if not together:
            first = start
        last = max(end, last if together else end)
        together.append(edit)
    if together:
        yield first, last, together


def _hunk_lines(source: Source, first: int, last: int, edits: list[Edit]) -> Iterator[CodeLine]:
    top = max(first - _CONTEXT, 1)
    bottom = min(last + _CONTEXT, source.line_count)
    start, end = source.line_span(top).start, source.line_span(bottom).end
    shifted = [Edit(edit.span.shifted(-start), edit.text) for edit in edits]
    before = source.slice(Span(start, end))
    after = apply_edits(before, shifted)
    yield CodeLine(f"line {top}", "fold", "muted")
    mine, known = before.splitlines(), after.splitlines()
    matcher = SequenceMatcher(None, mine, known, autojunk=False)
    for kind, mine_from, mine_to, known_from, known_to in matcher.get_opcodes():
        if kind == "equal":
            yield from (CodeLine(f"  {line}") for line in mine[mine_from:mine_to])
            continue
        for line in mine[mine_from:mine_to]:
            yield CodeLine(f"− {line}", "remove_line")  # noqa: RUF001 (the sign of a removal)
        for line in known[known_from:known_to]:
            yield CodeLine(f"+ {line}", "add_line")
