"""Stretches that could not be read: what may stand in one is not said to be missing."""

import re
from dataclasses import dataclass

from analysis.source import Source, Span
from analysis.syntax import Node
from analysis.template import Template


@dataclass(frozen=True, slots=True)
class Gaps:
    """The unread stretches of a template."""

    source: Source
    spans: tuple[Span, ...]

    def may_hold(self, node: Node | None, name: str) -> bool:
        """Return whether an entry of that name may stand unread in an object or right after it."""
        return any(
            self._is_at(gap, node) and _mentions(self.source.slice(gap), name) for gap in self.spans
        )

    def _is_at(self, gap: Span, node: Node | None) -> bool:
        if node is None or gap in node.span:
            return True
        between = self.source.text[node.span.end : gap.start]
        return node.span.end <= gap.start and not between.strip(" \t\r\n,")


def _mentions(text: str, name: str) -> bool:
    # A file that ends in the middle of a key holds the beginning of a name.
    beginning = text.strip(" \t\r\n\"'")
    if beginning and name.startswith(beginning):
        return True
    return re.search(rf"(?<![\w:]){re.escape(name)}(?![\w:]*\w)", text) is not None


def gaps_of(template: Template) -> Gaps:
    """Return the unread stretches of a template."""
    spans = (problem.unread for problem in template.reading.problems)
    return Gaps(template.reading.source, tuple(span for span in spans if span))
