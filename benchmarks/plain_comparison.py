"""A second comparison of two templates, which shares no code with the first: plain loaders, data.

It knows far fewer equivalences than the first one does. Where it still says that two templates
mean the same, and the first one does too, they do.
"""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

_ENTITIES = ("Parameters", "Mappings", "Conditions", "Resources", "Outputs")
_NAME = re.compile(r"\$\{(\s*)([A-Za-z0-9]+)")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS = frozenset({"true", "True", "TRUE", "false", "False", "FALSE"})
_SHORT_WITHOUT_PREFIX = frozenset({"Ref", "Condition"})
_ACTION_KEYS = frozenset({"Action", "NotAction"})
Names = Mapping[str, Mapping[str, str]]
"""By section, the reference's name of each of the candidate's entities."""


class _Loader(yaml.SafeLoader):
    """Scalars as texts, short tags as long forms."""


def _scalar(loader: _Loader, node: yaml.ScalarNode) -> str | None:
    value = str(loader.construct_scalar(node))
    if node.style is None and value in _NULLS:
        return None
    return value.lower() if node.style is None and value in _BOOLEANS else value


def _tagged(loader: _Loader, suffix: str, node: yaml.Node) -> Any:  # noqa: ANN401 (any data)
    match node:
        case yaml.MappingNode():
            value: Any = loader.construct_mapping(node, deep=True)
        case yaml.SequenceNode():
            value = loader.construct_sequence(node, deep=True)
        case _:
            value = node.value
    return {suffix if suffix in _SHORT_WITHOUT_PREFIX else f"Fn::{suffix}": value}


for _kind in ("str", "int", "float", "bool", "null", "timestamp", "value", "binary"):
    _Loader.add_constructor(f"tag:yaml.org,2002:{_kind}", _scalar)
_Loader.add_multi_constructor("!", _tagged)


def load(text: str) -> Any:  # noqa: ANN401 (any data)
    """Return a template as data: texts, None, lists and dictionaries.

    Raises ValueError or yaml.YAMLError where it is neither JSON nor YAML.
    """
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        try:
            return _textual(json.loads(text.lstrip("\ufeff"), parse_int=str, parse_float=str))
        except ValueError:
            pass
    # The loader is a safe one.
    return yaml.load(text, _Loader)  # noqa: S506


def _textual(value: Any) -> Any:  # noqa: ANN401
    match value:
        case bool():
            return str(value).lower()
        case dict():
            return {key: _textual(one) for key, one in value.items()}
        case list():
            return [_textual(one) for one in value]
    return value


def unequal_paths(candidate: Any, reference: Any, names: Names) -> list[str]:  # noqa: ANN401
    """Return where two templates differ, as paths; `(order)` ends those that differ in it only."""
    mine = _normal(_renamed(candidate, names))
    return list(_unequal(mine, _normal(_renamed(reference, {})), ""))


# The candidate's entities under the reference's names.


def _renamed(data: Any, names: Names) -> Any:  # noqa: ANN401
    if not isinstance(data, dict):
        return data
    values = {**names.get("Parameters", {}), **names.get("Resources", {})}
    table = {
        "values": values,
        "conditions": names.get("Conditions", {}),
        "mappings": names.get("Mappings", {}),
    }
    renamed: dict[str, Any] = {}
    for section, body in data.items():
        if body == {}:
            # An empty section is as good as none.
            continue
        if section in _ENTITIES and isinstance(body, dict):
            own = names.get(section, {})
            renamed[section] = {
                own.get(name, name): _entity(_inside(one, table), table)
                for name, one in body.items()
            }
        elif section == "Metadata":
            renamed[section] = _metadata(body, values, "")
        else:
            renamed[section] = _inside(body, table)
    return renamed


def _entity(body: Any, table: Names) -> Any:  # noqa: ANN401
    if not isinstance(body, dict):
        return body
    # No properties are as good as none.
    renamed = {key: one for key, one in body.items() if key != "Properties" or one}
    if isinstance(body.get("Condition"), str):
        renamed["Condition"] = table["conditions"].get(body["Condition"], body["Condition"])
    if "DependsOn" in body:
        needed = body["DependsOn"]
        listed = needed if isinstance(needed, list) else [needed]
        renamed["DependsOn"] = sorted(table["values"].get(one, one) for one in listed)
    return renamed


def _metadata(value: Any, values: Mapping[str, str], key: str) -> Any:  # noqa: ANN401
    match value:
        case dict():
            names = values if key == "ParameterLabels" else {}
            return {
                names.get(each, each): _metadata(one, values, each) for each, one in value.items()
            }
        case list():
            names = values if key == "Parameters" else {}
            return [
                names.get(one, one) if isinstance(one, str) else _metadata(one, values, "")
                for one in value
            ]
    return value


def _inside(value: Any, table: Names) -> Any:  # noqa: ANN401
    match value:
        case list():
            return [_inside(one, table) for one in value]
        case dict() if len(value) == 1:
            (name, argument), *_ = value.items()
            return {name: _argument(name, argument, table)}
        case dict():
            return {key: _inside(one, table) for key, one in value.items()}
    return value


