"""Finds the secrets that a template spells out: whatever leaves the program masks them."""

import json
from collections.abc import Iterator

from analysis.secrets import PRIVATE_KEY, SECRET_NAME, is_pointer
from analysis.source import Source
from analysis.syntax import (
    ArrayNode,
    IntrinsicNode,
    Node,
    ObjectNode,
    ScalarKind,
    ScalarNode,
    children,
    text_of,
)
from analysis.template import Template

# Shorter values occur in other words, and would not keep anybody out.
_SHORTEST = 4
_SHORTEST_LINE_OF_KEY = 16
_LONGEST_JSON = 200_000
_ENTITIES_WITH_VALUES = ("Resources", "Mappings", "Metadata", "Outputs")


def secret_values(candidate: Template, reference: Template | None) -> tuple[str, ...]:
    """Return the secrets that the templates spell out, decided by where a value stands.

    They are what NoEcho parameters take, literal values of properties, keys, parameters and
    outputs whose names say so, and the lines of private keys; the longest first.
    """
    found: set[str] = set()
    for template in (candidate, reference):
        if template:
            found.update(_values_of(template))
    return tuple(sorted(found, key=lambda value: (-len(value), value)))


def _values_of(template: Template) -> Iterator[str]:
    source = template.reading.source
    for parameter in template.section("Parameters").values():
        is_hidden = text_of(parameter.attribute("NoEcho")) in ("true", "True")
        if is_hidden or SECRET_NAME.search(parameter.logical_id):
            yield from _spelled_out(parameter.attribute("Default"), source)
            allowed = parameter.attribute("AllowedValues")
            for item in allowed.items if is_hidden and isinstance(allowed, ArrayNode) else ():
                yield from _spelled_out(item, source)
    for output in template.section("Outputs").values():
        if SECRET_NAME.search(output.logical_id):
            yield from _spelled_out(output.attribute("Value"), source)
    for section in _ENTITIES_WITH_VALUES:
        node = template.root.child(section)
        if node:
            yield from _secrets_below(node, "", source)
    yield from _lines_of_keys(source.text)


def _lines_of_keys(text: str) -> Iterator[str]:
    """Yield the lines of private keys: an excerpt may begin or end in the middle of one."""
    for key in PRIVATE_KEY.finditer(text):
        lines = key[0].replace("\\n", "\n").splitlines()
        inner = (line.strip(" \t\"',>|") for line in lines if "PRIVATE KEY" not in line)
        yield from (line for line in inner if len(line) >= _SHORTEST_LINE_OF_KEY)


def _secrets_below(node: Node, name: str, source: Source) -> Iterator[str]:
    if SECRET_NAME.search(name):
        yield from _spelled_out(node, source)
    elif isinstance(node, ScalarNode):
        yield from _secrets_in_json(node.text) or ()
    for inner, child in _named_children(node, name):
        yield from _secrets_below(child, inner, source)
    if isinstance(node, ObjectNode):
        yield from _named_value(node, source)


def _named_children(node: Node, name: str) -> Iterator[tuple[str, Node]]:
    """Yield what stands below, by the name that says what it is."""
    match node:
        case ArrayNode():
            yield from ((name, item) for item in node.items)
        case IntrinsicNode(name="Fn::If", argument=ArrayNode() as choice):
            # Behind the condition stand the two values that the property may have.
            yield from ((name, item) for item in choice.items[1:])
        case IntrinsicNode():
            yield "", node.argument
        case _:
            yield from ((str(step), child) for step, child in children(node))


def _named_value(node: ObjectNode, source: Source) -> Iterator[str]:
    """Yield the value of `{Name: DB_PASSWORD, Value: …}`, as container definitions have it."""
    name = text_of(node.child("Name")) or text_of(node.child("Key")) or ""
    if SECRET_NAME.search(name):
        yield from _spelled_out(node.child("Value"), source)


def _spelled_out(node: Node | None, source: Source) -> Iterator[str]:
    if isinstance(node, IntrinsicNode) and node.name == "Fn::Sub":
        # A text without a variable is all there is of it.
        node = node.argument if "${" not in (text_of(node.argument) or "${") else None
    if not isinstance(node, ScalarNode) or node.kind not in (
        ScalarKind.STRING,
        ScalarKind.NUMBER,
    ):
        return
    inside = _secrets_in_json(node.text)
    if inside is not None:
        yield from inside
        return
    # As the file writes it, too: an excerpt shows escapes.
    written = source.slice(node.span).strip("'\"")
    for value in {node.text, written}:
        if _is_secret(value):
            yield value


def _is_secret(value: str) -> bool:
    return len(value.strip()) >= _SHORTEST and not is_pointer(value)


def _secrets_in_json(text: str) -> list[str] | None:
    """Return the secrets of a JSON object in a string, None if it is none."""
    if len(text) > _LONGEST_JSON or not text.lstrip().startswith("{"):
        return None
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    found: list[str] = []
    waiting: list[object] = [data]
    while waiting:
        match waiting.pop():
            case dict() as members:
                waiting += members.values()
                found += (
                    value
                    for key, value in members.items()
                    if isinstance(value, str) and SECRET_NAME.search(key) and _is_secret(value)
                )
            case list() as items:
                waiting += items
    return found
