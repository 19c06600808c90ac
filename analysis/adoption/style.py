"""How a template is written: what an adopted piece has to look like."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from analysis.adoption.plain import is_plain
from analysis.intrinsics import LONG_FORMS
from analysis.reading import Reading
from analysis.source import Source, Span
from analysis.syntax import (
    ArrayNode,
    IntrinsicNode,
    Node,
    ObjectNode,
    Path,
    ScalarKind,
    ScalarNode,
    ScalarStyle,
    children,
    walk,
)

_Kind = TypeVar("_Kind", ObjectNode, ArrayNode, IntrinsicNode)
_DEFAULT_WIDTH = 2
_SHORT_OBJECT = 2


@dataclass(frozen=True, slots=True)
class Style:
    """The habits of a text; where it shows none, those of most templates.

    `width` is the indentation of one level in spaces. `indents_items` says whether a YAML list
    stands deeper than its key. The `inline_…` habits are about one-line JSON, the `flow_…` ones
    about brackets in block YAML (None: as the reference has it); a `…_gap` stands inside brackets.
    `quoting` says under which keys texts stand in quotes that need none, `quotes` whether they do
    where the text is written.
    """

    is_json: bool
    width: int
    newline: str
    short_intrinsics: bool
    indents_items: bool
    quote: str
    inline_intrinsics: bool
    inline_arrays: bool
    inline_objects: bool
    flow_arguments: bool | None = None
    flow_lists: bool = False
    object_gap: str = ""
    array_gap: str = ""
    quoting: Mapping[str, bool] = field(default_factory=dict)
    quotes: bool = False

    def under(self, key: str) -> "Style":
        """Return the style of what stands under a key, or in a function of that name."""
        quotes = self.quoting.get(key, self.quoting.get("", False))
        return self if quotes == self.quotes else replace(self, quotes=quotes)

    def like(self, node: Node | None) -> "Style":
        """Return the style of what takes a node's place: a text keeps the quotes that it had."""
        while isinstance(node, IntrinsicNode | ArrayNode):
            first = node.items[:1] if isinstance(node, ArrayNode) else (node.argument,)
            node = first[0] if first else None
        match node:
            case ScalarNode(kind=ScalarKind.STRING, style=ScalarStyle.SINGLE):
                return replace(self, quotes=True, quote="'")
            case ScalarNode(kind=ScalarKind.STRING, style=ScalarStyle.DOUBLE):
                return replace(self, quotes=True, quote='"')
            case ScalarNode(style=ScalarStyle.PLAIN):
                return replace(self, quotes=False)
            case _:
                return self


def style_of(reading: Reading) -> Style:
    """Return the style of a template's own text."""
    source, root = reading.source, reading.root
    placed = list(walk(root))
    nodes = [node for _, node in placed]
    is_json = root.flow and reading.syntax != "yaml"
    return Style(
        is_json=is_json,
        width=_width(source, root),
        newline=source.newline,
        short_intrinsics=_mostly((node.short for node in _of(nodes, IntrinsicNode)), default=True)
        and not is_json,
        indents_items=_mostly(_item_depths(source, nodes), default=True),
        quote=_quote(nodes),
        inline_intrinsics=_mostly(_one_liners(source, _of(nodes, IntrinsicNode)), default=True),
        inline_arrays=_mostly(
            _one_liners(source, (node for node in _of(nodes, ArrayNode) if _is_simple(node))),
            default=False,
        ),
        inline_objects=_mostly(_one_liners(source, _short_objects(nodes)), default=False),
        flow_arguments=_habit(_flow_arguments(nodes)),
        flow_lists=_mostly(
            (
                node.flow
                for path, node in placed
                if isinstance(node, ArrayNode) and node.items and _is_simple(node) and not is_json
                if str(path[-1]) not in LONG_FORMS
            ),
            default=False,
        ),
        object_gap=_gap(source, nodes, "{"),
        array_gap=_gap(source, nodes, "["),
        quoting={} if is_json else _quoting(placed),
    )


def column(source: Source, offset: int) -> int:
    """Return how many code points of its line stand before an offset."""
    return source.position(offset).column - 1


def indentation(source: Source, offset: int) -> int:
    """Return the width of the white space that begins the line of an offset."""
    line = source.line_text(source.line(offset))
    return len(line) - len(line.lstrip(" \t"))


