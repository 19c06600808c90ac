"""Tells entities apart by what they hold and by what they are linked with, not by their names."""

from collections import Counter
from collections.abc import Mapping

from analysis.comparison.likeness import Likeness
from analysis.template import Template

At = tuple[str, str]
"""A section and a logical ID."""


def labels(
    template: Template,
    likeness: Likeness,
    aligned: Mapping[At, str],
    rounds: int,
) -> dict[At, int]:
    """Return a number for every entity; equal ones are alike as far as so many links reach.

    Aligned entities are known by the name that `aligned` gives them.
    """
    found: dict[At, int] = {}
    for section, entities in template.entities.items():
        for name in entities:
            at = (section, name)
            if at in aligned:
                found[at] = hash(("pair", section, aligned[at]))
            else:
                found[at] = hash(("content", section, likeness.form(section, name).key))
    for _ in range(rounds):
        found = {
            at: label if at in aligned else hash((label, _surroundings(likeness, at, found)))
            for at, label in found.items()
        }
    return found


def _surroundings(likeness: Likeness, at: At, known: Mapping[At, int]) -> frozenset[object]:
    around = Counter(
        (link.is_out, link.path, known.get((link.section, link.other)))
        for link in likeness.links(*at)
    )
    return frozenset(around.items())
