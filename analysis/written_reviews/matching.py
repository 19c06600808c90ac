"""Matches the items of a written review with TwinStack's own findings."""

import re
from collections.abc import Iterable, Sequence

from analysis.findings import Finding
from analysis.written_reviews.written import WrittenItem, WrittenPlace

LEAST = 0.35
_WORD = re.compile(r"[A-Z]{2,}(?=[A-Z][a-z]|\b|\d)|[A-Z]?[a-z]{2,}|[A-Z]{2,}")
_COMMON = frozenset(
    """the and for with from not are was that this its into than instead missing incomplete
    incorrect inadequate insufficient lack lacks wrong different use uses used using model response
    ideal candidate reference template cloudformation aws resource resources configuration issue
    issues failure failures all have has which only but more without does did""".split()  # noqa: SIM905 (words)
)
_ENDINGS = ("ization", "isation", "izations", "ations", "ation", "ings", "ing", "ies", "es", "s")
_STEM = 4


def words_of(text: str) -> set[str]:
    """Return the words of a text that carry its meaning, cut to their stems."""
    lowered = (word.lower() for word in _WORD.findall(text))
    return {_stem(word) for word in lowered if word not in _COMMON}


def score(item: WrittenItem, places: Iterable[WrittenPlace], finding: Finding) -> float:
    """Return 0 to 1 how surely an item and a finding speak of the same thing."""
    mine, known = words_of(item.title), words_of(finding.title)
    about = known | words_of(f"{finding.category} {' '.join(finding.properties)} {finding.rule}")
    more = words_of(f"{item.issue} {item.fix}")
    in_title = len(mine & about) / len(mine) if mine else 0.0
    in_finding = len((mine | more) & known) / len(known) if known else 0.0
    shown = [place for place in places if place.why in ("excerpt", "region")]
    touches = any(_touches(place, finding) for place in shown)
    return 0.45 * in_title + 0.3 * in_finding + (0.25 if touches else 0.0)


def best(
    item: WrittenItem, places: Sequence[WrittenPlace], findings: Sequence[Finding]
) -> tuple[Finding | None, float]:
    """Return the finding that says the same as an item, None if none does surely enough."""
    scored = [(score(item, places, finding), finding) for finding in findings]
    found = max(scored, key=lambda one: one[0], default=(0.0, None))
    return (found[1], found[0]) if found[0] >= LEAST else (None, 0.0)


def _touches(place: WrittenPlace, finding: Finding) -> bool:
    known = finding.candidate if place.side == "candidate" else finding.reference
    return any(
        one.start_line <= place.end_line and place.start_line <= one.end_line for one in known
    )


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word[: -len(ending)]
    return word