def _argument(function: str, argument: Any, table: Names) -> Any:  # noqa: ANN401, PLR0911 (a table)
    values = table["values"]
    match function, argument:
        case "Ref", str():
            return values.get(argument, argument)
        case "Condition", str():
            return table["conditions"].get(argument, argument)
        case "Fn::GetAtt", str():
            return _argument(function, argument.split(".", 1), table)
        case "Fn::GetAtt", [str() as name, *rest]:
            return [values.get(name, name), *_inside(rest, table)]
        case "Fn::If", [str() as name, *rest]:
            return [table["conditions"].get(name, name), *_inside(rest, table)]
        case "Fn::FindInMap", [str() as name, *rest]:
            return [table["mappings"].get(name, name), *_inside(rest, table)]
        case "Fn::Sub", str():
            return _sub_renamed(argument, values)
        case "Fn::Sub", [str() as text, dict() as own, *_]:
            outer = {name: new for name, new in values.items() if name not in own}
            return [_sub_renamed(text, outer), _inside(own, table)]
    return _inside(argument, table)


def _sub_renamed(text: str, values: Mapping[str, str]) -> str:
    return _NAME.sub(lambda one: f"${{{one[1]}{values.get(one[2], one[2])}", text)


# Functions that only put texts together become the text.


def _normal(value: Any, key: str = "") -> Any:  # noqa: ANN401, C901, PLR0911 (a table)
    match value:
        case {"Ref": str() as name} if len(value) == 1:
            return f"${{{name}}}"
        case {"Fn::GetAtt": [*steps]} if all(isinstance(one, str) for one in steps):
            return f"${{{'.'.join(steps)}}}"
        case {"Fn::GetAZs": {"Ref": "AWS::Region"}}:
            return {"Fn::GetAZs": ""}
        case {"Fn::Sub": str() as text}:
            return re.sub(r"\$\{\s*([^}!]*?)\s*\}", r"${\1}", text)
        case {"Fn::Sub": [str() as text, dict() as own]}:
            return _substituted(text, {name: _normal(one) for name, one in own.items()})
        case {"Fn::Join": [str() as delimiter, list() as items]}:
            parts = [_normal(one) for one in items]
            if all(isinstance(one, str) and "${" not in delimiter for one in parts):
                return delimiter.join(parts)
            return {"Fn::Join": [delimiter, parts]}
        case dict():
            return {name: _normal(one, name) for name, one in value.items()}
        case list():
            return [_normal(one, key) for one in value]
        case str() if key in _ACTION_KEYS:
            return value.lower()
    return value


def _substituted(text: str, own: Mapping[str, Any]) -> Any:  # noqa: ANN401
    if not all(isinstance(one, str) for one in own.values()):
        return {"Fn::Sub": [text, dict(own)]}
    for name, one in own.items():
        text = text.replace(f"${{{name}}}", one)
    return text


# Equality.


def _unequal(mine: Any, known: Any, path: str) -> Iterator[str]:  # noqa: ANN401
    match mine, known:
        case dict(), dict():
            for key in [*mine, *(key for key in known if key not in mine)]:
                below = f"{path}/{key}"
                if key not in mine or key not in known:
                    yield below
                else:
                    yield from _unequal(mine[key], known[key], below)
        case list(), list():
            yield from _unequal_lists(mine, known, path)
        case (list(), _) if len(mine) == 1:
            yield from _unequal(mine[0], known, path)
        case (_, list()) if len(known) == 1:
            yield from _unequal(mine, known[0], path)
        case _:
            if not _is_same(mine, known):
                yield path


def _unequal_lists(mine: list[Any], known: list[Any], path: str) -> Iterator[str]:
    in_order = len(mine) == len(known) and not any(
        any(_unequal(one, other, "")) for one, other in zip(mine, known, strict=True)
    )
    if in_order:
        return
    left = list(known)
    for one in mine:
        match = next((other for other in left if not _differs(one, other)), None)
        if match is None:
            yield path
            return
        left.remove(match)
    yield path if left else f"{path} (order)"


def _differs(mine: Any, known: Any) -> bool:  # noqa: ANN401
    return any(not place.endswith("(order)") for place in _unequal(mine, known, ""))


def _is_same(mine: Any, known: Any) -> bool:  # noqa: ANN401
    if mine == known:
        return True
    if isinstance(mine, dict) != isinstance(known, dict):
        mine, known = _from_json(mine), _from_json(known)
        both = isinstance(mine, dict) and isinstance(known, dict)
        return both and not any(_unequal(mine, known, ""))
    if not isinstance(mine, str) or not isinstance(known, str):
        return False
    return _is_same_number(mine, known) or _is_same_text(mine, known)


def _is_same_number(mine: str, known: str) -> bool:
    try:
        return float(mine) == float(known)
    except ValueError:
        return mine.lower() == known.lower() and mine.lower() in ("true", "false")


def _is_same_text(mine: str, known: str) -> bool:
    if mine.lstrip()[:1] in ("{", "["):
        data, other = _from_json(mine), _from_json(known)
        if not isinstance(data, str) and not any(_unequal(data, other, "")):
            return True
    if _lines(mine) == _lines(known):
        return True
    try:
        return ast.dump(ast.parse(mine)) == ast.dump(ast.parse(known))
    except (SyntaxError, ValueError, RecursionError):
        return False


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def _from_json(value: Any) -> Any:  # noqa: ANN401
    try:
        return _textual(json.loads(value, parse_int=str, parse_float=str))
    except (TypeError, ValueError):
        return value
