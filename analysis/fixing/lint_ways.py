"""Ways to mend what cfn-lint finds, by its rules, from the template alone."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from analysis.findings import Safety
from analysis.fixing import choices
from analysis.fixing.changing import Change, Delete, Insert, Replace, function, node_of, scalar
from analysis.fixing.literals import free_name, zone_of
from analysis.fixing.unused import deletion
from analysis.lint import LintMatch
from analysis.syntax import ArrayNode, ObjectNode, Path, ScalarNode, follow, text_of
from analysis.template import Template

_ZONE = re.compile(r"[a-z]{2}(?:-[a-z]+)+-\d([a-f])")
_FIRST_NAME = re.compile(r"'([^']+)' is not one of")
_OF_NAMES = frozenset(
    {"E1010", "E1011", "E1019", "E1020", "E1028", "E3005", "E3015", "E6005", "E6101"}
    | {"E8001", "E8003", "E8004", "E8005", "E8006"}
)
_CONDITIONAL = re.compile(r"not be available when condition '(\w+)' is False")
_POLICIES = ("DeletionPolicy", "UpdateReplacePolicy")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to mend one match; `title` has a `{}` for all the places that are mended alike."""

    title: str
    place: str
    safety: Safety
    changes: tuple[Change, ...]


def ways_of(template: Template, match: LintMatch) -> Iterator[Way]:
    """Yield the ways to mend a match, the likeliest first."""
    make = _BY_RULE.get(match.rule)
    if make and follow(template.root, match.path) is not None:
        yield from make(template, match)


def undefined_name(match: LintMatch) -> str | None:
    """Return the name that a match says nothing in the template defines."""
    found = _FIRST_NAME.match(match.message) if match.rule in _OF_NAMES else None
    return found[1] if found else None


def _unused(template: Template, match: LintMatch) -> Iterator[Way]:
    noun = str(match.path[0]).removesuffix("s").lower()
    changes = tuple(deletion(template, (match.path[:2],)))
    yield Way(f"Delete the unused {noun} {{}}", str(match.path[1]), Safety.SAFE, changes)


def _dependency(template: Template, match: LintMatch) -> Iterator[Way]:
    del template
    owner = str(match.path[1])
    yield Way("Delete the redundant DependsOn of {}", owner, Safety.SAFE, (Delete(match.path),))


def _needless_sub(template: Template, match: LintMatch) -> Iterator[Way]:
    node = follow(template.root, match.path)
    if isinstance(node, ArrayNode) and node.items:
        node = node.items[0]
    if match.path[-1] == "Fn::Sub" and isinstance(node, ScalarNode):
        text = scalar(node.text.replace("${!", "${"), node.kind)
        change = Replace(match.path[:-1], text)
        yield Way("Write the text of {} without Fn::Sub", _owner(match), Safety.SAFE, (change,))


def _mention(template: Template, match: LintMatch) -> Iterator[Way]:
    del template
    if isinstance(match.path[-1], int):
        change = Delete(match.path)
        yield Way("Take what does not exist out of the {}", "Metadata", Safety.SAFE, (change,))


def _runtime(template: Template, match: LintMatch) -> Iterator[Way]:
    name = text_of(follow(template.root, match.path)) or ""
    yield from _values(match, choices.of_runtime(name))


def _enum(template: Template, match: LintMatch) -> Iterator[Way]:
    node = follow(template.root, match.path)
    if isinstance(node, ScalarNode):
        yield from _values(match, choices.of_enum(template, match.path, match.message, node.text))


def _engine(template: Template, match: LintMatch) -> Iterator[Way]:
    resource = choices.resource_at(template, match.path)
    if resource is None or text_of(resource.property("EngineVersion")) is None:
        return
    path = (*resource.path, "Properties", "EngineVersion")
    for version in choices.of_engine_version(resource):
        change = Replace(path, scalar(version))
        yield Way(f"Use version {version} for {{}}", resource.logical_id, Safety.CHOICE, (change,))


def _name(template: Template, match: LintMatch) -> Iterator[Way]:
    value = text_of(follow(template.root, match.path))
    if value is not None:
        yield from _values(match, choices.of_name(template, match.message, value, _owner(match)))
        if match.path[-1] == "Ref":
            yield from _definition(value)


def _sub_name(template: Template, match: LintMatch) -> Iterator[Way]:
    node = follow(template.root, match.path)
    name, owner = undefined_name(match), _owner(match)
    if not name or not isinstance(node, ScalarNode) or f"${{{name}}}" not in node.text:
        return
    others = {f"!{name}": f"Keep ${{{name}}} as it stands in {{}}"} if ":" in name else {}
    safety = Safety.REVIEW if others else Safety.CHOICE
    for other in () if others else choices.of_name(template, match.message, name, owner):
        others[other] = f"Use {other} in {{}}"
    for other, title in others.items():
        text = node.text.replace(f"${{{name}}}", f"${{{other}}}")
        changes = (Replace(match.path, replace(node, text=text)),)
        yield Way(title, owner, safety, changes)
    yield from _definition(name)


