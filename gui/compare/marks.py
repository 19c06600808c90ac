"""The findings of a side as a pane marks them: by line in the gutter, by span under the text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

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


def find_marks(findings: Iterable[Finding], side: str, text: MirroredText) -> Marks:
    """Return the marks of the findings that are open or accepted, for the text as it stands."""
    by_line: dict[int, list[Mark]] = {}
    for finding in findings:
        if finding.decision.state is State.DISMISSED or finding.suppressed_by:
            continue
        for place in finding.candidate if side == CANDIDATE else finding.reference:
            line = text.line_at(place.span.start)
            length = len(text.line(line))
            start = min(place.span.start - text.start(line), length)
            end = min(place.span.end - text.start(line), length)
            mark = Mark(finding.id, finding.title, finding.severity, line, Span(start, end))
            by_line.setdefault(line, []).append(mark)
    return Marks(
        {
            line: tuple(sorted(marks, key=lambda mark: -mark.severity.rank))
            for line, marks in by_line.items()
        },
    )