def _of(nodes: Iterable[Node], kind: type[_Kind]) -> Iterator[_Kind]:
    return (node for node in nodes if isinstance(node, kind))


def _mostly(answers: Iterable[bool], *, default: bool) -> bool:
    habit = _habit(answers)
    return default if habit is None else habit


def _habit(answers: Iterable[bool]) -> bool | None:
    counted = Counter(answers)
    return None if counted[True] == counted[False] else counted[True] > counted[False]


def _width(source: Source, root: ObjectNode) -> int:
    steps: Counter[int] = Counter()
    for _, node in walk(root):
        if not isinstance(node, ObjectNode):
            continue
        for entry in node.entries:
            inner = entry.value
            if isinstance(inner, ObjectNode) and inner.entries:
                first = inner.entries[0].key.span.start
                if source.line(first) > source.line(entry.key.span.start):
                    steps[
                        indentation(source, first) - indentation(source, entry.key.span.start)
                    ] += 1
    likely = [(count, -step) for step, count in steps.items() if step > 0]
    return -max(likely)[1] if likely else _DEFAULT_WIDTH


def _item_depths(source: Source, nodes: Iterable[Node]) -> Iterator[bool]:
    for node in _of(nodes, ObjectNode):
        for entry in node.entries:
            value = entry.value
            if isinstance(value, ArrayNode) and not value.flow and value.items:
                dash = indentation(source, value.items[0].span.start)
                yield dash > column(source, entry.key.span.start)


def _quote(nodes: Iterable[Node]) -> str:
    styles = Counter(node.style for node in nodes if isinstance(node, ScalarNode))
    return "'" if styles[ScalarStyle.SINGLE] > styles[ScalarStyle.DOUBLE] else '"'


def _flow_arguments(nodes: Iterable[Node]) -> Iterator[bool]:
    for node in _of(nodes, IntrinsicNode):
        if node.short and isinstance(node.argument, ArrayNode):
            yield node.argument.flow


def _gap(source: Source, nodes: Iterable[Node], bracket: str) -> str:
    """Return what mostly stands behind an opening bracket whose value is on one line."""
    counted = (
        source.text[node.span.start + 1] == " "
        for node in nodes
        if source.text.startswith(bracket, node.span.start) and _is_on_one_line(source, node.span)
        if len(source.slice(node.span)[1:-1].strip())
    )
    return " " if _mostly(counted, default=False) else ""


def _quoting(placed: Iterable[tuple[Path, Node]]) -> dict[str, bool]:
    """Return by key whether most texts there stand in quotes that they do not need."""
    counts: dict[str, Counter[bool]] = defaultdict(Counter)
    for path, node in placed:
        if isinstance(node, ScalarNode) and node.kind is ScalarKind.STRING:
            is_quoted = node.style in (ScalarStyle.SINGLE, ScalarStyle.DOUBLE)
            if not is_quoted and node.style is not ScalarStyle.PLAIN:
                continue
            if is_quoted and not is_plain(node.text):
                continue
            key = next((step for step in reversed(path) if isinstance(step, str)), "")
            counts[key][is_quoted] += 1
    found = {key: count[True] > count[False] for key, count in counts.items()}
    return {**found, "": sum(found.values()) * 2 > len(found)}


def _one_liners(source: Source, nodes: Iterable[Node]) -> Iterator[bool]:
    for node in nodes:
        if not _holds_block(node):
            yield _is_on_one_line(source, node.span)


def _is_on_one_line(source: Source, span: Span) -> bool:
    return source.line(span.start) == source.line(span.end)


def _holds_block(node: Node) -> bool:
    return isinstance(node, IntrinsicNode) and not _is_simple_value(node.argument)


def _is_simple(node: Node) -> bool:
    return isinstance(node, ArrayNode) and all(_is_simple_value(item) for item in node.items)


def _is_simple_value(node: Node) -> bool:
    if isinstance(node, ScalarNode):
        return "\n" not in node.text
    if isinstance(node, IntrinsicNode):
        return all(_is_simple_value(child) for _, child in children(node))
    return isinstance(node, ArrayNode) and all(isinstance(item, ScalarNode) for item in node.items)


def _short_objects(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, ArrayNode):
            for item in node.items:
                if (
                    isinstance(item, ObjectNode)
                    and 0 < len(item.entries) <= _SHORT_OBJECT
                    and all(_is_simple_value(entry.value) for entry in item.entries)
                ):
                    yield item
