"""Findings that the reviewer wrote: finds their places again, and lists them with the others."""

from collections.abc import Iterator, Sequence
from typing import Final

from analysis.excerpts import place_of
from analysis.findings import Anchor, Finding, OwnFinding, Place
from analysis.rules.rule import Evidence
from analysis.source import Span
from analysis.syntax import ArrayNode, Node, Path, children, follow
from analysis.template import ENTITY_SECTIONS, Resource, Template

OWN_RULE: Final = "own"
"""The rule of findings that no rule made."""


def placed(own: OwnFinding, candidate: Template, reference: Template | None) -> Finding:
    """Return an own finding with the places that its anchors have in the templates now."""
    templates = {"candidate": candidate, "reference": reference}
    places: dict[str, list[Place]] = {"candidate": [], "reference": []}
    lost: list[str] = []
    for anchor in own.anchors:
        template = templates.get(anchor.side)
        evidence = _evidence(anchor, template) if template else None
        if template is None or evidence is None:
            lost.append(f"Its place in the {anchor.side} is gone: {anchor.path or 'the text'}.")
        else:
            places[anchor.side].append(place_of(template, evidence))
    names = tuple(
        dict.fromkeys(one.logical_id for side in places.values() for one in side if one.logical_id)
    )
    return Finding(
        id=own.id,
        rule=OWN_RULE,
        category=own.category,
        severity=own.severity,
        title=own.title,
        logical_ids=names,
        resource_types=tuple(dict.fromkeys(_types(names, candidate, reference))),
        properties=(),
        candidate=tuple(places["candidate"]),
        reference=tuple(places["reference"]),
        issue="\n\n".join(filter(None, (own.issue, *lost))),
        suggestion=own.suggestion,
        root_cause=own.root_cause,
        impact=own.impact,
    )


def with_own(
    findings: Sequence[Finding], shown: int, own: Sequence[Finding]
) -> tuple[tuple[Finding, ...], int]:
    """Return ranked findings with own ones among them, and how many are shown at first.

    An own finding is always shown; it stands before the first shown one that is less grave.
    """
    listed = list(findings[:shown])
    for one in own:
        at = next(
            (n for n, other in enumerate(listed) if other.severity.rank < one.severity.rank),
            len(listed),
        )
        listed.insert(at, one)
    return (*listed, *findings[shown:]), len(listed)


def _evidence(anchor: Anchor, template: Template) -> Evidence | None:
    """Return where an anchor's text stands now, else its node; None where that is gone."""
    path = _path(template.root, anchor.path)
    if path is None:
        return None
    node = follow(template.root, path)
    if node is None:
        return None
    within = _span(template, path, node)
    text = template.reading.source.slice(within)
    at = text.find(anchor.text) if anchor.text else -1
    if at < 0:
        return Evidence(path, node)
    span = Span(within.start + at, within.start + at + len(anchor.text))
    deepest, inner = _deepest(path, node, span)
    return Evidence(deepest, inner, (span.start, span.end))


def _path(root: Node, text: str) -> Path | None:
    """Return the path that a text names; None where the template has none such."""
    path: Path = ()
    for step in filter(None, text.split("/")):
        parent = follow(root, path)
        is_index = isinstance(parent, ArrayNode) and step.isdecimal()
        path = (*path, int(step) if is_index else step)
        if follow(root, path) is None:
            return None
    return path


def _span(template: Template, path: Path, node: Node) -> Span:
    match path:
        case (str(section), str(name)) if section in ENTITY_SECTIONS:
            entity = template.section(section).get(name)
            # The line of its name counts, from the line's beginning.
            if entity:
                source = template.reading.source
                line = source.line_span(source.line(entity.span.start))
                return Span(line.start, source.line_span(source.line(entity.span.end)).end)
        case ():
            return Span(0, len(template.reading.source.text))
    return node.span


def _deepest(path: Path, node: Node, span: Span) -> tuple[Path, Node]:
    """Return the innermost node that holds all of a span but the blanks around it."""
    for step, child in children(node):
        if child.span.start <= span.start and span.end <= child.span.end:
            return _deepest((*path, step), child, span)
    return path, node


def _types(names: Sequence[str], *templates: Template | None) -> Iterator[str]:
    for name in names:
        for template in filter(None, templates):
            entity = template.resources.get(name)
            if isinstance(entity, Resource) and entity.type:
                yield entity.type
                break
