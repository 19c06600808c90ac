"""Holds a written review against its two templates: places, findings, and what disagrees."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from analysis.findings import Finding, Severity
from analysis.review import Inputs, OutlineEntry, Review
from analysis.written_reviews.matching import best, words_of
from analysis.written_reviews.placing import PlacedExcerpt, Placer
from analysis.written_reviews.reading import read
from analysis.written_reviews.sarif_reading import is_sarif, read_sarif
from analysis.written_reviews.written import (
    Examined,
    ExaminedItem,
    WrittenItem,
    WrittenPlace,
    WrittenReview,
)

_ABSENCE = re.compile(r"^(?:missing|no|lacks?|lack of|absent|absence of|without)\b", re.IGNORECASE)
_THERE, _ELSEWHERE = 0.5, 0.9
_MOST_NAMED = 3
_BY_FINDING = 0.7
_LEAST_CLAIM = 2
_PREFIX = 4
_CAPITALISED = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]+|[a-z0-9]+")


def read_any(text: str) -> WrittenReview:
    """Return what a review says that is in Markdown, or in SARIF."""
    return read_sarif(text) if is_sarif(text) else read(text)


def examine(written: WrittenReview, review: Review, inputs: Inputs) -> Examined:
    """Return a written review with all that the templates say about it."""
    placer = Placer(review, inputs)
    items = tuple(_item(item, placer, review) for item in written.items)
    said = {one.finding for one in items}
    return Examined(
        written,
        items,
        tuple(_totals(written)),
        tuple(one.id for one in review.findings[: review.shown] if one.id not in said),
    )


def _item(item: WrittenItem, placer: Placer, review: Review) -> ExaminedItem:
    excerpts = placer.excerpts(item)
    regions = placer.regions(item)
    shown = [place for one in excerpts for place in one.places]
    shown += [place for one in regions for place in one.places]
    places = shown or list(placer.named(item))
    finding, likeness = best(item, places, review.findings)
    if finding and not places:
        places = list(_places_of(finding, likeness))
    places = list(dict.fromkeys(places))
    return ExaminedItem(
        item=item,
        places=tuple(places),
        confidence=max((place.confidence for place in places), default=0.0),
        finding=finding.id if finding else "",
        likeness=round(likeness, 2),
        remarks=(
            *_severities(item),
            *(remark for one in excerpts for remark in _excerpt(one, review)),
            *dict.fromkeys(one.remark for one in regions if one.remark),
            *_absence(item, review),
        ),
    )


def _places_of(finding: Finding, likeness: float) -> Iterator[WrittenPlace]:
    confidence = round(_BY_FINDING * min(1.0, likeness / _BY_FINDING), 2)
    for side, places in (("candidate", finding.candidate), ("reference", finding.reference)):
        for place in places[:_MOST_NAMED]:
            yield WrittenPlace(
                side, place.logical_id, place.start_line, place.end_line, confidence, "finding"
            )


def _totals(written: WrittenReview) -> Iterator[str]:
    counted: Mapping[str, int] = Counter(
        one.severity.value for one in written.items if one.severity
    )
    if written.totals and written.items:
        stated = {one.value: written.totals.get(one.value, 0) for one in Severity}
        actual = {one.value: counted.get(one.value, 0) for one in Severity}
        if stated != actual:
            yield (
                f"Line {written.totals_line}: the totals do not add up. It states "
                f"{_counts(stated)}; the items are {_counts(actual)}."
            )


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number} {name.capitalize()}" for name, number in counts.items())


def _severities(item: WrittenItem) -> Iterator[str]:
    if item.section_severity and item.severity and item.severity is not item.section_severity:
        yield (
            f"Its level is {item.severity.value}, but it stands below the heading for "
            f"{item.section_severity.value} ones."
        )


def _excerpt(placed: PlacedExcerpt, review: Review) -> Iterator[str]:
    side = placed.excerpt.side
    if not side or (side == "reference" and review.reference is None):
        return
    mine, other = placed.in_candidate, placed.in_reference
    if side == "reference":
        mine, other = other, mine
    if mine >= _THERE:
        return
    where = f"Line {placed.excerpt.line}: the excerpt is not in the {side}"
    if other >= _ELSEWHERE:
        yield f"{where}, but in the {'reference' if side == 'candidate' else 'candidate'}."
    else:
        yield f"{where}: {round(100 * mine)} % of its words stand there in this order."


def _absence(item: WrittenItem, review: Review) -> Iterator[str]:
    """Say which entities a claim that something is missing overlooks."""
    if not _ABSENCE.match(item.title):
        return
    claim = words_of(item.title)
    if len(claim) < _LEAST_CLAIM:
        return
    found = [entry for entry in review.candidate.outline if _is_about(entry, claim)]
    if found:
        named = ", ".join(
            f"{entry.logical_id} (line {entry.line})" for entry in found[:_MOST_NAMED]
        )
        yield f"It says that this is missing, but the candidate has {named}."


def _is_about(entry: OutlineEntry, claim: set[str]) -> bool:
    """Whether the name of an entity has every word of a claim, if only its beginning."""
    parts = [part.lower() for part in _CAPITALISED.findall(entry.logical_id)]
    return entry.section == "Resources" and all(
        any(_same(word, part) for part in parts) for word in claim
    )


def _same(word: str, part: str) -> bool:
    if min(len(word), len(part)) < _PREFIX:
        return word == part
    return word.startswith(part) or part.startswith(word)
