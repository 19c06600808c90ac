"""Positions and routes of a graph, in layers from left to right; no line runs through a box."""

from analysis.layout.arrange import Arrangement, arrange
from analysis.layout.graph import (
    BOX_HEIGHT,
    BOX_WIDTH,
    EdgeUse,
    GraphEdge,
    GraphLayout,
    GraphNode,
    Point,
)

__all__ = [
    "BOX_HEIGHT",
    "BOX_WIDTH",
    "Arrangement",
    "EdgeUse",
    "GraphEdge",
    "GraphLayout",
    "GraphNode",
    "Point",
    "arrange",
]
