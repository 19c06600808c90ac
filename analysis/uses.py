"""Every place of a template that names another entity, or an import."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from analysis.intrinsics import PSEUDO_PARAMETERS
from analysis.source import Source, Span
from analysis.substitution import as_text, attribute_arguments, parts_of, sub_arguments
from analysis.syntax import (
    ArrayNode,
    IntrinsicNode,
    Node,
    ObjectNode,
    Path,
    ScalarKind,
    ScalarNode,
    UnreadableNode,
    children,
    text_of,
)
from analysis.template import ENTITY_SECTIONS, Template, last_entries

FOR_EACH = "Fn::ForEach::"
"""How the key of a loop of AWS::LanguageExtensions begins."""

_SAM = "AWS::Serverless::"
_KNOWN_TRANSFORMS = frozenset(
    {"AWS::LanguageExtensions", "AWS::Serverless-2016-10-31", "AWS::CodeDeployBlueGreen"},
)
_WITHOUT_USES = frozenset({"AWSTemplateFormatVersion", "Description", "Mappings", "Metadata"})


class UseKind(StrEnum):
    """How an entity is named."""

    REF = "Ref"
    GET_ATT = "GetAtt"
    SUB = "Sub"
    DEPENDS_ON = "DependsOn"
    CONDITION = "Condition"
    IF = "If"
    FIND_IN_MAP = "FindInMap"
    IMPORT = "ImportValue"


@dataclass(frozen=True, slots=True)
class Use:
    """One place that names an entity.

    `target` is the logical ID (of an import: the export's name, or its pattern with `${…}` for
    what only the deployment knows); `attribute` is GetAtt's; `span` covers just the name in the
    text, `path` leads to its node from the template's root. Pseudo parameters are no uses.
    """

    kind: UseKind
    target: str
    attribute: str
    section: str
    owner: str
    path: Path
    span: Span


TARGET_SECTIONS = MappingProxyType(
    {
        UseKind.REF: ("Parameters", "Resources"),
        UseKind.SUB: ("Parameters", "Resources"),
        UseKind.GET_ATT: ("Resources",),
        UseKind.DEPENDS_ON: ("Resources",),
        UseKind.CONDITION: ("Conditions",),
        UseKind.IF: ("Conditions",),
        UseKind.FIND_IN_MAP: ("Mappings",),
        UseKind.IMPORT: (),
    },
)
"""Where the entities stand that a use of a kind may name."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the search stands: whose uses it collects, and what loops name."""

    source: Source
    section: str
    owner: str
    path: Path
    loops: frozenset[str] = frozenset()

    def below(self, *steps: str | int) -> "_Place":
        return _Place(self.source, self.section, self.owner, (*self.path, *steps), self.loops)

    def looping(self, name: str) -> "_Place":
        return _Place(self.source, self.section, self.owner, self.path, self.loops | {name})

    def use(self, kind: UseKind, target: str, span: Span, attribute: str = "") -> Iterator[Use]:
        if target and target not in PSEUDO_PARAMETERS and target not in self.loops:
            yield Use(kind, target, attribute, self.section, self.owner, self.path, span)


_Reader = Callable[[Node, _Place], Iterator[Use]]


def find_uses(template: Template) -> tuple[Use, ...]:
    """Return the uses of a template in the text's order."""
    source = template.reading.source
    found: list[Use] = []
    for section in last_entries(template.root):
        if section.name in _WITHOUT_USES or not isinstance(section.value, ObjectNode):
            continue
        for entry in last_entries(section.value):
            place = _Place(source, section.name, entry.name, (section.name, entry.name))
            found.extend(_entity_uses(entry.value, place))
    return tuple(found)


def _entity_uses(node: Node, place: _Place) -> Iterator[Use]:
    if place.section == "Parameters":
        return
    if str(place.path[-1]).startswith(FOR_EACH):
        yield from _loop_uses(node, place, _entities_uses)
        return
    if not isinstance(node, ObjectNode) or place.section == "Conditions":
        yield from _uses(node, place)
        return
    for entry in last_entries(node):
        below = place.below(entry.name)
        match entry.name:
            case "DependsOn" if place.section == "Resources":
                yield from _depends_on(entry.value, below)
            case "Condition" if isinstance(entry.value, ScalarNode):
                yield from _named(UseKind.CONDITION, entry.value, below)
            case _:
                yield from _uses(entry.value, below)


