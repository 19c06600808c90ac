"""AWS facts that rules need, read from resources/tables."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@cache
def table(name: str) -> Mapping[str, Any]:
    """Return the table of a file of resources/tables."""
    text = files("resources").joinpath("tables", f"{name}.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text))
