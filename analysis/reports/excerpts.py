"""The excerpts of a report: what differs, under the heading line of its resource."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.findings import Place
from analysis.reports.code_excerpts import LEFT_OUT, code_lines, language_of
from analysis.reports.escaping import code, fenced
from analysis.secrets import mask_excerpt
from analysis.source import Source

_MOST_LINES = 12
_MOST_LISTED = 6


@dataclass(frozen=True, slots=True)
class Excerpts:
    """Writes the excerpts of one side; places come masked, heading lines are masked here."""

    source: Source
    syntax: str
    secrets: Sequence[str]

    def block(self, places: Sequence[Place]) -> str:
        """Return the first places as a fenced block, and where the others are; empty for none."""
        if not places:
            return ""
        shown = _shown(places)
        parts = [f"{self._where(shown)}:", "", self._fenced(shown)]
        others = places[len(shown) :]
        if others:
            parts += ["", f"Also: {_listed(others)}."]
        return "\n".join(parts)

    def _fenced(self, places: Sequence[Place]) -> str:
        code_pieces = [piece for piece in map(code_lines, places) if piece is not None]
        if code_pieces:
            text = f"\n{LEFT_OUT}\n".join(map(_dedented, code_pieces))
            return fenced(text, language_of(text))
        return fenced(
            _dedented("\n".join(self._lines(places))),
            "yaml" if self.syntax == "yaml" else "json",
        )

    def _lines(self, places: Sequence[Place]) -> Iterator[str]:
        heading = 0
        last = 0
        for place in places:
            if place.heading_line < place.start_line and place.heading_line != heading:
                if last:
                    yield LEFT_OUT
                yield mask_excerpt(self.source.line_text(place.heading_line), self.secrets)
                last = heading = place.heading_line
            if last and place.start_line > last + 1:
                yield _indent(place.excerpt) + LEFT_OUT
            yield place.excerpt
            last = place.end_line

    def _where(self, places: Sequence[Place]) -> str:
        first, last = places[0].start_line, max(place.end_line for place in places)
        lines = f"Line {first}" if first == last else f"Lines {first} to {last}"
        names = dict.fromkeys(place.logical_id for place in places if place.logical_id)
        return f"{lines}, in {', '.join(map(code, names))}" if names else lines


def _shown(places: Sequence[Place]) -> Sequence[Place]:
    """Return the first places that fit in a block and stand below one another."""
    shown = [places[0]]
    lines = _line_count(places[0]) + 1
    for place in places[1:]:
        lines += _line_count(place) + (2 if place.logical_id != shown[-1].logical_id else 1)
        stands_below = place.start_line > shown[-1].end_line
        if (
            lines > _MOST_LINES
            or not stands_below
            or (code_lines(place) is None) != (code_lines(shown[0]) is None)
        ):
            break
        shown.append(place)
    return shown


def _line_count(place: Place) -> int:
    return (code_lines(place) or place.excerpt).count("\n") + 1


def _listed(places: Sequence[Place]) -> str:
    lines: dict[str, list[str]] = {}
    for place in places:
        lines.setdefault(place.logical_id or place.path, []).append(str(place.start_line))
    named = [
        f"{code(name)} (line{'s' if len(of) > 1 else ''} {', '.join(dict.fromkeys(of))})"
        for name, of in lines.items()
    ]
    more = len(named) - _MOST_LISTED
    listed = ", ".join(named[:_MOST_LISTED])
    return f"{listed} and {more} more" if more > 0 else listed


def _indent(text: str) -> str:
    return text[: len(text) - len(text.lstrip(" "))]


def _dedented(text: str) -> str:
    lines = text.split("\n")
    indents = [
        len(line) - len(line.lstrip(" ")) for line in lines if line.strip() not in ("", LEFT_OUT)
    ]
    margin = min(indents, default=0)
    return "\n".join(
        line[margin:] if not line[:margin].strip() else line.lstrip() for line in lines
    )
