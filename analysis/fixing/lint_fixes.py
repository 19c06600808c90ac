"""Fixes of what cfn-lint finds, with and without a reference."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from analysis.adoption import Adopter
from analysis.adoption.style import Style, style_of
from analysis.comparison import Comparison, Difference, Operation
from analysis.findings import Fix, Safety
from analysis.fixing import choices
from analysis.fixing.changing import (
    Change,
    Delete,
    Insert,
    Replace,
    fix_of,
    function,
    node_of,
    scalar,
)
from analysis.fixing.unused import deletion
from analysis.lint import LintMatch
from analysis.syntax import ArrayNode, ObjectNode, Path, ScalarNode, follow, text_of
from analysis.template import Template

_NAMED = 3
_MOST_PLACES = 40
_ZONE = re.compile(r"[a-z]{2}(?:-[a-z]+)+-\d([a-f])")
_POLICIES = ("DeletionPolicy", "UpdateReplacePolicy")


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to mend one match; `title` has a `{}` for all the places that are mended alike."""

    title: str
    place: str
    safety: Safety
    changes: tuple[Change, ...]


def lint_fixes(
    template: Template,
    matches: Sequence[LintMatch],
    comparison: Comparison | None = None,
    adopter: Adopter | None = None,
) -> tuple[Fix, ...]:
    """Return fixes of all the matches together, as alternatives where there are several.

    With a reference, what it has at their places is the first of them.
    """
    adopting = _adopting(matches, comparison, adopter) if comparison and adopter else None
    if len(matches) > _MOST_PLACES:
        return (adopting,) if adopting else ()
    ways = [list(_ways(template, match)) for match in matches]
    fixes = [adopting] if adopting else []
    if ways and all(ways):
        style = style_of(template.reading)
        # Several places are mended each in its first way; one place offers a choice.
        groups = [[one] for one in ways[0]] if len(ways) == 1 else [[one[0] for one in ways]]
        fixes += [fix for fix in (_together(template, style, one) for one in groups) if fix]
    return tuple(fixes)


def _together(template: Template, style: Style, ways: Sequence[_Way]) -> Fix | None:
    if len({way.title for way in ways}) > 1:
        return None
    places = list(dict.fromkeys(way.place for way in ways))
    told = ", ".join(places[:_NAMED]) + (
        f" and {len(places) - _NAMED} more" * (len(places) > _NAMED)
    )
    changes = [change for way in ways for change in way.changes]
    return fix_of(
        template, style, ways[0].title.format(told), ways[0].safety, _emptied(template, changes)
    )


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


def _adopting(matches: Sequence[LintMatch], comparison: Comparison, adopter: Adopter) -> Fix | None:
    found = [
        one for one in comparison.differences if any(_is_about(one, match) for match in matches)
    ]
    if not found:
        return None
    surplus = [one.candidate_id for one in found if _is_surplus(one)]
    if len(surplus) == len(found):
        return adopter.fix(found, f"Delete {_prose(surplus)}, which the reference does without")
    owners = [one.logical_id or one.section for one in found]
    return adopter.fix(found, f"Write {_prose(owners)} as the reference does there")


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


# What can be said without one.


def _ways(template: Template, match: LintMatch) -> Iterator[_Way]:
    make = _BY_RULE.get(match.rule)
    if make and follow(template.root, match.path) is not None:
        yield from make(template, match)


def _unused(template: Template, match: LintMatch) -> Iterator[_Way]:
    noun = str(match.path[0]).removesuffix("s").lower()
    changes = tuple(deletion(template, (match.path[:2],)))
    yield _Way(f"Delete the unused {noun} {{}}", str(match.path[1]), Safety.SAFE, changes)


def _dependency(template: Template, match: LintMatch) -> Iterator[_Way]:
    del template
    owner = str(match.path[1])
    yield _Way("Delete the redundant DependsOn of {}", owner, Safety.SAFE, (Delete(match.path),))


def _needless_sub(template: Template, match: LintMatch) -> Iterator[_Way]:
    node = follow(template.root, match.path)
    if isinstance(node, ArrayNode) and node.items:
        node = node.items[0]
    if match.path[-1] == "Fn::Sub" and isinstance(node, ScalarNode):
        text = scalar(node.text.replace("${!", "${"), node.kind)
        change = Replace(match.path[:-1], text)
        yield _Way("Write the text of {} without Fn::Sub", _owner(match), Safety.SAFE, (change,))


def _mention(template: Template, match: LintMatch) -> Iterator[_Way]:
    del template
    if isinstance(match.path[-1], int):
        change = Delete(match.path)
        yield _Way("Take what does not exist out of the {}", "Metadata", Safety.SAFE, (change,))


