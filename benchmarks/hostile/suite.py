"""All hostile inputs, in one order."""

from itertools import chain

from benchmarks.hostile import (
    contents,
    corners,
    injections,
    masses,
    pages,
    scalars,
    shapes,
    sizes,
    structures,
    texts,
)
from benchmarks.hostile.case import Case

SEED = 20_240_611


def cases(seed: int = SEED) -> list[Case]:
    """Return the whole suite; what is random in it goes by the seed."""
    suite = list(
        chain(
            sizes.bombs(),
            sizes.depths(),
            sizes.strings(),
            sizes.patterns(),
            sizes.conditions(),
            sizes.loops(),
            sizes.crowds(),
            shapes.sections(),
            shapes.entities(),
            shapes.functions(),
            shapes.contents(),
            texts.encodings(),
            texts.characters(),
            texts.markup(),
            texts.damaged(seed),
            scalars.values(),
            scalars.keys(),
            scalars.documents(),
            contents.code(),
            contents.documents(),
            contents.functions(),
            contents.macros(),
            contents.orders(),
            structures.dense(),
            structures.sections(),
            structures.pairs(),
            structures.swapped(seed),
            pages.pages(),
            corners.languages(),
            corners.units(),
            corners.names(),
            injections.injections(),
            masses.functions(),
            masses.templates(),
            masses.code(),
            masses.pairs(),
        )
    )
    return [*suite, *structures.turned_round(suite)]
