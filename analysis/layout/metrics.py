"""The sizes of a drawing, along its layers and across them, for either orientation."""

from dataclasses import dataclass
from types import MappingProxyType

from analysis.layout.graph import BOX_HEIGHT, BOX_WIDTH, Point


@dataclass(frozen=True, slots=True)
class Metrics:
    """What a layout measures in: along leads from dependent to dependency, across is beside it.

    `depth` and `breadth` are a box's, along and across. `column` leads from the start of a box to
    the start of one in the next layer, `pitch` from the middle of a box to that of its neighbour.
    A frame keeps away from what is in it by `frame_before` and `frame_after` along, `frame_top`
    and `frame_bottom` across; its title stands at the top of the sheet.
    """

    depth: float
    breadth: float
    column: float
    pitch: float
    port_step: float
    shape: float
    frame_before: float
    frame_after: float
    frame_top: float
    frame_bottom: float
    is_down: bool = False

    @property
    def channel(self) -> float:
        """The room for lines between two layers."""
        return self.column - self.depth

    @property
    def port_room(self) -> float:
        """The stretch of a box's side that lines may touch."""
        return self.breadth - 12.0

    def point(self, along: float, across: float) -> Point:
        """Return a place on the sheet."""
        return (across, along) if self.is_down else (along, across)

    def turned(self, point: Point) -> Point:
        """Return a place of the sheet as along and across."""
        return (point[1], point[0]) if self.is_down else point


METRICS = MappingProxyType(
    {
        "right": Metrics(
            depth=BOX_WIDTH,
            breadth=BOX_HEIGHT,
            column=260.0,
            pitch=52.0,
            port_step=6.0,
            shape=1.7,
            frame_before=14.0,
            frame_after=14.0,
            frame_top=30.0,
            frame_bottom=14.0,
        ),
        "down": Metrics(
            depth=BOX_HEIGHT,
            breadth=BOX_WIDTH,
            column=116.0,
            pitch=188.0,
            port_step=12.0,
            shape=0.6,
            frame_before=26.0,
            frame_after=12.0,
            frame_top=14.0,
            frame_bottom=14.0,
            is_down=True,
        ),
    },
)
"""The metrics of each orientation: where dependencies stand, seen from what needs them."""
