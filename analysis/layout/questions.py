"""Questions to a graph: what depends on a node, what it needs, ways between two, what is apart."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from analysis.layout.graph import GraphLayout

Ends = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """The nodes that a question is about, and the edges that show why."""

    nodes: frozenset[str]
    edges: frozenset[Ends]


def dependents(graph: GraphLayout, names: Collection[str]) -> Answer:
    """Return what needs the nodes, directly or through others, with the nodes themselves."""
    return _joined(_inside(side, _reach(_turned(side), names)) for side in _sides(graph))


def requirements(graph: GraphLayout, names: Collection[str]) -> Answer:
    """Return what the nodes need, directly or through others, with the nodes themselves."""
    return _joined(_inside(side, _reach(side, names)) for side in _sides(graph))


def between(graph: GraphLayout, one: str, other: str) -> Answer:
    """Return all ways from one node to the other, in either direction."""
    return _joined(
        _inside(side, _reach(side, [start]) & _reach(_turned(side), [end]))
        for side in _sides(graph)
        for start, end in ((one, other), (other, one))
    )


def importing(graph: GraphLayout) -> Answer:
    """Return the imports, and all that needs one directly or through others."""
    return dependents(graph, [node.id for node in graph.nodes if node.kind == "import"])


def circular(graph: GraphLayout) -> Answer:
    """Return the nodes and edges that are part of a cycle."""
    return Answer(
        frozenset(node.id for node in graph.nodes if node.in_cycle),
        frozenset((edge.source, edge.target) for edge in graph.edges if edge.in_cycle),
    )


def apart(graph: GraphLayout) -> Answer:
    """Return the parts that nothing joins with the largest one, with their own edges."""
    joined: dict[str, set[str]] = {node.id: set() for node in graph.nodes}
    for edge in graph.edges:
        joined[edge.source].add(edge.target)
        joined[edge.target].add(edge.source)
    parts: list[set[str]] = []
    seen: set[str] = set()
    for name in joined:
        if name not in seen:
            parts.append(_reach(joined, [name]))
            seen |= parts[-1]
    largest = max(parts, key=len, default=set())
    kept = set(joined) - (largest if len(largest) > 1 else set())
    edges = {(edge.source, edge.target) for edge in graph.edges if edge.source in kept}
    return Answer(frozenset(kept), frozenset(edges))


def direct_dependents(graph: GraphLayout, names: Collection[str]) -> frozenset[str]:
    """Return what needs one of the nodes directly, the nodes themselves left out."""
    found = {edge.source for edge in graph.edges if edge.target in names}
    return frozenset(found.difference(names))


def _sides(graph: GraphLayout) -> Iterator[Mapping[str, set[str]]]:
    # A way through both templates is none: each is followed alone.
    for foreign in ("add", "remove") if graph.side == "difference" else ("",):
        targets: dict[str, set[str]] = {}
        for edge in graph.edges:
            if not foreign or edge.change != foreign:
                targets.setdefault(edge.source, set()).add(edge.target)
        yield targets


def _turned(targets: Mapping[str, set[str]]) -> Mapping[str, set[str]]:
    sources: dict[str, set[str]] = {}
    for source, found in targets.items():
        for target in found:
            sources.setdefault(target, set()).add(source)
    return sources


def _reach(targets: Mapping[str, set[str]], names: Iterable[str]) -> set[str]:
    found = set(names)
    waiting = list(found)
    while waiting:
        for name in targets.get(waiting.pop(), set()) - found:
            found.add(name)
            waiting.append(name)
    return found


def _inside(targets: Mapping[str, set[str]], names: set[str]) -> Answer:
    edges = {(source, target) for source in names for target in targets.get(source, set()) & names}
    return Answer(frozenset(names), frozenset(edges))


def _joined(answers: Iterable[Answer]) -> Answer:
    found = list(answers)
    return Answer(
        frozenset().union(*(one.nodes for one in found)),
        frozenset().union(*(one.edges for one in found)),
    )
