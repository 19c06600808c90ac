"""Changes that a reader may not want to be shouted at about: shown, but not marked."""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from analysis.review import Change
from analysis.source import Source
from gui.compare.alignment import QUIET, Stretch
from gui.compare.pieces import PlacedChange
from gui.selection import CANDIDATE, REFERENCE

_TAGS = frozenset({"Tags", "TagSpecifications", "HostedZoneTags"})
_HARMLESS = frozenset({"none", "update"})


class Noise(StrEnum):
    """A kind of change that may be left unmarked."""

    DESCRIPTIONS = "descriptions"
    TAGS = "tags"
    NAMES = "names"
    METADATA = "metadata"
    FORMATTING = "formatting"


def noise_of(change: Change) -> Noise | None:
    """Return the kind of noise that a change is; what replaces or deletes is none."""
    if change.impact not in _HARMLESS:
        return None
    steps = change.path.split("/")
    if change.section == "Metadata" or steps[0] == "Metadata":
        return Noise.METADATA
    if change.section == "Description" or steps[-1].endswith("Description"):
        return Noise.DESCRIPTIONS
    return Noise.TAGS if _TAGS.intersection(steps) else None


def quiet_lines(
    placed: Iterable[PlacedChange],
    sources: Mapping[str, Source],
    quiet: Collection[Noise],
) -> Mapping[str, frozenset[int]]:
    """Return the lines of each side, from 0, that only quiet changes touch.

    With formatting among them these are comments and empty lines, too.
    """
    loud: dict[str, set[int]] = {CANDIDATE: set(), REFERENCE: set()}
    found: dict[str, set[int]] = {CANDIDATE: set(), REFERENCE: set()}
    if Noise.FORMATTING in quiet:
        for side, source in sources.items():
            found[side].update(_idle_lines(source))
    for one in placed:
        lines = found if noise_of(one.change) in quiet else loud
        for side in lines:
            lines[side].update(one.lines(side))
    return {side: frozenset(found[side] - loud[side]) for side in found}


def with_quiet(
    stretches: Iterable[Stretch],
    quiet: Mapping[str, Container[int]],
) -> Iterator[Stretch]:
    """Yield the stretches of both texts in their order, those rows quiet that hold nothing else."""
    for stretch in stretches:
        if not stretch.is_change:
            yield stretch
            continue
        start = 0
        kinds = [_is_quiet(stretch, row, quiet) for row in range(stretch.rows)]
        for row in range(1, stretch.rows + 1):
            if row == stretch.rows or kinds[row] != kinds[start]:
                part = stretch.part(start, row)
                yield replace(part, kind=QUIET) if kinds[start] else part
                start = row


def _is_quiet(stretch: Stretch, row: int, quiet: Mapping[str, Container[int]]) -> bool:
    return all(
        start + row >= end or start + row in quiet[side]
        for side in (CANDIDATE, REFERENCE)
        for start, end in (stretch.lines(side),)
    )


def _idle_lines(source: Source) -> Iterator[int]:
    for number in range(source.line_count):
        text = source.line_text(number + 1).lstrip()
        if not text or text.startswith("#"):
            yield number
