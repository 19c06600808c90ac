"""Runs the rules and turns their drafts into findings."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.adoption import Adopter
from analysis.comparison import Comparison, Difference
from analysis.excerpts import place_of
from analysis.failures import words_of
from analysis.findings import Finding, Fix, Place, Safety
from analysis.ranking import ranked, weight
from analysis.rules.pages import links
from analysis.rules.rule import Context, Draft, Evidence, Rule
from analysis.syntax import ObjectNode, Path, UnreadableNode, follow
from analysis.template import ENTITY_SECTIONS, Template

_PLACES = 40
_LONGEST_WHY = 200
_PROPERTY = re.compile(r"[A-Z]\w+")
_LINT_AGREES = 1.25
# Which rule speaks of the same as one of cfn-lint's.
_FAMILIES = {
    "W1011": "plaintext-credentials",
    "W1031": "bucket-name",
    "W2001": "unused-entity",
    "W2501": "plaintext-credentials",
    "W2531": "runtime-version",
    "W3005": "depends-on",
    "W3010": "availability-zone",
    "W3011": "deletion-policy",
    "W3663": "event-wiring",
    "W7001": "unused-entity",
    "W8001": "unused-entity",
}
# Which of them speak of an entity and not of a place in it.
_OF_ENTITY = frozenset({"W3011", "W3663"})
# Which of them know more of it than the comparison.
_NAMING = frozenset({"W2531"})
_NAMED_PRIOR = 0.3


@dataclass(frozen=True, slots=True)
class _Reported:
    """A draft with the rule that made it and what speaks for it beside the rule."""

    rule: Rule
    draft: Draft
    evidence: float = 1.0


def find(
    context: Context, rules: Sequence[Rule], failures: list[str] | None = None
) -> tuple[Finding, ...]:
    """Return the findings of the rules, ranked.

    Rules run in their order: a residual one sees only the differences that none before it covers.
    What fails on these templates is told to `failures`, and the rest is found; without that list
    it is raised.
    """
    if context.comparison:
        context = replace(context, adopter=Adopter(context.comparison))
    numbers = _numbers(context.comparison)
    reported: list[_Reported] = []
    covered: set[int] = set()
    for rule in rules:
        seen = _without(context, covered) if rule.residual else context
        for draft in _drafts(rule, seen, failures):
            if not (rule.joins and _joined(reported, draft)):
                reported.append(_Reported(rule, draft))
            covered |= {numbers[id(one)] for one in draft.covers if id(one) in numbers}
    return ranked([*_findings(context, reported, numbers, failures)])


def _drafts(rule: Rule, context: Context, failures: list[str] | None) -> Iterator[Draft]:
    try:
        yield from rule.check(context)
    except Exception as error:
        if failures is None:
            raise
        failures.append(
            f"The rule {rule.id} could not be checked: {words_of(error)[:_LONGEST_WHY]}."
        )


def _numbers(comparison: Comparison | None) -> dict[int, int]:
    differences = comparison.differences if comparison else ()
    return {id(one): number for number, one in enumerate(differences)}


def _without(context: Context, covered: set[int]) -> Context:
    comparison = context.comparison
    if comparison is None or not covered:
        return context
    rest = tuple(one for number, one in enumerate(comparison.differences) if number not in covered)
    return replace(context, comparison=replace(comparison, differences=rest))


def _joined(reported: list[_Reported], draft: Draft) -> bool:
    """Add what cfn-lint says to the finding that speaks of the same, if there is one."""
    rule = draft.key.partition(" ")[0]
    family = _FAMILIES.get(rule)
    paths = [one.path for one in draft.candidate]
    for index, earlier in enumerate(reported):
        if earlier.rule.id != family:
            continue
        if _is_same(rule, paths, earlier.draft):
            joined = replace(earlier.draft, issue=f"{earlier.draft.issue} {draft.issue}")
            if rule in _NAMING:
                joined = replace(joined, title=draft.title, prior=_NAMED_PRIOR)
            reported[index] = replace(earlier, draft=joined, evidence=_LINT_AGREES)
            return True
    return False


def _is_same(rule: str, paths: Sequence[Path], draft: Draft) -> bool:
    """Whether matches of a rule stand where a draft speaks of, or in the same entity."""
    if rule in _OF_ENTITY:
        owners = {one.candidate_id for one in draft.covers}
        return any(len(path) > 1 and path[1] in owners for path in paths)
    return any(_same_place(path, known) for path in paths for known in _paths(draft))


def _paths(draft: Draft) -> Iterator[Path]:
    yield from (one.path for one in draft.candidate if not isinstance(one.node, UnreadableNode))
    yield from (one.candidate_path for one in draft.covers if one.candidate is not None)


def _same_place(path: Path, known: Path) -> bool:
    """Whether two paths lead to one property, or to one parameter, mapping or condition."""
    depth = min(len(path), len(known))
    enough = 3 if path[:1] == ("Resources",) else 2
    return depth >= enough and path[:depth] == known[:depth]


def _findings(
    context: Context,
    reported: Iterable[_Reported],
    numbers: dict[int, int],
    failures: list[str] | None,
) -> Iterator[Finding]:
    taken: set[str] = set()
    for one in reported:
        identity = _identity(one.rule.id, one.draft.key)
        if identity in taken:
            # What it is about tells it from the other, not which of them comes first.
            identity = _identity(one.rule.id, f"{one.draft.key} {_subject(one.draft)}")
        while identity in taken:
            identity = _identity(one.rule.id, identity)
        taken.add(identity)
        yield replace(
            _finding(context, one, identity, numbers),
            fixes=_fixes(context, one.draft, failures),
        )


def _subject(draft: Draft) -> str:
    paths = {"/".join(map(str, one.path)) for one in (*draft.candidate, *draft.reference)}
    return " ".join(sorted(paths))


def _identity(rule: str, key: str) -> str:
    return hashlib.sha256(f"{rule}\0{key}".encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _finding(
    context: Context, reported: _Reported, identity: str, numbers: dict[int, int]
) -> Finding:
    draft, rule = reported.draft, reported.rule
    logical_ids, types = _entities(context, draft)
    return Finding(
        id=identity,
        rule=rule.id,
        category=rule.category,
        severity=draft.severity,
        title=draft.title,
        logical_ids=logical_ids,
        resource_types=types,
        properties=_properties(draft),
        candidate=_places(context.candidate, draft.candidate),
        reference=_places(context.comparison.reference, draft.reference)
        if context.comparison
        else (),
        issue=draft.issue,
        suggestion=draft.suggestion,
        root_cause=draft.root_cause,
        impact=draft.impact,
        documentation=links(rule, draft, types),
        fixes=(),
        suppressed_by=draft.suppressed_by,
        weight=weight(draft.severity, draft.prior, reported.evidence, len(draft.covers)),
        covers=tuple(sorted(numbers[id(one)] for one in draft.covers if id(one) in numbers)),
    )


def _fixes(context: Context, draft: Draft, failures: list[str] | None) -> tuple[Fix, ...]:
    """Return the fixes; those that need no choice stand before those that do.

    One that does the very same as what the reference has is left out.
    """
    fixes = draft.fixes
    try:
        fixes = (*fixes, *_adopting(context, draft))
    except Exception as error:
        if failures is None:
            raise
        title = f"The fix of “{draft.title}” could not be written"
        failures.append(f"{title}: {words_of(error)[:_LONGEST_WHY]}.")
    adopted = {fix.edits for fix in fixes if fix.adopts}
    kept = [fix for fix in fixes if fix.adopts or fix.edits not in adopted]
    return tuple(sorted(kept, key=lambda fix: fix.safety is Safety.CHOICE))


def _adopting(context: Context, draft: Draft) -> tuple[Fix, ...]:
    if context.adopter is None or not draft.covers or not draft.adopts:
        return ()
    fix = context.adopter.fix(draft.covers, draft.fix_title or draft.suggestion)
    return (fix,) if fix else ()


def _places(template: Template, evidence: Sequence[Evidence]) -> tuple[Place, ...]:
    return tuple(place_of(template, one) for one in evidence[:_PLACES])


def _entities(context: Context, draft: Draft) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the logical IDs and resource types that a draft speaks of, in its own order."""
    comparison = context.comparison
    templates = [context.candidate, *([comparison.reference] if comparison else [])]
    ids: dict[str, str] = dict.fromkeys(draft.logical_ids, "")
    for template, evidence in zip(templates, (draft.candidate, draft.reference), strict=False):
        ids |= {name: "" for name in (_named(template, one.path) for one in evidence) if name}
    for one in draft.covers:
        ids |= {name: one.type for name in (one.candidate_id, one.reference_id) if name}
    if draft.about:
        ids = {name: ids.get(name, "") for name in draft.about}
    types = dict.fromkeys(draft.resource_types)
    for name, type_ in ids.items():
        known = type_ or next(
            (t.resources[name].type for t in templates if name in t.resources), ""
        )
        types |= {known: None} if known else {}
    return tuple(ids), tuple(types)


def _named(template: Template, path: Path) -> str:
    match path:
        case (str(section), str(name), *_) if section in ENTITY_SECTIONS:
            return name if name in template.section(section) else ""
    return ""


def _properties(draft: Draft) -> tuple[str, ...]:
    """Return the properties that a rule names, else those of what it covers."""
    if draft.properties:
        return tuple(dict.fromkeys(draft.properties))
    about = {*draft.about}
    told = [
        one for one in draft.covers if not about or about & {one.candidate_id, one.reference_id}
    ]
    return tuple(dict.fromkeys(name for one in told for name in _path_names(one)))


def _path_names(difference: Difference) -> list[str]:
    """Return the top-level property and the innermost key of a difference's path.

    Of a resource that one side lacks, these are the properties that it has.
    """
    if difference.is_whole_entity:
        node = follow(difference.reference or difference.candidate, ("Properties",))
        return list(node.names) if isinstance(node, ObjectNode) else []
    steps = [step for step in difference.path if isinstance(step, str) and step != "Properties"]
    keys = [step for step in steps if _PROPERTY.fullmatch(step)]
    return [*keys[:1], *keys[-1:]]
