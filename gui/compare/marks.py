"""The findings of a side as a pane marks them: by line in the gutter, by span under the text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from analysis.findings import Finding, Severity, State
from analysis.source import Span
from gui.compare.mirrored_text import MirroredText
from gui.selection import CANDIDATE


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of a finding: its first line, from 0, and the stretch of it that is underlined."""

    finding_id: str
    title: str
    severity: Severity
    line: int
    columns: Span


@dataclass(frozen=True, slots=True)
class Marks:
    """All marks of a side by the line of its text, the gravest first."""

    by_line: Mapping[int, tuple[Mark, ...]] = field(default_factory=dict)

    def at(self, line: int) -> tuple[Mark, ...]:
        """Return the marks of a line."""
        return self.by_line.get(line, ())

    def moved(self, first: int, by: int) -> "Marks":
        """Return the marks with those of a line and below moved, as an edit moves lines."""
        return Marks(
            {
                line + by if line >= first else line: tuple(
                    replace(mark, line=mark.line + by) if line >= first else mark for mark in marks
                )
                for line, marks in self.by_line.items()
            },
        )


def find_marks(findings: Iterable[Finding], side: str, text: MirroredText) -> Marks:
    """Return the marks of the findings that are open or accepted, for the text as it stands."""
    by_line: dict[int, list[Mark]] = {}
    for finding in findings:
        if finding.decision.state is State.DISMISSED or finding.suppressed_by:
            continue
        for place in finding.candidate if side == CANDIDATE else finding.reference:
            line = text.line_at(place.span.start)
            columns = _underlined(text.line(line), place.span, text.start(line))
            mark = Mark(finding.id, finding.title, finding.severity, line, columns)
            by_line.setdefault(line, []).append(mark)
    return Marks(
        {
            line: tuple(sorted(marks, key=lambda mark: -mark.severity.rank))
            for line, marks in by_line.items()
        },
    )


def _underlined(line: str, span: Span, start: int) -> Span:
    """Return the columns of a span's first line, without the brackets that open what follows."""
    first = min(span.start - start, len(line))
    words = line[first : min(span.end - start, len(line))].rstrip(" \t:{[|>-,\"'")
    if not any(map(str.isalnum, words)):
        return Span(first, first)
    quoted = words.count('"') % 2 or words.count("'") % 2
    return Span(first, first + len(words) + quoted)
