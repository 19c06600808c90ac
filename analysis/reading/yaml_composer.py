"""Composes nodes from libyaml's events, without recursion.

PyYAML's own tree builder recurses in C and ends the process on deep nesting. Only the `index` of
a mark is used: libyaml takes U+2028 for a line break, so its lines and columns lie.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import yaml

from analysis.edits import Edit
from analysis.intrinsics import LONG_BY_TAG
from analysis.reading.guard import MAX_NODES, check_depth, check_keys, check_nodes
from analysis.reading.objects import build_object, repeated_keys
from analysis.reading.reading import Problem
from analysis.reading.yaml_scalars import STANDARD_TAGS, merge, quoted, scalar_node
from analysis.source import Span
from analysis.syntax import (
    ArrayNode,
    Entry,
    IntrinsicNode,
    Node,
    ObjectNode,
    ScalarNode,
    ScalarStyle,
    UnreadableNode,
)

_MOST_DOCUMENTS = 1_000
_SPACE = re.compile(r"(?:\s|(?<=\s)#[^\r\n]*)*")
_TAG = re.compile(r"![^\s,]*")
_DYNAMIC = re.compile(r"\{\{resolve:[^{}\r\n]*\}\}")


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a YAML stream."""

    root: Node
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Frame:
    is_object: bool
    flow: bool
    start: int
    content: int
    tag: str | None
    anchor: str | None
    weight: int
    key: ScalarNode | None = None
    entries: list[Entry] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)
    inherited: list[Entry] = field(default_factory=list)

    @property
    def end(self) -> int:
        """Where the last thing in it ends; block collections have no closer of their own."""
        if self.entries:
            return self.entries[-1].span.end
        if self.items:
            return self.items[-1].span.end
        return self.content


def compose(text: str) -> tuple[Document, ...]:
    """Return the documents of a YAML text, a thousand at most.

    Raises yaml.MarkedYAMLError where libyaml cannot read it, LimitError over a limit of the guard.
    """
    return tuple(islice(_Composer(text).documents(), _MOST_DOCUMENTS))


def _bounds(event: yaml.Event) -> tuple[int, int]:
    assert event.start_mark, "libyaml marks every event"
    assert event.end_mark, "libyaml marks every event"
    return event.start_mark.index, event.end_mark.index


