"""The two sides of an alignment while their entities find each other."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from analysis.comparison.likeness import Leaf, Likeness
from analysis.comparison.naming import overlap, tokens
from analysis.comparison.structure import At
from analysis.template import ENTITY_SECTIONS, Template
from analysis.uses import Use

# What tells entities of a type apart, whatever else they hold.
_TELLING: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "AWS::ElasticLoadBalancingV2::Listener": frozenset({"Properties", "Port"}),
        "AWS::IAM::Role": frozenset({"AssumeRolePolicyDocument", "Principal"}),
    }
)


class Side:
    """One template: the types, names, contents and links of its entities."""

    def __init__(self, template: Template, uses: Sequence[Use]) -> None:
        self.template = template
        self.likeness = Likeness(template, uses)
        self.order = {
            (section, name): index
            for section, entities in template.entities.items()
            for index, name in enumerate(entities)
        }

    def type(self, at: At) -> str:
        """Return what an entity must share with its partner."""
        section, name = at
        return self.template.resources[name].type if section == "Resources" else ""

    def tokens(self, at: At) -> frozenset[str]:
        """Return the words of an entity's name that its type does not say."""
        return tokens(at[1], self.type(at))

    def leaves(self, at: At) -> frozenset[Leaf]:
        """Return what an entity holds."""
        return self.likeness.leaves(*at)


class Pairing:
    """Collects pairs; an entity stands in one of them at most."""

    def __init__(self, candidate: Side, reference: Side) -> None:
        self.candidate = candidate
        self.reference = reference
        self.pairs: dict[str, dict[str, str]] = {section: {} for section in ENTITY_SECTIONS}
        self._taken: set[tuple[str, str]] = set()
        self._parted: set[tuple[str, str, str]] = set()

    def join(self, section: str, mine: str, known: str) -> bool:
        """Align two entities unless one of them has a partner already or is to have none."""
        if mine in self.pairs[section] or (section, known) in self._taken:
            return False
        if {(section, mine, ""), (section, "", known)} & self._parted:
            return False
        self.pairs[section][mine] = known
        self._taken.add((section, known))
        return True

    def part(self, section: str, mine: str, known: str) -> None:
        """Keep the entity that is named on one side without a partner."""
        self._parted.add((section, mine, known))

    def free(self, section: str) -> dict[str, tuple[list[str], list[str]]]:
        """Return by type the entities without a partner, of types where both sides have some."""
        groups: dict[str, tuple[list[str], list[str]]] = {}
        for name in self.candidate.template.section(section):
            if name not in self.pairs[section] and (section, name, "") not in self._parted:
                kind = self.candidate.type((section, name))
                groups.setdefault(kind, ([], []))[0].append(name)
        for name in self.reference.template.section(section):
            if (section, name) not in self._taken and (section, "", name) not in self._parted:
                kind = self.reference.type((section, name))
                groups.setdefault(kind, ([], []))[1].append(name)
        return {kind: both for kind, both in groups.items() if both[0] and both[1]}

    def aligned(self) -> tuple[Mapping[At, str], Mapping[At, str]]:
        """Return for both sides the common name of every aligned entity."""
        mine = {
            (section, name): known
            for section, pairs in self.pairs.items()
            for name, known in pairs.items()
        }
        return mine, {(section, known): known for section, known in self._taken}

    def name_overlap(self, section: str, mine: str, known: str) -> float:
        """Return how much two names have in common, 1 where both say only their type."""
        one, other = self.candidate.tokens((section, mine)), self.reference.tokens((section, known))
        return overlap(one, other) if one or other else 1.0

    def content_overlap(self, section: str, mine: str, known: str) -> float:
        """Return how much two entities hold in common.

        Roles of other services and listeners at other ports have nothing in common.
        """
        one = self.candidate.leaves((section, mine))
        other = self.reference.leaves((section, known))
        telling = _TELLING.get(self.candidate.type((section, mine)))
        if telling:
            ours, theirs = _at(one, telling), _at(other, telling)
            if ours and theirs and not ours & theirs:
                return 0.0
        return overlap(one, other)

    def is_only_type_named(self, section: str, mine: str, known: str) -> bool:
        """Return whether one of two names says no more than its type."""
        return not (
            self.candidate.tokens((section, mine)) and self.reference.tokens((section, known))
        )

    def link_overlap(self, section: str, mine: str, known: str) -> float:
        """Return the share of links that lead the same way to the same aligned entities."""
        here = frozenset(
            (link.is_out, link.path, link.section, self.pairs[link.section][link.other])
            for link in self.candidate.likeness.links(section, mine)
            if link.other in self.pairs.get(link.section, {})
        )
        there = frozenset(
            (link.is_out, link.path, link.section, link.other)
            for link in self.reference.likeness.links(section, known)
            if (link.section, link.other) in self._taken
        )
        return overlap(here, there)


def _at(found: frozenset[Leaf], steps: frozenset[str]) -> frozenset[Leaf]:
    """Return the values to which these steps lead."""
    return frozenset(leaf for leaf in found if frozenset(leaf[0]) >= steps)
