"""Changes of a template that adopt nothing, written as a fix."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from analysis.adoption.plan import Piece
from analysis.adoption.plans import Plans, pieces_of
from analysis.adoption.style import Style
from analysis.edits import overlapping
from analysis.findings import Fix, Safety
from analysis.source import Span
from analysis.syntax import (
    ArrayNode,
    Entry,
    IntrinsicNode,
    Node,
    ObjectNode,
    Path,
    PlainValue,
    ScalarKind,
    ScalarNode,
    follow,
)
from analysis.template import ENTITY_SECTIONS, SECTIONS, Template

NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Delete:
    """Takes a child away."""

    path: Path


@dataclass(frozen=True, slots=True)
class Replace:
    """Puts a node in another's place, inside an intrinsic function too."""

    path: Path
    node: Node


@dataclass(frozen=True, slots=True)
class Insert:
    """Adds an entry to the object at a path, behind the key `after` if that is there."""

    path: Path
    key: str
    node: Node
    after: str = ""


@dataclass(frozen=True, slots=True)
class Append:
    """Adds an item to the end of the list at a path."""

    path: Path
    node: Node


Change: TypeAlias = Delete | Replace | Insert | Append


def fix_of(
    template: Template, style: Style, title: str, safety: Safety, changes: Sequence[Change]
) -> Fix | None:
    """Return a fix that carries the changes out, None where that is not possible."""
    plans = Plans(template, style)
    for change in dict.fromkeys(changes):
        if not _planned(plans, template, change):
            return None
    edits, unwritable = plans.edits()
    if not edits or unwritable or overlapping(edits):
        return None
    added = [
        f"{one.path[0]}/{one.key}"
        for one in changes
        if isinstance(one, Insert) and len(one.path) == 1 and one.path[0] in ENTITY_SECTIONS
    ]
    return Fix(title, safety, edits, tuple(added))


def _planned(plans: Plans, template: Template, change: Change) -> bool:
    match change:
        case Delete(path):
            return plans.delete(path)
        case Replace(path, node):
            return plans.replace(*_outside_functions(template, path, node))
        case Insert(path, key, node, after):
            return _inserted(plans, template, Insert(path, key, node, after))
        case Append(path, node):
            items = follow(template.root, path)
            last = len(items.items) - 1 if isinstance(items, ArrayNode) else -1
            return plans.insert(path, last, Piece("", node))


def _outside_functions(template: Template, path: Path, node: Node) -> tuple[Path, Node]:
    """Return the place and the value of the function that is replaced together with its part."""
    holder = follow(template.root, path[:-1])
    while isinstance(holder, IntrinsicNode):
        path, node = path[:-1], replace(holder, argument=node)
        holder = follow(template.root, path[:-1])
    return path, node


def _inserted(plans: Plans, template: Template, insert: Insert) -> bool:
    holder = follow(template.root, insert.path)
    if holder is None and len(insert.path) == 1:
        # The section is not there yet, and is made once.
        section = str(insert.path[0])
        root = plans.at(())
        if root is None or any(piece.key == section for piece in pieces_of(root)):
            return False
        entry = Entry(scalar(insert.key), insert.node)
        body = ObjectNode(NOWHERE, (entry,))
        order = SECTIONS[: SECTIONS.index(section)]
        before = [name for name in template.root.names if name in order]
        return _inserted(plans, template, Insert((), section, body, before[-1] if before else ""))
    if not isinstance(holder, ObjectNode) or insert.key in holder.names:
        return False
    names = holder.names
    last = len(names) - 1
    at = names.index(insert.after) if insert.after in names else last if insert.path else -1
    return plans.insert(insert.path, at, Piece(insert.key, insert.node))


def scalar(text: str, kind: ScalarKind = ScalarKind.STRING) -> ScalarNode:
    """Return a scalar that has no place in a text yet."""
    return ScalarNode(NOWHERE, text, kind)


def function(name: str, argument: Node) -> IntrinsicNode:
    """Return an intrinsic function that has no place in a text yet."""
    return IntrinsicNode(NOWHERE, name, argument, NOWHERE)


def node_of(value: PlainValue) -> Node:
    """Return a value as nodes that have no place in a text yet."""
    match value:
        case dict():
            entries = (Entry(scalar(key), node_of(one)) for key, one in value.items())
            return ObjectNode(NOWHERE, tuple(entries))
        case list():
            return ArrayNode(NOWHERE, tuple(map(node_of, value)))
        case bool():
            return scalar(str(value).lower(), ScalarKind.BOOLEAN)
        case int() | float():
            return scalar(str(value), ScalarKind.NUMBER)
        case None:
            return scalar("null", ScalarKind.NULL)
        case str():
            return scalar(value)
