"""Places the items of a written review in the two templates, with how sure that is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from analysis.review import Inputs, OutlineEntry, Review, Side
from analysis.source import Source
from analysis.written_reviews.excerpt_search import ExcerptSearch, Run
from analysis.written_reviews.written import (
    WrittenExcerpt,
    WrittenItem,
    WrittenPlace,
    WrittenRegion,
)

_SURE = 0.95
_STATED = 0.85
_NAMED = 0.6
_AMBIGUOUS = 0.4
_MOST = 6
_ENOUGH_WORDS = 4
_ENOUGH = 0.8
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9]{3,}")


@dataclass(frozen=True, slots=True)
class PlacedExcerpt:
    """An excerpt with how much of it each template has, 0 to 1, and its places on its own side."""

    excerpt: WrittenExcerpt
    in_candidate: float
    in_reference: float
    places: tuple[WrittenPlace, ...]


@dataclass(frozen=True, slots=True)
class PlacedRegion:
    """A region with its places, and what is odd about it."""

    region: WrittenRegion
    places: tuple[WrittenPlace, ...]
    remark: str = ""


class Placer:
    """Places items in one pair of templates."""

    def __init__(self, review: Review, inputs: Inputs) -> None:
        self._sides = {"candidate": _Template(inputs.candidate, review.candidate)}
        if inputs.reference and review.reference:
            self._sides["reference"] = _Template(inputs.reference, review.reference)

    def excerpts(self, item: WrittenItem) -> tuple[PlacedExcerpt, ...]:
        """Return the excerpts of an item, placed on the side that they are given for."""
        return tuple(self._excerpt(excerpt, item) for excerpt in item.excerpts)

    def regions(self, item: WrittenItem) -> tuple[PlacedRegion, ...]:
        """Return the regions of an item, placed in the file that they name."""
        return tuple(self._region(region, item) for region in item.regions)

    def named(self, item: WrittenItem) -> Iterator[WrittenPlace]:
        """Yield the entities that an item names in its words, on both sides."""
        said = {
            "candidate": f"{item.title}\n{item.issue}\n{item.others}",
            "reference": f"{item.title}\n{item.fix}",
        }
        for side, template in self._sides.items():
            for entry in list(template.named(said[side]))[:_MOST]:
                yield WrittenPlace(
                    side, entry.logical_id, entry.line, template.end(entry), _NAMED, "name"
                )

    def _excerpt(self, excerpt: WrittenExcerpt, item: WrittenItem) -> PlacedExcerpt:
        runs = {side: template.search.runs(excerpt.text) for side, template in self._sides.items()}
        shares = {side: sum(run.share for run in found) for side, found in runs.items()}
        side = excerpt.side or max(shares, key=lambda name: shares[name])
        template = self._sides.get(side)
        places = template.places(side, runs[side], item) if template else ()
        return PlacedExcerpt(
            excerpt, shares.get("candidate", 0.0), shares.get("reference", 0.0), tuple(places)
        )

    def _region(self, region: WrittenRegion, item: WrittenItem) -> PlacedRegion:
        side, is_sure = self._side_of(region.path)
        if not side:
            return PlacedRegion(region, (), f"It is about another file: {region.path}.")
        template = self._sides[side]
        if region.start_line > template.lines:
            where = f"Line {region.start_line} is behind the end of the {side}"
            return PlacedRegion(region, (), f"{where}, which has {template.lines} lines.")
        start, end = region.start_line, min(region.end_line, template.lines)
        if not region.text.strip() or template.reads(start, end, region.text):
            sure = _SURE if region.text.strip() else _STATED
            confidence = sure if is_sure else _AMBIGUOUS
            owner = template.owner(start)
            return PlacedRegion(
                region, (WrittenPlace(side, owner, start, end, confidence, "region"),)
            )
        moved = tuple(template.places(side, template.search.runs(region.text), item))
        remark = f"Line {start} of the {side} does not read as it did when this was found."
        return PlacedRegion(region, moved, remark)

    def _side_of(self, path: str) -> tuple[str, bool]:
        """Return the side whose file has a path, and whether the other one cannot be meant."""
        if not path:
            return "candidate", False
        alike = {side: _shared_end(path, template.path) for side, template in self._sides.items()}
        best = max(alike.values())
        if not best:
            return "", False
        sides = [side for side, length in alike.items() if length == best]
        return sides[0], len(sides) == 1


def _shared_end(path: str, other: str) -> int:
    """Return how many of their last parts two paths have in common."""
    parts = (reversed(re.split(r"[/\\]", one)) for one in (path, other))
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(*parts, strict=False))
    return sum(1 for one, _ in alike if one)


class _Template:
    """One side: its words, and its entities in the order of their lines."""

    def __init__(self, source: Source, side: Side) -> None:
        self.search = ExcerptSearch(source)
        self.path = source.path
        self.lines = source.line_count
        self._source = source
        self._outline = side.outline

    def reads(self, start: int, end: int, text: str) -> bool:
        """Whether lines read as a text, whatever their indentation."""
        mine = [self._source.line_text(number).strip() for number in range(start, end + 1)]
        said = [line.strip() for line in re.split(r"\r\n|\r|\n", text.strip("\r\n"))]
        return mine == said or (len(mine) == 1 == len(said) and said[0] in mine[0])

    def end(self, entry: OutlineEntry) -> int:
        return self._source.line(max(entry.span.start, entry.span.end - 1))

    def named(self, text: str) -> Iterator[OutlineEntry]:
        words = set(_IDENTIFIER.findall(text))
        return (entry for entry in self._outline if entry.logical_id in words)

    def places(self, side: str, runs: Sequence[Run], item: WrittenItem) -> Iterator[WrittenPlace]:
        """Yield where the runs of an excerpt stand, at most one place for each."""
        share = sum(run.share for run in runs)
        named = {entry.logical_id for entry in self.named(item.text)}
        anchors = [run.places[0] for run in runs if len(run.places) == 1]
        for run in runs[:_MOST]:
            start, end, certainty = self._choice(run, named, anchors)
            is_whole = share >= _ENOUGH and run.words >= _ENOUGH_WORDS
            confidence = certainty * (1.0 if is_whole else 0.5 + 0.4 * min(1.0, share))
            owner = self.owner(start)
            yield WrittenPlace(side, owner, start, end, round(confidence, 2), "excerpt")

    def _choice(
        self, run: Run, named: set[str], anchors: Sequence[tuple[int, int]]
    ) -> tuple[int, int, float]:
        """Return the likeliest place of a run, and how sure the choice is."""
        if len(run.places) == 1:
            return *run.places[0], _SURE
        inside = [place for place in run.places if self.owner(place[0]) in named]
        if len(inside) == 1:
            return *inside[0], 0.8
        owners = {self.owner(start) for start, _ in anchors}
        beside = [place for place in (inside or run.places) if self.owner(place[0]) in owners]
        if len(beside) == 1:
            return *beside[0], 0.75
        return *(beside or inside or run.places)[0], _AMBIGUOUS

    def owner(self, line: int) -> str:
        """Return the entity in whose lines a line is, empty where it is in none's."""
        for entry in self._outline:
            if entry.line <= line <= self.end(entry):
                return entry.logical_id
        return ""
