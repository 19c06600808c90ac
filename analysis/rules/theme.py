"""A theme: differences of one kind, told as one finding or a few, whichever way they go.

Rules that differ only in what they look for and in their words are themes.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from analysis.comparison import Comparison, Difference, Operation
from analysis.findings import Impact, Severity
from analysis.rules.evidence import holders, of_candidate, of_reference
from analysis.rules.families import family
from analysis.rules.places import exchanged, place_phrase, place_text
from analysis.rules.rule import Context, Draft
from analysis.rules.sentences import ids_of, issue_of, suggestion_of
from analysis.rules.values import When, always, is_default, is_same_resource
from analysis.rules.words import counted, named
from analysis.template import ENTITY_SECTIONS

_MOST_DRAFTS = 3
_NAMED = 2
_VAGUE = frozenset({"Account", "Detector", "Hub", "Session", "Tag"})


@dataclass(frozen=True, slots=True)
class Words:
    """What to say of differences of one direction, of those of them that `when` holds for.

    `{which}`, `{list}`, `{of}`, `{on}`, `{types}`, `{properties}` and `{parameters}` are filled in:
    names where they are few, else how many. `{lacks}` and `{beyond}` tell a property that is on one
    side only from a part of one. An impact that is not known is left empty. The `lead`
    stands before what differs: what is wrong with it as a reviewer says it, true of every
    difference that these words tell.
    With `same` they hold only where both sides name one resource, each by another of its names,
    with `absent` only where the candidate has no resource whose type begins so.
    """

    title: str
    severity: Severity
    root_cause: str
    impact: Impact = field(default_factory=Impact)
    prior: float | None = None
    when: When = always
    absent: str = ""
    same: bool = False
    lead: str = ""


def whole(difference: Difference) -> str:
    """Put all differences of a theme into one finding."""
    del difference
    return ""


def nothing(difference: Difference) -> bool:
    """Hold for no difference."""
    del difference
    return False


def by_property(difference: Difference) -> str:
    """Tell each property's differences apart, whole resources by their type."""
    return difference.property_name or difference.type or difference.section


def by_resource(difference: Difference) -> str:
    """Tell each resource's differences apart."""
    return difference.logical_id


def by_type(difference: Difference) -> str:
    """Tell each resource type's differences apart."""
    return difference.type


def by_service(difference: Difference) -> str:
    """Tell the services' differences apart."""
    parts = difference.type.split("::")
    return parts[1] if len(parts) > 1 else difference.type


def by_family(difference: Difference) -> str:
    """Tell families of resources apart."""
    return family(difference.type)


@dataclass(frozen=True, slots=True)
class Theme:
    """Which differences belong together, and what is said of those of each direction.

    `words` are by operation, and of several the first that fits a difference is taken: what none
    fits is not the theme's. What a list has in another's stead is a change of it. What only states
    a default, or names the same by another of its names, is no theme's, but of the one that
    `takes_defaults`. Of the `rivals`, paths, an object
    has one or another: what has one in another's stead is changed. `split` names the finding that a
    difference goes to: at most `most` for the same words, the smallest join. One difference that
    `is_critical` makes its finding so, and one all of whose differences are `is_minor` is no more
    than medium. With `names_wholes` a finding that has entities as a whole
    names them alone: conditions, say, and not all that stands under them.
    """

    claims: Callable[[Difference], bool]
    words: Mapping[Operation, Words | Sequence[Words]]
    prior: float
    split: Callable[[Difference], str] = whole
    most: int = _MOST_DRAFTS
    is_critical: Callable[[Difference], bool] = nothing
    takes_defaults: bool = False
    names_wholes: bool = False
    is_minor: Callable[[Difference], bool] = nothing
    rivals: str = ""