def _runtime(template: Template, match: LintMatch) -> Iterator[_Way]:
    name = text_of(follow(template.root, match.path)) or ""
    yield from _values(match, choices.of_runtime(name))


def _enum(template: Template, match: LintMatch) -> Iterator[_Way]:
    node = follow(template.root, match.path)
    if isinstance(node, ScalarNode):
        yield from _values(match, choices.of_enum(template, match.path, match.message, node.text))


def _engine(template: Template, match: LintMatch) -> Iterator[_Way]:
    resource = choices.resource_at(template, match.path)
    if resource is None or text_of(resource.property("EngineVersion")) is None:
        return
    path = (*resource.path, "Properties", "EngineVersion")
    for version in choices.of_engine_version(resource):
        change = Replace(path, scalar(version))
        yield _Way(f"Use version {version} for {{}}", resource.logical_id, Safety.CHOICE, (change,))


def _name(template: Template, match: LintMatch) -> Iterator[_Way]:
    value = text_of(follow(template.root, match.path))
    if value is not None and "Fn::Sub" not in match.path[-1:]:
        yield from _values(match, choices.of_name(template, match.message, value))


def _values(match: LintMatch, values: Sequence[str]) -> Iterator[_Way]:
    for value in values:
        change = Replace(match.path, scalar(value))
        yield _Way(f"Use {value} in {{}}", _owner(match), Safety.CHOICE, (change,))


def _unknown_property(template: Template, match: LintMatch) -> Iterator[_Way]:
    holder = follow(template.root, match.path[:-1])
    name = str(match.path[-1])
    value = follow(template.root, match.path)
    if not isinstance(holder, ObjectNode) or value is None:
        return
    for other in choices.of_property(template, match.path):
        if other not in holder.names:
            changes = (Delete(match.path), Insert(match.path[:-1], other, value, name))
            yield _Way(
                f"Write {other} instead of {name} in {{}}", _owner(match), Safety.CHOICE, changes
            )
    delete = (Delete(match.path),)
    yield _Way(f"Delete {name}, which {{}} does not have", _owner(match), Safety.REVIEW, delete)


def _both_policies(template: Template, match: LintMatch) -> Iterator[_Way]:
    resource = choices.resource_at(template, match.path)
    if resource is None:
        return
    for known, lacking in (_POLICIES, _POLICIES[::-1]):
        value = resource.attribute(known)
        if value is not None and resource.attribute(lacking) is None:
            changes = (Insert(resource.path, lacking, value, known),)
            title = f"Give {{}} the {lacking} that goes with its {known}"
            yield _Way(title, resource.logical_id, Safety.REVIEW, changes)


def _zone(template: Template, match: LintMatch) -> Iterator[_Way]:
    letter = _ZONE.fullmatch(text_of(follow(template.root, match.path)) or "")
    if letter:
        index = scalar(str("abcdef".index(letter[1])))
        zones = function("Fn::GetAZs", scalar(""))
        chosen = function("Fn::Select", ArrayNode(index.span, (index, zones)))
        changes = (Replace(match.path, chosen),)
        yield _Way("Choose the zones of {} with Fn::GetAZs", _owner(match), Safety.REVIEW, changes)


def _no_echo(template: Template, match: LintMatch) -> Iterator[_Way]:
    del template
    name = str(match.path[1])
    changes = (Insert(match.path[:2], "NoEcho", node_of(value=True)),)
    yield _Way("Hide the value of {} with NoEcho", name, Safety.REVIEW, changes)


def _variable(template: Template, match: LintMatch) -> Iterator[_Way]:
    node = follow(template.root, match.path)
    if isinstance(node, ScalarNode):
        changes = (Replace(match.path, function("Fn::Sub", node)),)
        yield _Way("Put the text of {} into Fn::Sub", _owner(match), Safety.REVIEW, changes)


def _owner(match: LintMatch) -> str:
    return str(match.path[1]) if len(match.path) > 1 else str(match.path[0])


_BY_RULE: Mapping[str, Callable[[Template, LintMatch], Iterator[_Way]]] = MappingProxyType(
    {
        "E1010": _name,
        "E1012": _name,
        "E1020": _name,
        "E1029": _variable,
        "E2531": _runtime,
        "E3002": _unknown_property,
        "E3030": _enum,
        "E3690": _engine,
        "E3691": _engine,
        "E6101": _name,
        "W1020": _needless_sub,
        "W2001": _unused,
        "W2501": _no_echo,
        "W2531": _runtime,
        "W3005": _dependency,
        "W3010": _zone,
        "W3011": _both_policies,
        "W3690": _engine,
        "W3691": _engine,
        "W4001": _mention,
        "W7001": _unused,
        "W8001": _unused,
    }
)
