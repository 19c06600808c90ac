"""Makes objects of entries: intrinsic functions, repeated keys, limits."""

from collections.abc import Sequence

from analysis.intrinsics import LONG_FORMS
from analysis.reading.reading import Problem
from analysis.source import Span
from analysis.syntax import Entry, IntrinsicNode, ObjectNode, ScalarKind, ScalarNode

_ENTITY_DEPTH = 2  # The template is at 0, a section at 1, the body of an entity at 2.


def names_things(depth: int, section: str) -> bool:
    """Whether keys at this depth are logical IDs or attributes, so that `Ref` is just a name."""
    if depth == _ENTITY_DEPTH:
        return section != "Conditions"
    return depth < _ENTITY_DEPTH


def build_object(
    entries: Sequence[Entry], span: Span, place: tuple[int, str], *, flow: bool
) -> ObjectNode | IntrinsicNode:
    """Return the object, or the intrinsic function that its only key names.

    `place` is the depth below the template's root and the section it lies in.
    """
    if len(entries) == 1 and entries[0].key.text in LONG_FORMS:
        key, value = entries[0].key, entries[0].value
        if _is_call(key.text, entries[0], place):
            return IntrinsicNode(span, key.text, value, key.span, short=False, flow=flow)
    return ObjectNode(span, tuple(entries), flow)


def _is_call(name: str, entry: Entry, place: tuple[int, str]) -> bool:
    depth, section = place
    if depth == 0:
        return False
    if name.startswith("Fn::"):
        return True
    if names_things(depth, section):
        return False
    if name == "Condition":
        return isinstance(entry.value, ScalarNode) and entry.value.kind is ScalarKind.STRING
    return True


def repeated_keys(entries: Sequence[Entry], owner: str) -> list[Problem]:
    """Return a problem for each key that stands in an object again."""
    seen: set[str] = set()
    problems: list[Problem] = []
    for entry in entries:
        if entry.key.text in seen:
            where = f"“{owner}”" if owner else "the template"
            message = f"“{entry.key.text}” stands twice in {where}; CloudFormation keeps the last."
            problems.append(Problem(message, entry.key.span))
        seen.add(entry.key.text)
    return problems
