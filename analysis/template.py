"""A template and its entities."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from analysis.reading import Reading
from analysis.source import Span
from analysis.syntax import Entry, Node, ObjectNode, Path, ScalarNode, follow, text_of

ENTITY_SECTIONS = ("Parameters", "Mappings", "Conditions", "Rules", "Resources", "Outputs")
"""The sections that hold named entities, in the order in which templates usually have them."""

SECTIONS = (
    "AWSTemplateFormatVersion",
    "Description",
    "Metadata",
    "Transform",
    *ENTITY_SECTIONS,
    "Hooks",
    "Globals",
)
"""Every top-level key that CloudFormation (with SAM) knows."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing of a template: resource, parameter, mapping, condition, rule or output."""

    section: str
    key: ScalarNode
    node: Node

    @property
    def logical_id(self) -> str:
        """Its name."""
        return self.key.text

    @property
    def path(self) -> Path:
        """Where it stands in the template."""
        return (self.section, self.logical_id)

    @property
    def span(self) -> Span:
        """From its name to the end of its body."""
        return Span(self.key.span.start, max(self.key.span.end, self.node.span.end))

    def attribute(self, name: str) -> Node | None:
        """Return the value of a direct key of its body."""
        return self.node.child(name) if isinstance(self.node, ObjectNode) else None

    def at(self, *path: str | int) -> Node | None:
        """Return the node at a path below its body."""
        return follow(self.node, path)


@dataclass(frozen=True, slots=True)
class Resource(Entity):
    """A resource; its type is empty where the template gives none."""

    @property
    def type(self) -> str:
        """The resource type, `AWS::S3::Bucket`."""
        return text_of(self.attribute("Type")) or ""

    @property
    def properties(self) -> ObjectNode | None:
        """Its Properties, None where there are none."""
        node = self.attribute("Properties")
        return node if isinstance(node, ObjectNode) else None

    def property(self, *path: str | int) -> Node | None:
        """Return the node at a path below its Properties."""
        return follow(self.properties, path)


@dataclass(frozen=True, slots=True)
class Template:
    """A reading seen as a template."""

    reading: Reading
    entities: Mapping[str, Mapping[str, Entity]]

    @property
    def root(self) -> ObjectNode:
        """The whole tree."""
        return self.reading.root

    @property
    def resources(self) -> Mapping[str, Resource]:
        """The resources by logical ID, in the text's order."""
        return self.entities["Resources"]  # type: ignore[return-value]

    def section(self, name: str) -> Mapping[str, Entity]:
        """Return the entities of a section by logical ID, empty for an unknown section."""
        return self.entities.get(name, MappingProxyType({}))

    def of_type(self, *types: str) -> Iterator[Resource]:
        """Yield the resources of these types."""
        return (resource for resource in self.resources.values() if resource.type in types)

    def entity_at(self, offset: int) -> Entity | None:
        """Return the entity in whose span a code point stands."""
        for entities in self.entities.values():
            for entity in entities.values():
                if entity.span.start <= offset <= entity.span.end:
                    return entity
        return None


def build_template(reading: Reading) -> Template:
    """Return the template of a reading; sections that are no objects have no entities."""
    return Template(
        reading,
        MappingProxyType({name: _entities(reading.root, name) for name in ENTITY_SECTIONS}),
    )


def _entities(root: ObjectNode, section: str) -> Mapping[str, Entity]:
    kind = Resource if section == "Resources" else Entity
    node = root.child(section)
    entries = last_entries(node) if isinstance(node, ObjectNode) else ()
    return MappingProxyType(
        {entry.name: kind(section, entry.key, entry.value) for entry in entries}
    )


def last_entries(node: ObjectNode) -> Iterator[Entry]:
    """Yield the entries that count for CloudFormation: of a repeated key the last one."""
    last = {entry.key.text: entry for entry in node.entries}
    if len(last) == len(node.entries):
        yield from node.entries
    else:
        yield from (entry for entry in node.entries if last[entry.key.text] is entry)
