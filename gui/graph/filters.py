"""What of a graph the filter lets through, and what the search finds."""

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.layout import GraphLayout, GraphNode


@dataclass(frozen=True, slots=True)
class GraphFilter:
    """What is left out, by kind, service, type, change and gravest finding; nothing at first."""

    kinds: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    changes: frozenset[str] = frozenset()
    severities: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether everything passes."""
        return not (self.kinds or self.services or self.types or self.changes or self.severities)

    def lets_through(self, node: GraphNode) -> bool:
        """Return whether a node passes."""
        return (
            node.kind not in self.kinds
            and node.service not in self.services
            and (node.kind != "resource" or node.detail not in self.types)
            and node.change not in self.changes
            and node.severity not in self.severities
        )


def matching(graph: GraphLayout, wanted: GraphFilter) -> frozenset[str] | None:
    """Return the ids of the nodes that pass, None where all do."""
    if wanted.is_open:
        return None
    return frozenset(node.id for node in graph.nodes if wanted.lets_through(node))


def found(graph: GraphLayout, words: str) -> tuple[str, ...]:
    """Return the ids of the nodes that hold every word, in reading order of the drawing."""
    wanted = words.casefold().split()
    if not wanted:
        return ()
    hits = [node for node in graph.nodes if _holds(node, wanted)]
    return tuple(node.id for node in sorted(hits, key=lambda node: (node.x, node.y)))


def _holds(node: GraphNode, words: Iterable[str]) -> bool:
    text = f"{node.label} {node.detail} {node.kind} {node.partner}".casefold()
    return all(word in text for word in words)
