"""How alike two entities are, whatever they are called."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from analysis.comparison.entity_forms import entity_form
from analysis.comparison.forms import Form, Kind
from analysis.comparison.names import MASKED
from analysis.comparison.texts import Key
from analysis.intrinsics import LONG_FORMS
from analysis.template import Template
from analysis.uses import Use, target_section

_At = tuple[str, str]

Leaf = tuple[tuple[str, ...], Key]
"""A value with the names that lead to it."""


def leaves(form: Form) -> frozenset[Leaf]:
    """Return the values of a form with their paths; a list's items have one path."""
    return frozenset(_leaves(form, ()))


def _leaves(form: Form, path: tuple[str, ...]) -> Iterator[Leaf]:
    if form.kind is Kind.VALUE or not form.members:
        yield path, form.key
        return
    for member in form.members:
        step = "*" if form.kind is Kind.LIST else member.name
        yield from _leaves(member.form, (*path, step))


@dataclass(frozen=True, slots=True)
class Link:
    """A use between two entities of a template, seen from one of them."""

    is_out: bool
    path: tuple[str, ...]
    section: str
    other: str


class Likeness:
    """Knows the entities of one template by content and by links; computed when asked for."""

    def __init__(self, template: Template, uses: Iterable[Use]) -> None:
        self._template = template
        self._forms: dict[_At, Form] = {}
        self._leaves: dict[_At, frozenset[Leaf]] = {}
        self._links = _links(template, uses)

    def form(self, section: str, logical_id: str) -> Form:
        """Return the form of an entity in which no name counts."""
        at = (section, logical_id)
        if at not in self._forms:
            entity = self._template.entities[section][logical_id]
            self._forms[at] = entity_form(entity, MASKED)
        return self._forms[at]

    def leaves(self, section: str, logical_id: str) -> frozenset[Leaf]:
        """Return the values of an entity with their paths."""
        at = (section, logical_id)
        if at not in self._leaves:
            self._leaves[at] = leaves(self.form(section, logical_id))
        return self._leaves[at]

    def links(self, section: str, logical_id: str) -> tuple[Link, ...]:
        """Return the uses from and to an entity."""
        return self._links.get((section, logical_id), ())


def _links(template: Template, uses: Iterable[Use]) -> Mapping[_At, tuple[Link, ...]]:
    found: dict[_At, list[Link]] = {}
    for use in uses:
        target = target_section(template, use)
        if not target:
            continue
        # Whether a name stands in a Ref or a Sub says nothing about who is meant.
        names = (step for step in use.path[2:] if isinstance(step, str) and step not in LONG_FORMS)
        path = (use.section, *names)
        to = Link(is_out=True, path=path, section=target, other=use.target)
        back = Link(is_out=False, path=path, section=use.section, other=use.owner)
        found.setdefault((use.section, use.owner), []).append(to)
        found.setdefault((target, use.target), []).append(back)
    return {name: tuple(links) for name, links in found.items()}