def about(
    *,
    types: str = "",
    paths: str = "",
    wholes: str = "",
    sections: Sequence[str] = ("Resources",),
) -> Callable[[Difference], bool]:
    """Return a claim on differences of these sections.

    `types` must match the start of an entity's type and `paths` be found in the dotted path of
    what differs in it; `wholes` must match the start of the type of a whole entity. An empty
    `types` or `paths` matches all, an empty `wholes` none. What stands beside a resource's
    properties (DependsOn, Condition) is claimed only by `paths` that name it. What a statement is
    called says nothing of what differs in it.
    """
    of_type, at, whole_of = re.compile(types), re.compile(paths), re.compile(wholes)

    def claims(one: Difference) -> bool:
        if one.section not in sections:
            return False
        if one.is_whole_entity:
            return bool(wholes) and bool(whole_of.match(one.type))
        beside = str(one.path[0]) if one.section == "Resources" and one.path else "Properties"
        if beside != "Properties" and beside not in paths:
            return False
        return bool(of_type.match(one.type)) and bool(at.search(_place(one)))

    return claims


def _place(one: Difference) -> str:
    """Return where a difference is, without what the statements around it are called."""
    unnamed = [step for step in one.path[:-1] if not str(step).startswith("Sid=")]
    return place_text((*unnamed, *one.path[-1:]))


def theme_check(theme: Theme) -> Callable[[Context], Iterator[Draft]]:
    """Return the check of a rule that is a theme."""

    def check(context: Context) -> Iterator[Draft]:
        comparison = context.comparison
        if comparison is None:
            return
        told = _told(theme, comparison)
        for operation, choices in theme.words.items():
            for number, words in enumerate(_choices(choices)):
                group = told.get((operation, number), [])
                name = f"{operation} {_first(_choices(choices), number, group)}"
                for key, some in _split(theme, group):
                    yield _draft(context, theme, words, f"{name} {key}", some)

    return check


def _told(theme: Theme, comparison: Comparison) -> dict[tuple[Operation, int], list[Difference]]:
    """Return the theme's differences by the words that tell them: direction and number."""
    partners = comparison.alignment.pairs.get("Resources", {})
    same = {id(one) for one in comparison.differences if is_same_resource(one, partners)}
    claimed = [
        one
        for one in comparison.differences
        if theme.claims(one) and (theme.takes_defaults or not (is_default(one) or id(one) in same))
    ]
    swapped = {id(one) for held in exchanged(claimed).values() for one in held}
    swapped |= _rivalling(theme, claimed)
    present = {one.type for one in comparison.candidate.resources.values()}
    told: dict[tuple[Operation, int], list[Difference]] = {}
    for one in claimed:
        is_swapped = id(one) in swapped and Operation.CHANGE in theme.words
        operation = Operation.CHANGE if is_swapped else one.operation
        choices = _choices(theme.words.get(operation, ()))
        fitting = (
            at
            for at, words in enumerate(choices)
            if _fits(words, one, present) and (not words.same or id(one) in same)
        )
        if is_swapped:
            # What holds for one of the two need not hold for what is put in its stead.
            fitting = (
                at for at, words in enumerate(choices) if words.when is always and not words.same
            )
        number = next(fitting, None)
        if number is not None:
            told.setdefault((operation, number), []).append(one)
    return told


def _first(choices: Sequence[Words], number: int, differences: Sequence[Difference]) -> int:
    """Return which words would tell these if the candidate had no other resources.

    It names a finding: that others are there, too, makes none of it another.
    """
    earlier = (
        at
        for at, words in enumerate(choices[:number])
        if words.absent and any(map(words.when, differences))
    )
    return next(earlier, number)


def _rivalling(theme: Theme, differences: Sequence[Difference]) -> set[int]:
    """Return the differences of which one stands in another's stead, by their ids."""
    if not theme.rivals:
        return set()
    held: dict[object, list[Difference]] = {}
    for one in differences:
        if one.operation is not Operation.CHANGE and re.search(theme.rivals, place_text(one.path)):
            held.setdefault((one.logical_id, one.path[:-1]), []).append(one)
    both = (some for some in held.values() if len({one.operation for one in some}) > 1)
    return {id(one) for some in both for one in some}


def _fits(words: Words, difference: Difference, present: Collection[str]) -> bool:
    if words.absent and any(re.match(words.absent, one) for one in present):
        return False
    return words.when(difference)


def _choices(words: Words | Sequence[Words]) -> Sequence[Words]:
    return (words,) if isinstance(words, Words) else words


