"""What was read of one file: its problems and its outline."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.comparison import Comparison
from analysis.reading import Problem
from analysis.review import OutlineEntry, ProblemPlace, Side
from analysis.source import Source
from analysis.syntax import path_text
from analysis.template import ENTITY_SECTIONS, Entity, Resource, Template
from analysis.uses import Use, target_section


def candidate_side(
    template: Template,
    uses: Iterable[Use],
    comparison: Comparison | None,
) -> Side:
    """Return the candidate as read; without a reference nothing of it is a change."""
    return _side(template, uses, _Partners.of_candidate(comparison))


def reference_side(comparison: Comparison) -> Side:
    """Return the reference as read."""
    partners = _Partners.of_reference(comparison)
    return _side(comparison.reference, comparison.reference_uses, partners)


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


def _side(template: Template, uses: Iterable[Use], partners: _Partners) -> Side:
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
        uses=_uses_by_target(template, uses),
    )


def _uses_by_target(template: Template, uses: Iterable[Use]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for use in uses:
        section = target_section(template, use)
        if section:
            found.setdefault(path_text((section, use.target)), []).extend(
                (use.span.start, use.span.end),
            )
    return {path: tuple(ends) for path, ends in found.items()}


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
