"""The JSON form of the frozen values: what crosses the process."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def encode(value: object) -> Any:  # noqa: ANN401 (JSON has no narrower type)
    """Return a value made of dataclasses, tuples, mappings and scalars as plain JSON values."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: encode(getattr(value, field.name))
            for field in fields(value)
            if field.init and not field.name.startswith("_")
        }
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if isinstance(value, tuple | list | frozenset | set):
        return [encode(item) for item in value]
    return value


def decode(kind: type[T], data: Any) -> T:  # noqa: ANN401
    """Return the value of a type from its JSON form.

    Raises KeyError, TypeError or ValueError where the data has another form.
    """
    decoded: T = _decode(kind, data)
    return decoded


def _decode(kind: Any, data: Any) -> Any:  # noqa: ANN401, PLR0911 (one return a kind of type)
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if data is None:
            return None
        choices = [choice for choice in get_args(kind) if choice is not type(None)]
        return _decode(choices[0], data) if len(choices) == 1 else data
    if origin is tuple:
        inner, *rest = get_args(kind)
        if rest == [...]:
            return tuple(_decode(inner, item) for item in data)
        return tuple(_decode(one, item) for one, item in zip((inner, *rest), data, strict=True))
    if origin in (dict, Mapping):
        _, inner = get_args(kind)
        return {key: _decode(inner, item) for key, item in data.items()}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _decode(hints[name], item) for name, item in data.items()})
    if kind is float:
        return float(data)
    return data


@cache
def _hints(kind: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        field.name: hint
        for field in fields(kind)
        if field.init
        for hint in (get_type_hints(kind)[field.name],)
    }
