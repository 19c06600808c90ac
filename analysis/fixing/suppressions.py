"""Writes into a template's Metadata that a check of some tool is to be left out, and why."""

from dataclasses import dataclass, replace
from enum import StrEnum

from analysis.adoption.style import style_of
from analysis.findings import Fix, Safety
from analysis.fixing.changing import Change, Insert, Replace, fix_of, node_of
from analysis.syntax import (
    ArrayNode,
    Node,
    ObjectNode,
    Path,
    PlainValue,
    ScalarKind,
    ScalarNode,
    follow,
    text_of,
)
from analysis.template import Template


class Dialect(StrEnum):
    """The tools whose Metadata is known."""

    CFN_LINT = "cfn-lint"
    CHECKOV = "checkov"
    CFN_NAG = "cfn_nag"
    GUARD = "guard"


@dataclass(frozen=True, slots=True)
class Suppression:
    """A check to be left out at a resource, or in the whole template where none is named.

    Only cfn-lint knows the latter.
    """

    dialect: Dialect
    check: str
    reason: str
    logical_id: str = ""


# Where a tool keeps its list, and its words for the check and the reason of an item. Tools that
# list bare checks have no word for a reason: it stands beside the list, where they do not look.
_LISTS: dict[Dialect, tuple[str, ...]] = {
    Dialect.CFN_LINT: ("config", "ignore_checks"),
    Dialect.CHECKOV: ("skip",),
    Dialect.CFN_NAG: ("rules_to_suppress",),
    Dialect.GUARD: ("SuppressedRules",),
}
_REASONS = {Dialect.CHECKOV: "comment", Dialect.CFN_NAG: "reason"}
_BESIDE = "reasons"
_BEFORE_METADATA = ("AWSTemplateFormatVersion", "Description", "Type")
_RESOURCE = 2


def suppress(template: Template, wanted: Suppression) -> Fix | None:
    """Return a fix that writes a suppression; None where it is there already or has no place."""
    path: Path = ("Resources", wanted.logical_id) if wanted.logical_id else ()
    holder = follow(template.root, path)
    is_known = wanted.logical_id in template.resources or wanted.dialect is Dialect.CFN_LINT
    if not (isinstance(holder, ObjectNode) and is_known and wanted.check.strip()):
        return None
    changes = _merged(holder, path, {"Metadata": {wanted.dialect.value: _value(wanted)}})
    if not changes or _is_there(holder, wanted):
        return None
    where = f"at {wanted.logical_id}" if wanted.logical_id else "in the whole template"
    title = f"Tell {wanted.dialect.value} to leave {wanted.check} out {where}"
    return fix_of(template, style_of(template.reading), title, Safety.SAFE, changes)


def _value(wanted: Suppression) -> PlainValue:
    """Return what has to stand below the tool's name."""
    *above, last = _LISTS[wanted.dialect]
    reason_key = _REASONS.get(wanted.dialect, "")
    item: PlainValue = wanted.check
    if reason_key:
        item = {"id": wanted.check, **({reason_key: wanted.reason} if wanted.reason else {})}
    value: dict[str, PlainValue] = {last: [item]}
    for key in reversed(above):
        value = {key: value}
    if wanted.reason and not reason_key:
        value[_BESIDE] = {wanted.check: wanted.reason}
    return value


def _is_there(holder: Node, wanted: Suppression) -> bool:
    held = follow(holder, ("Metadata", wanted.dialect.value, *_LISTS[wanted.dialect]))
    items = held.items if isinstance(held, ArrayNode) else ()
    names = (item.child("id") if isinstance(item, ObjectNode) else item for item in items)
    return any(text_of(name) == wanted.check for name in names)


def _merged(node: Node, path: Path, wanted: PlainValue) -> list[Change] | None:
    """Return what makes a node hold a value beside its own; None where it holds something else."""
    match node, wanted:
        case ObjectNode(), dict():
            changes: list[Change] = []
            for key, value in wanted.items():
                child = node.child(key)
                inner = (
                    [Insert(path, key, node_of(value), after=_after(node, path))]
                    if child is None
                    else _merged(child, (*path, key), value)
                )
                if inner is None:
                    return None
                changes += inner
            return changes
        case ArrayNode(), list():
            items = (*node.items, *map(node_of, wanted))
            return [Replace(path, replace(node, items=items))]
        case ScalarNode(kind=ScalarKind.NULL), _:
            return [Replace(path, node_of(wanted))]
        case ScalarNode(), str():
            return [Replace(path, node_of(wanted))]
    return None


def _after(node: ObjectNode, path: Path) -> str:
    """Return the key behind which Metadata stands by custom; elsewhere new keys stand last."""
    first = _BEFORE_METADATA if len(path) in (0, _RESOURCE) else ()
    return next((key for key in reversed(first) if key in node.names), "")
