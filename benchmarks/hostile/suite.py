"""All hostile inputs, in one order."""

from itertools import chain

from benchmarks.hostile import shapes, sizes, texts
from benchmarks.hostile.case import Case

SEED = 20_240_611


def cases(seed: int = SEED) -> list[Case]:
    """Return the whole suite; what is random in it goes by the seed."""
    return list(
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
        )
    )
