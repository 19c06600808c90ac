"""A text made of a source by edits, with the way back from its offsets to the source's."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.edits import Edit
from analysis.source import Span


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a projection: copied from the source, or written for what stands there."""

    start: int
    source: int
    is_copy: bool


@dataclass(frozen=True, slots=True)
class Projection:
    """A text made of a source, and where each of its characters comes from."""

    text: str
    segments: tuple[Segment, ...]

    def source_offset(self, offset: int) -> int:
        """Return the offset in the source of what stands at an offset of this text."""
        number = bisect_right(self.segments, offset, key=lambda segment: segment.start) - 1
        if number < 0:
            return self.segments[0].source if self.segments else 0
        segment = self.segments[number]
        if not segment.is_copy:
            return segment.source
        return segment.source + offset - segment.start

    def source_span(self, span: Span) -> Span:
        """Return the span of the source that a span of this text stands for."""
        start = self.source_offset(span.start)
        if span.end <= span.start:
            return Span(start, start)
        number = bisect_right(self.segments, span.end - 1, key=lambda one: one.start) - 1
        segment = self.segments[max(number, 0)]
        if segment.is_copy:
            return Span(start, segment.source + span.end - segment.start)
        behind = self.segments[number + 1 : number + 2]
        return Span(start, max(start, behind[0].source if behind else segment.source))


def project_edits(text: str, shift: int, edits: Sequence[Edit]) -> Projection:
    """Return a text with edits made; it begins at an offset of the source, where spans count."""
    pieces: list[str] = []
    segments: list[Segment] = []
    length = at = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        start, end = edit.span.start - shift, edit.span.end - shift
        for piece, source, is_copy in (
            (text[at:start], at + shift, True),
            (edit.text, edit.span.start, False),
        ):
            if piece:
                segments.append(Segment(length, source, is_copy))
                pieces.append(piece)
                length += len(piece)
        at = end
    segments.append(Segment(length, at + shift, is_copy=True))
    pieces.append(text[at:])
    return Projection("".join(pieces), tuple(segments))
