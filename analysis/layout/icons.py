"""An icon for each family of services, drawn for this project: strokes on a grid of 16 by 16."""

from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import TypeAlias

from analysis.layout.graph import Point

Stroke: TypeAlias = tuple[Point, ...]
"""A chain of cubic segments: a start, then two control points and an end for each."""

GRID = 16.0
"""The side of the square that icons are drawn in."""

_ROUND = 0.5523


def icon_of(family: str) -> tuple[Stroke, ...]:
    """Return the strokes of a family's icon."""
    return _ICONS[family]


def _line(*points: Point) -> Stroke:
    chain = [points[0]]
    for (from_x, from_y), (x, y) in pairwise(points):
        across, down = (x - from_x) / 3, (y - from_y) / 3
        chain += [(from_x + across, from_y + down), (x - across, y - down), (x, y)]
    return tuple(chain)


def _oval(x: float, y: float, across: float, down: float) -> Stroke:
    more, less = _ROUND * across, _ROUND * down
    return (
        (x + across, y),
        *((x + across, y + less), (x + more, y + down), (x, y + down)),
        *((x - more, y + down), (x - across, y + less), (x - across, y)),
        *((x - across, y - less), (x - more, y - down), (x, y - down)),
        *((x + more, y - down), (x + across, y - less), (x + across, y)),
    )


def _box(left: float, top: float, right: float, bottom: float) -> Stroke:
    return _line((left, top), (right, top), (right, bottom), (left, bottom), (left, top))


_ICONS: Mapping[str, tuple[Stroke, ...]] = MappingProxyType(
    {
        # A chip with its pins.
        "compute": (
            _box(4, 4, 12, 12),
            *(_line((at, 4), (at, 1.5)) for at in (6.5, 9.5)),
            *(_line((at, 12), (at, 14.5)) for at in (6.5, 9.5)),
            *(_line((4, at), (1.5, at)) for at in (6.5, 9.5)),
            *(_line((12, at), (14.5, at)) for at in (6.5, 9.5)),
        ),
        # Three points that are joined.
        "network": (
            _oval(8, 3.6, 2.1, 2.1),
            _oval(3.6, 12.2, 2.1, 2.1),
            _oval(12.4, 12.2, 2.1, 2.1),
            _line((7, 5.5), (4.6, 10.3)),
            _line((9, 5.5), (11.4, 10.3)),
            _line((5.7, 12.2), (10.3, 12.2)),
        ),
        # A bucket.
        "storage": (
            _oval(8, 4, 5.8, 1.9),
            _line((2.2, 4), (4, 13.6), (12, 13.6), (13.8, 4)),
        ),
        # A drum.
        "database": (
            _oval(8, 3.8, 5.5, 2.1),
            _line((2.5, 3.8), (2.5, 12.2)),
            _line((13.5, 3.8), (13.5, 12.2)),
            (
                (2.5, 12.2),
                (2.5, 13.4),
                (5, 14.3),
                (8, 14.3),
                (11, 14.3),
                (13.5, 13.4),
                (13.5, 12.2),
            ),
            ((2.5, 8), (2.5, 9.2), (5, 10.1), (8, 10.1), (11, 10.1), (13.5, 9.2), (13.5, 8)),
        ),
        # A person.
        "identity": (
            _oval(8, 5, 3, 3),
            (
                (2.4, 14.2),
                (2.6, 11.4),
                (4.8, 9.9),
                (8, 9.9),
                (11.2, 9.9),
                (13.4, 11.4),
                (13.6, 14.2),
            ),
        ),
        # A shield.
        "security": (
            (
                *_line((8, 1.6), (13.4, 3.6), (13.4, 7.6)),
                *((13.4, 11.2), (11, 13.3), (8, 14.4)),
                *((5, 13.3), (2.6, 11.2), (2.6, 7.6)),
                *_line((2.6, 7.6), (2.6, 3.6), (8, 1.6))[1:],
            ),
        ),
        # A letter.
        "messaging": (
            _box(1.8, 3.6, 14.2, 12.6),
            _line((1.8, 4.2), (8, 9), (14.2, 4.2)),
        ),
        # A beat on a screen.
        "operations": (
            _line((1.4, 8.8), (4.6, 8.8), (6.6, 3.4), (9.4, 13), (11.2, 8.8), (14.6, 8.8)),
        ),
        # A parcel.
        "other": (
            _line(
                (8, 1.8), (13.6, 4.9), (13.6, 11.1), (8, 14.2), (2.4, 11.1), (2.4, 4.9), (8, 1.8)
            ),
            _line((2.4, 4.9), (8, 8), (13.6, 4.9)),
            _line((8, 8), (8, 14.2)),
        ),
    },
)
