"""Draws a graph on a sheet: boxes, lines, what comes from outside, and a legend."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import atan2, cos, sin

from analysis.drawing.legend import legend
from analysis.drawing.marks import change_mark, family_icon, severity_mark
from analysis.drawing.sheet import Curve, Measure, Sheet, Text, fitted, polygon, rounded, visible
from analysis.layout import (
    GraphEdge,
    GraphFrame,
    GraphLayout,
    GraphNode,
    Point,
    changes_of,
    count_place,
    detail_of,
    shape_of,
)

_MARGIN = 40.0
_BAND = 22.0
_BAND_TITLE = 32.0
_HALO = 5.0
_DASH = (9.0, 5.0)
_DOTS = (2.0, 2.6)
_HEAD = 8.0
_HALF_ANGLE = 0.4
_LABEL, _DETAIL, _COUNT = 11.5, 9.5, 9.0
_ICON = 15.0
_ICON_ROOM = 22.0
_LABELS = (_LABEL, 10.5, 9.5)

Marks = Iterator[Curve | Text]


def sheet_of(graph: GraphLayout, colours: Mapping[str, str], measure: Measure) -> Sheet:
    """Return the drawing of a graph, with a legend below it of what it has."""
    return _Drawing(graph, colours, measure).sheet()


@dataclass(frozen=True, slots=True)
class _Drawing:
    graph: GraphLayout
    colours: Mapping[str, str]
    measure: Measure

    def sheet(self) -> Sheet:
        if not self.graph.nodes:
            return self._empty()
        width = max(self.graph.width, 420.0) + 2 * _MARGIN
        explained, height = legend(
            self.graph,
            self.colours,
            self.measure,
            (_MARGIN, self.graph.height + 2 * _MARGIN),
            width,
        )
        marks = (
            *self._frames(),
            *self._outside(),
            *self._lines(),
            *self._counts(),
            *self._boxes(),
        )
        shifted = tuple(_shifted(mark) for mark in marks)
        return Sheet(width, height, self.colours["panel"], (*shifted, *explained))

    def _empty(self) -> Sheet:
        words = Text((210, 60), "Nothing to draw", 13.0, self.colours["muted"], align="center")
        return Sheet(420.0, 120.0, self.colours["panel"], (words,))

    def _frames(self) -> Marks:
        for frame in self.graph.frames:
            box = rounded(frame.x, frame.y, frame.width, frame.height, 8)
            yield Curve(box, self.colours[frame_ground(frame)], self.colours["node_line"], 1.0)
            title = fitted(frame.title, frame.width - 24, _DETAIL, self.measure, bold=True)
            yield Text(
                (frame.x + 12, frame.y + 13), title, _DETAIL, self.colours["muted"], bold=True
            )

    def _outside(self) -> Marks:
        imports = [node for node in self.graph.nodes if node.kind == "import"]
        if not imports:
            return
        left = min(node.x for node in imports) - _BAND
        top = min(node.y for node in imports) - _BAND_TITLE
        right = max(node.x + node.width for node in imports) + _BAND
        bottom = max(node.y + node.height for node in imports) + _BAND
        box = rounded(left, top, right - left, bottom - top, 8)
        yield Curve(box, self.colours["stripe"], self.colours["import"], 1.2, (6.0, 4.0))
        at = ((left + right) / 2, top + _BAND_TITLE / 2 - 2)
        yield Text(
            at, "Outside this stack", _LABEL, self.colours["text"], bold=True, align="center"
        )

    def _lines(self) -> Marks:
        # What changed and what is imported lies above the rest.
        quiet = {"": 0, "same": 0}
        for edge in sorted(
            self.graph.edges,
            key=lambda edge: (edge.kind == "ImportValue", quiet.get(edge.change, 1)),
        ):
            yield from self._line(edge)

    def _line(self, edge: GraphEdge) -> Marks:
        is_import = edge.kind == "ImportValue"
        colour = self.colours[_line_name(edge)]
        dash = _DASH if is_import else _DOTS if edge.kind in ("DependsOn", "Condition") else ()
        # From its end: where edges share their way, their dashes then fall on each other.
        points = tuple(reversed(edge.points))
        yield Curve(points, "", colour, 2.2 if is_import else 1.1, dash)
        yield Curve(_arrowhead(*edge.points[-2:]), colour)

    def _counts(self) -> Marks:
        for edge in self.graph.edges:
            if len(edge.uses) < 2:  # noqa: PLR2004 (one use is no count)
                continue
            words = f"×{len(edge.uses)}"  # noqa: RUF001 (the sign)
            x, y = count_place(edge.points)
            half = self.measure(words, _COUNT, True) / 2 + 2.5  # noqa: FBT003 (as Measure has it)
            yield Curve(rounded(x - half, y - 6, 2 * half, 12, 5), self.colours["panel"])
            ink = self.colours["muted"]
            yield Text((x, y), words, _COUNT, ink, bold=True, align="center")

    def _boxes(self) -> Marks:
        for node in self.graph.nodes:
            yield from self._box(node)

    def _box(self, node: GraphNode) -> Marks:
        colours = self.colours
        is_import = node.kind == "import"
        if is_import:
            halo = _outline(node, _HALO)
            yield Curve(halo, colours["panel"], colours["import"], 2.2, _DASH)
        yield Curve(_outline(node), self._ground(node), *self._border(node))
        has_icon = node.kind == "resource"
        room = node.width - (28 if is_import else _ICON_ROOM + 16 if has_icon else 18)
        middle = node.x + node.width / 2 - (4 if is_import else 0)
        if has_icon:
            corner = (node.x + 8, node.y + (node.height - _ICON) / 2)
            yield from family_icon(node.family, corner, _ICON, colours["muted"])
            middle += _ICON_ROOM / 2 - 2
        label_ink = "muted" if self._is_quiet(node) else "text"
        inks = ("import_text",) * 2 if is_import else (label_ink, "muted")
        label, size = self._label(node, room)
        detail = fitted(detail_of(node), room, _DETAIL, self.measure)
        at = (middle, node.y + 11.5)
        yield Text(at, label, size, colours[inks[0]], bold=True, align="center")
        yield Text((middle, node.y + 24.5), detail, _DETAIL, colours[inks[1]], align="center")
        for number, change in enumerate(changes_of(node)):
            yield from change_mark(change, (node.x + 1 + 15 * number, node.y - 3), colours)
        if node.severity:
            corner = (node.x + node.width - 2, node.y)
            yield severity_mark(node.severity, corner, 9.0, colours["panel"])
            yield severity_mark(node.severity, corner, 6.5, colours[node.severity])

    def _label(self, node: GraphNode, room: float) -> tuple[str, float]:
        # A long name is written smaller before it is cut.
        for size in _LABELS:
            label = fitted(node.label, room, size, self.measure, bold=True)
            if label == visible(node.label):
                break
        return label, size

    def _ground(self, node: GraphNode) -> str:
        if node.kind == "import":
            return self.colours["import"]
        is_plain = node.kind != "resource" or self._is_quiet(node)
        return self.colours["panel" if is_plain else f"family_{node.family}"]

    def _is_quiet(self, node: GraphNode) -> bool:
        # What is the same on both sides steps back in a drawing of both.
        return self.graph.side == "difference" and node.change == "same"

    def _border(self, node: GraphNode) -> tuple[str, float]:
        if node.kind == "import":
            return self.colours["import"], 1.0
        if node.in_cycle:
            return self.colours["critical"], 2.0
        if node.change in ("", "same"):
            return self.colours["node_line"], 1.0
        return self.colours[node.change], 3.0 if node.change == "replace" else 2.0


def frame_ground(frame: GraphFrame) -> str:
    """Return what fills a frame: one inside another stands out from it."""
    return "panel" if frame.kind in ("stack", "subnet") else "stripe"


def _outline(node: GraphNode, beyond: float = 0.0) -> tuple[Point, ...]:
    shape = shape_of(node.kind)
    left, top = node.x - beyond, node.y - beyond
    width, height = node.width + 2 * beyond, node.height + 2 * beyond
    if shape.has_tip:
        return polygon(shape.corners(left, top, width, height))
    return rounded(left, top, width, height, shape.radius)


def _line_name(edge: GraphEdge) -> str:
    if edge.in_cycle:
        return "critical"
    if edge.kind == "ImportValue":
        return "import"
    return edge.change if edge.change in ("add", "remove") else "edge"


def _arrowhead(before: Point, end: Point) -> tuple[Point, ...]:
    angle = atan2(end[1] - before[1], end[0] - before[0])
    wings = (
        (end[0] - _HEAD * cos(angle + turn), end[1] - _HEAD * sin(angle + turn))
        for turn in (_HALF_ANGLE, -_HALF_ANGLE)
    )
    return polygon((end, *wings))


def _shifted(mark: Curve | Text) -> Curve | Text:
    if isinstance(mark, Text):
        x, y = mark.at
        return Text(
            (x + _MARGIN, y + _MARGIN), mark.text, mark.size, mark.colour, mark.bold, mark.align
        )
    points = tuple((x + _MARGIN, y + _MARGIN) for x, y in mark.points)
    return Curve(points, mark.fill, mark.stroke, mark.width, mark.dash)
