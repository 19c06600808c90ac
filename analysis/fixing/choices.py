"""Values that could stand in another's place, the likeliest first."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from analysis.schemas import (
    Shape,
    at_path,
    engine_versions,
    enum_values,
    property_names,
    runtime,
)
from analysis.syntax import ArrayNode, Node, ObjectNode, Path, ScalarNode, follow, text_of
from analysis.template import Resource, Template

MOST = 4
_ALIKE = 0.6
_MISSPELT = 0.8
_COMPLETE = re.compile(r"is not one of \[(?P<names>'[^']*'(, '[^']*')*)\]")
PROPERTIES = 3
"""How many steps lead to a property: section, logical ID, Properties."""


def of_runtime(name: str) -> tuple[str, ...]:
    """Return a deprecated runtime's successors, the nearest first."""
    found: list[str] = []
    known = runtime(name)
    while known and known.successor and known.successor not in (*found, name):
        found.append(known.successor)
        known = runtime(known.successor)
    return tuple(found)


def of_engine_version(resource: Resource) -> tuple[str, ...]:
    """Return versions of a database's engine that can be created: the same line's newest first."""
    engine, version = (text_of(resource.property(n)) or "" for n in ("Engine", "EngineVersion"))
    # A plain version stands before a build of it.
    known = [one for one in engine_versions(resource.type, engine) if "-" not in one]
    steps = version.split(".")
    found: list[str] = []
    for length in range(len(steps), 0, -1):
        line = steps[:length]
        found += [one for one in known if one.split(".")[:length] == line][-1:]
    found += known[-1:]
    return tuple(dict.fromkeys(one for one in found if one != version))


def of_enum(template: Template, path: Path, message: str, value: str) -> tuple[str, ...]:
    """Return the values that the schema, or else cfn-lint's message, allows at a path."""
    resource = resource_at(template, path)
    allowed = enum_values(resource.type, path[PROPERTIES:]) if resource else ()
    return alike(value, allowed or _listed(message), most=MOST)


def of_name(template: Template, message: str, value: str, owner: str) -> tuple[str, ...]:
    """Return names of the template, but the one that uses it, that resemble one it lacks."""
    known = _listed(message) or (*template.section("Parameters"), *template.resources)
    return alike(value, (one for one in known if one != owner), likeness=_ALIKE)


def of_property(template: Template, path: Path) -> tuple[str, ...]:
    """Return the properties that resemble the one at a path, which its object does not know."""
    resource = resource_at(template, path)
    if resource is None or len(path) <= PROPERTIES:
        return ()
    holder = path[PROPERTIES:-1]
    value = follow(template.root, path)
    known = [
        name
        for name in property_names(resource.type, holder)
        if _takes(at_path(resource.type, (*holder, name)), value)
    ]
    return alike(str(path[-1]), known, likeness=_MISSPELT)


def _takes(shape: Shape | None, value: Node | None) -> bool:
    """Whether a value is of a type that is allowed; what a function gives is not known."""
    if shape is None or not shape.types:
        return True
    match value:
        case ObjectNode():
            is_known = all(shape.below(name) for name in value.names)
            is_open = not any(part.get("properties") for part in shape.parts)
            fits = is_open or (is_known and shape.required <= set(value.names))
            return "object" in shape.types and fits
        case ArrayNode():
            return "array" in shape.types
        case ScalarNode():
            return not shape.types <= {"object", "array"}
        case _:
            return True


def resource_at(template: Template, path: Path) -> Resource | None:
    """Return the resource that a path leads into."""
    inside = path[:1] == ("Resources",) and len(path) > 1
    return template.resources.get(str(path[1])) if inside else None


def alike(
    value: str, known: Iterable[str], *, likeness: float = 0.0, most: int = 3
) -> tuple[str, ...]:
    """Return the names that resemble a value most, at least so far."""
    rated = ((_likeness(value, one), one) for one in known if one != value)
    found = sorted((one for one in rated if one[0] >= likeness), key=lambda one: -one[0])
    return tuple(name for _, name in found[:most])


def _likeness(value: str, other: str) -> float:
    return SequenceMatcher(None, value.lower(), other.lower()).ratio()


def _listed(message: str) -> tuple[str, ...]:
    found = _COMPLETE.search(message)
    return tuple(re.findall(r"'([^']*)'", found["names"])) if found else ()
