"""Places the items of a written review in the two templates, with how sure that is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.review import Inputs, OutlineEntry, Review, Side
from analysis.source import Source
from analysis.written_reviews.excerpt_search import ExcerptSearch, Run
from analysis.written_reviews.written import WrittenExcerpt, WrittenItem

_SURE = 0.95
_NAMED = 0.6
_AMBIGUOUS = 0.4
_MOST = 6
_ENOUGH_WORDS = 4
_ENOUGH = 0.8
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9]{3,}")


@dataclass(frozen=True, slots=True)
class WrittenPlace:
    """Where an item stands in a template: lines from 1, and 0 to 1 how sure that is.

    `why` is `excerpt`, `name` or `finding`.
    """

    side: str
    logical_id: str
    start_line: int
    end_line: int
    confidence: float
    why: str


@dataclass(frozen=True, slots=True)
class PlacedExcerpt:
    """An excerpt with how much of it each template has, 0 to 1, and its places on its own side."""

    excerpt: WrittenExcerpt
    in_candidate: float
    in_reference: float
    places: tuple[WrittenPlace, ...]


class Placer:
    """Places items in one pair of templates."""

    def __init__(self, review: Review, inputs: Inputs) -> None:
        self._sides = {"candidate": _Template(inputs.candidate, review.candidate)}
        if inputs.reference and review.reference:
            self._sides["reference"] = _Template(inputs.reference, review.reference)

    def excerpts(self, item: WrittenItem) -> tuple[PlacedExcerpt, ...]:
        """Return the excerpts of an item, placed on the side that they are given for."""
        return tuple(self._excerpt(excerpt, item) for excerpt in item.excerpts)

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


class _Template:
    """One side: its words, and its entities in the order of their lines."""

    def __init__(self, source: Source, side: Side) -> None:
        self.search = ExcerptSearch(source)
        self._source = source
        self._outline = side.outline

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
            owner = self._owner(start)
            yield WrittenPlace(side, owner, start, end, round(confidence, 2), "excerpt")

    def _choice(
        self, run: Run, named: set[str], anchors: Sequence[tuple[int, int]]
    ) -> tuple[int, int, float]:
        """Return the likeliest place of a run, and how sure the choice is."""
        if len(run.places) == 1:
            return *run.places[0], _SURE
        inside = [place for place in run.places if self._owner(place[0]) in named]
        if len(inside) == 1:
            return *inside[0], 0.8
        owners = {self._owner(start) for start, _ in anchors}
        beside = [place for place in (inside or run.places) if self._owner(place[0]) in owners]
        if len(beside) == 1:
            return *beside[0], 0.75
        return *(beside or inside or run.places)[0], _AMBIGUOUS

    def _owner(self, line: int) -> str:
        for entry in self._outline:
            if entry.line <= line <= self.end(entry):
                return entry.logical_id
        return ""
