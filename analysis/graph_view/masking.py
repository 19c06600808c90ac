"""A graph fit to leave the program: secrets in the names of its nodes are masked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from analysis.layout import GraphEdge, GraphLayout, GraphNode
from analysis.secrets import mask


def masked_graph(graph: GraphLayout, secrets: Sequence[str]) -> GraphLayout:
    """Return the graph with `****` for secrets; nodes whose names get alike are numbered."""
    names = _masked_ids(graph, secrets)
    return replace(
        graph,
        nodes=tuple(_node(node, names, secrets) for node in graph.nodes),
        edges=tuple(_edge(edge, names, secrets) for edge in graph.edges),
        cycles=tuple(tuple(names.get(one, one) for one in cycle) for cycle in graph.cycles),
        frames=tuple(
            replace(
                frame,
                title=mask(frame.title, secrets),
                members=tuple(names.get(one, one) for one in frame.members),
            )
            for frame in graph.frames
        ),
    )


def _masked_ids(graph: GraphLayout, secrets: Sequence[str]) -> Mapping[str, str]:
    names: dict[str, str] = {}
    taken: set[str] = set()
    for node in graph.nodes:
        name = plain = mask(node.id, secrets)
        number = 1
        while name in taken:
            number += 1
            name = f"{plain} ({number})"
        taken.add(name)
        names[node.id] = name
    return names


def _node(node: GraphNode, names: Mapping[str, str], secrets: Sequence[str]) -> GraphNode:
    return replace(
        node,
        id=names[node.id],
        label=mask(node.label, secrets),
        detail=mask(node.detail, secrets),
        logical_id=mask(node.logical_id, secrets),
        partner=mask(node.partner, secrets),
        provided_by=mask(node.provided_by, secrets),
    )


def _edge(edge: GraphEdge, names: Mapping[str, str], secrets: Sequence[str]) -> GraphEdge:
    return replace(
        edge,
        source=names.get(edge.source, edge.source),
        target=names.get(edge.target, edge.target),
        uses=tuple(replace(use, path=mask(use.path, secrets)) for use in edge.uses),
    )
