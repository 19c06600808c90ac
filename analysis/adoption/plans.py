"""What is to happen to the containers of a template, gathered by path and written as edits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from analysis.adoption.placing import plan_edits
from analysis.adoption.plan import Piece, Plan, is_never_closed, shares_lines
from analysis.adoption.style import Style
from analysis.adoption.writing import NotWritableError
from analysis.edits import Edit
from analysis.source import Span
from analysis.syntax import ArrayNode, Entry, Node, ObjectNode, Path, ScalarNode, follow
from analysis.template import ENTITY_SECTIONS, Template

_NOWHERE = Span(0, 0)
_ENDS_FOR_YAML = "\x85\u2028\u2029"


class Plans:
    """Gathers changes of a template; all of them together become one set of edits."""

    def __init__(self, template: Template, style: Style) -> None:
        self._root = template.root
        self._source = template.reading.source
        self._style = style
        self._plans: dict[Path, Plan] = {}
        self._replaced: set[Path] = set()
        self._may_share_lines = any(end in self._source.text for end in _ENDS_FOR_YAML)

    def at(self, path: Path) -> Plan | None:
        """Return what is planned for the container at a path, None where nothing can be."""
        if path in self._plans:
            return self._plans[path]
        node = follow(self._root, path)
        if not isinstance(node, ObjectNode | ArrayNode) or not self._owns(path):
            return None
        if is_never_closed(self._source, node):
            return None
        key = next((step for step in reversed(path) if isinstance(step, str)), "")
        return self._plans.setdefault(path, Plan(node, key))

    def delete(self, path: Path) -> bool:
        """Take a child away; return whether that is possible."""
        plan = self.at(path[:-1]) if path else None
        index = child_index(plan, path[-1]) if plan else None
        if plan is None or index is None:
            return False
        plan.deleted.add(index)
        self._replaced.add(path)
        return True

    def replace(self, path: Path, node: Node) -> bool:
        """Put a node in a child's place; return whether that is possible.

        It is not inside an intrinsic function: the whole function has to be replaced.
        """
        plan = self.at(path[:-1]) if path else None
        index = child_index(plan, path[-1]) if plan else None
        if plan is None or index is None:
            return False
        plan.replaced[index] = node
        self._replaced.add(path)
        return True

    def insert(self, path: Path, anchor: int, piece: Piece) -> bool:
        """Put a new child behind the container's one of that index, -1 for the front.

        A key that is there, or planned, already is not put there twice.
        """
        plan = self.at(path)
        if plan is None:
            return False
        if piece.key and any(known.key == piece.key for known in pieces_of(plan)):
            return True
        plan.inserted.setdefault(anchor, []).append(piece)
        return True

    def edits(self) -> tuple[tuple[Edit, ...], tuple[Path, ...]]:
        """Return the edits, and the containers that hold what cannot be written.

        Where two insertions meet, the inner object's stands before what follows the outer one.
        """
        edits: list[Edit] = []
        unwritable: list[Path] = []
        for path in self._inner_first():
            plan = self._plans[path]
            if self._is_covered(path) or self._opened(path, plan) or self._emptied(path, plan):
                continue
            try:
                edits += plan_edits(self._source, self._style, plan)
            except NotWritableError:
                unwritable.append(path)
        return tuple(sorted(edits, key=lambda edit: edit.span)), tuple(unwritable)

    def _inner_first(self) -> Iterator[Path]:
        # An opened container adds to its parent's plan, which may be new.
        done: set[Path] = set()
        while todo := [path for path in self._plans if path not in done]:
            deepest = max(todo, key=len)
            done.add(deepest)
            yield deepest

    def _opened(self, path: Path, plan: Plan) -> bool:
        """Whether `{}` or `[]` in YAML became a block: its parent then holds the new value."""
        container, pieces = plan.container, tuple(pieces_of(plan))
        if self._style.is_json or not path or plan.deleted or not pieces:
            return False
        if isinstance(container, ArrayNode):
            items = tuple(piece.value for piece in pieces)
            return not container.items and self.replace(path, ArrayNode(_NOWHERE, items))
        return not container.entries and self.replace(path, object_of(pieces))

    def _emptied(self, path: Path, plan: Plan) -> bool:
        """Whether nothing is left of a container, so that its parent is what changes.

        A section goes with its last entity; a block becomes `{}` or `[]` behind its key.
        """
        container = plan.container
        is_empty = 0 < len(plan.deleted) == len(_children(container)) and not any(pieces_of(plan))
        if not is_empty or not path:
            return False
        if len(path) == 1 and path[0] in ENTITY_SECTIONS and path[0] != "Resources":
            return self.delete(path)
        empty = ArrayNode(_NOWHERE) if isinstance(container, ArrayNode) else ObjectNode(_NOWHERE)
        return not container.flow and self.replace(path, empty)

    def _is_covered(self, path: Path) -> bool:
        return any(path[:length] in self._replaced for length in range(1, len(path) + 1))

    def _owns(self, path: Path) -> bool:
        # A node that an alias or merge key brought in stands elsewhere: editing it there would
        # change every place that shares it.
        node: Node | None = self._root
        outer = self._root.span
        if outer.start == outer.end or self._shares_lines(self._root):
            return False
        for step in path:
            node = follow(node, (step,))
            if node is None or node.span not in outer or self._shares_lines(node):
                return False
            outer = node.span
        return True

    def _shares_lines(self, node: Node) -> bool:
        return self._may_share_lines and shares_lines(self._source, node)


def _children(container: ObjectNode | ArrayNode) -> Sequence[Entry | Node]:
    return container.items if isinstance(container, ArrayNode) else container.entries


def child_index(plan: Plan, step: str | int) -> int | None:
    """Return the index of a container's child in the text, None where it has none of its own."""
    if isinstance(plan.container, ArrayNode):
        return step if isinstance(step, int) and step < len(plan.container.items) else None
    for index in range(len(plan.container.entries) - 1, -1, -1):
        entry = plan.container.entries[index]
        if entry.key.text == step and entry.span in plan.container.span:
            return index
    return None


def anchor(plan: Plan, order: tuple[str, ...], key: str, names: Mapping[str, str]) -> int:
    """Return the child behind which a key goes: the nearest one before it in an order of keys."""
    last = len(plan.container.entries) - 1 if isinstance(plan.container, ObjectNode) else -1
    if key not in order:
        return last
    at = order.index(key)
    for before in reversed(order[:at]):
        index = child_index(plan, names.get(before, before))
        if index is not None:
            return index
    follows = any(child_index(plan, names.get(n, n)) is not None for n in order[at + 1 :])
    return -1 if follows else last


def object_of(pieces: Iterable[Piece]) -> ObjectNode:
    """Return an object of pieces, which has no place in a text yet."""
    entries = (Entry(ScalarNode(_NOWHERE, piece.key), piece.value) for piece in pieces)
    return ObjectNode(_NOWHERE, tuple(entries))


def pieces_of(plan: Plan) -> Iterator[Piece]:
    """Yield all new children of a plan."""
    return (piece for pieces in plan.inserted.values() for piece in pieces)
