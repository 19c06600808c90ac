"""Positions and routes of a graph, in layers from left to right; no line runs through a box."""

from analysis.layout.arrange import arrange, arrangement_of
from analysis.layout.arrangement import Arrangement, Box
from analysis.layout.graph import (
    BOX_HEIGHT,
    BOX_WIDTH,
    EdgeUse,
    GraphEdge,
    GraphFrame,
    GraphLayout,
    GraphNode,
    GraphWish,
    Point,
)
from analysis.layout.icons import GRID, Stroke, icon_of
from analysis.layout.metrics import METRICS, Metrics
from analysis.layout.shapes import Shape, shape_of
from analysis.layout.words import (
    CHANGE_SIGNS,
    CHANGE_WORDS,
    FAMILY_WORDS,
    KIND_WORDS,
    changes_of,
    count_place,
    detail_of,
    legend_of,
    line_of,
    provision_of,
    supply_of,
)

__all__ = [
    "BOX_HEIGHT",
    "BOX_WIDTH",
    "CHANGE_SIGNS",
    "CHANGE_WORDS",
    "FAMILY_WORDS",
    "GRID",
    "KIND_WORDS",
    "METRICS",
    "Arrangement",
    "Box",
    "EdgeUse",
    "GraphEdge",
    "GraphFrame",
    "GraphLayout",
    "GraphNode",
    "GraphWish",
    "Metrics",
    "Point",
    "Shape",
    "Stroke",
    "arrange",
    "arrangement_of",
    "changes_of",
    "count_place",
    "detail_of",
    "icon_of",
    "legend_of",
    "line_of",
    "provision_of",
    "shape_of",
    "supply_of",
]
