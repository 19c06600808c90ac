"""What was read of one file: its problems and its outline."""

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.comparison import Comparison
from analysis.reading import Problem
from analysis.review import OutlineEntry, ProblemPlace, Side
from analysis.source import Source
from analysis.template import ENTITY_SECTIONS, Entity, Resource, Template


def candidate_side(template: Template, comparison: Comparison | None) -> Side:
    """Return the candidate as read; without a reference nothing of it is a change."""
    return _side(template, _Partners.of_candidate(comparison))


def reference_side(comparison: Comparison) -> Side:
    """Return the reference as read."""
    return _side(comparison.reference, _Partners.of_reference(comparison))


@dataclass(frozen=True, slots=True)
class _Partners:
    """Who the entities of one side are on the other, and which of them differ.

    `alone` is the change of an entity without a partner.
    """

    names: dict[tuple[str, str], str]
    changed: frozenset[tuple[str, str | None]]
    alone: str

    @classmethod
    def of_candidate(cls, comparison: Comparison | None) -> "_Partners":
        if comparison is None:
            return cls({}, frozenset(), "same")
        pairs = comparison.alignment.pairs.items()
        names = {(section, mine): known for section, of in pairs for mine, known in of.items()}
        changed = {(one.section, one.candidate_id) for one in comparison.differences}
        return cls(names, frozenset(changed), "remove")

    @classmethod
    def of_reference(cls, comparison: Comparison) -> "_Partners":
        pairs = comparison.alignment.pairs.items()
        names = {(section, known): mine for section, of in pairs for mine, known in of.items()}
        changed = {(one.section, one.reference_id) for one in comparison.differences}
        return cls(names, frozenset(changed), "add")

    def change(self, entity: Entity) -> tuple[str, str]:
        """Return the change of an entity and its partner's name."""
        key = (entity.section, entity.logical_id)
        partner = self.names.get(key)
        if partner is None:
            return self.alone, ""
        if key in self.changed:
            return "change", partner
        return ("same" if partner == entity.logical_id else "rename"), partner


def _side(template: Template, partners: _Partners) -> Side:
    reading = template.reading
    return Side(
        path=reading.source.path,
        format=reading.format,
        syntax=reading.syntax,
        sha256=reading.source.sha256,
        region=reading.region,
        problems=tuple(_problem_place(problem, reading.source) for problem in reading.problems),
        choices=reading.choices,
        chosen=reading.chosen,
        outline=tuple(_outline(template, partners)),
    )


def _outline(template: Template, partners: _Partners) -> Iterator[OutlineEntry]:
    source = template.reading.source
    for section in ENTITY_SECTIONS:
        for entity in template.section(section).values():
            change, partner = partners.change(entity)
            yield OutlineEntry(
                section=section,
                logical_id=entity.logical_id,
                type=entity.type if isinstance(entity, Resource) else "",
                span=entity.span,
                line=source.line(entity.span.start),
                change=change,
                partner=partner,
            )


def _problem_place(problem: Problem, source: Source) -> ProblemPlace:
    at = source.position(problem.span.start)
    return ProblemPlace(problem.message, at.line, at.column, problem.span, bool(problem.repair))