class _Composer:
    """Turns a stream of events into nodes, with a stack of the collections that are open."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._frames: list[_Frame] = []
        self._problems: list[Problem] = []
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._count = 0
        self._root: Node | None = None

    def documents(self) -> Iterator[Document]:
        """Yield the documents in order."""
        events = yaml.CSafeLoader(self._text)
        # A table of handlers is twice as fast here as asking for one type after the other.
        handlers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._open,
            yaml.SequenceStartEvent: self._open,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._begin,
        }
        try:
            while (event := events.get_event()) is not None:
                handle = handlers.get(type(event))
                if handle:
                    handle(event)
                elif isinstance(event, yaml.DocumentEndEvent) and self._root:
                    yield Document(self._root, tuple(self._problems))
        finally:
            events.dispose()

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        start, end = _bounds(event)
        tag = event.tag
        content = min(self._content(start, event.anchor), end) if tag or event.anchor else start
        scalar = scalar_node(self._text, event.value, Span(content, end), event.style or "", tag)
        frame = self._frames[-1] if self._frames else None
        if frame and frame.is_object and frame.key is None:
            frame.key = scalar
            if tag and tag not in STANDARD_TAGS:
                message = f"A key carries the tag {tag}; CloudFormation takes only plain keys."
                self._problems.append(Problem(message, Span(start, end)))
            self._keep(event.anchor, scalar, 1)
            return
        node = self._tagged(tag, start, scalar, flow=True) if tag else scalar
        self._put(node, 1)
        self._keep(event.anchor, node, 1)

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        start, end = _bounds(event)
        check_depth(len(self._frames) + 1, start)
        is_object = isinstance(event, yaml.MappingStartEvent)
        flow = bool(event.flow_style)
        content = start
        if flow and self._text[end - 1 : end] in ("{", "["):
            content = end - 1
        elif event.tag or event.anchor:
            content = self._content(start, event.anchor)
        frame = _Frame(is_object, flow, start, content, event.tag, event.anchor, self._count)
        self._frames.append(frame)

    def _begin(self, _: yaml.DocumentStartEvent) -> None:
        self._problems, self._anchors, self._root = [], {}, None

    def _close(self, event: yaml.MappingEndEvent | yaml.SequenceEndEvent) -> None:
        _, end = _bounds(event)
        frame = self._frames.pop()
        closed = frame.flow and self._text[end - 1 : end] in ("}", "]")
        span = Span(frame.content, end if closed else frame.end)
        node = self._object(frame, span) if frame.is_object else self._array(frame, span)
        if frame.tag:
            node = self._tagged(frame.tag, frame.start, node, flow=frame.flow)
        weight = self._count - frame.weight + 1
        self._put(node, 1)
        self._keep(frame.anchor, node, weight)

    def _array(self, frame: _Frame, span: Span) -> Node:
        return ArrayNode(span, tuple(frame.items), frame.flow)

    def _object(self, frame: _Frame, span: Span) -> Node:
        if self._text.startswith("{{", span.start) and frame.flow:
            whole = _DYNAMIC.fullmatch(self._text, span.start, span.end)
            if whole:
                return self._bare_reference(span)
        self._problems += repeated_keys(frame.entries, self._owner)
        entries = merge(frame.inherited, frame.entries)
        place = (len(self._frames), self._section)
        return build_object(entries, span, place, flow=frame.flow)

    def _bare_reference(self, span: Span) -> ScalarNode:
        # YAML takes the braces for an object whose key is an object; the author meant a string.
        value = self._text[span.start : span.end]
        message = "A dynamic reference stands without quotes; YAML reads its braces as objects."
        while self._problems and self._problems[-1].span in span:
            self._problems.pop()
        self._problems.append(Problem(message, span, (Edit(span, quoted(value)),)))
        return ScalarNode(span, value, style=ScalarStyle.PLAIN)

    def _alias(self, event: yaml.AliasEvent) -> None:
        span = Span(*_bounds(event))
        kept = self._anchors.get(event.anchor or "")
        if kept:
            self._put(*kept)
            return
        message = f"The alias *{event.anchor} names no anchor that stands before it."
        self._problems.append(Problem(message, span, unread=span))
        self._put(UnreadableNode(span), 1)

    def _put(self, node: Node, weight: int) -> None:
        self._count += weight
        if self._count > MAX_NODES:
            check_nodes(self._count, node.span.start)
        frame = self._frames[-1] if self._frames else None
        if frame is None:
            self._root = node
        elif not frame.is_object:
            frame.items.append(node)
        elif frame.key is None:
            frame.key = self._key_of(node)
        elif frame.key.text == "<<" and frame.key.style is ScalarStyle.PLAIN:
            self._inherit(frame, frame.key, node)
            frame.key = None
        else:
            frame.entries.append(Entry(frame.key, node))
            check_keys(len(frame.entries), frame.content)
            frame.key = None

    def _key_of(self, node: Node) -> ScalarNode:
        if isinstance(node, ScalarNode):
            return node
        message = "An object or a list stands as a key; CloudFormation needs a text."
        self._problems.append(Problem(message, node.span))
        return ScalarNode(
            node.span, self._text[node.span.start : node.span.end], style=ScalarStyle.PLAIN
        )

    def _inherit(self, frame: _Frame, key: ScalarNode, node: Node) -> None:
        nodes = node.items if isinstance(node, ArrayNode) else (node,)
        objects = [inner for inner in nodes if isinstance(inner, ObjectNode)]
        if len(objects) < len(nodes):
            self._problems.append(Problem("“<<” merges objects; this is none.", key.span))
            frame.entries.append(Entry(key, node))
            return
        for inner in objects:
            self._count += len(inner.entries)
            check_nodes(self._count, key.span.start)
            frame.inherited += inner.entries

    def _tagged(self, tag: str, start: int, node: Node, *, flow: bool) -> Node:
        name = LONG_BY_TAG.get(tag)
        found = _TAG.search(self._text, start)
        begin = found.start() if found else start
        if name:
            name_span = Span(begin, begin + len(tag))
            span = Span(min(start, begin), max(node.span.end, name_span.end))
            return IntrinsicNode(span, name, node, name_span, short=True, flow=flow)
        if tag not in STANDARD_TAGS:
            written = found[0] if found else tag
            message = f"The tag {written} is unknown; its value is read without it."
            self._problems.append(Problem(message, Span(begin, begin + len(written))))
        return node

    def _keep(self, anchor: str | None, node: Node, weight: int) -> None:
        if anchor:
            self._anchors[anchor] = (node, weight)

    def _content(self, start: int, anchor: str | None) -> int:
        """Return where a node itself begins, behind its tag and its anchor in either order."""
        at = start
        while True:
            space = _SPACE.match(self._text, at)
            at = space.end() if space else at
            if anchor and self._text.startswith(f"&{anchor}", at):
                at += len(anchor) + 1
                anchor = None
            elif self._text.startswith("!", at):
                found = _TAG.match(self._text, at)
                at = found.end() if found else at
            else:
                return at

    @property
    def _owner(self) -> str:
        keys = (frame.key for frame in reversed(self._frames))
        return next((key.text for key in keys if key), "")

    @property
    def _section(self) -> str:
        key = self._frames[0].key if self._frames else None
        return key.text if key else ""
