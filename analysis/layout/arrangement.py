"""What a layout gives: the places of boxes, the ways of edges, and frames around groups."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from analysis.layout.graph import Point

Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the sheet."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Arrangement(Generic[Name]):
    """The top left corner of every box and the way of every edge, all from (0, 0).

    A way is a chain of cubic segments: a start, then two control points and an end for each.
    `frames` are the boxes around groups, by the groups' names from the outermost inwards.
    """

    corners: Mapping[Name, Point]
    ways: Mapping[tuple[Name, Name], tuple[Point, ...]]
    width: float
    height: float
    frames: Mapping[tuple[str, ...], Box] = field(default_factory=dict)
