"""Fixes of what cfn-lint finds, with and without a reference."""

from collections.abc import Iterator, Sequence

from analysis.adoption import Adopter
from analysis.adoption.style import Style, style_of
from analysis.comparison import Comparison, Difference, Operation
from analysis.findings import Fix, Safety
from analysis.fixing.changing import Change, Delete, fix_of
from analysis.fixing.lint_ways import Way, undefined_name, ways_of
from analysis.lint import LintMatch
from analysis.syntax import ArrayNode, Path, follow
from analysis.template import Template

_NAMED = 3
_TITLES = 2
_MOST_PLACES = 40
_DEFINING = ("Parameters", "Resources", "Conditions", "Mappings")
_CAUTION = (Safety.SAFE, Safety.REVIEW, Safety.CHOICE)


def lint_fixes(
    template: Template,
    matches: Sequence[LintMatch],
    comparison: Comparison | None = None,
    adopter: Adopter | None = None,
) -> tuple[Fix, ...]:
    """Return fixes of all the matches together, as alternatives where there are several.

    With a reference, what it defines of undefined names is the first of them, what it has at their
    places the next.
    """
    adopted = _adopted(matches, comparison, adopter) if comparison and adopter else ()
    fixes = [fix for fix in adopted if fix]
    if len(matches) > _MOST_PLACES:
        return tuple(fixes)
    ways = [list(ways_of(template, match)) for match in matches]
    if ways and all(ways):
        style = style_of(template.reading)
        # Several places are mended each in its first way; one place offers a choice.
        groups = [[one] for one in ways[0]] if len(ways) == 1 else [[one[0] for one in ways]]
        fixes += [fix for fix in (_together(template, style, one) for one in groups) if fix]
    return tuple(fixes)


def _together(template: Template, style: Style, ways: Sequence[Way]) -> Fix | None:
    places: dict[str, dict[str, None]] = {}
    for way in ways:
        places.setdefault(way.title, {})[way.place] = None
    titles = [title.replace("{}", _listed([*where]), 1) for title, where in places.items()]
    more = f"; and {len(titles) - _TITLES} more" if len(titles) > _TITLES else ""
    title = "; ".join(titles[:_TITLES]) + more
    safety = max((way.safety for way in ways), key=_CAUTION.index)
    changes = [change for way in ways for change in way.changes]
    return fix_of(template, style, title, safety, _emptied(template, changes))


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _emptied(template: Template, changes: Sequence[Change]) -> list[Change]:
    """Return the changes, where a list of dependencies loses all of them without the list."""
    lists: dict[Path, set[Path]] = {}
    for change in changes:
        if isinstance(change, Delete) and change.path[-2:-1] == ("DependsOn",):
            lists.setdefault(change.path[:-1], set()).add(change.path)
    gone = []
    for path, items in lists.items():
        node = follow(template.root, path)
        if isinstance(node, ArrayNode) and len(node.items) == len(items):
            gone.append(path)
    kept = [one for one in changes if one.path[:-1] not in gone]
    return [*kept, *map(Delete, gone)]


# What the reference has there.


def _adopted(
    matches: Sequence[LintMatch], comparison: Comparison, adopter: Adopter
) -> Iterator[Fix | None]:
    defining = _definitions(matches, comparison)
    if defining:
        names = _prose([one.logical_id for one in defining])
        yield adopter.fix(defining, f"Define {names} as the reference does")
    there = [
        one for one in comparison.differences if any(_is_about(one, match) for match in matches)
    ]
    if there:
        yield _adopting(there, defining, adopter)


def _definitions(matches: Sequence[LintMatch], comparison: Comparison) -> list[Difference]:
    """Return what the reference alone defines of the names that matches call undefined."""
    undefined = {name for match in matches if (name := undefined_name(match))}
    return [
        one
        for one in comparison.differences
        if one.reference_id in undefined
        and one.section in _DEFINING
        and one.is_whole_entity
        and one.operation is Operation.ADD
    ]


def _adopting(
    found: Sequence[Difference], defining: Sequence[Difference], adopter: Adopter
) -> Fix | None:
    surplus = [one.candidate_id for one in found if _is_surplus(one)]
    if len(surplus) == len(found):
        return adopter.fix(found, f"Delete {_prose(surplus)}, which the reference does without")
    owners = [one.logical_id or one.section for one in found]
    wanted = [*found, *(one for one in defining if one not in found)]
    return adopter.fix(wanted, f"Write {_prose(owners)} as the reference does there")


def _is_surplus(difference: Difference) -> bool:
    return difference.is_whole_entity and difference.operation is Operation.REMOVE


def _is_about(difference: Difference, match: LintMatch) -> bool:
    """Whether a difference holds the place of a match, or lies in the value that it is about."""
    mine, path = difference.candidate_path, match.path
    if len(mine) < 2 or not path:  # noqa: PLR2004 (section and logical ID)
        return False
    if path[: len(mine)] == mine:
        is_holder = difference.candidate is None and len(path) > len(mine)
        return not is_holder
    return len(path) > _PROPERTIES and mine[: len(path)] == path


_PROPERTIES = 3  # section, logical ID, Properties


def _prose(names: Sequence[str | None]) -> str:
    known = [name for name in dict.fromkeys(names) if name]
    if len(known) > _NAMED:
        return f"{', '.join(known[:_NAMED])} and {len(known) - _NAMED} more"
    return ", ".join(known[:-1]) + (" and " if known[1:] else "") + "".join(known[-1:])