def _definition(name: str) -> Iterator[Way]:
    """Yield the parameter that an undefined name could stand for; deploying asks for its value."""
    if name.isalnum() and name.isascii():
        changes = (Insert(("Parameters",), name, node_of({"Type": "String"})),)
        yield Way("Define {} as a parameter", name, Safety.CHOICE, changes)


def _values(match: LintMatch, values: Sequence[str]) -> Iterator[Way]:
    for value in values:
        change = Replace(match.path, scalar(value))
        yield Way(f"Use {value} in {{}}", _owner(match), Safety.CHOICE, (change,))


def _unknown_property(template: Template, match: LintMatch) -> Iterator[Way]:
    holder = follow(template.root, match.path[:-1])
    name = str(match.path[-1])
    value = follow(template.root, match.path)
    is_known = "unexpected" not in match.message  # it is the value that is not allowed
    if is_known or not isinstance(holder, ObjectNode) or value is None:
        return
    for other in choices.of_property(template, match.path):
        if other not in holder.names:
            changes = (Delete(match.path), Insert(match.path[:-1], other, value, name))
            yield Way(
                f"Write {other} instead of {name} in {{}}", _owner(match), Safety.CHOICE, changes
            )
    delete = (Delete(_with_emptied(template, match.path)),)
    yield Way(f"Delete {name}, which {{}} does not have", _owner(match), Safety.REVIEW, delete)


def _with_emptied(template: Template, path: Path) -> Path:
    """Return the path, or that of the outermost property which would be left without anything."""
    while len(path) > choices.PROPERTIES + 1:
        holder = follow(template.root, path[:-1])
        if not isinstance(holder, ObjectNode) or len(holder.entries) > 1:
            break
        path = path[:-1]
    return path


def _both_policies(template: Template, match: LintMatch) -> Iterator[Way]:
    resource = choices.resource_at(template, match.path)
    if resource is None:
        return
    for known, lacking in (_POLICIES, _POLICIES[::-1]):
        value = resource.attribute(known)
        if value is not None and resource.attribute(lacking) is None:
            changes = (Insert(resource.path, lacking, value, known),)
            title = f"Give {{}} the {lacking} that goes with its {known}"
            yield Way(title, resource.logical_id, Safety.REVIEW, changes)


def _zone(template: Template, match: LintMatch) -> Iterator[Way]:
    letter = _ZONE.fullmatch(text_of(follow(template.root, match.path)) or "")
    if letter:
        changes = (Replace(match.path, zone_of("abcdef".index(letter[1]))),)
        yield Way("Choose the zones of {} with Fn::GetAZs", _owner(match), Safety.REVIEW, changes)
        name = free_name(template, f"{_owner(match)}Zone")
        zone = text_of(follow(template.root, match.path)) or ""
        parameter = node_of({"Type": "AWS::EC2::AvailabilityZone::Name", "Default": zone})
        taken = (
            Insert(("Parameters",), name, parameter),
            Replace(match.path, function("Ref", scalar(name))),
        )
        yield Way("Take the zone of {} from a parameter", _owner(match), Safety.REVIEW, taken)


def _same_condition(template: Template, match: LintMatch) -> Iterator[Way]:
    """Yield an output's way not to be there where the resource that it tells of is not."""
    found = _CONDITIONAL.search(match.message)
    output = follow(template.root, match.path[:2])
    if not found or match.path[0] != "Outputs" or not isinstance(output, ObjectNode):
        return
    if "Condition" not in output.names:
        after = "Description" if "Description" in output.names else ""
        changes = (Insert(match.path[:2], "Condition", scalar(found[1]), after),)
        title = f"Give {{}} the condition {found[1]} too"
        yield Way(title, _owner(match), Safety.REVIEW, changes)


def _no_echo(template: Template, match: LintMatch) -> Iterator[Way]:
    del template
    name = str(match.path[1])
    changes = (Insert(match.path[:2], "NoEcho", node_of(value=True)),)
    yield Way("Hide the value of {} with NoEcho", name, Safety.REVIEW, changes)


def _variable(template: Template, match: LintMatch) -> Iterator[Way]:
    node = follow(template.root, match.path)
    if isinstance(node, ScalarNode):
        changes = (Replace(match.path, function("Fn::Sub", node)),)
        yield Way("Put the text of {} into Fn::Sub", _owner(match), Safety.REVIEW, changes)


def _owner(match: LintMatch) -> str:
    return str(match.path[1]) if len(match.path) > 1 else str(match.path[0])


_BY_RULE: Mapping[str, Callable[[Template, LintMatch], Iterator[Way]]] = MappingProxyType(
    {
        "E1010": _name,
        "E1012": _name,
        "E1019": _sub_name,
        "E1020": _name,
        "E1029": _variable,
        "E2531": _runtime,
        "E3002": _unknown_property,
        "E3030": _enum,
        "E3690": _engine,
        "E3691": _engine,
        "E6101": _name,
        "W1001": _same_condition,
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
