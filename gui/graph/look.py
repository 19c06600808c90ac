"""How boxes and lines of the graph look in a theme."""

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPen

from analysis.layout import GraphEdge, GraphFrame, GraphNode
from gui.theme import Theme

_CHANGED_WIDTH = 2.0
_REPLACED_WIDTH = 3.0
_IMPORT_LINE_WIDTH = 2.2
_LINE_WIDTH = 1.1
_LIT_WIDTH = 2.0
_DASH = [4.0, 2.4]
_FAINT = 0.22


class Emphasis(Enum):
    """How much a node or a line stands out while the pointer rests on another one."""

    NORMAL = 1.0
    LIT = 2.0
    DIMMED = _FAINT


@dataclass(frozen=True)
class Look:
    """The theme's colours and the fonts, as nodes and lines ask for them."""

    theme: Theme
    label: QFont
    detail: QFont
    small: QFont
    far: QFont
    sign: QFont
    detail_bold: QFont
    shows_both: bool = False

    @classmethod
    def of(cls, theme: Theme, font: QFont) -> "Look":
        """Return the look of a theme in the window's font."""
        return cls(
            theme,
            _sized(font, 11.5, QFont.Weight.DemiBold),
            _sized(font, 9.5, QFont.Weight.Normal),
            _sized(font, 10.0, QFont.Weight.DemiBold),
            _sized(font, 13.0, QFont.Weight.DemiBold),
            _sized(font, 12.0, QFont.Weight.Bold),
            _sized(font, 10.0, QFont.Weight.DemiBold),
        )

    def ground(self, node: GraphNode) -> QColor:
        """Return what fills a node."""
        if node.kind == "import":
            return self.theme.colour("import")
        if node.kind == "resource" and not self.is_quiet(node):
            return self.theme.colour(f"family_{node.family}")
        return self.theme.colour("panel")

    def is_quiet(self, node: GraphNode) -> bool:
        """Return whether a node steps back: the same on both sides, in a drawing of both."""
        return self.shows_both and node.change == "same"

    def mark(self, node: GraphNode) -> QColor:
        """Return the colour that stands for a node where it is a mere spot."""
        if node.severity in ("critical", "high"):
            return self.theme.colour(node.severity)
        if node.kind == "import":
            return self.theme.colour("import")
        return self.theme.colour(node.change if node.change not in ("", "same") else "node_line")

    def ink(self, node: GraphNode) -> tuple[QColor, QColor]:
        """Return the colours of a node's label and of the line below it."""
        if node.kind == "import":
            ink = self.theme.colour("import_text")
            return ink, ink
        label = "muted" if self.is_quiet(node) else "text"
        return self.theme.colour(label), self.theme.colour("muted")

    def border(self, node: GraphNode) -> QPen:
        """Return the pen of a node's outline: its change shows there."""
        if node.kind == "import":
            return QPen(self.theme.colour("import"), 1.0)
        if node.change in ("", "same"):
            return QPen(self.theme.colour("node_line"), 1.0)
        width = _REPLACED_WIDTH if node.change == "replace" else _CHANGED_WIDTH
        return QPen(self.theme.colour(node.change), width)

    def frame_ground(self, frame: GraphFrame) -> QColor:
        """Return what fills a frame: one inside another stands out from it."""
        return self.theme.colour("panel" if frame.kind in ("stack", "subnet") else "stripe")

    @cached_property
    def icon_pen(self) -> QPen:
        """Return the pen of a family's icon."""
        pen = QPen(self.theme.colour("muted"), 1.2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        return pen

    def halo(self) -> QPen:
        """Return the thick dashed pen around an import."""
        pen = QPen(self.theme.colour("import"), _IMPORT_LINE_WIDTH)
        pen.setDashPattern(_DASH)
        return pen

    def line(self, edge: GraphEdge, emphasis: Emphasis) -> QPen:
        """Return the pen of an edge; those of imports are thick and dashed."""
        width = _LIT_WIDTH if emphasis is Emphasis.LIT else _LINE_WIDTH
        colour = self.theme.colour(self._line_token(edge, emphasis))
        if emphasis is Emphasis.DIMMED:
            colour = _mixed(colour, self.theme.colour("panel"), _FAINT)
        if edge.kind == "ImportValue":
            width = _IMPORT_LINE_WIDTH + (0.6 if emphasis is Emphasis.LIT else 0.0)
        pen = QPen(colour, width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if edge.kind == "ImportValue":
            pen.setDashPattern(_DASH)
        elif edge.kind in ("DependsOn", "Condition"):
            pen.setDashPattern([1.6, 2.4])
        return pen

    def _line_token(self, edge: GraphEdge, emphasis: Emphasis) -> str:
        if edge.in_cycle:
            return "critical"
        if edge.kind == "ImportValue":
            return "import"
        if edge.change in ("add", "remove"):
            return edge.change
        return "accent" if emphasis is Emphasis.LIT else "edge"


def _sized(font: QFont, pixels: float, weight: QFont.Weight) -> QFont:
    sized = QFont(font)
    sized.setPixelSize(round(pixels))
    sized.setWeight(weight)
    return sized


def _mixed(colour: QColor, ground: QColor, share: float) -> QColor:
    # Lines that share their way would add up if they were transparent.
    parts = zip(
        (colour.red(), colour.green(), colour.blue()),
        (ground.red(), ground.green(), ground.blue()),
        strict=True,
    )
    return QColor(*(round(share * one + (1 - share) * other) for one, other in parts))
