"""The graph of what depends on what in a template, with what comes from outside, and its cycles."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType
from typing import Any, TypeAlias

import networkx as nx

from analysis.exports import exports
from analysis.syntax import path_text, text_of
from analysis.template import Entity, Resource, Template
from analysis.uses import Use, UseKind, target_section

Key: TypeAlias = tuple[str, str]
"""A node: the section that it stands in, and its name there."""

Graph: TypeAlias = "nx.MultiDiGraph[Key]"

IMPORTS, EXPORTS = "Imports", "Exports"
"""Sections that a graph has and a template has not: imports and exports by their names."""

KINDS = MappingProxyType(
    {
        "Resources": "resource",
        "Parameters": "parameter",
        "Conditions": "condition",
        "Mappings": "mapping",
        "Outputs": "output",
        EXPORTS: "export",
        IMPORTS: "import",
    },
)
"""The kind of node for each section; other sections have none."""

_TANGLE = 60


@dataclass(frozen=True, slots=True)
class Part:
    """What is known of a node: its type, and where it stands; `owner` holds it in the text.

    `use` is the first use of an import.
    """

    key: Key
    type: str
    line: int
    owner: str
    paths: tuple[str, ...]
    use: Use | None = None

    @property
    def kind(self) -> str:
        """The kind of node."""
        return KINDS[self.key[0]]


@dataclass(frozen=True, slots=True)
class Dependency:
    """An edge: the source needs the target; `path` leads to the place that says so.

    `line` and `start` are where that place is in the text.
    """

    source: Key
    target: Key
    kind: str
    path: str
    line: int = 0
    start: int = -1


@dataclass(frozen=True, slots=True)
class Cycle:
    """Nodes that need each other, and the shortest way round that shows it."""

    nodes: tuple[Key, ...]
    dependencies: tuple[Dependency, ...]

    @property
    def way(self) -> tuple[Key, ...]:
        """The nodes of the way round; the last one is the first."""
        return (self.dependencies[0].source, *(one.target for one in self.dependencies))


def dependency_graph(template: Template, uses: Sequence[Use]) -> Graph:
    """Return the graph of a template; uses of what does not exist give no edges.

    Each node has its `part`, each edge its `kind` and `path`. Imports are nodes of their own, and
    exports, which need their outputs.
    """
    graph: Graph = nx.MultiDiGraph()
    for part in (*_entities(template), *_exports(template)):
        graph.add_node(part.key, part=part)
    for use in uses:
        _add_use(graph, template, use)
    for part in _exports(template):
        path = f"{part.paths[0]}/Export/Name"
        graph.add_edge(part.key, ("Outputs", part.owner), kind="Export", path=path)
    return graph


def parts(graph: Graph) -> tuple[Part, ...]:
    """Return what is known of each node."""
    return tuple(data["part"] for _, data in graph.nodes(data=True))


def dependencies(graph: Graph) -> Iterator[Dependency]:
    """Yield the edges of a graph."""
    for source, target, data in graph.edges(data=True):
        yield _dependency(source, target, data)


def cycles(graph: Graph, section: str = "") -> tuple[Cycle, ...]:
    """Return the groups of nodes that need each other, of all nodes or within a section."""
    if section:
        graph = graph.subgraph(key for key in graph if key[0] == section)
    found = [
        Cycle((key,), tuple(_along(graph, (key, key)))) for key in graph if graph.has_edge(key, key)
    ]
    # What needs itself hides no way round through others.
    rest: Graph = nx.MultiDiGraph()
    rest.add_edges_from(edge for edge in graph.edges() if edge[0] != edge[1])
    for group in nx.strongly_connected_components(rest):
        if len(group) > 1:
            way = _shortest_circle(rest.subgraph(group))
            found.append(Cycle(tuple(sorted(group)), tuple(_along(graph, way))))
    return tuple(sorted(found, key=lambda cycle: cycle.nodes))


def _entities(template: Template) -> Iterator[Part]:
    line = template.reading.source.line
    for section in KINDS:
        if section in (EXPORTS, IMPORTS):
            continue
        for entity in template.section(section).values():
            at = line(entity.key.span.start)
            path = path_text(entity.path)
            key = (section, entity.logical_id)
            yield Part(key, _type(section, entity), at, entity.logical_id, (path,))


def _type(section: str, entity: Entity) -> str:
    if section == "Parameters":
        return text_of(entity.attribute("Type")) or ""
    return entity.type if isinstance(entity, Resource) else ""


def _exports(template: Template) -> Iterator[Part]:
    outputs = template.section("Outputs")
    line = template.reading.source.line
    for export in exports(template):
        output = outputs[export.logical_id]
        at = line(output.key.span.start)
        yield Part((EXPORTS, export.name), "", at, export.logical_id, (path_text(output.path),))


def _add_use(graph: Graph, template: Template, use: Use) -> None:
    source, path = (use.section, use.owner), path_text(use.path)
    if source not in graph:
        return
    if use.kind is UseKind.IMPORT:
        target = (IMPORTS, use.target)
        _add_import(graph, template, use, path)
    else:
        target = (target_section(template, use), use.target)
    if target in graph:
        start = use.span.start
        line = template.reading.source.line(start)
        graph.add_edge(source, target, kind=use.kind.value, path=path, line=line, start=start)


def _add_import(graph: Graph, template: Template, use: Use, path: str) -> None:
    key = (IMPORTS, use.target)
    if key in graph:
        known: Part = graph.nodes[key]["part"]
        part = replace(known, paths=(*known.paths, path))
    else:
        line = template.reading.source.line(use.span.start)
        part = Part(key, "", line, use.owner, (path,), use)
    graph.add_node(key, part=part)


def _shortest_circle(graph: Graph) -> list[Key]:
    # In a great tangle the shortest way from one node round is telling enough.
    starts = sorted(graph) if len(graph) <= _TANGLE else [min(graph)]
    ways = (
        [node, *nx.shortest_path(graph, following, node)]
        for node in starts
        for following in sorted(graph.successors(node))
    )
    return min(ways, key=len)


def _along(graph: Graph, way: Sequence[Key]) -> Iterator[Dependency]:
    for source, target in pairwise(way):
        data = graph.get_edge_data(source, target)[0]
        yield _dependency(source, target, data)


def _dependency(source: Key, target: Key, data: Mapping[str, Any]) -> Dependency:
    return Dependency(
        source, target, data["kind"], data["path"], data.get("line", 0), data.get("start", -1)
    )
