"""The JSON form of the frozen values: what crosses the process."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

_SCALARS = frozenset({str, int, bool, float})


def encode(value: object) -> Any:  # noqa: ANN401 (JSON has no narrower type)
    """Return a value made of dataclasses, tuples, mappings and scalars as plain JSON values."""
    kind = type(value)
    if kind in _SCALARS or value is None:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list | frozenset | set):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if is_dataclass(kind):
        return {name: encode(getattr(value, name)) for name in _hints(kind)}
    return value


def decode(kind: type[T], data: Any) -> T:  # noqa: ANN401
    """Return the value of a type from its JSON form.

    Raises KeyError, TypeError or ValueError where the data has another form.
    """
    decoded: T = _decode(kind, data)
    return decoded


def _decode(kind: Any, data: Any) -> Any:  # noqa: ANN401, PLR0911 (one return a kind of type)
    if kind in _SCALARS:
        return _decode_scalar(kind, data)
    origin = get_origin(kind)
    if origin is tuple:
        return _decode_tuple(get_args(kind), _checked(list, data))
    if origin in (Union, types.UnionType):
        return _decode_union(get_args(kind), data)
    if origin in (dict, Mapping):
        _, inner = get_args(kind)
        return {key: _decode(inner, item) for key, item in _checked(dict, data).items()}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        given = _checked(dict, data).items()
        return kind(**{name: _decode(hints[name], item) for name, item in given})
    return data


def _decode_scalar(kind: type, data: object) -> object:
    # JSON writes the number 1.0 as 1; a truth value is no number.
    if kind is float and type(data) is int:
        return float(data)
    if type(data) is not kind:
        message = f"{kind.__name__} expected, not {type(data).__name__}"
        raise TypeError(message)
    return data


def _decode_tuple(kinds: tuple[Any, ...], data: list[Any]) -> tuple[Any, ...]:
    match kinds:
        case (inner, last) if last is ...:
            return tuple(_decode(inner, item) for item in data)
        case _:
            return tuple(_decode(one, item) for one, item in zip(kinds, data, strict=True))


def _decode_union(kinds: tuple[Any, ...], data: Any) -> Any:  # noqa: ANN401
    if data is None and type(None) in kinds:
        return None
    choices = [kind for kind in kinds if kind is not type(None)]
    if len(choices) == 1:
        return _decode(choices[0], data)
    # Several kinds tell themselves apart only as scalars do.
    return _decode_scalar(type(data) if type(data) in choices else choices[0], data)


def _checked(kind: type[T], data: object) -> T:
    if not isinstance(data, kind):
        message = f"{kind.__name__} expected, not {type(data).__name__}"
        raise TypeError(message)
    return data


@cache
def _hints(kind: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the types of the fields that cross, by name."""
    hints = get_type_hints(kind)
    return {
        field.name: hints[field.name]
        for field in fields(kind)
        if field.init and not field.name.startswith("_")
    }
