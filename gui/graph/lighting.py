"""Which nodes and lines stand out, and which step back."""

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.layout.questions import Answer
from gui.graph.look import Emphasis


@dataclass(frozen=True, slots=True)
class Lighting:
    """What the pointer is on, what is chosen, what the filter lets through (None: all).

    `answer` is what a question was answered with, `found` what the search or a finding points at.
    """

    near: Mapping[str, frozenset[str]]
    hovered: str = ""
    chosen: frozenset[str] = frozenset()
    matching: frozenset[str] | None = None
    found: frozenset[str] = frozenset()
    answer: Answer | None = None

    def of_node(self, node_id: str) -> Emphasis:
        """Return how much a node stands out."""
        if self.hovered:
            is_near = node_id == self.hovered or node_id in self.near.get(self.hovered, ())
            return Emphasis.LIT if is_near else Emphasis.DIMMED
        return Emphasis.NORMAL if self._matches(node_id) else Emphasis.DIMMED

    def of_line(self, source: str, target: str) -> Emphasis:
        """Return how much a line stands out; those of the chosen nodes and of an answer do."""
        if self.hovered:
            return Emphasis.LIT if self.hovered in (source, target) else Emphasis.DIMMED
        if not (self._matches(source) and self._matches(target)):
            return Emphasis.DIMMED
        if self.answer is not None:
            return Emphasis.LIT if (source, target) in self.answer.edges else Emphasis.DIMMED
        return Emphasis.LIT if self.chosen & {source, target} else Emphasis.NORMAL

    def _matches(self, node_id: str) -> bool:
        if self.answer is not None and node_id not in self.answer.nodes:
            return False
        return self.matching is None or node_id in self.matching
