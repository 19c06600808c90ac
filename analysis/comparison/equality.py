"""The normal form of a value: what two values that mean the same have in common."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.comparison.forms import SET_ROLES, Form, Kind, Member, Role, View, is_null, role_of
from analysis.comparison.names import Names
from analysis.comparison.texts import Key, code_key, code_text, json_key
from analysis.schemas import Shape
from analysis.substitution import attribute_arguments, parts_of, sub_arguments
from analysis.syntax import (
    ArrayNode,
    IntrinsicNode,
    Node,
    ObjectNode,
    ScalarKind,
    ScalarNode,
    UnreadableNode,
    text_of,
)
from analysis.template import last_entries

_UNKNOWN: Key = ("unreadable",)
_ACTIONS = frozenset({"Action", "NotAction"})
_DICTIONARY_KEYS = (
    frozenset({"Key", "Value"}),
    frozenset({"Key", "Value", "PropagateAtLaunch"}),
    frozenset({"Name", "Value"}),
    frozenset({"ParameterKey", "ParameterValue"}),
)
_NUMBERS = frozenset({"integer", "number"})
_SINGLE_FUNCTIONS = frozenset({"Ref", "Fn::GetAtt", "Fn::Sub", "Fn::Join", "Fn::ImportValue"})


def form_of(node: Node, view: View) -> Form:
    """Return the normal form of a node."""
    match node:
        case ScalarNode():
            return _wrapped(_scalar_form(node, view), view)
        case ObjectNode():
            return _wrapped(_object_form(node, view), view)
        case ArrayNode():
            return _list_form(node, view)
        case IntrinsicNode():
            return _wrapped(_function_form(node, view), view)
        case UnreadableNode():
            return Form(node, Kind.UNREADABLE, _UNKNOWN)


def _wrapped(form: Form, view: View) -> Form:
    """Return a single value as a list of one where a list is meant."""
    if form.kind is Kind.CHOICE:
        return form
    is_function = isinstance(form.node, IntrinsicNode)
    if view.role in SET_ROLES:
        if is_function and form.node.name not in _SINGLE_FUNCTIONS:  # type: ignore[union-attr]
            return form
        if view.role is Role.STATEMENTS and not isinstance(form.node, ObjectNode):
            return form
    elif is_function or view.shape is None or not view.shape.is_list or is_null(form.node):
        return form
    member = Member("0", (), form)
    return _list_of(form.node, (member,), view, is_wrapped=True)


def _scalar_form(node: ScalarNode, view: View) -> Form:
    if view.role is Role.CODE and node.kind is not ScalarKind.NULL:
        return Form(node, Kind.VALUE, code_key(node.text), code=node.text)
    return Form(node, Kind.VALUE, _scalar_key(node, view))


def _scalar_key(node: ScalarNode, view: View) -> Key:
    match node.kind, view.role:
        case ScalarKind.NULL, _:
            return ("null",)
        case _, Role.ACTIONS:
            return ("text", node.text.lower())
        case _, (Role.ENTITY_NAMES | Role.PARAMETER_NAMES):
            return ("text", view.names.entity(node.text))
        case ScalarKind.BOOLEAN, _:
            return ("text", node.text.lower())
        case ScalarKind.NUMBER, _:
            return ("text", _number(node.text, view.shape))
    return _string_key(node.text, view.shape)


def _string_key(text: str, known: Shape | None) -> Key:
    types = known.types if known else frozenset()
    if types == {"boolean"}:
        return ("text", text.lower())
    if types and types <= _NUMBERS:
        return ("text", _number(text, known))
    return _text_key((text,), known)


def _text_key(parts: Sequence[str | Key], known: Shape | None) -> Key:
    found = json_key(parts)
    if found is None:
        return ("text", parts[0]) if len(parts) == 1 else ("texts", tuple(parts))
    # A policy may be given as an object or as its JSON.
    return found if known and "object" in known.types else ("json", found)


def _number(text: str, known: Shape | None) -> str:
    try:
        number = float(text)
    except ValueError:
        return text
    if number != number or number in (float("inf"), float("-inf")):  # noqa: PLR0124 (NaN)
        return text
    if known and known.types and known.types <= _NUMBERS and number.is_integer():
        return str(int(number))
    digits = text.strip().lstrip("+")
    return digits if digits.lstrip("-").isdigit() else repr(number)


def _object_form(node: ObjectNode, view: View) -> Form:
    names = set(node.names)
    is_statement = "Effect" in names and bool(names & _ACTIONS)
    members = []
    for entry in last_entries(node):
        below = view.shape.below(entry.name) if view.shape else None
        role = role_of(entry.name, view.role, is_statement=is_statement)
        name = view.names.entity(entry.name) if view.role is Role.PARAMETER_NAMES else entry.name
        members.append(Member(name, (entry.name,), form_of(entry.value, view.at(below, role))))
    return object_of(node, members)


def object_of(node: Node, members: Sequence[Member]) -> Form:
    """Return the form of an object with these members."""
    pairs = sorted((member.name, index) for index, member in enumerate(members))
    key = ("object", tuple((name, members[index].form.key) for name, index in pairs))
    return Form(node, Kind.OBJECT, key, tuple(members))


def _list_form(node: ArrayNode, view: View) -> Form:
    below = view.shape.below("*") if view.shape else None
    role = Role.PLAIN if view.role is Role.STATEMENTS else view.role
    inner = view.at(below, role)
    # An item of a list of names is one name, not a list of one.
    bare = inner if role not in SET_ROLES else replace(inner, shape=None)
    members = tuple(
        Member(str(index), (index,), _item_form(item, bare))
        for index, item in enumerate(node.items)
    )
    return _list_of(node, members, view, is_wrapped=False)


def _item_form(node: Node, view: View) -> Form:
    match node:
        case ScalarNode():
            return _scalar_form(node, view)
        case IntrinsicNode():
            return _function_form(node, view)
    return form_of(node, view)


def _list_of(node: Node, members: tuple[Member, ...], view: View, *, is_wrapped: bool) -> Form:
    is_bag = (
        view.role in SET_ROLES
        or (view.shape is not None and view.shape.is_unordered)
        or is_dictionary(members)
    )
    keys = tuple(member.form.key for member in members)
    key: Key = ("bag", frozenset(Counter(keys).items())) if is_bag else ("list", keys)
    return Form(node, Kind.LIST, key, members, not is_bag, is_wrapped, view.role)


def is_dictionary(members: Sequence[Member]) -> bool:
    """Return whether a list is a dictionary in disguise: items that are a key and a value each."""
    return bool(members) and all(
        isinstance(member.form.node, ObjectNode)
        and frozenset(member.form.node.names) in _DICTIONARY_KEYS
        for member in members
    )


def _function_form(node: IntrinsicNode, view: View) -> Form:
    match node.name, node.argument:
        case "Fn::If", ArrayNode(items=(ScalarNode(text=name), then, otherwise)):
            return _choice_form(node, name, (then, otherwise), view)
        case (("Fn::Sub" | "Fn::Join" | "Fn::Base64"), _):
            parts = merged(text_parts(node, view))
            if view.role is Role.CODE:
                text = code_text(parts)
                key = code_key(text)
                if node.name == "Fn::Base64":
                    key = ("base64", key)
                return Form(node, Kind.VALUE, key, code=text)
            if len(parts) == 1 and not isinstance(parts[0], str):
                return Form(node, Kind.VALUE, parts[0])
            return Form(node, Kind.VALUE, _text_key(parts or ("",), view.shape))
    return Form(node, Kind.VALUE, function_key(node, view))


def _choice_form(node: IntrinsicNode, name: str, branches: tuple[Node, Node], view: View) -> Form:
    condition = view.names.condition(name)
    forms = [form_of(branch, view) for branch in branches]
    members = tuple(
        Member(str(index), (node.name, index), form) for index, form in enumerate(forms, 1)
    )
    key = ("Fn::If", condition, *(form.key for form in forms))
    return Form(node, Kind.CHOICE, key, members, condition=condition)


def text_parts(node: Node, view: View) -> Iterator[str | Key]:
    """Yield the literal texts and the keys of what stands between them."""
    match node:
        case ScalarNode() if node.kind is not ScalarKind.NULL:
            yield node.text
        case IntrinsicNode(name="Fn::Sub", argument=argument):
            yield from _sub_parts(node, argument, view)
        case IntrinsicNode(
            name="Fn::Join",
            argument=ArrayNode(items=(ScalarNode(text=delimiter), ArrayNode(items=items))),
        ) if not delimiter or all(_is_single(item) for item in items):
            for index, item in enumerate(items):
                if index:
                    yield delimiter
                yield from text_parts(item, view)
        case IntrinsicNode(name="Fn::Base64", argument=argument):
            if view.role is Role.CODE:
                yield from text_parts(argument, view)
            else:
                yield ("base64", *merged(text_parts(argument, view)))
        case IntrinsicNode():
            yield function_key(node, view)
        case _:
            yield form_of(node, view.at(None)).key


def _is_single(node: Node) -> bool:
    # `If` may leave an item out, and a function that gives a list more than one in.
    match node:
        case ScalarNode():
            return node.kind is not ScalarKind.NULL
        case IntrinsicNode(name=name):
            is_nothing = name == "Ref" and text_of(node.argument) == "AWS::NoValue"
            return name in _SINGLE_FUNCTIONS and not is_nothing
    return False


def _sub_parts(node: IntrinsicNode, argument: Node, view: View) -> Iterator[str | Key]:
    text, variables = sub_arguments(argument)
    if text is None:
        yield ("function", node.name, form_of(argument, view.at(None)).key)
        return
    values = {entry.name: entry.value for entry in variables.entries} if variables else {}
    for part in parts_of(text.text):
        if not part.is_name:
            yield part.text
        elif part.text in values:
            yield from text_parts(values[part.text], view)
        elif part.attribute:
            yield ("attribute", view.names.entity(part.target), part.attribute)
        else:
            yield ("ref", view.names.entity(part.text))


def merged(parts: Iterator[str | Key]) -> tuple[str | Key, ...]:
    """Return the parts with neighbouring literal texts joined and empty ones left out."""
    joined: list[str | Key] = []
    for part in parts:
        if isinstance(part, str):
            if joined and isinstance(joined[-1], str):
                joined[-1] += part
            elif part:
                joined.append(part)
        else:
            joined.append(part)
    return tuple(joined)


def function_key(node: IntrinsicNode, view: View) -> Key:
    """Return the key of an intrinsic function that is no text."""
    plain = view.at(None)
    match node.name, node.argument:
        case (("Ref" | "Fn::GetAtt" | "Condition"), argument):
            found = _name_key(node.name, argument, view.names)
            if found is not None:
                return found
        case (("Fn::FindInMap" | "Fn::If"), ArrayNode(items=(ScalarNode(text=name), *rest))):
            is_map = node.name == "Fn::FindInMap"
            known = view.names.mapping(name) if is_map else view.names.condition(name)
            return (node.name, known, *(form_of(item, plain).key for item in rest))
        case "Fn::GetAZs", ScalarNode(text=""):
            return ("function", "Fn::GetAZs", ("ref", "AWS::Region"))
        case (("Fn::Sub" | "Fn::Base64"), _):
            parts = merged(text_parts(node, plain))
            return _text_key(parts, None) if len(parts) != 1 else _single_key(parts[0])
    return ("function", node.name, form_of(node.argument, plain).key)


def _name_key(function: str, argument: Node, names: Names) -> Key | None:
    if function == "Fn::GetAtt":
        target, attribute = attribute_arguments(argument)
        return ("attribute", names.entity(target), attribute) if attribute is not None else None
    if not isinstance(argument, ScalarNode):
        return None
    if function == "Ref":
        return ("ref", names.entity(argument.text))
    return ("condition", names.condition(argument.text))


def _single_key(part: str | Key) -> Key:
    return _text_key((part,), None) if isinstance(part, str) else part
