"""How rules put names, numbers and values into sentences."""

import json
from collections.abc import Sequence

from analysis.syntax import ArrayNode, IntrinsicNode, Node, ObjectNode, ScalarNode, plain

_LISTED = 4
_VALUE = 80


def named(names: Sequence[str], limit: int = _LISTED) -> str:
    """Return names as prose: `A, B and C`, or `A, B, C, D and 3 more`."""
    known = list(dict.fromkeys(name for name in names if name))
    if len(known) > limit + 1:
        return f"{', '.join(known[:limit])} and {len(known) - limit} more"
    if len(known) > 1:
        return f"{', '.join(known[:-1])} and {known[-1]}"
    return "".join(known)


def coded(names: Sequence[str], limit: int = _LISTED) -> str:
    """Return names as prose, each in backquotes."""
    return named([f"`{name}`" for name in names if name], limit)


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: `1 function`, `3 policies`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def verb(names: Sequence[str], one: str, many: str) -> str:
    """Return the form of a verb that so many names need."""
    return one if len(set(names)) == 1 else many


def value_text(node: Node | None) -> str:
    """Return a value in short, as a sentence quotes it."""
    match node:
        case None:
            return "nothing"
        case ScalarNode():
            text = " ".join(node.text.split())
        case IntrinsicNode(name="Ref", argument=ScalarNode(text=name)):
            text = f"Ref {name}"
        case IntrinsicNode(name="Fn::Sub", argument=ScalarNode(text=name)):
            text = f"Sub {name}"
        case IntrinsicNode() | ObjectNode() | ArrayNode():
            text = json.dumps(plain(node), ensure_ascii=False)
        case _:
            text = "…"
    return text if len(text) <= _VALUE else f"{text[: _VALUE - 1]}…"
