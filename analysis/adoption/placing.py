"""Edits that insert, replace and delete children of an object or list in its own syntax."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from analysis.adoption.plan import Piece, Plan, end_of, merged, paired
from analysis.adoption.scalars import flow_key, json_text
from analysis.adoption.style import Style, column, indentation
from analysis.adoption.writing import (
    INLINE_WIDTH,
    flow,
    write_json,
    write_yaml,
    write_yaml_entry,
    write_yaml_item,
)
from analysis.edits import Edit
from analysis.source import Source, Span
from analysis.syntax import (
    ArrayNode,
    Entry,
    IntrinsicNode,
    Node,
    ObjectNode,
    ScalarNode,
    ScalarStyle,
)

_LITERAL = re.compile(r" (!\w+ )?[|>]")


def plan_edits(source: Source, style: Style, plan: Plan) -> tuple[Edit, ...]:
    """Return the edits that carry a plan out.

    Raises NotWritableError where a piece holds a stretch that could not be read.
    """
    found = _edits(source, style, plan)
    return tuple(Edit(edit.span, _in_style(_ended(source, edit), style)) for edit in found)


def _edits(source: Source, style: Style, plan: Plan) -> Iterator[Edit]:
    place = _Flow if plan.container.flow else _Block
    return place(source, style, paired(plan)).edits()


def _ended(source: Source, edit: Edit) -> str:
    # The last line of a literal block is part of its value only with the newline behind it.
    at_end = edit.span.end == len(source.text)
    return edit.text + "\n" if at_end and "|\n" in edit.text else edit.text


def _in_style(text: str, style: Style) -> str:
    return text.replace("\n", style.newline) if style.newline != "\n" else text


def _children(container: ObjectNode | ArrayNode) -> Sequence[Entry | Node]:
    return container.entries if isinstance(container, ObjectNode) else container.items


def _value(child: Entry | Node) -> Node:
    return child.value if isinstance(child, Entry) else child


class _Place:
    """What flow and block containers have in common: which children stay, in which order."""

    def __init__(self, source: Source, style: Style, plan: Plan) -> None:
        self._source = source
        self._style = style.under(plan.key)
        self._container = plan.container
        self._plan = plan
        self._children = _children(plan.container)
        self._kept = [i for i in range(len(self._children)) if i not in plan.deleted]
        self._inserted = self._anchored()

    def edits(self) -> Iterator[Edit]:
        """Yield the edits that carry the plan out."""
        if not self._kept:
            yield self._all_new()
            return
        for index, node in self._plan.replaced.items():
            if index in self._kept:
                yield from self._changed(index, node)
        for anchor, pieces in self._inserted.items():
            yield self._insertion(anchor, pieces)
        for first, last in self._deleted_runs():
            yield Edit(self._deletion(first, last), "")

    def _anchored(self) -> dict[int, list[Piece]]:
        # A piece whose anchor goes away follows the nearest child before it that stays.
        anchored: dict[int, list[Piece]] = {}
        for anchor, pieces in sorted(self._plan.inserted.items()):
            stays = max((i for i in self._kept if i <= anchor), default=-1)
            anchored.setdefault(stays, []).extend(pieces)
        return anchored

    def _start(self, index: int) -> int:
        return self._children[index].span.start

    def _end(self, index: int) -> int:
        child = self._children[index]
        if isinstance(child, Entry):
            return max(child.key.span.end, end_of(child.value))
        return end_of(child)

    def _changed(self, index: int, node: Node) -> Iterator[Edit]:
        """Yield edits that put a node in a child's place: of what is unlike, if that is in part."""
        child = self._children[index]
        old, key = _value(child), child.name if isinstance(child, Entry) else self._plan.key
        # What an alias brought in stands elsewhere.
        is_own = old.span in self._container.span
        inner = merged(self._source, old, node, key) if is_own else None
        if inner:
            yield from _edits(self._source, self._style, inner)
        else:
            yield from self._replacement(index, node)

    def _all_new(self) -> Edit:
        """Return the edit of a container that keeps none of its children."""
        raise NotImplementedError

    def _replacement(self, index: int, node: Node) -> Iterator[Edit]:
        raise NotImplementedError

    def _insertion(self, anchor: int, pieces: Sequence[Piece]) -> Edit:
        raise NotImplementedError

    def _deletion(self, first: int, last: int) -> Span:
        raise NotImplementedError

    def _deleted_runs(self) -> Iterator[tuple[int, int]]:
        for index in sorted(self._plan.deleted):
            if index - 1 not in self._plan.deleted:
                last = index
                while last + 1 in self._plan.deleted:
                    last += 1
                yield index, last

    def _blank(self) -> str:
        """Return the blank line that mostly parts the children, empty where none does."""
        pairs = pairwise(range(len(self._children)))
        parted = [self._is_parted(self._end(one), self._start(other)) for one, other in pairs]
        return "\n" if sum(parted) * 2 > len(parted) else ""

    def _is_parted(self, end: int, start: int) -> bool:
        between = self._source.text[end:start]
        return any(not line.strip() for line in between.split("\n")[1:-1])

    def _all_pieces(self) -> list[Piece]:
        return [piece for pieces in self._inserted.values() for piece in pieces]


