"""What a graph of a template is made of: its entities, what it imports and exports, its uses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from analysis.layout import EdgeUse
from analysis.substitution import as_text
from analysis.syntax import path_text, text_of
from analysis.template import Entity, Resource, Template
from analysis.uses import Use, UseKind

IMPORTS, EXPORTS = "Imports", "Exports"
"""Sections that a graph has and a template has not: imports and exports by their names."""

KINDS = MappingProxyType(
    {
        "Resources": "resource",
        "Parameters": "parameter",
        "Conditions": "condition",
        "Mappings": "mapping",
        "Outputs": "output",
        EXPORTS: "export",
        IMPORTS: "import",
    },
)
"""The kind of node for each section; other sections have none."""

_TARGETS = MappingProxyType(
    {
        UseKind.REF: ("Resources", "Parameters"),
        UseKind.SUB: ("Resources", "Parameters"),
        UseKind.GET_ATT: ("Resources",),
        UseKind.DEPENDS_ON: ("Resources",),
        UseKind.CONDITION: ("Conditions",),
        UseKind.IF: ("Conditions",),
        UseKind.FIND_IN_MAP: ("Mappings",),
    },
)

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """A node to be: its section and name, and where it stands; `owner` holds it in the text."""

    key: Key
    type: str
    line: int
    owner: str
    paths: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The kind of node."""
        return KINDS[self.key[0]]


@dataclass(frozen=True, slots=True)
class Link:
    """An edge to be, with all uses between its two ends."""

    source: Key
    target: Key
    uses: tuple[EdgeUse, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """All nodes and edges to be of a template."""

    nodes: tuple[Part, ...]
    links: tuple[Link, ...]


def parts_of(template: Template, uses: Sequence[Use]) -> Parts:
    """Return the nodes and edges of a template; uses of what does not exist give none."""
    nodes = {part.key: part for part in _entities(template)}
    for use in uses:
        if use.kind is UseKind.IMPORT and (use.section, use.owner) in nodes:
            _add_import(nodes, template, use)
    found: dict[tuple[Key, Key], list[EdgeUse]] = {}
    for use in uses:
        target = _target(nodes, use)
        if target and (use.section, use.owner) in nodes:
            edge = EdgeUse(use.kind.value, path_text(use.path))
            found.setdefault(((use.section, use.owner), target), []).append(edge)
    for name, output in _exports(template):
        path = path_text((*output.path, "Export", "Name"))
        found[(EXPORTS, name), ("Outputs", output.logical_id)] = [EdgeUse("Export", path)]
    links = (Link(source, target, tuple(own)) for (source, target), own in found.items())
    return Parts(tuple(nodes.values()), tuple(links))


def export_names(template: Template) -> Iterator[str]:
    """Yield the names that a template exports, with `${…}` for what the deployment knows."""
    return (name for name, _ in _exports(template))


def _exports(template: Template) -> Iterator[tuple[str, Entity]]:
    for output in template.section("Outputs").values():
        node = output.at("Export", "Name")
        if node is not None and as_text(node):
            yield as_text(node), output


def _entities(template: Template) -> Iterator[Part]:
    line = template.reading.source.line
    for section, kind in KINDS.items():
        for entity in template.section(section).values():
            type_ = entity.type if isinstance(entity, Resource) else ""
            if kind == "parameter":
                type_ = text_of(entity.attribute("Type")) or ""
            yield Part(
                (section, entity.logical_id),
                type_,
                line(entity.key.span.start),
                entity.logical_id,
                (path_text(entity.path),),
            )
    for name, output in _exports(template):
        paths = (path_text(output.path),)
        at = line(output.key.span.start)
        yield Part((EXPORTS, name), "", at, output.logical_id, paths)


def _add_import(nodes: dict[Key, Part], template: Template, use: Use) -> None:
    key = (IMPORTS, use.target)
    path = path_text(use.path)
    known = nodes.get(key)
    if known:
        nodes[key] = Part(key, "", known.line, known.owner, (*known.paths, path))
    else:
        line = template.reading.source.line(use.span.start)
        nodes[key] = Part(key, "", line, use.owner, (path,))


def _target(nodes: dict[Key, Part], use: Use) -> Key | None:
    if use.kind is UseKind.IMPORT:
        return IMPORTS, use.target
    for section in _TARGETS[use.kind]:
        if (section, use.target) in nodes:
            return section, use.target
    return None
