"""A theme: differences of one kind, told as one finding or a few, whichever way they go.

Rules that differ only in what they look for and in their words are themes.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.comparison import Difference, Operation
from analysis.findings import Impact, Severity
from analysis.rules.evidence import holders, of_candidate, of_reference
from analysis.rules.families import family
from analysis.rules.rule import Context, Draft
from analysis.rules.sentences import ids_of, issue_of, place_text, suggestion_of
from analysis.rules.words import counted, named

_MOST_DRAFTS = 3
_NAMED = 2


@dataclass(frozen=True, slots=True)
class Words:
    """What to say of one direction.

    `{which}`, `{list}`, `{of}`, `{on}`, `{types}` and `{properties}` are filled in: names where
    they are few, else how many.
    """

    title: str
    severity: Severity
    root_cause: str
    impact: Impact = field(default_factory=Impact)
    prior: float | None = None


def whole(difference: Difference) -> str:
    """Put all differences of a theme into one finding."""
    del difference
    return ""


def nothing(difference: Difference) -> bool:
    """Hold no difference for critical."""
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

    `words` are by operation; a direction without words is not the theme's. `split` names the
    finding that a difference goes to: at most `most` a direction, the smallest join. One
    difference that `is_critical` makes its finding so.
    """

    claims: Callable[[Difference], bool]
    words: Mapping[Operation, Words]
    prior: float
    split: Callable[[Difference], str] = whole
    most: int = _MOST_DRAFTS
    is_critical: Callable[[Difference], bool] = nothing


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
    `types` or `paths` matches all, an empty `wholes` none.
    """
    of_type, at, whole_of = re.compile(types), re.compile(paths), re.compile(wholes)

    def claims(one: Difference) -> bool:
        if one.section not in sections:
            return False
        if one.is_whole_entity:
            return bool(wholes) and bool(whole_of.match(one.type))
        return bool(of_type.match(one.type)) and bool(at.search(place_text(one.path)))

    return claims


def theme_check(theme: Theme) -> Callable[[Context], Iterator[Draft]]:
    """Return the check of a rule that is a theme."""

    def check(context: Context) -> Iterator[Draft]:
        comparison = context.comparison
        if comparison is None:
            return
        claimed = [one for one in comparison.differences if theme.claims(one)]
        for operation, words in theme.words.items():
            same = [one for one in claimed if one.operation is operation]
            for key, group in _split(theme, same):
                yield _draft(context, theme, words, f"{operation} {key}", group)

    return check


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
    return Draft(
        key=key,
        severity=Severity.CRITICAL if any(map(theme.is_critical, group)) else words.severity,
        title=words.title.format(**_names(group)),
        issue=issue_of(group),
        suggestion=suggestion_of(group),
        root_cause=words.root_cause.format(**_names(group)),
        impact=words.impact,
        candidate=of_candidate(group) or holders(comparison, group),
        reference=of_reference(group),
        covers=tuple(group),
        fix_title=f"Adopt {named(_subjects(group), 3)} from the reference",
        prior=theme.prior if words.prior is None else words.prior,
    )


def _subjects(group: Sequence[Difference]) -> list[str]:
    """Return what a fix changes: entities as a whole, else the properties."""
    wholes = ids_of(one for one in group if one.is_whole_entity)
    return wholes + [place_text(one.path) for one in group if not one.is_whole_entity]


def _names(group: Sequence[Difference]) -> dict[str, str]:
    kinds = list(dict.fromkeys(one.type.rpartition("::")[2] for one in group))
    places = [place_text(one.path).partition(".")[0] for one in group if one.path]
    ids = ids_of(group)
    few = named(ids, 2) if len(ids) <= _NAMED else ""
    many = counted(len(ids), group[0].section.removesuffix("s"))
    return {
        "which": f" {few}" if few else "",
        "list": f": {few}" if few else "",
        "of": f" of {few or many}" if ids else "",
        "on": f" on {few or many}" if ids else "",
        "types": named(kinds, 2),
        "properties": named(places, 2) or named(kinds, 2),
    }
