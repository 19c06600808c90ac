"""How well written reviews are read and placed: `python -m benchmarks.written_reviews FOLDER`.

The folder holds `<id>/candidate.*`, `<id>/reference.*` and `<id>/review.md`; those in the form with
MODEL_RESPONSE are counted. Where an excerpt truly stands is found without the code that is
measured: line by line, in order, within one entity.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from analysis import files
from analysis.pipeline import review
from analysis.review import Inputs, Side
from analysis.source import Source
from analysis.written_reviews.placing import Placer
from analysis.written_reviews.reading import read
from analysis.written_reviews.written import WrittenItem, WrittenPlace

_FORM = "**MODEL_RESPONSE Issue**"
_STANDS = 0.6
_LEAST = 10
_SURE = 0.9
_BARE = re.compile(r"[^A-Za-z0-9]")
_BESIDE = re.compile(r"(?:^|\s)(?:#|//|<!--|--\s|<--).*$|^\W*(?:\.\.\.|…).*$")
_Truth = tuple[str, frozenset[int]]


def main(arguments: Sequence[str]) -> None:
    """Print the figures, and each sure place that the line by line search does not confirm."""
    counts: Counter[str] = Counter()
    for folder in sorted(path for path in Path(arguments[0]).iterdir() if path.is_dir()):
        text = (folder / "review.md").read_text("utf-8")
        if _FORM in text:
            mine, known = (files.load(str(next(folder.glob(f"{s}.*")))) for s in _SIDES)
            inputs = Inputs(mine, known, lint=False)
            counts += _counted(folder.name, text, inputs)
    stated, stands = counts["items stated"], counts["items whose excerpt stands"]
    print(dict(counts))
    print(f"read {counts['items read'] / max(1, stated):.1%} of {stated} items")
    print(f"placed {counts['of these, placed rightly'] / max(1, stands):.1%} of {stands} items")


_SIDES = ("candidate", "reference")


def _counted(name: str, text: str, inputs: Inputs) -> Counter[str]:
    written, held = read(text), review(inputs)
    placer = Placer(held, inputs)
    regions = {
        "candidate": list(_regions(inputs.candidate, held.candidate)),
        "reference": list(_regions(inputs.reference or inputs.candidate, held.reference)),
    }
    counts: Counter[str] = Counter()
    counts["items stated"] = text.count("\n**Impact Level**")
    counts["items read"] = sum(
        one.severity is not None and _has_fields(one) for one in written.items
    )
    for item in written.items:
        truths = [truth for excerpt in item.excerpts for truth in _truths(excerpt.text, regions)]
        places = [place for placed in placer.excerpts(item) for place in placed.places]
        if truths:
            counts["items whose excerpt stands"] += 1
            counts["of these, placed rightly"] += any(_is_right(one, truths) for one in places)
        for place in places:
            if place.confidence > _SURE:
                counts["sure places"] += 1
                if not _is_right(place, truths):
                    counts["sure places to look at"] += 1
                    print(f"  {name}, item {item.number}: {place}")
    return counts


def _has_fields(item: WrittenItem) -> bool:
    sides = {excerpt.side for excerpt in item.excerpts}
    return bool(item.issue or "candidate" in sides) and bool(item.fix or "reference" in sides)


def _regions(source: Source, side: Side | None) -> Iterator[tuple[str, int, list[str]]]:
    """Yield the entities with their first lines and all of their lines, bare."""
    for entry in side.outline if side else ():
        last = source.line(max(entry.span.start, entry.span.end - 1))
        lines = [_bare(source.line_text(n)) for n in range(entry.line, last + 1)]
        yield entry.logical_id, entry.line, lines


def _truths(text: str, regions: dict[str, list[tuple[str, int, list[str]]]]) -> Iterator[_Truth]:
    names = {_bare(name) for side in regions.values() for name, _, _ in side}
    lines = [_bare(_BESIDE.sub("", line)) for line in text.split("\n")]
    wanted = [line for line in lines if line and line not in names]
    total, given = sum(map(len, wanted)), set(wanted)
    if total < _LEAST:
        return
    for side, entities in regions.items():
        for _, first, held in entities:
            found = _in_order(wanted, held) if not given.isdisjoint(held) else []
            if sum(len(held[at]) for at in found) >= _STANDS * total:
                yield side, frozenset(first + at for at in found)


def _in_order(wanted: Sequence[str], held: Sequence[str]) -> list[int]:
    """Return which of some lines are the longest run of wanted ones, in order, gaps allowed."""
    best: list[list[tuple[int, list[int]]]] = [
        [(0, [])] * (len(held) + 1) for _ in range(len(wanted) + 1)
    ]
    for i in range(len(wanted) - 1, -1, -1):
        for j in range(len(held) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], key=lambda one: one[0])
            if wanted[i] == held[j]:
                length, found = best[i + 1][j + 1]
                taken = (length + len(held[j]), [j, *found])
                best[i][j] = max(best[i][j], taken, key=lambda one: one[0])
    return best[0][0][1]


def _is_right(place: WrittenPlace, truths: Sequence[_Truth]) -> bool:
    return any(
        place.side == side and any(place.start_line <= n <= place.end_line for n in lines)
        for side, lines in truths
    )


def _bare(line: str) -> str:
    return _BARE.sub("", line.replace("Fn::", "").replace("\\n", " ")).lower()


if __name__ == "__main__":
    main(sys.argv[1:])
