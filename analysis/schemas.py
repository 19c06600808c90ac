"""The resource schemas and tables that ship with cfn-lint, read without importing cfn-lint."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

Schema = Mapping[str, Any]

_PROVIDERS = ("us-east-1", "sam")
_EMPTY: Schema = {}
_DOCUMENTATION = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/"
_POINTER = "/properties/"
_ENGINES = {
    "AWS::RDS::DBCluster": "aws_rds_dbcluster",
    "AWS::RDS::DBInstance": "aws_rds_dbinstance",
}
_VERSION_STEP = re.compile(r"\d+|[a-z]+")


@dataclass(frozen=True, slots=True)
class Runtime:
    """The life of a Lambda runtime; dates are ISO dates, empty where none is set."""

    name: str
    deprecated: str
    create_block: str
    update_block: str
    successor: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What a schema says of one value: `types` are JSON types, empty where it names none."""

    document: Schema
    parts: tuple[Schema, ...]
    types: frozenset[str]
    is_unordered: bool
    _below: dict[str, "Shape | None"] = field(default_factory=dict, compare=False, repr=False)

    def below(self, name: str) -> "Shape | None":
        """Return what it says of a property, of a list's items for `*`, None where nothing."""
        if name not in self._below:
            found = _part_below(self, name)
            self._below[name] = _build_shape(self.document, found) if found else None
        return self._below[name]

    @property
    def is_list(self) -> bool:
        """Whether only a list is allowed, so that a single value stands for a list of one."""
        return self.types == {"array"}

    @property
    def enum(self) -> tuple[str, ...]:
        """List the values that are allowed, none where any is."""
        values = (value for part in self.parts for value in part.get("enum", ()))
        return tuple(dict.fromkeys(str(value) for value in values))

    @property
    def required(self) -> frozenset[str]:
        """Name the properties that must be there."""
        return frozenset(self.parts[0].get("required", ()))

    @property
    def description(self) -> str:
        """Give the schema's own words, often none."""
        return next((str(part["description"]) for part in self.parts if "description" in part), "")


def _build_shape(document: Schema, part: Schema) -> Shape:
    resolved = _resolve(document, part)
    parts = [resolved]
    for key in ("anyOf", "oneOf", "allOf"):
        parts += (_resolve(document, choice) for choice in resolved.get(key, ()))
    if part is not resolved:
        # What stands beside a `$ref` (a description, say) counts too.
        parts.append(part)
    return Shape(
        document,
        tuple(parts),
        frozenset(name for one in parts for name in _names(one.get("type"))),
        any(one.get("insertionOrder") is False for one in parts),
    )


def _part_below(above: Shape, name: str) -> Schema | None:
    for part in above.parts:
        if name == "*":
            found = part.get("items")
        else:
            patterns = part.get("patternProperties", _EMPTY)
            found = part.get("properties", _EMPTY).get(name) or next(iter(patterns.values()), None)
        if isinstance(found, dict):
            return found
    return None


def shape(resource_type: str) -> Shape | None:
    """Return what is known of a resource type's properties, None for an unknown type."""
    schema = _schema(resource_type)
    return _shape(resource_type) if schema else None


@cache
def _shape(resource_type: str) -> Shape:
    return _build_shape(_schema(resource_type), _schema(resource_type))


def at_path(resource_type: str, path: tuple[str | int, ...]) -> Shape | None:
    """Return what is known at a path below Properties; list items are any step but a name."""
    found = shape(resource_type)
    for step in path:
        if found is None:
            return None
        is_item = isinstance(step, int) or step == "*" or (found.is_list and "=" in step)
        found = found.below("*" if is_item else str(step))
    return found


def is_known(resource_type: str) -> bool:
    """Return whether there is a schema of the type."""
    return bool(_schema(resource_type))


def create_only(resource_type: str) -> tuple[tuple[str, ...], ...]:
    """Return the paths of properties that can only be set when the resource is created."""
    return _pointers(resource_type, "createOnlyProperties")


def conditional_create_only(resource_type: str) -> tuple[tuple[str, ...], ...]:
    """Return the paths of properties whose change replaces the resource in some cases."""
    return _pointers(resource_type, "conditionalCreateOnlyProperties")


def read_only(resource_type: str) -> tuple[tuple[str, ...], ...]:
    """Return the paths of properties that only AWS sets."""
    return _pointers(resource_type, "readOnlyProperties")


def has_update_handler(resource_type: str) -> bool:
    """Return whether the type can be updated at all; unknown types are taken to be."""
    handlers = _schema(resource_type).get("handlers")
    return not handlers or "update" in handlers


def replacement_strategy(resource_type: str) -> str:
    """Return `create_then_delete` or `delete_then_create`: what a replacement does first."""
    return str(_schema(resource_type).get("replacementStrategy", "create_then_delete"))


def insertion_order_false(resource_type: str, path: tuple[str | int, ...]) -> bool:
    """Return whether the order of the list at a path below Properties does not count."""
    found = at_path(resource_type, path)
    return found is not None and found.is_unordered


def required(resource_type: str) -> frozenset[str]:
    """Return the properties that a resource of the type must have."""
    found = shape(resource_type)
    return found.required if found else frozenset()


