"""The normal forms of entities and of sections without any."""

from analysis.comparison.equality import form_of, object_of
from analysis.comparison.forms import Form, Kind, Member, Role, View, is_null
from analysis.comparison.names import Names
from analysis.schemas import Shape, shape
from analysis.syntax import Entry, Node, ObjectNode, ScalarNode
from analysis.template import Entity, Resource, last_entries

_EMPTY_IS_ABSENT = frozenset({"Properties", "Metadata", "DependsOn"})
_TRANSFORM = Shape({}, (), frozenset({"array"}), is_unordered=False)


def entity_form(entity: Entity, names: Names) -> Form:
    """Return the normal form of an entity's body; what is empty there counts as absent."""
    if not isinstance(entity.node, ObjectNode):
        return form_of(entity.node, View(names))
    members = []
    for entry in last_entries(entity.node):
        form = _attribute_form(entity, entry, names)
        is_empty = form.kind in (Kind.OBJECT, Kind.LIST) and not form.members
        if not (is_empty and entry.name in _EMPTY_IS_ABSENT):
            members.append(Member(entry.name, (entry.name,), form))
    return object_of(entity.node, members)


def _attribute_form(entity: Entity, entry: Entry, names: Names) -> Form:
    if entry.name == "Condition" and isinstance(entry.value, ScalarNode):
        return Form(entry.value, Kind.VALUE, ("condition", names.condition(entry.value.text)))
    if isinstance(entity, Resource):
        if entry.name == "Properties":
            return form_of(entry.value, View(names, shape(entity.type)))
        if entry.name == "DependsOn":
            return form_of(entry.value, View(names, role=Role.ENTITY_NAMES))
    return form_of(entry.value, View(names))


def section_form(section: str, node: Node, names: Names) -> Form:
    """Return the normal form of a section without entities."""
    return form_of(node, View(names, _TRANSFORM if section == "Transform" else None))


def is_empty(section: Node | None) -> bool:
    """Return whether there is nothing in a section."""
    if isinstance(section, ObjectNode):
        return not section.entries
    return section is None or is_null(section)
