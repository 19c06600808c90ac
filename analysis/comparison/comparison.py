"""The values that comparing gives."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from analysis.syntax import Node, Path
from analysis.template import Resource, Template
from analysis.uses import Use


class Operation(StrEnum):
    """What the candidate needs to mean what the reference means."""

    ADD = "add"
    REMOVE = "remove"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Alignment:
    """Who is who: by section, the reference's logical ID of each aligned candidate's one."""

    pairs: Mapping[str, Mapping[str, str]]

    def reference_id(self, section: str, candidate_id: str) -> str | None:
        """Return the reference's name of a candidate's entity."""
        return self.pairs.get(section, {}).get(candidate_id)

    def candidate_id(self, section: str, reference_id: str) -> str | None:
        """Return the candidate's name of a reference's entity."""
        for mine, known in self.pairs.get(section, {}).items():
            if known == reference_id:
                return mine
        return None


@dataclass(frozen=True, slots=True)
class Difference:
    """One atomic fact at a path of an aligned entity, in the direction of the fix.

    `path` is relative to the entity's body (`("Properties", "VpcId")`), empty when the whole
    entity is meant; for a section without entities (Description, Metadata) both ids are empty and
    the path starts below the section. List items with an identity are named by it in the path
    (`("Properties", "Tags", "Key=Name")`). `candidate_path` and `reference_path` lead from each
    root to the node where there is one, else to the object or array that lacks it.
    """

    operation: Operation
    section: str
    candidate_id: str | None
    reference_id: str | None
    type: str
    path: Path
    candidate: Node | None
    reference: Node | None
    candidate_path: Path = ()
    reference_path: Path = ()

    @property
    def logical_id(self) -> str:
        """The candidate's name of the entity, else the reference's."""
        return self.candidate_id or self.reference_id or ""

    @property
    def is_whole_entity(self) -> bool:
        """Whether an entity as a whole is there on one side only."""
        return bool(self.logical_id) and not self.path and self.operation is not Operation.CHANGE

    @property
    def property_name(self) -> str:
        """The top-level property that differs, empty outside Properties."""
        if len(self.path) > 1 and self.path[0] == "Properties":
            return str(self.path[1])
        return ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The two templates, who is who, what differs; differences stand in the reference's order."""

    candidate: Template
    reference: Template
    alignment: Alignment
    differences: tuple[Difference, ...]
    candidate_uses: tuple[Use, ...]
    reference_uses: tuple[Use, ...]

    @property
    def aligned_resources(self) -> Iterator[tuple[Resource, Resource]]:
        """Yield (reference's, candidate's) resource of every aligned pair."""
        for mine, known in self.alignment.pairs.get("Resources", {}).items():
            yield self.reference.resources[known], self.candidate.resources[mine]

    @property
    def only_in_reference(self) -> Iterator[Resource]:
        """Yield the reference's resources that the candidate lacks."""
        known = set(self.alignment.pairs.get("Resources", {}).values())
        for resource in self.reference.resources.values():
            if resource.logical_id not in known:
                yield resource

    @property
    def only_in_candidate(self) -> Iterator[Resource]:
        """Yield the candidate's resources that the reference lacks."""
        mine = self.alignment.pairs.get("Resources", {})
        for resource in self.candidate.resources.values():
            if resource.logical_id not in mine:
                yield resource
