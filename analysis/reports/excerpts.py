"""The excerpts of a report: what differs, under the heading line of its resource."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.findings import Place
from analysis.reports.escaping import code, fenced
from analysis.secrets import mask_excerpt
from analysis.source import Source

_MOST_LINES = 12
_MOST_LISTED = 6
_LEFT_OUT = "…"


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
        lines = list(self._lines(shown))
        where = f"{self._where(shown)}:"
        parts = [where, "", fenced(_dedented("\n".join(lines)), self._language(shown[0]))]
        others = places[len(shown) :]
        if others:
            parts += ["", f"Also: {_listed(others)}."]
        return "\n".join(parts)

    def _lines(self, places: Sequence[Place]) -> Iterator[str]:
        heading = 0
        last = 0
        for place in places:
            has_heading = place.heading_line < place.start_line and not _is_code(place)
            if has_heading and place.heading_line != heading:
                if last:
                    yield _LEFT_OUT
                yield mask_excerpt(self.source.line_text(place.heading_line), self.secrets)
                last = heading = place.heading_line
            if last and place.start_line > last + 1:
                yield _indent(place.excerpt) + _LEFT_OUT
            yield place.excerpt
            last = place.end_line

    def _where(self, places: Sequence[Place]) -> str:
        first, last = places[0].start_line, max(place.end_line for place in places)
        lines = f"Line {first}" if first == last else f"Lines {first} to {last}"
        names = dict.fromkeys(place.logical_id for place in places if place.logical_id)
        return f"{lines}, in {', '.join(map(code, names))}" if names else lines

    def _language(self, place: Place) -> str:
        if _is_code(place):
            is_script = any(sign in place.excerpt for sign in ("const ", "=>", "require(", "};"))
            return "javascript" if is_script else "python"
        return "yaml" if self.syntax == "yaml" else "json"


def _shown(places: Sequence[Place]) -> Sequence[Place]:
    """Return the first places that fit in a block and stand below one another."""
    shown = [places[0]]
    lines = _line_count(places[0]) + 1
    for place in places[1:]:
        lines += _line_count(place) + (2 if place.logical_id != shown[-1].logical_id else 1)
        stands_below = place.start_line > shown[-1].end_line
        if lines > _MOST_LINES or not stands_below or _is_code(place) != _is_code(shown[0]):
            break
        shown.append(place)
    return shown


def _is_code(place: Place) -> bool:
    """Whether the excerpt shows lines of inline code and nothing of the template around it."""
    if "ZipFile" not in place.path or "\\n" in place.excerpt:
        return False
    return not any(sign in place.excerpt for sign in ("ZipFile", "Fn::Sub", "!Sub"))


def _line_count(place: Place) -> int:
    return place.excerpt.count("\n") + 1


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
        len(line) - len(line.lstrip(" ")) for line in lines if line.strip() not in ("", _LEFT_OUT)
    ]
    margin = min(indents, default=0)
    return "\n".join(line[margin:] if line[:margin].isspace() else line.lstrip() for line in lines)
