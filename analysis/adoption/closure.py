"""What an adopted piece needs, and what a removed one leaves dangling."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analysis.comparison import Comparison, Difference, Operation
from analysis.syntax import Node, Path, ScalarNode, text_of, walk
from analysis.template import Template
from analysis.uses import Use, UseKind

_SECTIONS_OF_USE = {
    UseKind.REF: ("Parameters", "Resources"),
    UseKind.GET_ATT: ("Resources",),
    UseKind.SUB: ("Parameters", "Resources"),
    UseKind.DEPENDS_ON: ("Resources",),
    UseKind.CONDITION: ("Conditions",),
    UseKind.IF: ("Conditions",),
    UseKind.FIND_IN_MAP: ("Mappings",),
    UseKind.IMPORT: (),
}
_OPPOSITE = {"Parameters": "Resources", "Resources": "Parameters"}


@dataclass(frozen=True, slots=True)
class Closure:
    """The chosen differences with all that they bring along.

    `added` are those that were not chosen; `dangling` names what even the reference lacks;
    `bereft` are entities, or sections, that go on using what is removed: no difference ends that.
    """

    differences: tuple[Difference, ...]
    added: tuple[Difference, ...]
    dangling: tuple[str, ...]
    bereft: tuple[str, ...] = ()


class Closing:
    """Finds what pieces need; looks the comparison's differences and uses up by entity."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._absent: dict[tuple[str, str], Difference] = {}
        self._retyped: dict[str, Difference] = {}
        self._relisted: dict[str, Difference] = {}
        self._surplus: dict[tuple[str, str], Difference] = {}
        self._of_candidate: dict[tuple[str, str], list[Difference]] = defaultdict(list)
        for difference in comparison.differences:
            if difference.is_whole_entity and difference.operation is Operation.ADD:
                self._absent[difference.section, difference.reference_id or ""] = difference
            if difference.is_whole_entity and difference.operation is Operation.REMOVE:
                self._surplus[difference.section, difference.candidate_id or ""] = difference
            if difference.operation is Operation.CHANGE and not difference.path:
                self._retyped[difference.reference_id or ""] = difference
            if _is_relisted(difference):
                self._relisted[difference.reference_id or ""] = difference
            if difference.candidate_id:
                key = (difference.section, difference.candidate_id)
                self._of_candidate[key].append(difference)
        self.seen = 0
        """How many uses were looked at so far: what that took in time."""
        self._reference_uses = _by_owner(comparison.reference_uses)
        self._candidate_uses: dict[str, list[Use]] = defaultdict(list)
        for use in comparison.candidate_uses:
            self._candidate_uses[use.target].append(use)

    def close(self, chosen: Iterable[Difference]) -> Closure:
        """Return the chosen differences with the entities that they name and do not find.

        What is removed takes along the differences that hold its last uses; so does a parameter
        that becomes a list or is one no more. A parameter and a resource of one name come and go
        together where they cannot be told from each other.
        """
        wanted = list(dict.fromkeys(chosen))
        known = set(map(id, wanted))
        count = len(wanted)
        dangling: dict[str, None] = {}
        position = 0
        while position < len(wanted):
            for needed in self._needs(wanted[position], dangling):
                if id(needed) not in known:
                    known.add(id(needed))
                    wanted.append(needed)
            position += 1
        bereft = dict.fromkeys(self._bereft(wanted))
        return Closure(tuple(wanted), tuple(wanted[count:]), tuple(dangling), tuple(bereft))

    def _bereft(self, wanted: Sequence[Difference]) -> Iterator[str]:
        gone = [one for one in wanted if one.is_whole_entity and one.operation is Operation.REMOVE]
        changed = {one.candidate_path for one in wanted if one.operation is not Operation.ADD}
        come = {one.reference_id for one in wanted if one.is_whole_entity} - {None}
        for one in gone:
            name = one.candidate_id or ""
            for use in self._uses_of(name):
                others = [each for each in _SECTIONS_OF_USE[use.kind] if each != one.section]
                is_meant = one.section in _SECTIONS_OF_USE[use.kind]
                if not is_meant or name in come or _has(self._comparison.candidate, others, name):
                    continue
                if not any(use.path[:steps] in changed for steps in range(len(use.path) + 1)):
                    yield use.owner or use.section

    def _needs(self, difference: Difference, dangling: dict[str, None]) -> Iterator[Difference]:
        if difference.is_whole_entity:
            yield from self._of_same_name(difference)
        if difference.operation is Operation.REMOVE:
            if difference.is_whole_entity:
                yield from self._users(difference)
            return
        if difference.section == "Metadata":
            yield from self._parameters_of_form(difference)
        if _is_relisted(difference):
            yield from self._users(difference)
        owner = difference.reference_path[:2]
        for use in self._reference_uses.get(owner, ()):
            if _below(use.path, difference.reference_path):
                yield from self._target(use, dangling)

    def _of_same_name(self, difference: Difference) -> Iterator[Difference]:
        """Yield the resource whose place a parameter takes, or the other way round.

        Where both sides use the name alike, it means another thing as soon as one of them goes.
        """
        opposite = _OPPOSITE.get(difference.section)
        is_removed = difference.operation is Operation.REMOVE
        others = self._absent if is_removed else self._surplus
        found = others.get((opposite or "", difference.logical_id))
        if found and any(
            not any(self._holding(use)) for use in self._candidate_uses[difference.logical_id]
        ):
            yield found

    def _parameters_of_form(self, difference: Difference) -> Iterator[Difference]:
        """Yield the parameters that the console's form lists and the candidate lacks."""
        for name in _listed(difference.reference, difference.reference_path):
            if ("Parameters", name) in self._absent:
                yield self._absent["Parameters", name]

    def _target(self, use: Use, dangling: dict[str, None]) -> Iterator[Difference]:
        sections = _SECTIONS_OF_USE[use.kind]
        for section in sections:
            if (section, use.target) in self._absent:
                yield self._absent[section, use.target]
                return
        if use.attribute and use.target in self._retyped:
            # The candidate's resource is of another type, and may have no such attribute.
            yield self._retyped[use.target]
        if "Parameters" in sections and use.target in self._relisted:
            yield self._relisted[use.target]
        reference, candidate = self._comparison.reference, self._comparison.candidate
        if sections and not any(_has(one, sections, use.target) for one in (reference, candidate)):
            dangling.setdefault(use.target)

    def _users(self, removed: Difference) -> Iterator[Difference]:
        name = removed.candidate_id or ""
        for use in self._uses_of(name):
            is_own = _below(use.path, removed.candidate_path)
            if removed.section not in _SECTIONS_OF_USE[use.kind] or is_own:
                continue
            yield from self._holding(use)
        if removed.section == "Parameters":
            for difference in self._comparison.differences:
                if difference.section == "Metadata" and name in _listed(
                    difference.candidate, difference.candidate_path
                ):
                    yield difference

    def _uses_of(self, name: str) -> Iterator[Use]:
        for use in self._candidate_uses.get(name, ()):
            self.seen += 1
            yield use

    def _holding(self, use: Use) -> Iterator[Difference]:
        """Yield the differences that take away, or change, the place of a use."""
        for difference in self._of_candidate.get((use.section, use.owner), ()):
            is_there = difference.operation is not Operation.ADD
            if is_there and _below(use.path, difference.candidate_path):
                yield difference