def _split(
    theme: Theme, differences: Sequence[Difference]
) -> Iterator[tuple[str, list[Difference]]]:
    groups: dict[str, list[Difference]] = {}
    for one in differences:
        groups.setdefault(theme.split(one), []).append(one)
    largest = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    if len(largest) <= theme.most:
        yield from largest
        return
    yield from largest[: theme.most - 1]
    yield "others", [one for _, group in largest[theme.most - 1 :] for one in group]


def _draft(
    context: Context, theme: Theme, words: Words, key: str, group: Sequence[Difference]
) -> Draft:
    comparison = context.comparison
    assert comparison is not None
    wholes = [one for one in group if one.is_whole_entity] if theme.names_wholes else []
    names = _names(wholes or group)
    return Draft(
        key=key,
        severity=_severity(theme, words, group),
        title=words.title.format(**names),
        issue=f"{words.lead.format(**names)} {issue_of(group)}".strip(),
        suggestion=suggestion_of(group),
        root_cause=words.root_cause.format(**names),
        impact=_impact(words.impact, group),
        candidate=of_candidate(group) or holders(comparison, group),
        reference=of_reference(group),
        covers=tuple(group),
        fix_title=_fix_title(group),
        prior=theme.prior if words.prior is None else words.prior,
        about=tuple(ids_of(wholes)),
    )


def _severity(theme: Theme, words: Words, group: Sequence[Difference]) -> Severity:
    if any(map(theme.is_critical, group)):
        return Severity.CRITICAL
    is_minor = words.severity is Severity.HIGH and all(map(theme.is_minor, group))
    return Severity.MEDIUM if is_minor else words.severity


def _impact(impact: Impact, group: Sequence[Difference]) -> Impact:
    names = ", ".join(ids_of(group))
    return replace(impact, deployment=impact.deployment.replace("{parameters}", names))


def _fix_title(group: Sequence[Difference]) -> str:
    what = named(_subjects(group), 3)
    if all(one.operation is Operation.REMOVE for one in group):
        return f"Remove {what}, which the reference does without"
    return f"Adopt {what} from the reference"


def _subjects(group: Sequence[Difference]) -> list[str]:
    """Return what a fix changes: entities as a whole, else the properties."""
    wholes = ids_of(one for one in group if one.is_whole_entity)
    parts = [place_phrase(one.path).replace("`", "") for one in group if one.path]
    return wholes + parts or ids_of(group) or [group[0].section]


def _kind(of_type: str) -> str:
    """Return a type's name; one that says little, or is also a section's, with its service's.

    What is no resource type, `AWS::SSM::Parameter::Value<...>` say, is returned as it stands.
    """
    if "<" in of_type:
        return of_type
    _, service, kind = ("", "", *of_type.split("::"))[-3:]
    is_vague = kind in _VAGUE or f"{kind}s" in ENTITY_SECTIONS
    return f"{service} {kind}" if is_vague else kind


def _is_inside(one: Difference) -> bool:
    """Whether a part of a property differs, and not all of it."""
    return len(one.path) > (2 if one.path[:1] == ("Properties",) else 1)


def _names(group: Sequence[Difference]) -> dict[str, str]:
    kinds = list(dict.fromkeys(_kind(one.type) for one in group))
    places = [place_text(one.path).partition(".")[0] for one in group if one.path]
    ids = ids_of(group)
    is_inside = any(map(_is_inside, group))
    few = named(ids, 2) if len(ids) <= _NAMED else ""
    many = counted(len(ids), group[0].section.removesuffix("s"))
    return {
        "which": f" {few}" if few else "",
        "list": f": {few}" if few else "",
        "of": f" of {few or many}" if ids else "",
        "on": f" on {few or many}" if ids else "",
        "s": "" if len(ids) == 1 else "s",
        "lacks": "Incomplete" if is_inside else "Missing",
        "beyond": "Surplus Parts in" if is_inside else "Surplus",
        "types": named(kinds, 2),
        "properties": named(places, 2) or named(kinds, 2) or group[0].section,
    }