class _Flow(_Place):
    """JSON, and YAML in brackets: children stand between commas."""

    def __init__(self, source: Source, style: Style, plan: Plan) -> None:
        super().__init__(source, style, plan)
        self._are_inline = self._siblings_are_inline()

    def _replacement(self, index: int, node: Node) -> Iterator[Edit]:
        old = _value(self._children[index])
        indent = indentation(self._source, old.span.start)
        inline = not isinstance(old, ScalarNode) and _one_line(self._source, old.span)
        yield Edit(old.span, self._write(node, self._style.like(old), indent, inline=inline))

    def _write(self, node: Node, style: Style, indent: int, *, inline: bool) -> str:
        """Return a node on one line, if it is to be short and is so, or has to be."""
        if not style.is_json:
            return flow(node, style)
        one_line = flow(node, style) if inline else ""
        fits = one_line and len(one_line) + indent <= INLINE_WIDTH
        return one_line if fits else write_json(node, style, indent)

    def _siblings_are_inline(self) -> bool:
        """Whether there are objects or lists beside a new one, and all stand on one line."""
        values = (_value(child) for child in self._children)
        spans = [one.span for one in values if isinstance(one, ObjectNode | ArrayNode)]
        return bool(spans) and all(_one_line(self._source, span) for span in spans)

    def _written(self, piece: Piece, indent: int) -> str:
        if not isinstance(self._container, ObjectNode):
            return self._write(piece.value, self._style, indent, inline=self._are_inline)
        style = self._style.under(piece.key)
        key = json_text(piece.key) if style.is_json else flow_key(piece.key, style)
        return f"{key}: {self._write(piece.value, style, indent, inline=self._are_inline)}"

    def _insertion(self, anchor: int, pieces: Sequence[Piece]) -> Edit:
        beside = self._start(max(anchor, self._kept[0]))
        own_line = self._begins_line(beside)
        indent = indentation(self._source, beside)
        between = self._blank() + "\n" + " " * indent if own_line else " "
        written = [self._written(piece, indent) for piece in pieces]
        if anchor < 0:
            return Edit(Span(beside, beside), "".join(f"{one},{between}" for one in written))
        after = self._end(anchor)
        return Edit(Span(after, after), "".join(f",{between}{one}" for one in written))

    def _deletion(self, first: int, last: int) -> Span:
        after = next((i for i in self._kept if i > last), None)
        if after is not None:
            return Span(self._start(first), self._start(after))
        before = max(i for i in self._kept if i < first)
        return Span(self._end(before), self._end(last))

    def _all_new(self) -> Edit:
        span = self._container.span
        inside = Span(span.start + 1, span.end - 1)
        pieces = self._all_pieces()
        if not pieces:
            return Edit(inside, "")
        indent = indentation(self._source, span.start)
        if not self._style.is_json:
            gap = self._style.object_gap if isinstance(self._container, ObjectNode) else ""
            written = ", ".join(self._written(piece, indent) for piece in pieces)
            return Edit(inside, f"{gap}{written}{gap}")
        deeper = indent + self._style.width
        lines = ",\n".join(" " * deeper + self._written(piece, deeper) for piece in pieces)
        return Edit(inside, f"\n{lines}\n{' ' * indent}")

    def _begins_line(self, offset: int) -> bool:
        return column(self._source, offset) == indentation(self._source, offset)


