"""A sheet with shapes and texts on it, in pixels from its top left corner."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from analysis.layout import Point

Measure: TypeAlias = Callable[[str, float, bool], float]
"""Returns how wide a text is: text, size in pixels, whether it is bold."""

TEXT_LIMIT = 60
"""No text of a picture is longer; one of 100,000 characters takes matplotlib half a minute."""

_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff]",
)
_ROUND = 0.5523


@dataclass(frozen=True, slots=True)
class Curve:
    """A chain of cubic segments: a start, then two control points and an end for each.

    `fill` and `stroke` are colours, empty for none; `dash` are lengths in pixels.
    """

    points: tuple[Point, ...]
    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text, placed by its left end, middle or right end at half its height."""

    at: Point
    text: str
    size: float
    colour: str
    bold: bool = False
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Shapes and texts in the order in which they are drawn, the first at the bottom."""

    width: float
    height: float
    ground: str
    marks: tuple[Curve | Text, ...]


def polygon(corners: Sequence[Point]) -> tuple[Point, ...]:
    """Return the points of a closed outline with straight sides."""
    points = [corners[0]]
    for (from_x, from_y), (x, y) in pairwise((*corners, corners[0])):
        across, down = (x - from_x) / 3, (y - from_y) / 3
        points += [(from_x + across, from_y + down), (x - across, y - down), (x, y)]
    return tuple(points)


def rounded(
    left: float,
    top: float,
    width: float,
    height: float,
    radius: float,
) -> tuple[Point, ...]:
    """Return the points of a box with round corners."""
    radius = min(radius, width / 2, height / 2)
    if radius <= 0:
        right, bottom = left + width, top + height
        return polygon(((left, top), (right, top), (right, bottom), (left, bottom)))
    return tuple(_round_corners(left, top, left + width, top + height, radius))


def _round_corners(
    left: float,
    top: float,
    right: float,
    bottom: float,
    radius: float,
) -> Iterator[Point]:
    # Clockwise; at each corner the way there, and the way on.
    corners = (
        ((right, top), (1.0, 0.0), (0.0, 1.0)),
        ((right, bottom), (0.0, 1.0), (-1.0, 0.0)),
        ((left, bottom), (-1.0, 0.0), (0.0, -1.0)),
        ((left, top), (0.0, -1.0), (1.0, 0.0)),
    )
    at = (left + radius, top)
    yield at
    for (x, y), (in_x, in_y), (out_x, out_y) in corners:
        before = (x - in_x * radius, y - in_y * radius)
        after = (x + out_x * radius, y + out_y * radius)
        rest = radius * (1 - _ROUND)
        yield from (at, before, before)
        yield (x - in_x * rest, y - in_y * rest)
        yield (x + out_x * rest, y + out_y * rest)
        yield after
        at = after
    yield from (at, (left + radius, top), (left + radius, top))


def circle(middle: Point, radius: float) -> tuple[Point, ...]:
    """Return the points of a circle."""
    x, y = middle
    return rounded(x - radius, y - radius, 2 * radius, 2 * radius, radius)


def visible(text: str, limit: int = TEXT_LIMIT) -> str:
    """Return a text on one line with hidden characters written out, cut to a limit."""
    shown = _HIDDEN.sub(lambda found: f"<U+{ord(found[0]):04X}>", text[: 2 * limit])
    shown = " ".join(shown.split())
    return shown if len(shown) <= limit and len(text) <= 2 * limit else f"{shown[: limit - 1]}…"


def fitted(text: str, width: float, size: float, measure: Measure, *, bold: bool = False) -> str:
    """Return a visible text cut in its middle to a width: ends of names tell as much as starts."""
    shown = visible(text)
    if measure(shown, size, bold) <= width:
        return shown
    for kept in range(len(shown) - 1, 1, -1):
        head = (kept + 1) // 2
        cut = f"{shown[:head]}…{shown[len(shown) - (kept - head) :]}"
        if measure(cut, size, bold) <= width:
            return cut
    return "…"
