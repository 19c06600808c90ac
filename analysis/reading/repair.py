"""The form of a broken template that strict parsers take, with the way back to the source."""

import json

import yaml

from analysis.edits import overlapping
from analysis.reading.guard import LimitError
from analysis.reading.markdown import unquoted
from analysis.reading.projection import Projection, Segment, project_edits
from analysis.reading.reading import Reading
from analysis.reading.yaml_composer import compose
from analysis.source import Span
from analysis.syntax import (
    ArrayNode,
    IntrinsicNode,
    Node,
    ObjectNode,
    ScalarKind,
    ScalarNode,
    UnreadableNode,
)

__all__ = ("Projection", "project", "repaired")


def repaired(reading: Reading) -> str:
    """Return the template of a reading in a form that a strict parser takes."""
    return project(reading).text


def project(reading: Reading) -> Projection:
    """Return the template of a reading in a form that a strict parser takes, with the way back.

    It is the source's own text, with all repairs made. Where a repair is not known, the tree is
    written anew as JSON instead, without what could not be read.
    """
    region = reading.region
    edits = [edit for problem in reading.problems for edit in problem.repair if edit.span in region]
    inside = all(problem.repair for problem in reading.problems)
    if inside and not overlapping(edits):
        projection = project_edits(unquoted(reading.source.text, region), region.start, edits)
        if not edits or _is_strict(projection.text, reading.syntax):
            return projection
    return _written(reading.root)


def _is_strict(text: str, syntax: str) -> bool:
    try:
        if syntax == "yaml":
            compose(text)
        else:
            json.loads(text)
    except (ValueError, RecursionError, yaml.YAMLError, LimitError):
        return False
    return True


class _Writer:
    """Writes a tree as JSON, one entry a line, and notes where each piece comes from."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._segments: list[Segment] = []
        self._length = 0

    def projection(self) -> Projection:
        """Return what was written."""
        return Projection("".join(self._pieces), tuple(self._segments))

    def write(self, node: Node) -> None:
        """Write a node."""
        match node:
            case ScalarNode():
                self._piece(_scalar(node), node.span)
            case ArrayNode():
                readable = [item for item in node.items if _is_readable(item)]
                self._piece("[", node.span)
                for number, item in enumerate(readable):
                    self._piece(",\n" if number else "\n", item.span)
                    self.write(item)
                self._piece("]", Span(node.span.end, node.span.end))
            case IntrinsicNode():
                self._piece(f'{{"{node.name}": ', node.name_span)
                self.write(_list_form(node))
                self._piece("}", Span(node.span.end, node.span.end))
            case ObjectNode():
                self._object(node)
            case UnreadableNode():
                self._piece("null", node.span)

    def _object(self, node: ObjectNode) -> None:
        last = {entry.name: entry for entry in node.entries}
        self._piece("{", node.span)
        readable = [entry for entry in last.values() if _is_readable(entry.value)]
        for number, entry in enumerate(readable):
            self._piece(",\n" if number else "\n", entry.key.span)
            self._piece(f"{json.dumps(entry.name, ensure_ascii=False)}: ", entry.key.span)
            self.write(entry.value)
        self._piece("}", Span(node.span.end, node.span.end))

    def _piece(self, text: str, span: Span) -> None:
        self._segments.append(Segment(self._length, span.start, is_copy=False))
        self._pieces.append(text)
        self._length += len(text)


def _written(root: ObjectNode) -> Projection:
    writer = _Writer()
    writer.write(root)
    return writer.projection()


def _is_readable(node: Node) -> bool:
    if isinstance(node, IntrinsicNode):
        return _is_readable(node.argument)
    return not isinstance(node, UnreadableNode)


def _scalar(node: ScalarNode) -> str:
    match node.kind:
        case ScalarKind.STRING:
            return json.dumps(node.text, ensure_ascii=False)
        case ScalarKind.NULL:
            return "null"
        case ScalarKind.BOOLEAN:
            return node.text.lower()
        case ScalarKind.NUMBER:
            return node.text


def _list_form(node: IntrinsicNode) -> Node:
    argument = node.argument
    if node.name != "Fn::GetAtt" or not isinstance(argument, ScalarNode):
        return argument
    # JSON has only the list form of GetAtt.
    parts = (ScalarNode(argument.span, part) for part in argument.text.split(".", 1))
    return ArrayNode(argument.span, tuple(parts))
