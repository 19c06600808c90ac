"""The side-by-side difference of a review in HTML: aligned lines, unchanged stretches folded."""

import re
from collections.abc import Iterator, Sequence

from analysis.reports.html_text import plain
from analysis.row_blocks import Row
from analysis.secret_forms import MASK
from analysis.secrets import is_shown, mask
from analysis.source import Source

_CONTEXT = 3
_LONGEST_LINE = 400
_PRIVATE_KEY = re.compile(
    r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----.*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|\Z)", re.DOTALL
)


def difference(
    candidate: Source, reference: Source, rows: Sequence[Row], secrets: Sequence[str]
) -> Iterator[str]:
    """Yield the lines of a table: the candidate's lines beside the reference's."""
    mine, known = masked_lines(candidate, secrets), masked_lines(reference, secrets)
    yield '<table class="difference">'
    yield '<colgroup><col class="number"><col><col class="number"><col></colgroup>'
    yield '<thead><tr><th colspan="2">Candidate</th><th colspan="2">Reference</th></tr></thead>'
    yield "<tbody>"
    for number, row in enumerate(rows):
        if row[4] == "same":
            is_last = number == len(rows) - 1
            yield from _same(row, mine, known, is_first=number == 0, is_last=is_last)
        else:
            yield from (_line(row, offset, mine, known) for offset in range(_height(row)))
    yield "</tbody></table>"


def masked_lines(source: Source, secrets: Sequence[str]) -> list[str]:
    """Return the lines of a text, masked, as many as it has."""
    text = "\n".join(source.line_text(line) for line in range(1, source.line_count + 1))
    if is_shown(secrets):
        return text.split("\n")
    for value in secrets:
        if "\n" in value:
            text = text.replace(value, _stars(value))
    text = _PRIVATE_KEY.sub(lambda found: _stars(found.group()), text)
    return [mask(line, secrets) for line in text.split("\n")]


def _stars(text: str) -> str:
    return "\n".join([MASK] * (text.count("\n") + 1))


def _height(row: Row) -> int:
    return max(row[1] - row[0], row[3] - row[2])


def _same(
    row: Row, mine: Sequence[str], known: Sequence[str], *, is_first: bool, is_last: bool
) -> Iterator[str]:
    height = _height(row)
    head, tail = (0 if is_first else _CONTEXT), (0 if is_last else _CONTEXT)
    folded = height - head - tail
    if folded <= 1:
        yield from (_line(row, offset, mine, known) for offset in range(height))
        return
    yield from (_line(row, offset, mine, known) for offset in range(head))
    yield f'<tr class="folded"><td colspan="4">{folded} lines that mean the same</td></tr>'
    yield from (_line(row, offset, mine, known) for offset in range(height - tail, height))


def _line(row: Row, offset: int, mine: Sequence[str], known: Sequence[str]) -> str:
    left = _cells(mine, row[0] + offset, row[1])
    right = _cells(known, row[2] + offset, row[3])
    return f'<tr class="{row[4]}">{left}{right}</tr>'


def _cells(lines: Sequence[str], line: int, end: int) -> str:
    if line >= end:
        return '<td class="number"></td><td class="line"></td>'
    text = lines[line - 1]
    shown = text if len(text) <= _LONGEST_LINE else f"{text[: _LONGEST_LINE - 1]}…"
    return f'<td class="number">{line}</td><td class="line">{plain(shown)}</td>'