def _entities_uses(node: Node, place: _Place) -> Iterator[Use]:
    # What a loop of a section writes has the form of that section's entities.
    for step, child in children(node):
        yield from _entity_uses(child, place.below(step))


def _loop_uses(node: Node, place: _Place, read: _Reader) -> Iterator[Use]:
    match node:
        case ArrayNode(items=(ScalarNode(text=name), collection, body)):
            yield from _uses(collection, place.below(1))
            yield from read(body, place.looping(name).below(2))
        case _:
            yield from _uses(node, place)


def _depends_on(node: Node, place: _Place) -> Iterator[Use]:
    match node:
        case ScalarNode():
            yield from _named(UseKind.DEPENDS_ON, node, place)
        case ArrayNode():
            for index, item in enumerate(node.items):
                yield from _depends_on(item, place.below(index))
        case _:
            yield from _uses(node, place)


def _uses(node: Node, place: _Place) -> Iterator[Use]:
    match node:
        case IntrinsicNode():
            yield from _intrinsic_uses(node, place.below(node.name))
        case ObjectNode():
            for entry in last_entries(node):
                below = place.below(entry.name)
                if entry.name.startswith(FOR_EACH):
                    yield from _loop_uses(entry.value, below, _uses)
                else:
                    yield from _uses(entry.value, below)
        case ArrayNode():
            for index, item in enumerate(node.items):
                yield from _uses(item, place.below(index))
        case _:
            return


def _intrinsic_uses(node: IntrinsicNode, place: _Place) -> Iterator[Use]:
    argument = node.argument
    match node.name, argument:
        case "Ref", ScalarNode():
            yield from _named(UseKind.REF, argument, place)
        case "Condition", ScalarNode():
            yield from _named(UseKind.CONDITION, argument, place)
        case "Fn::GetAtt", _:
            yield from _get_att(argument, place)
        case "Fn::Sub", _:
            yield from _sub(argument, place)
        case "Fn::If", ArrayNode(items=(ScalarNode() as name, *_)):
            yield from _named(UseKind.IF, name, place.below(0))
            yield from _uses(argument, place)
        case "Fn::FindInMap", ArrayNode(items=(ScalarNode() as name, *_)):
            yield from _named(UseKind.FIND_IN_MAP, name, place.below(0))
            yield from _uses(argument, place)
        case "Fn::ValueOf", ArrayNode(items=(ScalarNode() as name, *_)):
            yield from _named(UseKind.REF, name, place.below(0))
        case "Fn::ImportValue", _:
            export = as_text(argument)
            yield from place.use(UseKind.IMPORT, export, _whole_span(argument, place.source))
            yield from _uses(argument, place)
        case _:
            yield from _uses(argument, place)


def _named(kind: UseKind, node: ScalarNode, place: _Place) -> Iterator[Use]:
    if node.kind is not ScalarKind.NULL:
        yield from place.use(kind, node.text, name_span(node, place.source))


def _get_att(argument: Node, place: _Place) -> Iterator[Use]:
    target, attribute = attribute_arguments(argument)
    match argument:
        case ScalarNode():
            span = name_span(argument, place.source)
            if span.end - span.start == len(argument.text):
                span = Span(span.start, span.start + len(target))
            yield from place.use(UseKind.GET_ATT, target, span, attribute or "")
        case ArrayNode(items=(ScalarNode() as first, *_)):
            span = name_span(first, place.source)
            yield from place.below(0).use(UseKind.GET_ATT, target, span, attribute or "")
            yield from _uses(argument, place)
        case _:
            yield from _uses(argument, place)


def _sub(argument: Node, place: _Place) -> Iterator[Use]:
    text, variables = sub_arguments(argument)
    if text is None:
        yield from _uses(argument, place)
        return
    own = frozenset(variables.names) if variables else frozenset()
    at = place if argument is text else place.below(0)
    for name, span in variable_spans(text, place.source):
        target, _, attribute = name.partition(".")
        if name not in own:
            yield from at.use(UseKind.SUB, target, span, attribute)
    if argument is not text:
        yield from _uses(argument, place)


