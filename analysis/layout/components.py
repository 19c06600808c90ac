"""The parts of a graph that nothing joins, each with its slots in order and at their heights."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from analysis.layout.lanes import Layered, layered
from analysis.layout.metrics import Metrics
from analysis.layout.ordering import order, starts_for
from analysis.layout.packing import Block
from analysis.layout.placing import heights


@dataclass(frozen=True, slots=True)
class Component:
    """A graph in layers, the number of each of its boxes, and the middle of each slot."""

    graph: Layered
    names: Sequence[int]
    middles: Sequence[float]


def components(
    count: int,
    pairs: Sequence[tuple[int, int]],
    beyond: AbstractSet[int],
    metrics: Metrics,
) -> tuple[list[Component], list[int]]:
    """Return what edges join, and the nodes without edges.

    Those at the right edge come first, then the larger ones.
    """
    group_of = groups(count, pairs)
    edges: dict[int, list[tuple[int, int]]] = {}
    for pair in pairs:
        edges.setdefault(group_of[pair[0]], []).append(pair)
    members: dict[int, list[int]] = {}
    for node in range(count):
        members.setdefault(group_of[node], []).append(node)
    joined = sorted(
        edges,
        key=lambda group: (beyond.isdisjoint(members[group]), -len(edges[group]), group),
    )
    alone = [node for node in range(count) if group_of[node] not in edges]
    graphs = [_layered(members[group], edges[group], beyond) for group in joined]
    starts = starts_for(sum(graph.lines for graph in graphs))
    found = []
    for group, graph in zip(joined, graphs, strict=True):
        order(graph, starts)
        found.append(Component(graph, members[group], heights(graph, metrics)))
    return found, alone


def block_of(component: Component, beyond: AbstractSet[int], metrics: Metrics) -> Block:
    """Return the room that a component takes in each of its columns and channels."""
    graph = component.graph
    columns = [
        (
            min(component.middles[slot] - half(graph, slot, metrics) for slot in column),
            max(component.middles[slot] + half(graph, slot, metrics) for slot in column),
        )
        for column in graph.columns
    ]
    extents = columns[:1]
    for before, after in pairwise(columns):
        extents += [(min(before[0], after[0]), max(before[1], after[1])), after]
    return Block(tuple(extents), not beyond.isdisjoint(component.names))


def half(graph: Layered, slot: int, metrics: Metrics) -> float:
    """Return how far a slot reaches from its middle."""
    return metrics.breadth / 2 if slot < graph.boxes else 0.0


def groups(count: int, pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Return for each node the first node that it is joined with."""
    parent = list(range(count))

    def first(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for source, target in pairs:
        low, high = sorted((first(source), first(target)))
        parent[high] = low
    return [first(node) for node in range(count)]


def _layered(
    members: Sequence[int],
    edges: Sequence[tuple[int, int]],
    beyond: AbstractSet[int],
) -> Layered:
    local = {node: at for at, node in enumerate(members)}
    return layered(
        len(members),
        [(local[source], local[target]) for source, target in edges],
        {local[node] for node in members if node in beyond},
    )
