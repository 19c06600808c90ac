"""What is to happen to the children of one object or list."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from analysis.source import Source
from analysis.syntax import ArrayNode, Entry, IntrinsicNode, Node, ObjectNode, ScalarNode


@dataclass(frozen=True, slots=True)
class Piece:
    """A new child: an entry with its key, or a list item whose key is empty."""

    key: str
    value: Node


@dataclass(slots=True)
class Plan:
    """What is to happen to one container's children, by their index in the text.

    `inserted` holds pieces by the child that they follow, -1 for the front; `key` is the key that
    a list stands under.
    """

    container: ObjectNode | ArrayNode
    key: str = ""
    inserted: dict[int, list[Piece]] = field(default_factory=dict)
    replaced: dict[int, Node] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)


def merged(source: Source, old: Node, new: Node, key: str) -> Plan | None:
    """Return what turns an object or list into another and leaves what both have as it stands.

    None where they have nothing in common, or the old one cannot be changed in part. `key` is the
    one that they stand under.
    """
    if isinstance(old, IntrinsicNode) and isinstance(new, IntrinsicNode) and old.name == new.name:
        return merged(source, old.argument, new.argument, new.name)
    if not isinstance(old, ObjectNode | ArrayNode) or not _can_change(source, old):
        return None
    plan = Plan(old, key)
    kept = 0
    if isinstance(old, ObjectNode) and isinstance(new, ObjectNode):
        kept = _entries(plan, old, new)
    elif isinstance(old, ArrayNode) and isinstance(new, ArrayNode):
        kept = _items(plan, old, new)
    return plan if kept and (plan.inserted or plan.replaced or plan.deleted) else None


def _can_change(source: Source, node: ObjectNode | ArrayNode) -> bool:
    if source.line(node.span.start) == source.line(end_of(node)):
        return False
    if is_never_closed(source, node) or shares_lines(source, node):
        return False
    if isinstance(node, ArrayNode):
        return all(item.span in node.span for item in node.items)
    names = [entry.name for entry in node.entries]
    # What an alias or merge key brought in stands elsewhere.
    return len(set(names)) == len(names) and all(one.span in node.span for one in node.entries)


def _entries(plan: Plan, old: ObjectNode, new: ObjectNode) -> int:
    """Plan what becomes of an object's entries; return how many stay."""
    index = {entry.name: number for number, entry in enumerate(old.entries)}
    wanted = {entry.name: entry.value for entry in new.entries}
    plan.deleted.update(number for name, number in index.items() if name not in wanted)
    anchor = -1
    for name, value in wanted.items():
        if name not in index:
            plan.inserted.setdefault(anchor, []).append(Piece(name, value))
            continue
        anchor = index[name]
        if _shape(old.entries[anchor].value) != _shape(value):
            plan.replaced[anchor] = value
    return sum(name in wanted for name in index)


def _items(plan: Plan, old: ArrayNode, new: ArrayNode) -> int:
    """Plan what becomes of a list's items; return how many stay, be it in part."""
    before = [_shape(item) for item in old.items]
    after = [_shape(item) for item in new.items]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    kept = 0
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            kept += end - start
            continue
        both = min(end - start, last - first)
        for number in range(both):
            plan.replaced[start + number] = new.items[first + number]
            kept += _share(old.items[start + number], new.items[first + number])
        plan.deleted.update(range(start + both, end))
        pieces = [Piece("", item) for item in new.items[first + both : last]]
        if pieces:
            plan.inserted.setdefault(start + both - 1, []).extend(pieces)
    return kept


def _share(old: Node, new: Node) -> bool:
    """Whether two objects have an entry in common."""
    if not isinstance(old, ObjectNode) or not isinstance(new, ObjectNode):
        return False
    known = {entry.name: _shape(entry.value) for entry in new.entries}
    return any(known.get(one.name) == _shape(one.value) for one in old.entries)


def paired(plan: Plan) -> Plan:
    """Return the plan with new items in the place of deleted ones that are much the same.

    The order of the list that comes out stays: they stand between the same neighbours.
    """
    items = plan.container.items if isinstance(plan.container, ArrayNode) else ()
    if not items or not plan.deleted or not plan.inserted:
        return plan
    found = Plan(plan.container, plan.key, {}, dict(plan.replaced), set(plan.deleted))
    at = -1
    for anchor, pieces in sorted(plan.inserted.items()):
        at = max((i for i in range(at, anchor + 1) if i not in found.deleted), default=at)
        for piece in pieces:
            following = at + 1
            while following in found.deleted and not _share(items[following], piece.value):
                following += 1
            if following in found.deleted:
                found.deleted.remove(following)
                found.replaced[following] = piece.value
                at = following
            else:
                found.inserted.setdefault(at, []).append(piece)
    return found


def _shape(node: Node) -> Hashable:
    """Return a value that two nodes share which say the very same."""
    match node:
        case ScalarNode():
            return (node.kind, node.text)
        case IntrinsicNode():
            return (node.name, _shape(node.argument))
        case ObjectNode():
            return frozenset((entry.name, _shape(entry.value)) for entry in node.entries)
        case ArrayNode():
            return tuple(_shape(item) for item in node.items)
        case _:
            return id(node)


def end_of(node: Node) -> int:
    """Return where a node's last own character ends; a block's span may reach further."""
    match node:
        case ObjectNode(flow=False, entries=(*_, last)):
            return max(last.key.span.end, end_of(last.value))
        case ArrayNode(flow=False, items=(*_, last)):
            return end_of(last)
        case IntrinsicNode(flow=False):
            return max(node.name_span.end, end_of(node.argument))
        case _:
            return node.span.end


def is_never_closed(source: Source, node: ObjectNode | ArrayNode) -> bool:
    """Whether a container is an opening bracket alone: it has no inside to write to."""
    is_empty = not (node.entries if isinstance(node, ObjectNode) else node.items)
    return node.flow and is_empty and source.slice(node.span)[1:][-1:] not in ("}", "]")


def shares_lines(source: Source, node: Node) -> bool:
    """Whether keys of a block stand behind each other on one line.

    YAML ends a line at U+0085, U+2028 and U+2029 too, a file does not: what is done to whole lines
    would take the others with it.
    """
    if not isinstance(node, ObjectNode) or node.flow or not node.entries:
        return False
    lines = [source.line(entry.key.span.start) for entry in node.entries if entry.span in node.span]
    return len(set(lines)) < len(lines) or any(
        _follows_its_key(source, one) for one in node.entries
    )


def _follows_its_key(source: Source, entry: Entry) -> bool:
    value = entry.value
    if not isinstance(value, ObjectNode) or value.flow or not value.entries:
        return False
    begin = value.entries[0].key.span.start
    return value.span in entry.span and source.line(begin) == source.line(entry.key.span.start)
