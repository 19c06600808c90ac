"""Who provides an import: the templates at hand that export it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from analysis.exports import Export, exports, provider
from analysis.substitution import parts_of
from analysis.template import Template
from analysis.uses import Use


@dataclass(frozen=True, slots=True)
class Provider:
    """A template by the name shown to the user, and what it exports."""

    name: str
    exports: tuple[Export, ...]


def providers(templates: Iterable[Template]) -> tuple[Provider, ...]:
    """Return the templates as providers."""
    return tuple(
        Provider(
            PurePath(template.reading.source.path).name or "another template",
            exports(template),
        )
        for template in templates
    )


def provision(use: Use, known: Sequence[Provider]) -> tuple[str, str]:
    """Return whether an import is `provided`, `perhaps`, `open` or `missing`, and by whom."""
    has_variable = any(part.is_name for part in parts_of(use.target)) or "${…}" in use.target
    best = provider(use, (export for one in known for export in one.exports))
    if best is None:
        return ("open" if has_variable else "missing"), ""
    name = next(one.name for one in known if best in one.exports)
    return ("provided" if best.name == use.target and not has_variable else "perhaps"), name