class _Block(_Place):
    """Block YAML: children stand on lines of their own."""

    @property
    def _indent(self) -> int:
        """The column of the keys or dashes."""
        if isinstance(self._container, ObjectNode):
            return column(self._source, self._start(0))
        return column(self._source, self._dash(0))

    def _dash(self, index: int) -> int:
        return self._source.text.rindex("-", 0, self._start(index))

    def _begin(self, index: int) -> int:
        return self._start(index) if isinstance(self._container, ObjectNode) else self._dash(index)

    def _written(self, piece: Piece, indent: int) -> str:
        if isinstance(self._container, ObjectNode):
            return write_yaml_entry(piece.key, piece.value, self._style, indent)
        return "-" + write_yaml_item(piece.value, self._style, indent)

    def _insertion(self, anchor: int, pieces: Sequence[Piece]) -> Edit:
        indent = self._indent
        written = [self._written(piece, indent) for piece in pieces]
        margin = self._blank() + "\n" + " " * indent
        if anchor < 0:
            front = self._above_comments(self._begin(self._kept[0]))
            return Edit(Span(front, front), "".join(one + margin for one in written))
        at = self._below_comments(self._end(anchor))
        return Edit(Span(at, at), "".join(margin + one for one in written))

    def _above_comments(self, begin: int) -> int:
        """Return where the comments begin that stand directly above a child."""
        source, indent = self._source, self._indent
        number = source.line(begin)
        if column(source, begin) != indentation(source, begin):
            return begin
        while number > 1 and self._is_comment(number - 1, indent):
            number -= 1
        return source.line_span(number).start + indent

    def _below_comments(self, end: int) -> int:
        """Return the end of the line, or of the comments below that are indented as a child is."""
        number = self._source.line(end)
        while number < self._source.line_count and self._is_comment(number + 1):
            number += 1
        return self._source.line_span(number).end

    def _is_comment(self, number: int, indent: int = -1) -> bool:
        """Whether a line is a comment of that indentation, by default of one inside a child."""
        line = self._source.line_text(number)
        width = len(line) - len(line.lstrip(" "))
        fits = width == indent if indent >= 0 else width > self._indent
        return fits and line[width : width + 1] == "#"

    def _replacement(self, index: int, node: Node) -> Iterator[Edit]:
        child = self._children[index]
        if isinstance(child, Entry):
            old, after = child.value, self._source.text.index(":", child.key.span.end) + 1
            style = self._style.under(child.name).like(old)
            text = write_yaml(node, style, self._indent)
        else:
            old, after = child, self._dash(index) + 1
            text = write_yaml_item(node, self._style.like(old), self._indent)
        # An unknown tag stands before its value's span and goes with it.
        between = self._source.text[after : old.span.start]
        if not between.strip() and _is_inline(self._source, old) and re.fullmatch(r" .*", text):
            yield Edit(old.span, text[1:])
        elif _is_comment(between) and isinstance(child, Entry) and not _LITERAL.match(text):
            yield from self._behind_comments(after, old, text)
        else:
            yield Edit(Span(after, max(after, end_of(old))), text)

    def _behind_comments(self, after: int, old: Node, text: str) -> Iterator[Edit]:
        """Yield edits of a value that leave the comments between it and its key."""
        above = self._source.line_span(self._source.line(old.span.start) - 1).end
        whole = Span(above, max(above, end_of(old)))
        if text.startswith("\n"):
            yield Edit(whole, text)
            return
        yield Edit(Span(after, after), text)
        yield Edit(whole, "")

    def _deletion(self, first: int, last: int) -> Span:
        begin = self._begin(first)
        after = next((i for i in self._kept if i > last), None)
        if column(self._source, begin) != indentation(self._source, begin) and after is not None:
            # The first key of a list item shares its line with the dash, which stays.
            return Span(begin, self._begin(after))
        line_start = begin - column(self._source, begin)
        line_end = self._line_end(self._end(last))
        # The line end before goes, not the one behind: new text may be put at the latter.
        previous = self._source.line(begin) - 1
        following = self._source.line(line_end) + 1
        if previous and self._is_blank(previous) and self._is_blank(following):
            previous -= 1
        if previous:
            return Span(self._source.line_span(previous).end, line_end)
        return Span(line_start, self._source.line_span(following).start)

    def _is_blank(self, number: int) -> bool:
        """Whether a line is blank or behind the last one."""
        return number > self._source.line_count or not self._source.line_text(number).strip()

    def _line_end(self, offset: int) -> int:
        return self._source.line_span(self._source.line(offset)).end

    def _all_new(self) -> Edit:
        span = Span(self._begin(0), self._end(len(self._children) - 1))
        pieces = self._all_pieces()
        if not pieces:
            return Edit(span, "{}" if isinstance(self._container, ObjectNode) else "[]")
        indent = self._indent
        margin = "\n" + " " * indent
        return Edit(span, margin.join(self._written(piece, indent) for piece in pieces))


def _is_comment(text: str) -> bool:
    """Whether there are comments in what stands between a key and its value, and nothing else."""
    lines = [line.strip() for line in text.split("\n")]
    return any(lines) and all(line.startswith("#") for line in lines if line) and not lines[-1]


def _is_inline(source: Source, node: Node) -> bool:
    if isinstance(node, ScalarNode):
        is_block = node.style in (ScalarStyle.LITERAL, ScalarStyle.FOLDED)
        is_absent = node.span.start == node.span.end
        return not is_block and not is_absent and _one_line(source, node.span)
    return (
        isinstance(node, ObjectNode | ArrayNode | IntrinsicNode)
        and _one_line(source, Span(node.span.start, end_of(node)))
        and (
            node.flow
            or (
                isinstance(node, IntrinsicNode) and node.short and _is_inline(source, node.argument)
            )
        )
    )


def _one_line(source: Source, span: Span) -> bool:
    return source.line(span.start) == source.line(span.end)