def _is_relisted(difference: Difference) -> bool:
    """Whether a parameter becomes a list, or is one no more: what uses it has to agree."""
    if difference.section != "Parameters" or difference.path != ("Type",):
        return False
    types = (text_of(node) or "" for node in (difference.candidate, difference.reference))
    before, after = ("List<" in one or one == "CommaDelimitedList" for one in types)
    return before is not after


def _listed(node: Node | None, above: Path) -> Iterator[str]:
    """Yield the parameters that a piece of the console's form lists.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-interface.html
    """
    for path, inner in walk(node, above) if node else ():
        if path[1:2] != ("AWS::CloudFormation::Interface",):
            continue
        if path[-2:-1] == ("Parameters",) and isinstance(inner, ScalarNode):
            yield inner.text
        elif path[-2:-1] == ("ParameterLabels",):
            yield str(path[-1])


def _by_owner(uses: Iterable[Use]) -> dict[Path, list[Use]]:
    found: dict[Path, list[Use]] = defaultdict(list)
    for use in uses:
        found[use.path[:2]].append(use)
    return found


def _below(path: Path, above: Path) -> bool:
    return path[: len(above)] == above


def _has(template: Template, sections: Iterable[str], name: str) -> bool:
    return any(name in template.section(section) for section in sections)
