"""Leads the tree of a mended YAML text back to the source."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from analysis.edits import Edit
from analysis.reading.reading import Problem
from analysis.reading.yaml_recovery import Mended
from analysis.source import Span
from analysis.syntax import (
    ArrayNode,
    Entry,
    IntrinsicNode,
    Node,
    ObjectNode,
    ScalarKind,
    ScalarNode,
    ScalarStyle,
    UnreadableNode,
)


class Origins:
    """Knows where each span of a mended text comes from, and what was given up in the source."""

    def __init__(self, text: str, mended: Mended) -> None:
        self._text = text
        self._projection = mended.projection if mended.has_edits else None
        self._gaps = sorted(problem.unread for problem in mended.problems if problem.unread)
        self._starts = [gap.start for gap in self._gaps]
        self._moved: dict[int, Node] = {}

    def span(self, span: Span) -> Span:
        """Return the span of the source."""
        return self._projection.source_span(span) if self._projection else span

    def problem(self, problem: Problem) -> Problem:
        """Return a problem of the mended text as one of the source."""
        repair = tuple(Edit(self.span(edit.span), edit.text) for edit in problem.repair)
        unread = self.span(problem.unread) if problem.unread else None
        return replace(problem, span=self.span(problem.span), repair=repair, unread=unread)

    def node(self, node: Node) -> Node:
        """Return a node with spans of the source, values that were given up unreadable.

        A node that stands in the tree twice, for an alias, does so afterwards too.
        """
        moved = self._moved.get(id(node))
        if moved is None:
            moved = self._moved[id(node)] = self._move(node)
        return moved

    def _move(self, node: Node) -> Node:
        span = self.span(node.span)
        match node:
            case ScalarNode():
                gap = self._gap_behind(node, span)
                return UnreadableNode(gap) if gap else self._scalar(node, span)
            case ArrayNode():
                items = tuple(map(self.node, node.items))
                return replace(node, span=_around(span, items), items=items)
            case IntrinsicNode():
                argument = self.node(node.argument)
                name_span = self.span(node.name_span)
                around = _around(span, (argument,))
                return replace(node, span=around, argument=argument, name_span=name_span)
            case ObjectNode():
                entries = tuple(map(self._entry, node.entries))
                around = _around(span, [entry.value for entry in entries])
                return replace(node, span=around, entries=entries)
            case UnreadableNode():
                return UnreadableNode(span)

    def _scalar(self, node: ScalarNode, span: Span) -> ScalarNode:
        # Quotes that a repair adds do not stand in the source yet.
        quote = {ScalarStyle.SINGLE: "'", ScalarStyle.DOUBLE: '"'}.get(node.style, "")
        is_bare = not self._text.startswith(quote, span.start)
        return replace(node, span=span, style=ScalarStyle.PLAIN if is_bare else node.style)

    def _entry(self, entry: Entry) -> Entry:
        key = replace(entry.key, span=self.span(entry.key.span))
        return Entry(key, self.node(entry.value))

    def _gap_behind(self, node: ScalarNode, span: Span) -> Span | None:
        """Return what was given up where an empty value stands."""
        is_empty = node.kind is ScalarKind.NULL and node.style is ScalarStyle.PLAIN
        number = bisect_left(self._starts, span.end)
        if node.text or not is_empty or number == len(self._gaps):
            return None
        gap = self._gaps[number]
        return None if self._text[span.end : gap.start].strip() else gap


def _around(span: Span, inner: Iterable[Node]) -> Span:
    # What was given up at the end of a collection belongs to it.
    return Span(span.start, max((span.end, *(node.span.end for node in inner))))
