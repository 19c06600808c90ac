"""Evidence of the usual things: an entity, an attribute, a property, a difference."""

from collections.abc import Iterable

from analysis.comparison import Comparison, Difference
from analysis.reading.scalars import scalar_offset
from analysis.rules.rule import Evidence
from analysis.syntax import Node, Path, ScalarNode, follow
from analysis.template import Entity, Template


def of_entity(entity: Entity) -> Evidence:
    """Return an entity as a whole as evidence."""
    return Evidence(entity.path, entity.node)


def of_path(entity: Entity, *path: str | int) -> tuple[Evidence, ...]:
    """Return what stands at a path below an entity's body, nothing where there is nothing."""
    node = entity.at(*path)
    return (Evidence((*entity.path, *path), node),) if node else ()


def of_property(entity: Entity, *path: str | int) -> tuple[Evidence, ...]:
    """Return what stands at a path below an entity's Properties."""
    return of_path(entity, "Properties", *path)


def at_path(template: Template, path: Path) -> tuple[Evidence, ...]:
    """Return what stands at a path of a template."""
    node: Node | None = follow(template.root, path)
    return (Evidence(path, node),) if node else ()


def of_candidate(differences: Iterable[Difference]) -> tuple[Evidence, ...]:
    """Return what the candidate has where it differs."""
    return _unique(
        Evidence(one.candidate_path, one.candidate)
        for one in differences
        if one.candidate is not None
    )


def of_reference(differences: Iterable[Difference]) -> tuple[Evidence, ...]:
    """Return what the reference has where the candidate differs."""
    return _unique(
        Evidence(one.reference_path, one.reference)
        for one in differences
        if one.reference is not None
    )


def holders(comparison: Comparison, differences: Iterable[Difference]) -> tuple[Evidence, ...]:
    """Return the candidate's entities that lack something, where the difference has no node."""
    found: list[Evidence] = []
    for one in differences:
        entity = comparison.candidate.section(one.section).get(one.candidate_id or "")
        if one.candidate is None and entity:
            found.append(of_entity(entity))
    return _unique(found)


def lines_of(
    template: Template, evidence: Evidence, first_line: int, last_line: int = 0
) -> Evidence:
    """Return the evidence narrowed to lines, from 1, of the code that its scalar holds."""
    if not isinstance(evidence.node, ScalarNode):
        return evidence
    lines = evidence.node.text.split("\n")
    last_line = min(max(first_line, last_line), len(lines))
    start = sum(len(line) + 1 for line in lines[: first_line - 1])
    start += len(lines[first_line - 1]) - len(lines[first_line - 1].lstrip())
    end = sum(len(line) + 1 for line in lines[:last_line]) - 1
    text = template.reading.source.text
    at = (scalar_offset(text, evidence.node, start), scalar_offset(text, evidence.node, end))
    return Evidence(evidence.path, evidence.node, at)


def _unique(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple({one.path: one for one in evidence}.values())
