"""What must hold of the spans of every tree."""

import json

from analysis.source import Source
from analysis.syntax import (
    ArrayNode,
    IntrinsicNode,
    Node,
    ObjectNode,
    ScalarNode,
    ScalarStyle,
    UnreadableNode,
    walk,
)

_STARTS = {
    ScalarStyle.DOUBLE: '"',
    ScalarStyle.SINGLE: "'",
    ScalarStyle.LITERAL: "|",
    ScalarStyle.FOLDED: ">",
}


def assert_spans_are_exact(source: Source, root: Node) -> None:
    """Fail unless every node's span is its own text and lies inside its parent's."""
    for _, node in walk(root):
        assert 0 <= node.span.start <= node.span.end <= len(source.text)
        match node:
            case ScalarNode():
                _assert_scalar(source, node)
            case ObjectNode():
                for entry in node.entries:
                    assert entry.key.span in node.span
                    assert entry.value.span in node.span
                    _assert_scalar(source, entry.key)
                    assert entry.key.span.end <= entry.value.span.start
                if node.flow and len(node.entries) > 1:
                    opening = source.slice(node.span)[:1]
                    assert opening == "{" or node.entries[0].key.span.start == node.span.start
            case ArrayNode():
                assert all(item.span in node.span for item in node.items)
            case IntrinsicNode():
                assert node.name_span in node.span
                assert node.argument.span in node.span
                assert node.name.removeprefix("Fn::") in source.slice(node.name_span)
            case UnreadableNode():
                pass


def _assert_scalar(source: Source, node: ScalarNode) -> None:
    text = source.slice(node.span)
    assert text == text.rstrip("\r\n")
    if not text.isprintable() or "\\" in text:
        return
    if node.style in _STARTS:
        assert text.startswith(_STARTS[node.style])
    if node.style is ScalarStyle.PLAIN:
        assert text == node.text
    if node.style is ScalarStyle.SINGLE and text.endswith("'"):
        assert text == "'" + node.text.replace("'", "''") + "'"
    if node.style is ScalarStyle.DOUBLE and text.endswith('"'):
        assert text == json.dumps(node.text, ensure_ascii=False)
