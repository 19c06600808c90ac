"""What an entity is called on both sides: aligned ones are the same whatever their IDs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.intrinsics import PSEUDO_PARAMETERS


@dataclass(frozen=True, slots=True)
class Names:
    """The reference's names for those of a template; `taken` belong to other entities there."""

    entities: Mapping[str, str] = field(default_factory=dict)
    conditions: Mapping[str, str] = field(default_factory=dict)
    mappings: Mapping[str, str] = field(default_factory=dict)
    taken: frozenset[tuple[str, str]] = frozenset()
    is_masked: bool = False

    def entity(self, logical_id: str) -> str:
        """Return the common name of a resource or parameter."""
        return self._common("entity", logical_id, self.entities)

    def condition(self, logical_id: str) -> str:
        """Return the common name of a condition."""
        return self._common("condition", logical_id, self.conditions)

    def mapping(self, logical_id: str) -> str:
        """Return the common name of a mapping."""
        return self._common("mapping", logical_id, self.mappings)

    def _common(self, space: str, logical_id: str, known: Mapping[str, str]) -> str:
        if logical_id in PSEUDO_PARAMETERS:
            return logical_id
        if self.is_masked:
            return "?"
        found = known.get(logical_id)
        if found is not None:
            return found
        # The reference has another entity of that name: the same word means something else.
        return f"{logical_id}\0" if (space, logical_id) in self.taken else logical_id


def candidate_names(pairs: Mapping[str, Mapping[str, str]]) -> Names:
    """Return the names that a candidate's entities have in the reference."""
    entities = {**pairs.get("Parameters", {}), **pairs.get("Resources", {})}
    conditions = pairs.get("Conditions", {})
    mappings = pairs.get("Mappings", {})
    spaces = {"entity": entities, "condition": conditions, "mapping": mappings}
    taken = ((space, name) for space, known in spaces.items() for name in known.values())
    return Names(entities, conditions, mappings, frozenset(taken))


AS_WRITTEN = Names()
"""Every name stands for itself: the reference's side."""

MASKED = Names(is_masked=True)
"""No name counts: for how alike two entities are, whatever they are called."""
