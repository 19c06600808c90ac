"""The shapes of nodes: one for each kind, so that no kind is told by colour alone."""

from dataclasses import dataclass
from types import MappingProxyType

from analysis.layout.graph import Point


@dataclass(frozen=True, slots=True)
class Shape:
    """A box with round corners, or with a tip; the sides that lines touch are straight."""

    radius: float = 0.0
    tip_left: float = 0.0
    tip_right: float = 0.0

    @property
    def has_tip(self) -> bool:
        """Whether it is a polygon."""
        return bool(self.tip_left or self.tip_right)

    def corners(self, left: float, top: float, width: float, height: float) -> tuple[Point, ...]:
        """Return the corners of a polygon in a box, clockwise from the top left one."""
        middle, right, bottom = top + height / 2, left + width, top + height
        return (
            (left + self.tip_left, top),
            (right - self.tip_right, top),
            (right, middle),
            (right - self.tip_right, bottom),
            (left + self.tip_left, bottom),
            (left, middle),
        )


_SHAPES = MappingProxyType(
    {
        "resource": Shape(radius=5.0),
        "import": Shape(tip_right=13.0),
        "export": Shape(tip_left=13.0),
        "output": Shape(tip_left=8.0),
        "parameter": Shape(radius=12.0),
        "condition": Shape(tip_right=9.0),
        "mapping": Shape(),
    },
)


def shape_of(kind: str) -> Shape:
    """Return the shape of a kind of node: an import points out of the stack to the right."""
    return _SHAPES[kind]
