"""The legend of a drawn graph: entries in rows below it."""

from collections.abc import Iterator, Mapping

from analysis.drawing.marks import change_mark, family_icon, severity_mark
from analysis.drawing.sheet import Curve, Measure, Text, polygon, rounded
from analysis.layout import GraphLayout, Point, legend_of, shape_of

_SIZE = 11.0
_ROW = 22.0
_WIDTH, _HEIGHT = 22.0, 12.0
_TEXT_AT = 30.0
_TALL, _ICON = 16.0, 12.0
_APART = 20.0
_SHRUNK = 0.5


def legend(
    graph: GraphLayout,
    colours: Mapping[str, str],
    measure: Measure,
    start: Point,
    width: float,
) -> tuple[tuple[Curve | Text, ...], float]:
    """Return the legend from a point on, wrapped to a sheet's width, and where it ends."""
    marks: list[Curve | Text] = []
    left, top = start
    x, y = left, top + _ROW / 2
    for group, name, words in legend_of(graph):
        room = _TEXT_AT + measure(words, _SIZE, False)  # noqa: FBT003 (positional in Measure)
        if x > left and x + room > width - left:
            x, y = left, y + _ROW
        marks += _swatch(group, name, (x, y), colours)
        marks.append(Text((x + _TEXT_AT, y), words, _SIZE, colours["muted"]))
        x += room + _APART
    return tuple(marks), y + _ROW


def _swatch(
    group: str,
    name: str,
    at: Point,
    colours: Mapping[str, str],
) -> Iterator[Curve | Text]:
    x, y = at
    top = y - _HEIGHT / 2
    match group:
        case "family":
            box = rounded(x, y - _TALL / 2, _WIDTH, _TALL, 3)
            yield Curve(box, colours[f"family_{name}"], colours["node_line"])
            corner = (x + (_WIDTH - _ICON) / 2, y - _ICON / 2)
            yield from family_icon(name, corner, _ICON, colours["muted"])
        case "line":
            yield from _line(name, (x, y), colours)
        case "kind":
            token = "import" if name == "import" else "panel"
            line = "import" if name == "import" else "node_line"
            yield Curve(_small(name, x, top), colours[token], colours[line])
        case "change":
            yield from change_mark(name, (x + _WIDTH / 2, y), colours)
        case _:
            yield severity_mark(name, (x + _WIDTH / 2, y), 6.5, colours[name])


def _line(name: str, at: Point, colours: Mapping[str, str]) -> Iterator[Curve | Text]:
    x, y = at
    way = ((x, y), (x + _WIDTH / 3, y), (x + 2 * _WIDTH / 3, y), (x + _WIDTH, y))
    match name:
        case "import":
            yield Curve(way, "", colours["import"], 2.2, (9.0, 5.0))
        case "order":
            yield Curve(way, "", colours["edge"], 1.1, (2.0, 2.6))
        case "cycle":
            yield Curve(way, "", colours["critical"], 1.1)
        case _:
            yield Curve(way, "", colours["edge"], 1.1)
            if name == "count":
                middle = (x + _WIDTH / 2, y)
                box = rounded(middle[0] - 8, y - 6, 16, 12, 5)
                yield Curve(box, colours["panel"])
                ink = colours["muted"]
                yield Text(middle, "×n", 9.0, ink, bold=True, align="center")  # noqa: RUF001


def _small(kind: str, left: float, top: float) -> tuple[Point, ...]:
    shape = shape_of(kind)
    if not shape.has_tip:
        return rounded(left, top, _WIDTH, _HEIGHT, shape.radius * _SHRUNK)
    corners = shape.corners(0, 0, _WIDTH / _SHRUNK, _HEIGHT / _SHRUNK)
    return polygon([(left + x * _SHRUNK, top + y * _SHRUNK) for x, y in corners])
