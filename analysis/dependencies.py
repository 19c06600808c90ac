"""The graph of what depends on what: who needs whom, in circles, and how far a change reaches."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import TypeAlias

import networkx as nx

from analysis.exports import Export, exports, provider
from analysis.syntax import path_text
from analysis.template import Entity, Resource, Template
from analysis.uses import Use, UseKind, find_uses, target_section

Graph: TypeAlias = "nx.MultiDiGraph[str]"

KINDS = MappingProxyType(
    {
        "Resources": "resource",
        "Parameters": "parameter",
        "Conditions": "condition",
        "Mappings": "mapping",
        "Outputs": "output",
    },
)
"""The kind of node of each section; a node's id is its section and name: `Resources/Queue`."""


_TANGLE = 60


@dataclass(frozen=True, slots=True)
class Dependency:
    """An edge: the source needs the target; `path` leads to the place that says so."""

    source: str
    target: str
    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class Cycle:
    """Entities that need each other, and the shortest way round that shows it."""

    nodes: tuple[str, ...]
    dependencies: tuple[Dependency, ...]


def dependency_graph(template: Template, exporters: Sequence[Template] = ()) -> Graph:
    """Return the graph of a template; nodes have `kind`, `name` and `type`, edges `kind`, `path`.

    Imports are nodes of their own. One that another open template provides leads to that export.
    """
    graph: Graph = nx.MultiDiGraph()
    for section, kind in KINDS.items():
        for entity in template.section(section).values():
            graph.add_node(
                path_text(entity.path), kind=kind, name=entity.logical_id, type=_type(entity)
            )
    for export in exports(template):
        _add_export(graph, export)
        _add_edge(graph, f"Exports/{export.name}", f"Outputs/{export.logical_id}", "Export", "")
    provided = [export for other in exporters for export in exports(other)]
    for use in find_uses(template):
        _add_use(graph, template, use, provided)
    return graph


def _type(entity: Entity) -> str:
    return entity.type if isinstance(entity, Resource) else ""


def _add_export(graph: Graph, export: Export) -> None:
    graph.add_node(f"Exports/{export.name}", kind="export", name=export.name, type="")


def _add_use(graph: Graph, template: Template, use: Use, provided: Iterable[Export]) -> None:
    source, path = f"{use.section}/{use.owner}", path_text(use.path)
    if source not in graph:
        return
    if use.kind is UseKind.IMPORT:
        target = f"Imports/{use.target}"
        if target not in graph:
            graph.add_node(target, kind="import", name=use.target, type="")
            export = provider(use, provided)
            if export:
                _add_export(graph, export)
                _add_edge(graph, target, f"Exports/{export.name}", "ImportValue", path)
        _add_edge(graph, source, target, use.kind.value, path)
        return
    section = target_section(template, use)
    if section:
        _add_edge(graph, source, f"{section}/{use.target}", use.kind.value, path)


def _add_edge(graph: Graph, source: str, target: str, kind: str, path: str) -> None:
    graph.add_edge(source, target, kind=kind, path=path)


def dependencies(graph: Graph) -> Iterator[Dependency]:
    """Yield the edges of a graph."""
    for source, target, data in graph.edges(data=True):
        yield Dependency(source, target, data["kind"], data["path"])


def cycles(graph: Graph) -> tuple[Cycle, ...]:
    """Return the groups of entities that need each other."""
    found = []
    for group in nx.strongly_connected_components(graph):
        first = min(group)
        if len(group) > 1 or graph.has_edge(first, first):
            way = _shortest_circle(graph.subgraph(group))
            found.append(Cycle(tuple(sorted(group)), tuple(_along(graph, way))))
    return tuple(sorted(found, key=lambda cycle: cycle.nodes))


def _shortest_circle(graph: Graph) -> list[str]:
    # In a great tangle the shortest way from one node round is telling enough.
    starts = sorted(graph) if len(graph) <= _TANGLE else [min(graph)]
    ways = (
        [node, *nx.shortest_path(graph, following, node)]
        for node in starts
        for following in sorted(graph.successors(node))
    )
    return min(ways, key=len)


def _along(graph: Graph, way: Sequence[str]) -> Iterator[Dependency]:
    for source, target in pairwise(way):
        data = graph.get_edge_data(source, target)[0]
        yield Dependency(source, target, data["kind"], data["path"])


def neighbours(graph: Graph, node: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return what a node needs and what needs it."""
    if node not in graph:
        return frozenset(), frozenset()
    return frozenset(graph.successors(node)), frozenset(graph.predecessors(node))


def blast_radius(graph: Graph, node: str) -> frozenset[str]:
    """Return everything that needs a node, directly or through others."""
    return frozenset(nx.ancestors(graph, node)) - {node} if node in graph else frozenset()
