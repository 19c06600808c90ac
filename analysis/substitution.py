"""The `${…}` of Fn::Sub: the parts of such a text, and any value written as one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from analysis.syntax import ArrayNode, IntrinsicNode, Node, ObjectNode, ScalarNode, text_of

_VARIABLE = re.compile(r"\$\{(!?)([^{}]*)\}")
_SAME: Mapping[str, str] = MappingProxyType({})
_NAME = re.compile(r"[A-Za-z0-9_.:]+")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of literal text, or the name of a variable; `start` is where it stands."""

    text: str
    is_name: bool
    start: int

    @property
    def target(self) -> str:
        """The logical ID of a name: what stands before its first dot."""
        return self.text.partition(".")[0]

    @property
    def attribute(self) -> str:
        """The attribute of a name, empty without one."""
        return self.text.partition(".")[2]


def parts_of(text: str) -> tuple[Part, ...]:
    """Return the parts of a text of Fn::Sub; `${!Name}` is the literal `${Name}`."""
    found: list[Part] = []
    at = 0
    for match in _VARIABLE.finditer(text):
        is_literal = bool(match[1])
        if not is_literal and not _NAME.fullmatch(match[2]):
            continue
        if match.start() > at:
            found.append(Part(text[at : match.start()], is_name=False, start=at))
        if is_literal:
            found.append(Part(f"${{{match[2]}}}", is_name=False, start=match.start()))
        else:
            found.append(Part(match[2], is_name=True, start=match.start(2)))
        at = match.end()
    if at < len(text):
        found.append(Part(text[at:], is_name=False, start=at))
    return tuple(found)


def sub_arguments(argument: Node) -> tuple[ScalarNode | None, ObjectNode | None]:
    """Return the text and the variables of Fn::Sub in either of its forms."""
    match argument:
        case ScalarNode():
            return argument, None
        case ArrayNode(items=(ScalarNode() as text, ObjectNode() as variables)):
            return text, variables
        case ArrayNode(items=(ScalarNode() as text,)):
            return text, None
    return None, None


def attribute_arguments(argument: Node) -> tuple[str, str | None]:
    """Return the logical ID of Fn::GetAtt and its attribute, None where a function gives it."""
    match argument:
        case ScalarNode(text=text):
            target, _, attribute = text.partition(".")
            return target, attribute
        case ArrayNode(items=(ScalarNode(text=target), *rest)):
            names = [text_of(item) for item in rest]
            known = [name for name in names if name is not None]
            return target, ".".join(known) if len(known) == len(names) else None
    return "", None


def as_text(node: Node | None, names: Mapping[str, str] = _SAME) -> str:
    """Return a value as text, with `${…}` for whatever only the deployment knows.

    `names` are other words for the entities that it names.
    """
    match node:
        case ScalarNode():
            return node.text
        case IntrinsicNode():
            return _function_text(node, names)
        case ArrayNode():
            return ", ".join(as_text(item, names) for item in node.items)
        case ObjectNode():
            pairs = (f"{entry.name}: {as_text(entry.value, names)}" for entry in node.entries)
            return "{" + ", ".join(pairs) + "}"
    return "${…}"


def _function_text(node: IntrinsicNode, names: Mapping[str, str]) -> str:  # noqa: PLR0911 (one return a function)
    match node.name, node.argument:
        case (("Ref" | "Condition"), ScalarNode(text=name)):
            return f"${{{names.get(name, name)}}}"
        case "Fn::GetAtt", argument:
            target, attribute = attribute_arguments(argument)
            return f"${{{names.get(target, target)}.{attribute or '…'}}}"
        case "Fn::Sub", argument:
            return _sub_text(argument, names)
        case "Fn::Join", ArrayNode(items=(ScalarNode(text=delimiter), ArrayNode(items=items))):
            return delimiter.join(as_text(item, names) for item in items)
        case "Fn::Base64", argument:
            return as_text(argument, names)
        case "Fn::FindInMap", ArrayNode(items=items):
            return f"${{{'.'.join(_bare(item, names) for item in items)}}}"
        case "Fn::If", ArrayNode(items=(ScalarNode(text=name), *_)):
            return f"${{If {names.get(name, name)}}}"
        case "Fn::ImportValue", argument:
            return f"${{ImportValue {_bare(argument, names)}}}"
    return f"${{{node.name.removeprefix('Fn::')}}}"


def _bare(node: Node, names: Mapping[str, str]) -> str:
    # Braces within braces would read as two variables.
    return _VARIABLE.sub(r"\2", as_text(node, names))


def _sub_text(argument: Node, names: Mapping[str, str]) -> str:
    text, variables = sub_arguments(argument)
    if text is None:
        return "${…}"
    values = {entry.name: entry.value for entry in variables.entries} if variables else {}
    written = []
    for part in parts_of(text.text):
        if not part.is_name:
            written.append(part.text)
        elif part.text in values:
            written.append(as_text(values[part.text], names))
        else:
            target = names.get(part.target, part.target)
            written.append(f"${{{target}{part.text[len(part.target) :]}}}")
    return "".join(written)
