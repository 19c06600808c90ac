"""The syntax tree of a template: what JSON and YAML have in common, each node with its span."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from analysis.source import Span

_MANY_ENTRIES = 100

Path: TypeAlias = tuple[str | int, ...]
PlainValue: TypeAlias = (
    bool | int | float | str | list["PlainValue"] | dict[str, "PlainValue"] | None
)


class ScalarKind(StrEnum):
    """What a scalar is for CloudFormation. YAML dates, `yes` and octals are strings here."""

    STRING = "string"
    NUMBER = "number"
    BOOLEAN = "boolean"
    NULL = "null"


class ScalarStyle(StrEnum):
    """How a scalar is written."""

    PLAIN = "plain"
    SINGLE = "single"
    DOUBLE = "double"
    LITERAL = "literal"
    FOLDED = "folded"


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A string, number, boolean or null; `text` is the decoded text, quotes and escapes gone."""

    span: Span
    text: str
    kind: ScalarKind = ScalarKind.STRING
    style: ScalarStyle = ScalarStyle.DOUBLE


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of an object with its value."""

    key: ScalarNode
    value: "Node"

    @property
    def name(self) -> str:
        """The text of the key."""
        return self.key.text

    @property
    def span(self) -> Span:
        """From the key's start to the value's end."""
        return Span(self.key.span.start, max(self.key.span.end, self.value.span.end))


@dataclass(frozen=True, slots=True)
class ObjectNode:
    """A JSON object or YAML mapping; a repeated key stands in it as often as in the text."""

    span: Span
    entries: tuple[Entry, ...] = ()
    flow: bool = True
    _by_name: Mapping[str, Entry] | None = field(
        default=None, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        """Index the entries where there are so many that looking through them would take long."""
        if len(self.entries) >= _MANY_ENTRIES:
            index = {entry.key.text: entry for entry in self.entries}
            object.__setattr__(self, "_by_name", index)

    def entry(self, name: str) -> Entry | None:
        """Return the entry of that name, the last one if it is repeated, as CloudFormation does."""
        if self._by_name is not None:
            return self._by_name.get(name)
        for entry in reversed(self.entries):
            if entry.key.text == name:
                return entry
        return None

    def child(self, name: str) -> "Node | None":
        """Return the value of that name."""
        entry = self.entry(name)
        return entry.value if entry else None

    @property
    def names(self) -> tuple[str, ...]:
        """The keys in the text's order."""
        return tuple(entry.key.text for entry in self.entries)


@dataclass(frozen=True, slots=True)
class ArrayNode:
    """A JSON array or YAML sequence."""

    span: Span
    items: tuple["Node", ...] = ()
    flow: bool = True


@dataclass(frozen=True, slots=True)
class IntrinsicNode:
    """An intrinsic function: `{"Ref": "X"}` and `!Ref X` are the same node.

    `name` is the long form (`Ref`, `Condition`, `Fn::GetAtt`); `name_span` covers the key or tag.
    """

    span: Span
    name: str
    argument: "Node"
    name_span: Span
    short: bool = False
    flow: bool = True


@dataclass(frozen=True, slots=True)
class UnreadableNode:
    """A stretch of a broken text that could not be read; nothing may be claimed about it."""

    span: Span


Node: TypeAlias = ScalarNode | ObjectNode | ArrayNode | IntrinsicNode | UnreadableNode


def plain(node: Node) -> PlainValue:
    """Return the node as JSON has it: intrinsics in their long form, unreadable stretches null."""
    match node:
        case ScalarNode():
            return _plain_scalar(node)
        case ObjectNode():
            return {entry.key.text: plain(entry.value) for entry in node.entries}
        case ArrayNode():
            return [plain(item) for item in node.items]
        case IntrinsicNode():
            return {node.name: plain(node.argument)}
        case UnreadableNode():
            return None


def _plain_scalar(node: ScalarNode) -> PlainValue:
    match node.kind:
        case ScalarKind.BOOLEAN:
            return node.text.lower() == "true"
        case ScalarKind.NULL:
            return None
        case ScalarKind.NUMBER:
            return _plain_number(node.text)
        case ScalarKind.STRING:
            return node.text


def _plain_number(text: str) -> int | float | str:
    # A number that Python would print otherwise (1e400, 007, 5000 digits) keeps its text.
    for convert in (int, float):
        try:
            number = convert(text)
        except ValueError:
            continue
        if number in (float("inf"), float("-inf")) or number != number:  # noqa: PLR0124 (NaN)
            return text
        return number
    return text


def children(node: Node) -> Iterator[tuple[str | int, Node]]:
    """Yield the nodes one step below with that step of the path."""
    match node:
        case ObjectNode():
            for entry in node.entries:
                yield entry.key.text, entry.value
        case ArrayNode():
            yield from enumerate(node.items)
        case IntrinsicNode():
            yield node.name, node.argument
        case _:
            return


def walk(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Yield the node and all below it, parents first, each with its path."""
    yield path, node
    for step, child in children(node):
        yield from walk(child, (*path, step))


def follow(node: Node | None, path: Path) -> Node | None:
    """Return the node at a path below this one, or None where there is none."""
    for step in path:
        match node:
            case ObjectNode() if isinstance(step, str):
                node = node.child(step)
            case ArrayNode() if isinstance(step, int) and 0 <= step < len(node.items):
                node = node.items[step]
            case IntrinsicNode() if node.name == step:
                node = node.argument
            case _:
                return None
    return node


def text_of(node: Node | None) -> str | None:
    """Return the text of a scalar that is not null, else None."""
    if isinstance(node, ScalarNode) and node.kind is not ScalarKind.NULL:
        return node.text
    return None


def path_text(path: Path) -> str:
    """Return a path as reports show it: `Resources/Queue/Properties/Tags/0`."""
    return "/".join(str(step) for step in path)