def enum_values(resource_type: str, path: tuple[str | int, ...]) -> tuple[str, ...]:
    """Return the values allowed at a path below Properties, empty where any is."""
    found = at_path(resource_type, path)
    return found.enum if found else ()


def property_names(resource_type: str, path: tuple[str | int, ...]) -> tuple[str, ...]:
    """Return the names of what may stand in the object at a path below Properties."""
    found = at_path(resource_type, path)
    names = (name for part in found.parts for name in part.get("properties", ())) if found else ()
    return tuple(dict.fromkeys(names))


def engine_versions(resource_type: str, engine: str) -> tuple[str, ...]:
    """Return the versions of a database engine that can be created, the oldest first."""
    folder = _ENGINES.get(resource_type)
    if not folder:
        return ()
    known = _versions(f"schemas/extensions/{folder}/engine_version.json", engine)
    old = set(_versions(f"schemas/extensions/{folder}/engine_version_deprecated.json", engine))
    return tuple(sorted((one for one in known if one not in old), key=_version_order))


def _versions(name: str, engine: str) -> Iterator[str]:
    for choice in _read(name).get("allOf", ()):
        condition = choice.get("if", _EMPTY).get("properties", _EMPTY)
        if condition.get("Engine", _EMPTY).get("const") != engine:
            continue
        then = choice.get("then")
        allowed = then.get("properties", _EMPTY) if isinstance(then, dict) else condition
        yield from map(str, allowed.get("EngineVersion", _EMPTY).get("enum", ()))


def _version_order(version: str) -> tuple[tuple[int, str], ...]:
    steps = _VERSION_STEP.findall(version)
    return tuple((int(step), "") if step.isdigit() else (-1, step) for step in steps)


def is_stateful(resource_type: str) -> bool:
    """Return whether resources of the type hold data that goes with them."""
    return resource_type in _table("StatefulResources").get("ResourceTypes", {})


def needs_to_be_empty(resource_type: str) -> bool:
    """Return whether a resource of the type can only be deleted while it holds nothing."""
    facts = _table("StatefulResources").get("ResourceTypes", {}).get(resource_type, {})
    return bool(facts.get("DeleteRequiresEmptyResource"))


def runtime(name: str) -> Runtime | None:
    """Return the life of a Lambda runtime, None for an unknown one."""
    found = _table("LmbdRuntimeLifecycle").get(name)
    if not isinstance(found, dict):
        return None
    keys = ("deprecated", "create-block", "update-block", "successor")
    return Runtime(name, *(str(found.get(key) or "") for key in keys))


def actions(service: str) -> frozenset[str]:
    """Return the IAM actions of a service prefix (`s3`), in lower case."""
    found = _table("Policies").get(service.lower(), {})
    return frozenset(found.get("Actions", {}))


def resource_url(resource_type: str) -> str:
    """Return the address of a resource type's documentation, empty for a type without one."""
    provider, _, name = resource_type.partition("::")
    if provider != "AWS" or resource_type.startswith("AWS::Serverless::"):
        return ""
    return f"{_DOCUMENTATION}aws-resource-{name.lower().replace('::', '-')}.html"


def property_url(resource_type: str, name: str) -> str:
    """Return the address of a property's documentation on its type's page."""
    page = resource_url(resource_type)
    if not page:
        return ""
    anchor = "-".join(("cfn", *resource_type.split("::")[1:], name)).lower()
    return f"{page}#{anchor}"


def _pointers(resource_type: str, key: str) -> tuple[tuple[str, ...], ...]:
    pointers = _schema(resource_type).get(key, ())
    return tuple(
        tuple(step for step in pointer.removeprefix(_POINTER).split("/") if step != "properties")
        for pointer in pointers
        if pointer.startswith(_POINTER)
    )


def _resolve(document: Schema, part: Schema) -> Schema:
    # A definition may name another; a circle of names would say nothing, so eight are enough.
    for _ in range(8):
        pointer = part.get("$ref")
        if not isinstance(pointer, str):
            break
        found: Any = document
        for step in pointer.removeprefix("#/").split("/"):
            found = found.get(step, _EMPTY) if isinstance(found, dict) else _EMPTY
        part = found if isinstance(found, dict) else _EMPTY
    return part


def _names(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        yield from (str(item) for item in value)


@cache
def _data() -> Path | None:
    # Importing cfn-lint takes half a second and more; the data lies beside its code.
    found = find_spec("cfnlint")
    return Path(found.origin).parent / "data" if found and found.origin else None


@cache
def _schema(resource_type: str) -> Schema:
    name = resource_type
    if name.startswith("Custom::"):
        name = "AWS::CloudFormation::CustomResource"
    for provider in _PROVIDERS:
        digest = _provider(provider).get(name)
        if digest:
            return _read(f"schemas/resources/{digest}.json")
    return _EMPTY


@cache
def _provider(name: str) -> Schema:
    return _read(f"schemas/providers/{name}.json")


@cache
def _table(name: str) -> Schema:
    return _read(f"AdditionalSpecs/{name}.json")


def _read(name: str) -> Schema:
    folder = _data()
    if folder is None:
        return _EMPTY
    try:
        found = json.loads((folder / name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        # Without its data, everything is a type that is not known.
        return _EMPTY
    return found if isinstance(found, dict) else _EMPTY
