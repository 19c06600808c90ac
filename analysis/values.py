"""The JSON form of the frozen values: what crosses the process."""

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache, partial
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

_Decoder = Callable[[Any], Any]

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
    decoded: T = _decoder(kind)(data)  # type: ignore[arg-type]  # types can be hashed
    return decoded


@cache
def _decoder(kind: Any) -> _Decoder:  # noqa: ANN401, PLR0911 (one return a kind of type)
    """Return what decodes a type: looking at types takes longer than decoding."""
    if kind in _SCALARS:
        return partial(_decode_scalar, kind)
    origin = get_origin(kind)
    if origin is tuple:
        return _tuple_decoder(get_args(kind))
    if origin in (Union, types.UnionType):
        return partial(_decode_union, get_args(kind))
    if origin in (dict, Mapping):
        return partial(_decode_mapping, get_args(kind)[1])
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if isinstance(kind, type) and is_dataclass(kind):
        return partial(_decode_dataclass, kind)
    return lambda data: data


def _decode_dataclass(kind: Any, data: Any) -> Any:  # noqa: ANN401
    decoders = _field_decoders(kind)
    given = _checked(dict, data).items()
    return kind(**{name: decoders[name](item) for name, item in given})


@cache
def _field_decoders(kind: Any) -> dict[str, _Decoder]:  # noqa: ANN401
    return {name: _decoder(hint) for name, hint in _hints(kind).items()}


def _decode_mapping(inner: Any, data: Any) -> Any:  # noqa: ANN401
    decode_item = _decoder(inner)
    return {key: decode_item(item) for key, item in _checked(dict, data).items()}


def _decode_scalar(kind: type, data: object) -> object:
    if type(data) is kind:
        return data
    # JSON writes the number 1.0 as 1; a truth value is no number.
    if kind is float and type(data) is int:
        return float(data)
    message = f"{kind.__name__} expected, not {type(data).__name__}"
    raise TypeError(message)


def _tuple_decoder(kinds: tuple[Any, ...]) -> _Decoder:
    match kinds:
        case (inner, last) if last is ...:
            decode_item = _decoder(inner)
            return lambda data: tuple([decode_item(item) for item in _checked(list, data)])
        case _:
            decoders = [_decoder(one) for one in kinds]
            return lambda data: tuple(
                [one(item) for one, item in zip(decoders, _checked(list, data), strict=True)],
            )


def _decode_union(kinds: tuple[Any, ...], data: Any) -> Any:  # noqa: ANN401
    if data is None and type(None) in kinds:
        return None
    choices = [kind for kind in kinds if kind is not type(None)]
    if len(choices) == 1:
        return _decoder(choices[0])(data)
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