def variable_spans(node: ScalarNode, source: Source) -> Iterator[tuple[str, Span]]:
    """Yield the names in a text of Fn::Sub, each with the span of its logical ID."""
    raw = source.slice(node.span)
    decoded = [part for part in parts_of(node.text) if part.is_name]
    written = [part for part in parts_of(raw) if part.is_name]
    # Names need no escapes; where somebody escaped one all the same, the whole text stands for it.
    is_plain = [part.text for part in decoded] == [part.text for part in written]
    for index, part in enumerate(decoded):
        span = node.span
        if is_plain:
            start = node.span.start + written[index].start
            span = Span(start, start + len(part.target))
        yield part.text, span


def name_span(node: ScalarNode, source: Source) -> Span:
    """Return the span of a scalar's text without quotes, of all of it where that is escaped."""
    raw = source.slice(node.span)
    if raw != node.text and len(raw) > 1 and raw[1:-1] == node.text:
        return Span(node.span.start + 1, node.span.end - 1)
    return node.span


def _whole_span(node: Node, source: Source) -> Span:
    if isinstance(node, IntrinsicNode):
        text = node.argument
        if node.name == "Fn::Sub" and isinstance(text, ScalarNode):
            return name_span(text, source)
        return node.span
    return name_span(node, source) if isinstance(node, ScalarNode) else node.span


def dangling(template: Template, uses: Iterable[Use]) -> tuple[Use, ...]:
    """Return the uses whose target does not exist, none where that cannot be known.

    Nothing dangles in a loop, in a template that a macro rewrites, or while a stretch that could
    hold the target could not be read.
    """
    if _hides_entities(template):
        return ()
    generated = _generated_names(template)
    return tuple(
        use
        for use in uses
        if use.kind is not UseKind.IMPORT
        and not target_section(template, use)
        and not _is_inside_loop(use)
        and not any(pattern.fullmatch(use.target) for pattern in generated)
    )


def target_section(template: Template, use: Use) -> str:
    """Return the section of the entity that a use names, empty where there is none."""
    names = TARGET_SECTIONS[use.kind]
    return next((name for name in names if use.target in template.section(name)), "")


def _is_inside_loop(use: Use) -> bool:
    return any(isinstance(step, str) and step.startswith(FOR_EACH) for step in use.path)


def _hides_entities(template: Template) -> bool:
    transform = template.root.child("Transform")
    names = transform.items if isinstance(transform, ArrayNode) else (transform,)
    if any(node is not None and text_of(node) not in _KNOWN_TRANSFORMS for node in names):
        return True
    if any(_is_unreadable(template.root.child(name)) for name in ENTITY_SECTIONS):
        return True
    read = [entity.span for group in template.entities.values() for entity in group.values()]
    unread = (problem.unread for problem in template.reading.problems if problem.unread)
    return any(not any(gap in span for span in read) for gap in unread)


def _is_unreadable(section: Node | None) -> bool:
    if isinstance(section, ObjectNode):
        return section.child("Fn::Transform") is not None
    return isinstance(section, UnreadableNode | IntrinsicNode)


def _generated_names(template: Template) -> tuple[re.Pattern[str], ...]:
    # SAM derives resources from its own (`ApiRole`), loops write names with a variable in them.
    patterns = [
        "".join(".*" if part.is_name else re.escape(part.text) for part in parts_of(name))
        for section in template.root.entries
        for name in _loop_keys(section.value)
    ]
    sam = [name for name, made in template.resources.items() if made.type.startswith(_SAM)]
    if sam:
        patterns += ["Serverless.*", *(f"{re.escape(name)}.*" for name in sam)]
    return tuple(re.compile(pattern) for pattern in patterns)


def _loop_keys(node: Node) -> Iterator[str]:
    for step, child in children(node):
        match child:
            case ArrayNode(items=(_, _, ObjectNode() as body)) if str(step).startswith(FOR_EACH):
                yield from (name for name in body.names if not name.startswith(FOR_EACH))
                yield from _loop_keys(body)
