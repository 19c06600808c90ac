"""The whole way from nodes and edges to positions and routes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from analysis.layout.arrangement import Arrangement, Box, Name
from analysis.layout.components import Component, block_of, components
from analysis.layout.graph import GraphLayout
from analysis.layout.keeping import Before, kept
from analysis.layout.metrics import METRICS, Metrics
from analysis.layout.nesting import draw_nested
from analysis.layout.packing import columns_for, pack
from analysis.layout.tracing import GAP, Tracing


def arrange(  # noqa: PLR0913 (a graph, and what is wanted of its drawing, each by its name)
    names: Sequence[Name],
    edges: Iterable[tuple[Name, Name]],
    outside: Collection[Name] = (),
    before: Arrangement[Name] | None = None,
    *,
    orientation: str = "right",
    groups: Mapping[Name, tuple[str, ...]] | None = None,
) -> Arrangement[Name]:
    """Lay a graph out, dependencies to the `right` or further `down`; always in the same way.

    Edges may repeat, form cycles and lead from a node to itself; names that are no node are an
    error. The nodes `outside` stand at the far edge, in a column of their own. `groups` names what
    a node is in, from the outermost inwards: each group gets a frame. Without groups, nodes stand
    where they were `before`, after a small edit.
    """
    number = {name: at for at, name in enumerate(names)}
    pairs = list(dict.fromkeys((number[source], number[target]) for source, target in edges))
    loops = [source for source, target in pairs if source == target]
    pairs = [(source, target) for source, target in pairs if source != target]
    beyond = {number[name] for name in outside}
    metrics = METRICS[orientation]
    tracing = Tracing(metrics)
    same = kept(len(names), pairs, beyond, _numbered(before, number, metrics)) if before else None
    if groups:
        within = {number[name]: group for name, group in groups.items() if name in number}
        draw_nested(tracing, len(names), pairs, beyond, within)
    elif same:
        tracing.draw(Component(same.graph, range(len(names)), same.middles), (0, 0.0))
    else:
        _draw_anew(tracing, len(names), pairs, beyond)
    tracing.draw_loops(loops)
    return _finished(tracing, names, (*pairs, *((at, at) for at in loops)))


def arrangement_of(graph: GraphLayout) -> Arrangement[str]:
    """Return where the nodes and edges of a drawn graph are."""
    return Arrangement(
        {node.id: (node.x, node.y) for node in graph.nodes},
        {(edge.source, edge.target): edge.points for edge in graph.edges},
        graph.width,
        graph.height,
    )


def _draw_anew(
    tracing: Tracing,
    count: int,
    pairs: Sequence[tuple[int, int]],
    beyond: AbstractSet[int],
) -> None:
    joined, alone = components(count, pairs, beyond, tracing.metrics)
    blocks = [block_of(component, beyond, tracing.metrics) for component in joined]
    columns = columns_for(blocks, len(alone), tracing.metrics)
    for component, place in zip(joined, pack(blocks, columns, GAP), strict=True):
        tracing.draw(component, place)
    used = int((tracing.length + tracing.metrics.channel) // tracing.metrics.column)
    has_outside = any(block.at_right for block in blocks)
    tracing.draw_grid(alone, max(used - has_outside, 1) if used else columns)


def _numbered(
    before: Arrangement[Name],
    number: Mapping[Name, int],
    metrics: Metrics,
) -> Before:
    return Before(
        {
            number[name]: metrics.turned(corner)
            for name, corner in before.corners.items()
            if name in number
        },
        {
            (number[source], number[target]): [metrics.turned(point) for point in way]
            for (source, target), way in before.ways.items()
            if source in number and target in number
        },
        metrics,
    )


def _finished(
    tracing: Tracing,
    names: Sequence[Name],
    pairs: Iterable[tuple[int, int]],
) -> Arrangement[Name]:
    point = tracing.metrics.point
    return Arrangement(
        {names[at]: point(*tracing.corners[at]) for at in range(len(names))},
        {
            (names[source], names[target]): tuple(
                point(*one) for one in tracing.ways[source, target]
            )
            for source, target in pairs
        },
        *point(tracing.length, tracing.breadth),
        {
            name: Box(*point(box.x, box.y), *point(box.width, box.height))
            for name, box in tracing.frames.items()
        },
    )
