"""What a graph of a template is made of: its entities, what it imports and exports, its uses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from analysis import dependencies
from analysis.exports import exports
from analysis.layout import EdgeUse
from analysis.syntax import path_text, text_of
from analysis.template import Resource, Template
from analysis.uses import Use, UseKind, target_section

IMPORTS, EXPORTS = "Imports", "Exports"
"""Sections that a graph has and a template has not: imports and exports by their names."""

KINDS = MappingProxyType({**dependencies.KINDS, EXPORTS: "export", IMPORTS: "import"})
"""The kind of node for each section; other sections have none."""

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """A node to be: its section and name, and where it stands; `owner` holds it in the text.

    `use` is the first use of an import.
    """

    key: Key
    type: str
    line: int
    owner: str
    paths: tuple[str, ...]
    use: Use | None = None

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
    nodes = {part.key: part for part in (*_entities(template), *_exports(template))}
    found: dict[tuple[Key, Key], list[EdgeUse]] = {}
    for use in uses:
        source = (use.section, use.owner)
        if source not in nodes:
            continue
        if use.kind is UseKind.IMPORT:
            target = (IMPORTS, use.target)
            nodes[target] = _import(nodes.get(target), template, use)
        else:
            target = (target_section(template, use), use.target)
        if target in nodes:
            edge = EdgeUse(use.kind.value, path_text(use.path))
            found.setdefault((source, target), []).append(edge)
    for part in _exports(template):
        edge = EdgeUse("Export", f"{part.paths[0]}/Export/Name")
        found[part.key, ("Outputs", part.owner)] = [edge]
    links = (Link(source, target, tuple(own)) for (source, target), own in found.items())
    return Parts(tuple(nodes.values()), tuple(links))


def _entities(template: Template) -> Iterator[Part]:
    line = template.reading.source.line
    for section, kind in dependencies.KINDS.items():
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


def _exports(template: Template) -> Iterator[Part]:
    outputs = template.section("Outputs")
    line = template.reading.source.line
    for export in exports(template):
        output = outputs[export.logical_id]
        at = line(output.key.span.start)
        yield Part((EXPORTS, export.name), "", at, export.logical_id, (path_text(output.path),))


def _import(known: Part | None, template: Template, use: Use) -> Part:
    path = path_text(use.path)
    if known:
        return replace(known, paths=(*known.paths, path))
    line = template.reading.source.line(use.span.start)
    return Part((IMPORTS, use.target), "", line, use.owner, (path,), use)
