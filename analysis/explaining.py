"""Explains what stands at a place of a template: a type, a property, an entity that is named."""

import re
from collections.abc import Iterable, Iterator

from analysis import schemas
from analysis.findings import Link
from analysis.review import Explanation
from analysis.schemas import Shape
from analysis.syntax import (
    ArrayNode,
    Node,
    ObjectNode,
    Path,
    ScalarNode,
    plain,
    text_of,
)
from analysis.template import Entity, Resource, Template
from analysis.uses import Use, target_section

_LONGEST = 320
_VALUES = 12
_ANY_TYPE = 5
_PROPERTIES = "Properties"
_MARKDOWN_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_EMPHASIS = re.compile(r"(?<![\w:/*])\*(\w[^*\n]{0,80}\w)\*(?![\w*])")
_MARKS = re.compile(r"``?|\*\*|(?<=\s)[*+](?=\s)")
_SAYS_NOTHING = re.compile(r"Resource (?:[Tt]ype definition|[Ss]chema) ")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")
_PARAMETER_FACTS = ("Type", "Default", "AllowedValues", "AllowedPattern")


def explain(template: Template, uses: Iterable[Use], offset: int) -> Explanation | None:
    """Return what is known of the name or value at a code point, None where that is nothing."""
    use = next((one for one in uses if one.span.start <= offset <= one.span.end), None)
    if use is not None:
        section = target_section(template, use)
        return _of_entity(template.section(section)[use.target]) if section else None
    path = _path_at(template.root, offset)
    match path:
        case ("Resources", str(name), *rest) if name in template.resources:
            return _of_resource(template.resources[name].type, tuple(rest))
        case ("Parameters", str(name)) if name in template.section("Parameters"):
            return _of_entity(template.section("Parameters")[name])
    return None


def _path_at(node: Node, offset: int) -> Path:
    """Return the path of the innermost key or value at an offset, as far as objects reach."""
    match node:
        case ObjectNode():
            for entry in node.entries:
                if entry.key.span.start <= offset <= entry.key.span.end:
                    return (entry.name,)
                if entry.value.span.start <= offset <= entry.value.span.end:
                    return (entry.name, *_path_at(entry.value, offset))
        case ArrayNode():
            for index, item in enumerate(node.items):
                if item.span.start <= offset <= item.span.end:
                    return (index, *_path_at(item, offset))
    return ()


def _of_entity(entity: Entity) -> Explanation | None:
    if isinstance(entity, Resource):
        about = _of_type(entity.type)
        return Explanation(
            f"{entity.logical_id} · {entity.type}",
            about.facts if about else (),
            about.text if about else "",
            about.link if about else None,
        )
    kind = entity.section.removesuffix("s")
    facts = tuple(_parameter_facts(entity)) if entity.section == "Parameters" else ()
    text = text_of(entity.attribute("Description")) or ""
    return Explanation(f"{kind} {entity.logical_id}", facts, _cut(text))


def _parameter_facts(entity: Entity) -> Iterator[str]:
    is_secret = (text_of(entity.attribute("NoEcho")) or "").lower() == "true"
    for name in _PARAMETER_FACTS:
        match entity.attribute(name):
            case ScalarNode(text=text) if not (is_secret and name == "Default"):
                yield f"{name}: {_cut(text)}"
            case ArrayNode() as values:
                yield f"{name}: {_listed([str(plain(item)) for item in values.items])}"


def _of_resource(resource_type: str, path: Path) -> Explanation | None:
    # Of a custom resource's properties only its own code knows.
    match path:
        case () | ("Type",):
            return _of_type(resource_type)
        case ("Properties", str(), *_) if not resource_type.startswith("Custom::"):
            return _of_property(resource_type, path[1:])
    return None


def _of_type(resource_type: str) -> Explanation | None:
    shape = schemas.shape(resource_type)
    if shape is None:
        return None
    facts = []
    if shape.required:
        facts.append(f"Required: {_listed(sorted(shape.required))}")
    if schemas.is_stateful(resource_type):
        facts.append("Holds data, which replacing or deleting it can lose.")
    if not schemas.has_update_handler(resource_type):
        facts.append("Every change replaces the resource.")
    return Explanation(
        resource_type,
        tuple(facts),
        _words(shape.description, resource_type),
        _link(resource_type, schemas.resource_url(resource_type)),
    )


def _of_property(resource_type: str, path: Path) -> Explanation | None:
    # A function's own keys are no properties: what holds the function is explained.
    shape = schemas.at_path(resource_type, path)
    if shape is None:
        return None
    names = tuple(str(step) for step in path if isinstance(step, str))
    title = ".".join((resource_type.rpartition("::")[2], *names))
    return Explanation(
        title,
        tuple(_property_facts(resource_type, path, names, shape)),
        _words(shape.description, resource_type),
        _link(title, schemas.property_url(resource_type, names[0])),
    )


def _property_facts(
    resource_type: str,
    path: Path,
    names: tuple[str, ...],
    shape: Shape,
) -> Iterator[str]:
    above = schemas.at_path(resource_type, path[:-1])
    if above and names and path[-1] in above.required:
        yield "Required."
    if 0 < len(shape.types) < _ANY_TYPE:
        yield f"Type: {' or '.join(sorted(shape.types))}"
    if shape.enum:
        yield f"Allowed: {_listed(shape.enum)}"
    if not schemas.has_update_handler(resource_type) or _is_in(
        names, schemas.create_only(resource_type)
    ):
        yield "A change replaces the resource."
    elif _is_in(names, schemas.conditional_create_only(resource_type)):
        yield "A change may replace the resource."
    if _is_in(names, schemas.read_only(resource_type)):
        yield "Only AWS sets it."


def _is_in(names: tuple[str, ...], pointers: Iterable[tuple[str, ...]]) -> bool:
    """Whether one of the pointers leads to a property or to what holds it."""
    steps = (tuple(step for step in pointer if step != "*") for pointer in pointers)
    return any(names[: len(pointer)] == pointer for pointer in steps)


def _link(title: str, url: str) -> Link | None:
    return Link(title, url) if url else None


def _words(description: str, resource_type: str) -> str:
    """Return a schema's words without marks, cut after a sentence; none that only name the type."""
    unlinked = _MARKDOWN_LINK.sub(r"\1", description)
    plain_words = _EMPHASIS.sub(r"\1", _MARKS.sub("", unlinked))
    text = " ".join(plain_words.split())
    return "" if _SAYS_NOTHING.match(text) or text == resource_type else _cut(text)


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    ends = [found.start() for found in _SENTENCE_END.finditer(text, 0, _LONGEST)]
    return text[: ends[-1]] if ends else f"{text[:_LONGEST].rstrip()} …"


def _listed(values: Iterable[str]) -> str:
    every = list(values)
    more = len(every) - _VALUES
    shown = ", ".join(_cut(value) for value in every[:_VALUES])
    return f"{shown} and {more} more" if more > 0 else shown
