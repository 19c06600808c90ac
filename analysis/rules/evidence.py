"""Evidence of the usual things: an entity, an attribute, a property, a difference."""

from collections.abc import Iterable, Sequence

from analysis.comparison import Comparison, Difference
from analysis.reading.scalars import scalar_offset
from analysis.rules.rule import Evidence
from analysis.syntax import Node, ObjectNode, Path, ScalarNode, follow
from analysis.template import Entity, Template

_SHORT = 12


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
    """Return what of the candidate lacks something, where the difference has no node.

    That is the object or list that lacks it where it is short, else the head of the entity.
    """
    found: list[Evidence] = []
    for one in differences:
        entity = comparison.candidate.section(one.section).get(one.candidate_id or "")
        if one.candidate is None and entity:
            holder = at_path(comparison.candidate, one.candidate_path)
            is_inside = len(one.candidate_path) > len(entity.path) + 1
            is_short = is_inside and _line_count(comparison.candidate, holder) <= _SHORT
            found.extend(holder if is_short else (_head(comparison.candidate, entity),))
    return _unique(found)


def _line_count(template: Template, evidence: Sequence[Evidence]) -> int:
    text = template.reading.source.text
    return sum(text.count("\n", one.node.span.start, one.node.span.end) + 1 for one in evidence)


def _head(template: Template, entity: Entity) -> Evidence:
    """Return an entity, a long one narrowed to its name and its first entry."""
    whole = of_entity(entity)
    entries = entity.node.entries if isinstance(entity.node, ObjectNode) else ()
    if not entries or _line_count(template, [whole]) <= _SHORT:
        return whole
    first = next((one for one in entries if one.name == "Type"), entries[0])
    end = (
        first.value.span.end if first.value.span.end > first.key.span.start else first.key.span.end
    )
    if template.reading.source.text.count("\n", entity.key.span.start, end) >= _SHORT:
        return whole
    return Evidence(whole.path, whole.node, (entity.key.span.start, end))


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
