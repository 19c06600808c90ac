"""The marks of severities and changes as shapes, the same as in the window."""

from collections.abc import Iterator, Mapping

from analysis.drawing.sheet import Curve, Text, circle, polygon, rounded
from analysis.layout import CHANGE_SIGNS, GRID, Point, icon_of

_CHIP = 7.0


def severity_mark(severity: str, middle: Point, radius: float, colour: str) -> Curve:
    """Return the shape of a severity around a point: diamond, triangle, square, disc."""
    x, y = middle
    match severity:
        case "critical":
            around = ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
            return Curve(polygon(around), colour)
        case "high":
            low = y + radius * 0.85
            corners = ((x, y - radius * 0.9), (x + radius, low), (x - radius, low))
            return Curve(polygon(corners), colour)
        case "medium":
            half = radius * 0.82
            return Curve(rounded(x - half, y - half, 2 * half, 2 * half, 0), colour)
        case _:
            return Curve(circle(middle, radius * 0.85), colour)


def change_mark(change: str, middle: Point, colours: Mapping[str, str]) -> Iterator[Curve | Text]:
    """Yield the chip with a change's sign around a point; nothing for what is the same."""
    sign = CHANGE_SIGNS.get(change)
    if sign:
        x, y = middle
        box = rounded(x - _CHIP, y - _CHIP, 2 * _CHIP, 2 * _CHIP, 3.5)
        yield Curve(box, colours[change], colours["panel"], 1.5)
        yield Text(middle, sign, 12.0, colours["panel"], bold=True, align="center")


def family_icon(family: str, corner: Point, side: float, colour: str) -> Iterator[Curve]:
    """Yield the strokes of a family's icon in a square with its top left corner there."""
    scale, (left, top) = side / GRID, corner
    for stroke in icon_of(family):
        points = tuple((left + x * scale, top + y * scale) for x, y in stroke)
        yield Curve(points, "", colour, 1.1)
