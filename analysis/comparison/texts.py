"""When two texts that a template carries mean the same: code, and JSON written in a string."""

import ast
import json
import warnings
from collections.abc import Hashable, Sequence
from hashlib import blake2s

Key = Hashable
"""Equal keys mean the same; unequal ones may still be shown to."""

CODE_PROPERTIES = frozenset(
    {
        "BuildSpec",
        "FunctionCode",
        "InlineCode",
        "RequestMappingTemplate",
        "ResponseMappingTemplate",
        "Script",
        "UserData",
        "ZipFile",
    },
)
"""Properties whose text is code: blank lines and trailing space do not count."""

_MOST_JSON = 1_000_000
_MOST_CODE = 200_000
_MOST_DEPTH = 60


def code_key(text: str) -> Key:
    """Return a key of code by its lines."""
    lines = (line.rstrip() for line in text.splitlines())
    return ("code", *(line for line in lines if line))


def json_key(parts: Sequence[str | Key]) -> Key | None:
    """Return a key of JSON in a text, None where there is none.

    The parts are literal texts and, between them, keys of what the deployment puts in.
    """
    first = parts[0] if parts else ""
    if not isinstance(first, str) or not first.lstrip().startswith(("{", "[")):
        return None
    text = _with_marks(parts)
    if len(text) > _MOST_JSON:
        return None
    try:
        return _frozen(json.loads(text), 0)
    except (ValueError, RecursionError):
        return None


def _with_marks(parts: Sequence[str | Key]) -> str:
    # A value stands inside a JSON string or bare; bare it must become a string to be read at all.
    written: list[str] = []
    is_inside = False
    for part in parts:
        if isinstance(part, str):
            written.append(part)
            quotes = part.replace("\\\\", "").replace('\\"', "").count('"')
            is_inside ^= quotes % 2 == 1
            continue
        mark = json.dumps(f"\ue000{part!r}\ue001")
        written.append(mark[1:-1] if is_inside else mark)
    return "".join(written)


def _frozen(value: object, depth: int) -> Key:
    if depth > _MOST_DEPTH:
        raise RecursionError
    if isinstance(value, dict):
        members = ((name, _frozen(item, depth + 1)) for name, item in value.items())
        return ("object", tuple(sorted(members, key=lambda member: member[0])))
    if isinstance(value, list):
        return ("list", tuple(_frozen(item, depth + 1) for item in value))
    if isinstance(value, str):
        return ("text", value)
    return ("json", json.dumps(value))


def code_text(parts: Sequence[str | Key]) -> str:
    """Return code with a name in place of every value that the deployment puts in."""
    return "".join(
        part if isinstance(part, str) else f"value_{blake2s(repr(part).encode()).hexdigest()}"
        for part in parts
    )


def is_same_python(one: str, other: str) -> bool:
    """Return whether two texts are Python with the same syntax tree."""
    if max(len(one), len(other)) > _MOST_CODE:
        return False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _is_same_tree(ast.parse(one), ast.parse(other))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False


def _is_same_tree(one: object, other: object) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, ast.AST):
        return all(
            _is_same_tree(getattr(one, name, None), getattr(other, name, None))
            for name in one._fields
            if name not in ("kind", "type_comment", "type_ignores")
        )
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_is_same_tree, one, other))
    # Equal zeros of other signs print otherwise.
    return one == other and repr(one) == repr(other)
