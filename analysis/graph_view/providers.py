"""Who provides an import: the templates at hand that export it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from analysis.graph_view.parts import export_names
from analysis.template import Template

_VARIABLE = re.compile(r"\$\{[^{}]*\}")
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Provider:
    """A template by the name shown to the user, and what it exports."""

    name: str
    exports: tuple[str, ...]


def providers(templates: Iterable[Template]) -> tuple[Provider, ...]:
    """Return the templates as providers."""
    return tuple(
        Provider(
            PurePath(template.reading.source.path).name or "another template",
            tuple(export_names(template)),
        )
        for template in templates
    )


def provision(name: str, known: Sequence[Provider]) -> tuple[str, str]:
    """Return whether an import is `provided`, `perhaps`, `open` or `missing`, and by whom."""
    has_variable = bool(_VARIABLE.search(name))
    for provider in known:
        if name in provider.exports:
            return ("perhaps" if has_variable else "provided"), provider.name
    for provider in known:
        if any(_may_be(name, export) for export in provider.exports):
            return "perhaps", provider.name
    return ("open" if has_variable else "missing"), ""


def _may_be(name: str, export: str) -> bool:
    if not any(map(_VARIABLE.search, (name, export))):
        return False
    return any(
        re.fullmatch(_pattern(one), other) for one, other in _both_ways(name, export)
    ) and all(len(_VARIABLE.sub("", one)) >= _ENOUGH for one in (name, export))


def _both_ways(name: str, export: str) -> Iterator[tuple[str, str]]:
    yield name, _VARIABLE.sub("x", export)
    yield export, _VARIABLE.sub("x", name)


def _pattern(text: str) -> str:
    return ".+".join(re.escape(part) for part in _VARIABLE.split(text))
