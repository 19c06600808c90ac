"""What templates export, and which export an import takes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from analysis.source import Span
from analysis.substitution import as_text, parts_of
from analysis.template import Template
from analysis.uses import Use

_LEAST_LITERAL = 2
_ANYTHING = re.compile(r"\$\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Export:
    """An output that other stacks can import by name.

    `name` has `${…}` for what only the deployment knows; `span` covers the name's node.
    """

    logical_id: str
    name: str
    span: Span


def exports(template: Template) -> tuple[Export, ...]:
    """Return what a template exports, in the text's order."""
    found = (
        (output.logical_id, output.at("Export", "Name"))
        for output in template.section("Outputs").values()
    )
    return tuple(Export(owner, as_text(node), node.span) for owner, node in found if node)


def provider(use: Use, known: Iterable[Export]) -> Export | None:
    """Return the export that an import takes: of that name, else the closest that may be it."""
    graded = ((_closeness(use.target, export.name), export) for export in known)
    best = max(graded, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] else None


def _closeness(wanted: str, offered: str) -> int:
    """Return how much of two names is certainly the same, 0 where they cannot be one."""
    if wanted == offered:
        return len(wanted) + 2
    literal = sum(len(part.text) for part in parts_of(offered) if not part.is_name)
    if literal < _LEAST_LITERAL:
        return 0
    if _ANYTHING.sub("${}", wanted) == _ANYTHING.sub("${}", offered):
        return literal + 1
    is_possible = _matches(wanted, offered) or _matches(offered, wanted)
    return literal if is_possible else 0


def _matches(name: str, pattern: str) -> bool:
    # What the deployment fills in may be anything, but it is not nothing.
    pieces = (re.escape(piece) for piece in _ANYTHING.split(pattern))
    return re.fullmatch(".+".join(pieces), name) is not None
